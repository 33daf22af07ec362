"""What clipboards of other programs hold comes out as the house's own mark-up, on the server."""

from pathlib import Path

import pytest

from columns.richtext import sanitise

PASTE = Path(__file__).parent / "paste"
SOURCES = ["word", "wechat", "google_docs", "web_page", "libreoffice"]


def clipboard(source: str) -> str:
    """The raw fragment as that program puts it down."""
    return (PASTE / f"{source}.html").read_text()


@pytest.mark.parametrize("source", SOURCES)
def test_a_paste_comes_out_clean(source: str) -> None:
    expected = (PASTE / f"{source}.clean.html").read_text().removesuffix("\n")
    assert sanitise(clipboard(source)) == expected
    assert sanitise(expected) == expected


def test_a_numbered_word_list_may_begin_late_and_change_kind() -> None:
    def item(level: int, marker: str, text: str) -> str:
        style = f"mso-list:l0 level{level} lfo1"
        return (
            f"<p class=MsoListParagraph style='{style}'><![if !supportLists]>"
            f"<span style='mso-list:Ignore'>{marker}<span>&nbsp; </span></span><![endif]>{text}</p>"
        )

    html = item(1, "3.", "三") + item(2, "(a)", "甲") + item(3, "·", "点") + item(1, "·", "换")
    assert sanitise(html) == (
        '<ol start="3"><li>三<ol><li>甲<ul><li>点</li></ul></li></ol></li></ol>\n'
        "<ul><li>换</li></ul>"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>甲</div><div>乙<div>丙</div></div>", "<p>甲</p>\n<p>乙</p>\n<p>丙</p>"),
        ("<p>甲<br><br>乙<br></p>", "<p>甲</p>\n<p>乙</p>"),
        ("<p>甲<br>乙</p>", "<p>甲<br>乙</p>"),
        ("<p>　　首行缩进&emsp;之后</p>", "<p>首行缩进 之后</p>"),
        ("<p>断在\n这里，and\nhere</p>", "<p>断在这里，and here</p>"),
        ("<h1><b>题</b></h1><h6>小</h6>", "<h2>题</h2>\n<h4>小</h4>"),
        ("<b>甲</b><strong>乙</strong><i> </i>丙", "<p><strong>甲乙</strong> 丙</p>"),
        ("<b><p>甲</p><p>乙</p></b>", "<p>甲</p>\n<p>乙</p>"),
        ("<ul><ul><li>甲</li></ul></ul>", "<ul><li>甲</li></ul>"),
        (
            "<ul>\n<li>甲</li>\n<ul><li>乙</li></ul>\n</ul>",
            "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
        ),
        ("<li>甲<li>乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("<ul><li><h3>甲</h3></li></ul>", "<ul><li><strong>甲</strong></li></ul>"),
        ("<a name=x>甲</a><a href='x.html'>乙</a>", "<p>甲乙</p>"),
        ("<pre><code>\n甲\n  乙\n</code></pre>", "<pre>甲\n  乙</pre>"),
        ("<div>" * 3000 + "底" + "</div>" * 3000 + "<p>后</p>", "<p>底</p>\n<p>后</p>"),
        ("<li><ul>" * 400 + "<li>底", "<ul><li>底</li></ul>"),
    ],
)
def test_odd_shapes_become_plain_ones(html: str, expected: str) -> None:
    assert sanitise(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>看图<img src='/media/images/a.webp' width=800 data-image=3>后文</p>",
            '<p>看图</p>\n<figure><img src="/media/images/a.webp" alt="" width="800"'
            ' data-image="3"></figure>\n<p>后文</p>',
        ),
        (
            "<figure><img src='/media/a.webp' alt='厂 房'><figcaption><p>说明</p>"
            "<cite>图社</cite></figcaption></figure>",
            '<figure><img src="/media/a.webp" alt="厂 房"><figcaption>说明<cite>图社</cite>'
            "</figcaption></figure>",
        ),
        (
            "<figure><img src='https://x.example/a'><figcaption>话</figcaption></figure>",
            "<p>话</p>",
        ),
        (
            "<blockquote>话<footer>——某人</footer></blockquote>",
            '<blockquote><p>话</p><p class="source">——某人</p></blockquote>',
        ),
        (
            "<blockquote><blockquote><p>话</p></blockquote><cite>书</cite></blockquote>",
            '<blockquote><p>话</p><p class="source">书</p></blockquote>',
        ),
        (
            "<p>文<span class='note other'>出处<p>书</p></span>。</p>",
            '<p>文<span class="note">出处</span></p>\n<p>书</p>\n<p>。</p>',
        ),
        (
            "<p>文<span class=note><span class=note>注</span></span></p>",
            '<p>文<span class="note">注</span></p>',
        ),
        ("<p>文<span class=note> <br></span></p>", "<p>文</p>"),
        (
            "<table><caption>表</caption><tr><th scope=col colspan=2>甲<td><p>一<p>二</table>",
            '<table><caption>表</caption><tbody><tr><th colspan="2" scope="col">甲</th>'
            "<td>一<br>二</td></tr></tbody></table>",
        ),
        ("<table><tr><td>只一格</td></tr></table>", "<p>只一格</p>"),
        (
            "<p>甲</p><hr class=paywall-cut><p>乙</p><hr class=paywall-cut>",
            '<p>甲</p>\n<hr class="paywall-cut">\n<p>乙</p>',
        ),
    ],
)
def test_figures_quotes_notes_and_tables_have_one_spelling(html: str, expected: str) -> None:
    assert sanitise(html) == expected
    assert sanitise(expected) == expected
