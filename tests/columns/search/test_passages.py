"""The words shown around a find."""

import pytest

from columns.search.passages import passage

LONG = "甲" * 300 + "美光禁令的影响" + "乙" * 300


def test_a_find_is_marked_as_the_text_spells_it() -> None:
    assert passage("今天的ＮＶＩＤＩＡ财报", "nvidia") == [
        ("今天的", False),
        ("ＮＶＩＤＩＡ", True),
        ("财报", False),
    ]


def test_every_word_of_the_query_is_marked() -> None:
    assert passage("阿里云要分拆了", "阿里云 分拆") == [
        ("阿里云", True),
        ("要", False),
        ("分拆", True),
        ("了", False),
    ]


def test_a_latin_word_is_marked_whole_and_only_from_its_beginning() -> None:
    assert passage("A100 和 BA100", "a10") == [("A100", True), (" 和 BA100", False)]


def test_a_zero_width_character_does_not_hide_a_find() -> None:
    assert passage("说美\u200b光吧", "美光") == [("说", False), ("美\u200b光", True), ("吧", False)]


def test_a_long_text_is_cut_around_its_find() -> None:
    runs = passage(LONG, "美光禁令", length=90)
    assert runs[0] == ("…" + "甲" * 27, False)
    assert runs[1] == ("美光禁令", True)
    assert runs[2] == ("的影响" + "乙" * 56 + "…", False)


def test_the_window_shows_where_most_of_the_query_stands() -> None:
    text = "美光" + "甲" * 300 + "美光与禁令"
    assert [words for words, is_marked in passage(text, "美光 禁令") if is_marked] == [
        "美光",
        "禁令",
    ]


def test_without_a_find_the_beginning_is_shown_unmarked() -> None:
    assert passage(LONG, "英伟达", length=10) == [("甲" * 10 + "…", False)]


@pytest.mark.parametrize("query", ["", "😀", "%_'\"()*:^-[\\", "\u200b", "\ud800\x00", "(" * 200])
def test_an_odd_query_marks_nothing_and_fails_nothing(query: str) -> None:
    assert passage("一句话。", query) == [("一句话。", False)]


def test_an_empty_text_gives_no_runs() -> None:
    assert passage("", "美光") == []


def test_markup_in_a_text_stays_plain_text() -> None:
    assert passage("<b>美光</b>", "美光") == [("<b>", False), ("美光", True), ("</b>", False)]


def test_a_very_long_text_full_of_finds_is_cut_quickly() -> None:
    assert passage("的" * 80_000, "的", length=90) == [("的" * 90, True), ("…", False)]
