"""Half-width marks among Han become full-width; numbers, Latin and code stay as they are."""

import re
from html import escape

import pytest

from columns.richtext import sanitise
from columns.writing.punctuation import Suggestion, normalise, suggestions


def said(text: str) -> str:
    """The text as one paragraph goes in, and comes out."""
    return normalise(f"<p>{escape(text, quote=False)}</p>")[3:-4]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("今天,天气不错", "今天，天气不错"),
        ("真的吗?是真的!", "真的吗？是真的！"),
        ("他说:好;她说:行", "他说：好；她说：行"),
        ("苹果, 香蕉", "苹果，香蕉"),
        ("如何看待? | 栏目", "如何看待？| 栏目"),
        ("在 10:30 开始,共 1,000 人,涨 4.5 倍", "在 10:30 开始，共 1,000 人，涨 4.5 倍"),
        ("暴涨 27%,市值第一", "暴涨 27%，市值第一"),
        ("同比增长 3.5%;", "同比增长 3.5%；"),
        ("GPT-4,这是新的", "GPT-4，这是新的"),
        ("Google, 谷歌", "Google，谷歌"),
        ("Azure AI Studio:面向企业", "Azure AI Studio：面向企业"),
        ("你用过 ChatGPT?", "你用过 ChatGPT？"),
        ("人工智能(AI)技术", "人工智能（AI）技术"),
        ("苹果 (Apple) 公司", "苹果（Apple）公司"),
        ("Google (谷歌)公司", "Google（谷歌）公司"),
        ("(一)前期投入", "（一）前期投入"),
        ("前一半（AI)后一半", "前一半（AI）后一半"),
        ('他说"你好"', "他说“你好”"),
        ('他说:"Hello, world!"然后走了', "他说：“Hello, world!”然后走了"),
        ("他说'好的'就走", "他说‘好的’就走"),
        ("等等...再说", "等等……再说"),
        ("等等。。。", "等等……"),
        ("等等…", "等等……"),
        ("真的--没有", "真的——没有"),
        ("今天很好.", "今天很好。"),
        ('他说"好".', "他说“好”。"),
        ("好(真的).然后", "好（真的）。然后"),
        ("好,,不好。。", "好，不好。"),
        ("见 https://a.example/x?y=1,然后", "见 https://a.example/x?y=1，然后"),
        ("写信到 a.b@c.example,谢谢", "写信到 a.b@c.example，谢谢"),
    ],
)
def test_marks_among_han_become_full_width(before: str, after: str) -> None:
    assert said(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "比分 3:2",
        "版本 3.5 和 4.5.1",
        "第 1,2,3 条",
        "It's 'fine', he said: yes!",
        "the model (GPT-4) is good, isn't it?",
        "函数 f(x) 与 g(x,y)",
        "使用 --help 参数",
        "Yahoo! 搜索",
        "访问 http://a.example:8000/x;y?z=1 即可",
        "2020--2023 年",
        "a...b",
        '12" 屏幕',
        "Character.AI 与 OpenAI,Google",
        "一.概述",
        "一切都好，不必改：对吗？（是的）“好”……",
        "",
    ],
)
def test_what_is_no_chinese_mark_stays(text: str) -> None:
    assert said(text) == text


def test_mark_up_stays_around_what_changes() -> None:
    body = '<p>微软,<strong>谷歌</strong>,还有<a href="/a,b">链接(好)</a>,完</p>'
    assert normalise(body) == (
        '<p>微软，<strong>谷歌</strong>，还有<a href="/a,b">链接（好）</a>，完</p>'
    )


def test_code_is_not_touched() -> None:
    body = "<p>写作<code>甲,乙</code>,然后</p>\n<pre>甲,乙:丙</pre>"
    assert normalise(body) == "<p>写作<code>甲,乙</code>，然后</p>\n<pre>甲,乙:丙</pre>"


def test_a_pair_may_span_emphasis_but_not_two_cells() -> None:
    assert normalise("<p>公司(<em>Apple</em>)说</p>") == "<p>公司（<em>Apple</em>）说</p>"
    table = "<table><tbody><tr><td>甲(</td><td>)乙</td></tr></tbody></table>"
    assert normalise(table) == table


def test_suggestions_name_the_blocks_that_would_change() -> None:
    assert suggestions("<p>好。</p>\n<ul><li>甲,乙</li></ul>\n<hr>") == [
        Suggestion(1, "<ul><li>甲,乙</li></ul>", "<ul><li>甲，乙</li></ul>")
    ]


def test_a_real_page_loses_its_half_width_marks_and_nothing_else(real_page: str) -> None:
    body = sanitise("".join(f"<p>{escape(line)}</p>" for line in real_page.splitlines()))
    done = normalise(body)
    assert re.findall("[一-鿿”%][,:;?!]", re.sub("<[^>]*>", "", done)) == []
    assert re.findall("[0-9A-Za-z.]+", done) == re.findall("[0-9A-Za-z.]+", body)
    widened = str.maketrans(",:;?!()", "，：；？！（）")
    assert done.translate(widened) == body.translate(widened)
    assert normalise(done) == done
    assert sanitise(done) == done


def test_twice_is_as_once() -> None:
    for text in ('"a", "甲","乙"', "甲...。。，,乙", "((甲)", "-- 甲 --", "甲—乙…丙", "'甲''乙'"):
        once = said(text)
        assert said(once) == once
