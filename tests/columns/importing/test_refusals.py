"""Files that cannot be understood: refused with the line and what to do."""

import pytest

from columns.importing.decoding import decode
from columns.importing.page_text import parse
from columns.importing.parsed import NotUnderstood
from tests.columns.importing.reading import page, with_head


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("empty", 1, "没有文字"),
        ("markup", 1, "源代码"),
        ("no-article", 5, "找不到正文"),
        ("no-such-day", 3, "2023-02-30 10:00"),
        ("no-such-season", 5, "第某季"),
        ("trial-only", 9, "试读"),
        ("two-issues", 9, "两期"),
    ],
)
def test_a_broken_page_is_refused_at_its_line(name: str, line: int, words: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        parse(page(name))

    assert refusal.value.line == line
    assert words in refusal.value.reason
    assert "请" in refusal.value.reason  # says what to do next
    assert str(refusal.value) == f"第 {line} 行：{refusal.value.reason}"


def test_a_page_that_opens_with_prose_has_no_headline() -> None:
    with pytest.raises(NotUnderstood, match=r"第 3 行：.*找不到标题"):
        parse("\n\n这是一句话。\n\n这是另一句话，同样有句号。\n")


def test_unreadable_characters_are_refused() -> None:
    with pytest.raises(NotUnderstood, match=r"第 8 行：.*编码"):
        parse(with_head("坏掉的\ufffd字。"))


def test_utf8_with_or_without_its_mark_is_read() -> None:
    assert decode("灯塔".encode()) == ("灯塔", "UTF-8")
    assert decode("灯塔".encode("utf-8-sig")) == ("灯塔", "UTF-8")


def test_gb18030_and_utf16_are_recognised() -> None:
    text = page("wide")

    assert decode(text.encode("gb18030")) == (text, "GB18030")
    assert decode("臺灣的燈塔還亮著".encode("gb18030")) == ("臺灣的燈塔還亮著", "GB18030")
    assert decode(text.encode("utf-16")) == (text, "UTF-16")


@pytest.mark.parametrize(
    "data",
    [
        "第一行\n這是另一種編碼的漢字，讀出來會是別的字。".encode("big5"),
        b"GIF89a\n\xff\xfe\x00\x01\xff",
        "海\n".encode() + b"\xe6\xb5",
        page("wide").encode()[:-2],  # cut off within a character
    ],
)
def test_other_bytes_are_refused_rather_than_misread(data: bytes) -> None:
    with pytest.raises(NotUnderstood, match="编码"):
        decode(data)


def test_a_page_of_furniture_alone_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="找不到标题"):
        parse("去搜搜\n头像\n评论\n0/500\n")
