"""Files made to do harm are refused in a sentence, before they cost anything."""

import struct
import zipfile
from io import BytesIO
from itertools import pairwise

import pytest

from columns.importing import bounds
from columns.importing.formats import read_file
from columns.importing.parsed import NotUnderstood
from tests.columns.importing.ghosts import export, post
from tests.columns.importing.word import document, paragraph, word_file, zipped

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    + "]>"
)


def refused(data: bytes, words: str, name: str = "a.docx") -> None:
    with pytest.raises(NotUnderstood, match=words):
        read_file(name, data)


def test_a_zip_that_swells_is_not_unpacked() -> None:
    bomb = zipped({"word/document.xml": document(), "word/media/a.png": b"\0" * 150_000_000})
    assert len(bomb) < 200_000

    refused(bomb, "大得不正常")


def test_a_zip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "UNPACKED_AT_MOST", 5_000)

    refused(word_file(paragraph("字" * 3_000)), "大得不正常")
    monkeypatch.setattr(bounds, "UNPACKED_AT_MOST", 50_000)
    read_file("a.docx", word_file(paragraph("灯"), paragraph("字" * 3_000)))


def test_a_zip_that_lies_about_its_size_is_read_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The directory says ten bytes; what is there is more than a part may hold."""
    monkeypatch.setattr("columns.importing.docx.package.XML_AT_MOST", 1_000_000)
    honest = zipped({"word/document.xml": document(paragraph("字" * 1_000_000))})
    at = honest.rindex(b"PK\x01\x02")
    packed = struct.unpack_from("<I", honest, at + 20)[0]
    lying = honest[: at + 24] + struct.pack("<I", 10) + honest[at + 28 :]
    assert packed < 100_000

    refused(lying, "解不开|大得不正常|读不出内容")


def test_too_many_entries_are_refused() -> None:
    many = {"word/document.xml": document(), **{f"a{n}": "" for n in range(2_000)}}

    refused(zipped(many), "有 2001 个文件")


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x", "..\\x", "C:\\x", "C:/x"]
)
def test_a_path_that_leaves_the_archive_is_refused(name: str) -> None:
    refused(zipped({"word/document.xml": document(), name: "x"}), "路径不正常")


def test_a_link_within_the_archive_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document())
        link = zipfile.ZipInfo("word/media/a.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    refused(file.getvalue(), "路径不正常")


def test_a_locked_archive_is_refused() -> None:
    locked = bytearray(word_file(paragraph("字")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := locked.find(mark, at)) >= 0:
            locked[at + place] |= 1
            at += 4

    refused(bytes(locked), "加了密码")


@pytest.mark.parametrize("cut", [10, 100, -30])
def test_a_torn_archive_is_refused(cut: int) -> None:
    refused(word_file(paragraph("灯"), paragraph("字"))[:cut], "解不开")


@pytest.mark.parametrize(
    "head",
    [
        LAUGHS,
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_neither_told_nor_fetched(head: str) -> None:
    told = document(paragraph("&i;" if head is LAUGHS else "字"))

    refused(zipped({"word/document.xml": head + told}), "DOCTYPE|读不出内容")


def test_xml_within_xml_without_end_is_refused() -> None:
    deep = document("<w:sdt>" * 3_000 + "</w:sdt>" * 3_000)

    refused(zipped({"word/document.xml": deep}), "读不出内容")


def test_a_page_of_a_hundred_thousand_pieces_is_refused() -> None:
    refused(("<title>灯</title>" + "<p>字" * 100_000).encode(), "太碎太多", "a.html")


def test_lists_within_lists_without_end_are_bounded() -> None:
    rows = "".join(paragraph("项", level=level) for level in range(1_000))

    found = read_file("a.docx", word_file(paragraph("灯"), paragraph("字"), rows))

    assert found.issues[0].body_html.count("<li>") == 1_000


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"db":' + "[" * 61 + "]" * 61])
def test_json_within_json_without_end_is_refused(text: str) -> None:
    refused(text.encode(), "套得太深", "a.json")


def test_json_at_the_last_depth_allowed_is_read() -> None:
    assert bounds.read_json("[" * 60 + "]" * 60) is not None


def test_json_of_a_million_pieces_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "JSON_STEPS_AT_MOST", 1_000)

    refused(("{" + '"a":[],' * 1_000).encode(), "太碎太多", "a.json")


def test_brackets_within_words_have_no_depth() -> None:
    assert read_file("a.json", export(post(1, title="[" * 70 + '"{\\'))).issues


@pytest.mark.parametrize("number", ["1" * 5_000, "NaN", "1e999999"])
def test_odd_numbers_do_no_harm(number: str) -> None:
    data = export(post(1)).replace(b'"6.0.0"', number.encode())

    if len(number) > 4_300:
        refused(data, "读不出的数字", "a.json")
    else:
        assert len(read_file("a.json", data).issues) == 1


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.txt", bounds.TEXT_AT_MOST, "太大：3 MB，最多 2 MB"),
        ("a.md", bounds.TEXT_AT_MOST, "太大"),
        ("a.html", bounds.TEXT_AT_MOST, "太大"),
        ("a.json", bounds.FILE_AT_MOST, "太大：65 MB，最多 64 MB"),
    ],
)
def test_a_file_too_large_for_its_kind_is_refused(name: str, size: int, words: str) -> None:
    refused(b" " * (size + 1), words, name)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "![" * 30_000,
        "*a **" * 20_000,
        "`" * 30_000,
        "> " * 20_000,
        "<" * 50_000,
        "<!--" * 20_000,
        "- " * 20_000,
        "[a](" * 20_000,
        "|a" * 20_000 + "\n" + "|-" * 20_000,
    ],
)
def test_markdown_made_to_nest_without_end_is_read(text: str) -> None:
    """Twenty at most lie within one another; the rest is words."""
    found = read_file("a.md", f"# 灯\n\n字。\n\n{text}\n".encode())

    assert found.issues[0].body_html.startswith("<p>字。</p>")
