"""Text from outside comes in without what nobody sees; everything else stays as it was typed."""

from xml.etree import ElementTree

import pytest

from neican.kernel.typed import one_line, plain

UNSEEN = [
    "\x00",
    "\x08",
    "\x1b",
    "\x1f",
    "\x7f",
    "\x9f",
    "\u061c",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\uffff",
]


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
def test_what_nobody_sees_is_left_out(mark: str) -> None:
    assert plain(f"前{mark}后") == "前后"
    assert one_line(f"{mark}前{mark}后{mark}") == "前后"


@pytest.mark.parametrize(
    "text",
    ["前后", "一行\n二行\t三", "  两头的空格 ", "👩‍👩‍👧", "〇𠮷", "e\u0301", "<b>&amp;", ""],
    ids=ascii,
)
def test_what_is_seen_stays_as_it_was(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=ascii
)
def test_every_end_of_a_line_is_one(end: str) -> None:
    assert plain(f"前{end}后") == "前\n后"
    assert one_line(f"前{end}后") == "前 后"


def test_a_line_has_single_blanks_and_none_outside() -> None:
    assert one_line(" 前 \u3000\n\n后\xa0") == "前 后"


def test_every_plain_text_fits_a_table_and_a_feed() -> None:
    every = "".join(map(chr, range(0x11000)))
    kept = plain(every)
    assert kept.encode()
    assert "\x00" not in kept
    assert ElementTree.fromstring(f"<a>{kept.replace('&', '').replace('<', '')}</a>").text
