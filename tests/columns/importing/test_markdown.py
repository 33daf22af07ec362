"""A Markdown file: its head, its article, and what cannot come along."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from columns.importing.markdown_file import read_markdown
from columns.importing.parsed import NotUnderstood, ParsedTopic

HEAD = """\
---
title: 灯塔为什么还亮着|海岸线
column: 海上的光·灯与人 第二季
date: 2026-05-26 17:19
authors: [陆遥, "Ben Holloway"]
standfirst: 守灯的人退休以后。
credit: 陆遥摄
trial: true
topics:
  - 灯：没有人看的灯还要不要点
  - 人：守灯的人去了哪里
---
"""
ARTICLE = "灯亮了一整夜。\n\n## 灯\n\n海上起雾。\n\n## 守灯的人\n\n他回家了。\n"


def test_the_head_says_what_the_issue_is() -> None:
    issue = read_markdown(HEAD + ARTICLE)

    assert (issue.headline, issue.rubric) == ("灯塔为什么还亮着", "海岸线")
    assert (issue.column_name, issue.column_tagline) == ("海上的光", "灯与人")
    assert (issue.season_number, issue.season_title) == (2, "第二季")
    assert issue.published_at == datetime(2026, 5, 26, 17, 19, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert issue.authors == ("陆遥", "Ben Holloway")
    assert (issue.standfirst, issue.head_image_credit) == ("守灯的人退休以后。", "陆遥摄")
    assert (issue.is_trial, issue.is_draft) == (True, False)
    assert issue.topics == (
        ParsedTopic("灯", "没有人看的灯还要不要点", "灯"),
        ParsedTopic("人", "守灯的人去了哪里", "守灯的人"),
    )


def test_keys_may_be_chinese_and_values_may_stand_below_them() -> None:
    head = (
        "---\n标题：灯塔\n作者:\n  - 陆遥\n  - 沈砚\n专栏: 海上的光\n季: 3\n草稿: 是\n"
        "导语: >\n  第一行\n  第二行\n---\n"
    )

    issue = read_markdown(head + ARTICLE)

    assert (issue.headline, issue.authors) == ("灯塔", ("陆遥", "沈砚"))
    assert (issue.column_name, issue.season_number) == ("海上的光", 3)
    assert (issue.is_draft, issue.standfirst) == (True, "第一行 第二行")


@pytest.mark.parametrize("order", [("column: 光 第二季", "season: 4"), ("season: 4", "column: 光")])
def test_column_and_season_may_come_in_either_order(order: tuple[str, str]) -> None:
    issue = read_markdown("---\ntitle: 灯\n" + "\n".join(order) + "\n---\n" + ARTICLE)

    assert (issue.column_name, issue.season_number) == ("光", 4)


def test_without_a_head_the_first_heading_is_the_title() -> None:
    issue = read_markdown(f"# 灯塔|海岸线\n\n作者 | 陆遥\n\n{ARTICLE}")

    assert (issue.headline, issue.rubric, issue.authors) == ("灯塔", "海岸线", ("陆遥",))
    assert issue.sections == ("灯", "守灯的人")
    assert "灯塔" not in issue.body_html
    assert "作者" not in issue.body_html


def test_emphasis_lists_quotes_tables_and_notes_stay() -> None:
    issue = read_markdown(
        "# 灯\n\n**粗**、*斜*、~~划~~、`码`、[外链](https://sea.example/a)。注[^1]。\n\n"
        "- 一\n  1. 二\n- 三\n\n> 引文\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n[^1]: 出处在*此*。\n"
    )

    assert issue.body_html.replace("\n", "") == (
        "<p><strong>粗</strong>、<em>斜</em>、<s>划</s>、<code>码</code>、"
        '<a href="https://sea.example/a">外链</a>。'
        '注<span class="note">出处在<em>此</em>。 </span>。</p>'
        "<ul><li>一<ol><li>二</li></ol></li><li>三</li></ul>"
        "<blockquote><p>引文</p></blockquote>"
        "<table><thead><tr><th>甲</th><th>乙</th></tr></thead>"
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    "mark", ["<!--members-only-->", "<!-- paywall -->", "[付费墙]", "【付费墙位置】"]
)
def test_the_cut_stands_where_the_file_puts_it(mark: str) -> None:
    issue = read_markdown(f"# 灯\n\n免费。\n\n{mark}\n\n付费。\n\n{mark}\n\n还是付费。\n")

    assert issue.body_html.split("\n") == [
        "<p>免费。</p>",
        '<hr class="paywall-cut">',
        "<p>付费。</p>",
        "<p>还是付费。</p>",
    ]


def test_pictures_and_inner_links_are_named_with_their_lines() -> None:
    issue = read_markdown("# 灯\n\n字。\n\n![海](sea.png)\n\n见[上期](/issues/3/)与[此](#x)。\n")

    assert [(loss.line, loss.text) for loss in issue.dropped] == [
        (5, "sea.png 海"),
        (7, "上期 → /issues/3/"),
    ]
    assert issue.body_html == "<p>字。</p>\n<p>见上期与此。</p>"


def test_levels_of_headings_begin_at_two_and_leave_none_out() -> None:
    issue = read_markdown(
        "---\ntitle: 灯\n---\n\n# 甲\n\n字。\n\n# 乙\n\n### 丙\n\n###### 丁\n\n字。\n"
    )

    assert issue.sections == ("甲", "乙")
    assert "<h3>丙</h3>\n<h4>丁</h4>" in issue.body_html


def test_script_in_the_file_is_not_text() -> None:
    issue = read_markdown("# 灯\n\n字。<script>alert(1)</script><b onclick=x()>粗</b>\n")

    assert issue.body_html == "<p>字。<b>粗</b></p>"


def test_unknown_keys_and_misspelt_topics_are_named() -> None:
    issue = read_markdown("---\ntitle: 灯\nlayout: post\ntopics:\n  - 没有冒号\n---\n" + ARTICLE)

    assert [(loss.line, loss.text) for loss in issue.dropped] == [(3, "layout"), (5, "没有冒号")]
    assert issue.topics == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: 灯\n\n字。\n", 1, "没有结束"),
        ("---\ntitle: 灯\n乱写\n---\n字。\n", 3, "名称: 值"),
        ("---\ntitle: 灯\ndate: 昨天\n---\n字。\n", 3, "读不成日期"),
        ("---\ntitle: 灯\ndate: 2026-02-30\n---\n字。\n", 3, "不是存在的日期"),
        ("---\ntitle: 灯\nseason: 许多\n---\n字。\n", 3, "季数读不出来"),
        ("只有一段。\n", 0, "找不到标题"),
        ("# 灯\n", 0, "找不到正文"),
        ("# 灯\n\n坏\ufffd字\n", 0, "另存为 UTF-8"),
        ("", 0, "找不到正文"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words) as refusal:
        read_markdown(text)

    assert refusal.value.line == line


def test_a_rule_at_the_top_is_no_head() -> None:
    assert read_markdown("---\n\n# 灯\n\n字。\n").headline == "灯"
