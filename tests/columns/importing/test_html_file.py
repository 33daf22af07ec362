"""A saved web page: its head, its article, and the furniture around it left behind."""

import pytest

from columns.importing.formats import read_file
from columns.importing.html_file import decode_html, read_html
from columns.importing.parsed import Format, NotUnderstood, ParsedIssue

HEAD = """<!doctype html><html><head><meta charset="utf-8">
<title>灯塔为什么还亮着 - 海岸网</title>
<meta property="og:site_name" content="海岸网">
<meta name="author" content="陆遥、沈砚秋">
<meta name="description" content="守灯的人退休以后。">
<meta property="article:published_time" content="2026-05-26T09:19:00Z">
</head>"""


def read(body: str, head: str = HEAD) -> ParsedIssue:
    return read_html(f"{head}<body>{body}</body></html>")


def test_the_head_of_the_page_says_what_the_issue_is() -> None:
    issue = read("<article><h1>灯塔为什么还亮着</h1><p>灯亮了一整夜。</p></article>")

    assert (issue.headline, issue.rubric) == ("灯塔为什么还亮着", "")
    assert issue.authors == ("陆遥", "沈砚秋")
    assert issue.standfirst == "守灯的人退休以后。"
    assert f"{issue.published_at:%Y-%m-%d %H:%M %z}" == "2026-05-26 17:19 +0800"
    assert issue.body_html == "<p>灯亮了一整夜。</p>"


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        ("<title>灯 - 海岸网</title>", "", "灯"),
        ("<title>灯</title>", "<h1>灯的名字</h1>", "灯的名字"),
        ('<meta property="og:title" content="灯的别名"><title>灯</title>', "", "灯的别名"),
        (
            '<meta property="og:site_name" content="海岸网"><title>灯 | 海岸网</title>',
            "",
            "灯",
        ),
    ],
)
def test_the_title_is_found_where_the_page_has_it(head: str, body: str, headline: str) -> None:
    page = read(f"{body}<p>字。</p>", f"<html><head>{head}</head>")

    assert (page.headline, page.body_html) == (headline, "<p>字。</p>")


def test_menus_foot_scripts_and_hidden_parts_stay_behind() -> None:
    issue = read(
        "<nav><p>菜单</p></nav><header>页头</header><div hidden>藏着</div>"
        "<p>字。</p><script>alert(1)</script><style>p{}</style><aside>广告</aside>"
        "<form><input value=a><button>订阅</button></form><footer>页脚</footer>"
    )

    assert issue.body_html == "<p>字。</p>"


def test_sections_within_sections_become_paragraphs() -> None:
    issue = read(
        '<div id="js_content"><section><section><span style="font-weight: bold">粗</span>字'
        "</section><section><p>又一段<br>换行</p>散字</section></section></div>"
    )

    assert issue.body_html == ("<p><strong>粗</strong>字</p>\n<p>又一段<br>换行</p>\n<p>散字</p>")


def test_pictures_players_and_inner_links_are_named_with_their_lines() -> None:
    issue = read(
        "<article>\n<p>字。</p>\n"
        '<figure><img data-src="https://pic.example/a?wx_fmt=png"><figcaption>说明</figcaption>'
        "</figure>\n"
        '<iframe src="https://video.example/1"></iframe>\n'
        '<p>见<a href="/issues/3/">上期</a>。</p>\n'
        '<img src="https://count.example/p.gif" width="1" height="1">\n</article>'
    )

    assert [(loss.line, loss.text) for loss in issue.dropped] == [
        (9, "https://pic.example/a?wx_fmt=png"),
        (9, "说明"),
        (10, "<iframe> https://video.example/1"),
        (11, "上期 → /issues/3/"),
    ]
    assert issue.body_html == "<p>字。</p>\n<p>见上期。</p>"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"]
)
def test_an_address_that_acts_is_no_link(address: str) -> None:
    issue = read(f'<p>字<a href="{address}" onclick="x()">此</a>。</p>')

    assert issue.body_html == "<p>字此。</p>"


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("big5", "big5hkscs"), ("utf-8", "utf-8")]
)
def test_a_page_is_read_in_the_encoding_that_it_declares(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>燈塔與海</body></html>'

    assert "燈塔與海" in decode_html(page.encode(encoding))[0]


def test_a_page_with_an_xml_declaration_is_read() -> None:
    issue = read("<p>字。</p>", '<?xml version="1.0" encoding="utf-8"?><html><title>灯</title>')

    assert issue.body_html == "<p>字。</p>"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "没有文字"),
        ("<p>字。</p>", "找不到标题"),
        ("<title>灯</title><h1>灯</h1>", "找不到正文"),
        ("<title>灯</title>" + "<div>" * 300 + "字", "套得太深"),
    ],
)
def test_what_is_no_page_is_refused(page: str, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words):
        read_html(page)


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.html", "<title>灯</title><p>字。</p>", Format.HTML),
        ("a.txt", "<html><title>灯</title><p>字。</p>", Format.HTML),
        ("a.md", "# 灯\n\n字。", Format.MARKDOWN),
        ("a.txt", "---\ntitle: 灯\n---\n字。", Format.MARKDOWN),
        ("a.txt", "灯\n2024-06-01\n\n字在这里，有一整段。", Format.TEXT),
        ("a", "灯\n2024-06-01\n\n字在这里，有一整段。", Format.TEXT),
        ("a.json", '{"data":{"posts":[]}}', Format.GHOST),
        ("a.txt", '{"db":[{"data":{"posts":[]}}]}', Format.GHOST),
    ],
)
def test_a_file_is_known_by_what_is_in_it(name: str, text: str, format: Format) -> None:
    assert read_file(name, text.encode()).format is format


@pytest.mark.parametrize(
    ("name", "start", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.rtf", b"{\\rtf1", "RTF"),
        ("a.gz", b"\x1f\x8b\x08", "先解压"),
        ("a.png", b"\x89PNG", "图片"),
        ("a.csv", "一,二".encode(), "不认识"),
    ],
)
def test_what_we_do_not_read_is_named_with_what_to_do(name: str, start: bytes, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words):
        read_file(name, start)
