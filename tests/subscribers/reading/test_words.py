"""How templates write numbers, money, lengths, addresses and sanctions."""

import pytest
from django.utils import translation

from subscribers.reading.templatetags import reading as words


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "零"), (1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")],
)
def test_small_numbers_are_chinese_words(number: int, word: str) -> None:
    assert words.numeral(number) == word


def test_large_numbers_and_english_pages_keep_digits() -> None:
    assert words.numeral(100) == "100"
    with translation.override("en"):
        assert words.numeral(3) == "3"
        assert words.count_word(2) == "2"


def test_two_things_are_liang() -> None:
    assert [words.count_word(number) for number in (1, 2, 3, 12)] == ["一", "两", "三", "十二"]


@pytest.mark.parametrize(
    ("milliseconds", "shown"), [(0, "00:00"), (396_000, "06:36"), (3_723_400, "1:02:03")]
)
def test_lengths_are_written_as_players_do(milliseconds: int, shown: str) -> None:
    assert words.clock(milliseconds) == shown


@pytest.mark.parametrize(
    ("fen", "price"), [(36500, "¥365"), (990, "¥9.90"), (120005, "¥1,200.05"), (0, "¥0")]
)
def test_prices_come_from_fen(fen: int, price: str) -> None:
    assert words.yuan(fen) == price


def test_an_address_ends_where_chinese_begins() -> None:
    assert words.linked("写给 a.b@c.example，谢谢") == (
        '写给 <a href="mailto:a.b@c.example">a.b@c.example</a>，谢谢'
    )
    assert words.linked("<b>https://x.example/y。") == (
        '&lt;b&gt;<a href="https://x.example/y">https://x.example/y</a>。'
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [("delete", "移除评论"), ("mute_30d", "禁言 30 天"), ("suspend", "封停账户"), ("new", "new")],
)
def test_rungs_of_the_ladder_are_said_in_words(step: str, said: str) -> None:
    assert words.sanction(step) == said
