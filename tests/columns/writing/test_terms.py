"""Known misspellings are found where they are misspellings, and only there."""

import pytest

from columns.writing.terms import Misspelling, find

TERMS = {"Anthroic": "Anthropic", "帐号": "账号", "登陆": "登录", "Open AI": "OpenAI"}


def test_a_misspelling_is_named_with_its_place() -> None:
    body = "<p>开头一段。</p>\n<p>本周，Anthroic 宣布完成一笔融资。</p>"
    assert find(body, TERMS) == [
        Misspelling("Anthroic", "Anthropic", 1, "本周，Anthroic 宣布完成一笔融资。")
    ]


@pytest.mark.parametrize("text", ["Anthroics", "xAnthroic", "Anthroic2", "anthroic", "Anthropic"])
def test_a_longer_or_other_latin_word_is_none(text: str) -> None:
    assert find(f"<p>本周 {text} 宣布</p>", TERMS) == []


@pytest.mark.parametrize("text", ["购买Anthroic的", "“Anthroic”", "Anthroic-Claude", "Anthroic."])
def test_han_and_marks_bound_a_latin_word(text: str) -> None:
    assert len(find(f"<p>{text}</p>", TERMS)) == 1


def test_mark_up_within_a_word_does_not_hide_it() -> None:
    assert [one.term for one in find("<p><strong>Anth</strong>roic 说</p>", TERMS)] == ["Anthroic"]


def test_code_and_addresses_are_not_read() -> None:
    body = '<p><code>帐号</code><a href="/Anthroic">链接</a></p>\n<pre>登陆</pre>'
    assert find(body, TERMS) == []


def test_cells_and_notes_are_read_apart_from_what_surrounds_them() -> None:
    body = '<p>Anthroic<span class="note">出处</span></p>'
    assert len(find(body, TERMS)) == 1
    assert find('<p>帐<span class="note">号</span></p>', TERMS) == []


def test_the_longest_wins_and_a_right_form_is_passed_over() -> None:
    terms = {"微信": "WeChat", "微信公众": "微信公众号", "Cloud": "Claude"}
    found = find("<p>微信公众平台、微信公众号、微信</p>", terms)
    assert [one.term for one in found] == ["微信公众", "微信"]


def test_every_occurrence_is_named_and_nothing_is_no_term() -> None:
    assert len(find("<p>帐号、帐号</p>", TERMS)) == 2
    assert find("<p>帐号</p>", {}) == []
    assert find("<p>帐号</p>", {"": "空", "帐号": "帐号"}) == []
