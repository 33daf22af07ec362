"""A Word document: what its author sees on paper comes in, and nothing that he struck out."""

import pytest

from columns.importing.docx.document import read_docx
from columns.importing.parsed import NotUnderstood
from tests.columns.importing.word import (
    SPACES,
    document,
    paragraph,
    picture,
    relationships,
    run,
    word_file,
    zipped,
)

TITLE = paragraph("灯塔为什么还亮着|海岸线", style="T")


def body(*blocks: str, **parts: str | bytes) -> str:
    return read_docx(word_file(TITLE, *blocks, **parts)).body_html


def test_title_and_masthead_leave_the_article() -> None:
    issue = read_docx(
        word_file(
            TITLE,
            paragraph("2026-05-26 17:19"),
            paragraph("文章所属专栏 海上的光·灯与人 第二季"),
            paragraph("作者 | 陆遥、Ben Holloway"),
            paragraph("头图 | 陆遥摄"),
            paragraph("灯亮了一整夜。"),
        )
    )

    assert (issue.headline, issue.rubric) == ("灯塔为什么还亮着", "海岸线")
    assert (issue.column_name, issue.season_number) == ("海上的光", 2)
    assert (issue.authors, issue.head_image_credit) == (("陆遥", "Ben Holloway"), "陆遥摄")
    assert f"{issue.published_at:%Y-%m-%d %H:%M %z}" == "2026-05-26 17:19 +0800"
    assert issue.body_html == "<p>灯亮了一整夜。</p>"


@pytest.mark.parametrize("style", ["", "1"])
def test_without_a_title_style_the_first_line_is_the_title(style: str) -> None:
    issue = read_docx(word_file(paragraph("灯塔", style=style), paragraph("灯亮了一整夜。")))

    assert (issue.headline, issue.body_html) == ("灯塔", "<p>灯亮了一整夜。</p>")


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    core = (
        '<c:coreProperties xmlns:c="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>灯塔</dc:title></c:coreProperties>"
    )

    issue = read_docx(word_file(paragraph("灯亮了一整夜。"), core=core))

    assert (issue.headline, issue.body_html) == ("灯塔", "<p>灯亮了一整夜。</p>")


def test_emphasis_is_what_the_run_says_and_its_style() -> None:
    assert (
        body(
            paragraph(
                "常，",
                inside=run("粗", "<w:b/>")
                + run("接着粗", "<w:b/>")
                + run("样式粗", '<w:rStyle w:val="S"/>')
                + run("关了", '<w:rStyle w:val="S"/><w:b w:val="0"/>')
                + run("斜", "<w:i/>")
                + run("2", '<w:vertAlign w:val="superscript"/>'),
            )
        )
        == "<p>常，<strong>粗接着粗样式粗</strong>关了<em>斜</em><sup>2</sup></p>"
    )


def test_hidden_deleted_and_commented_words_stay_out_and_inserted_ones_come_in() -> None:
    assert (
        body(
            paragraph(
                "留下。",
                inside=run("藏着", "<w:vanish/>")
                + "<w:del><w:r><w:delText>删了</w:delText></w:r></w:del>"
                + f"<w:ins>{run('添上。')}</w:ins>"
                + f"<w:moveFrom>{run('移走')}</w:moveFrom>"
                + '<w:r><w:commentReference w:id="1"/></w:r>',
            )
        )
        == "<p>留下。添上。</p>"
    )


def test_headings_follow_styles_and_what_these_are_based_on() -> None:
    issue = read_docx(
        word_file(
            TITLE,
            paragraph("甲", style="1"),
            paragraph("字。"),
            paragraph("乙", style="Mine"),
            paragraph("字。"),
        )
    )

    assert issue.body_html == "<h2>甲</h2>\n<p>字。</p>\n<h3>乙</h3>\n<p>字。</p>"
    assert issue.sections == ("甲",)


def test_lists_nest_by_level_and_by_style() -> None:
    assert body(
        paragraph("一", style="L"),
        paragraph("一之一", level=1),
        paragraph("一之二", level=1),
        paragraph("二", level=0),
        paragraph("完。"),
        paragraph("深", level=1),
        paragraph("浅", level=0),
    ) == (
        "<ul><li>一<ol><li>一之一</li><li>一之二</li></ol></li><li>二</li></ul>\n"
        "<p>完。</p>\n<ol><li>深</li></ol><ul><li>浅</li></ul>".replace("</ol><ul>", "</ol>\n<ul>")
    )


def test_quotations_that_follow_one_another_are_one() -> None:
    assert body(paragraph("引一", style="Q"), paragraph("引二", style="Q"), paragraph("完。")) == (
        "<blockquote><p>引一</p><p>引二</p></blockquote>\n<p>完。</p>"
    )


def test_merged_cells_span_and_the_head_row_heads() -> None:
    head = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('头')}</w:tc>"
    tall = f"<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('高')}</w:tc>"
    more = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"

    assert body(
        f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr>"
        f"<w:tr>{tall}<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc></w:tr>"
        f"<w:tr>{more}<w:tc>{paragraph('丙')}</w:tc></w:tr></w:tbl>"
    ) == (
        '<table><thead><tr><th colspan="2">头</th></tr></thead><tbody>'
        '<tr><td rowspan="2">高</td><td>甲<br>乙</td></tr><tr><td>丙</td></tr></tbody></table>'
    )


def test_cells_in_the_fields_of_a_form_are_cells() -> None:
    cell = f"<w:tc>{paragraph('乙')}</w:tc>"
    held = f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>"

    assert body(f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc>{held}</w:tr></w:tbl>") == (
        "<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"
    )


def test_a_picture_in_a_text_box_comes_and_the_words_there_are_named() -> None:
    box = f"<w:txbxContent>{paragraph('框里', inside=picture('p'))}</w:txbxContent>"

    issue = read_docx(
        word_file(
            TITLE,
            paragraph("字。", inside=f"<w:r><w:pict>{box}</w:pict></w:r>"),
            rels=relationships(p="media/a.png"),
            media_a_png=b"bytes",
        )
    )

    assert issue.body_html == '<p>字。<img src="import:1" alt=""></p>'
    assert [loss.text for loss in issue.dropped] == ["框里"]


def test_the_text_may_lie_elsewhere_in_the_file() -> None:
    parts: dict[str, str | bytes] = {
        "word/other.xml": document(TITLE, paragraph("字。", inside=picture("p"))),
        "word/_rels/other.xml.rels": relationships(p="media/a.png"),
        "word/media/a.png": b"bytes",
        "_rels/.rels": relationships(m="/word/other.xml").replace(
            'Type="t"', 'Type="http://example/officeDocument"'
        ),
    }

    issue = read_docx(zipped(parts))

    assert (issue.body_html, len(issue.pictures)) == ('<p>字。<img src="import:1" alt=""></p>', 1)


def test_links_come_from_relations_and_from_fields() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://two.example/" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("二")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{run("。")}'
    )

    assert body(
        paragraph("看", inside=f'<w:hyperlink r:id="one">{run("一")}</w:hyperlink>{field}'),
        rels=relationships(one="https://one.example/"),
    ) == ('<p>看<a href="https://one.example/">一</a><a href="https://two.example/">二</a>。</p>')


def test_notes_come_to_their_marks() -> None:
    def mark(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    assert body(
        paragraph("甲", inside=mark("footnote", 2) + run("。")),
        paragraph("乙", inside=mark("endnote", 2) + run("。")),
        footnotes=f'<w:footnotes {SPACES}><w:footnote w:id="2">{paragraph("出处")}</w:footnote>'
        "</w:footnotes>",
        endnotes=f'<w:endnotes {SPACES}><w:endnote w:id="2">{paragraph("又一处")}</w:endnote>'
        "</w:endnotes>",
    ) == ('<p>甲<span class="note">出处</span>。</p>\n<p>乙<span class="note">又一处</span>。</p>')


def test_a_picture_comes_with_its_words_and_caption() -> None:
    styles = (
        f'<w:styles {SPACES}><w:style w:styleId="C"><w:name w:val="caption"/></w:style></w:styles>'
    )

    issue = read_docx(
        word_file(
            paragraph("灯塔"),
            paragraph("", inside=picture("p", "一座灯塔")),
            paragraph("图一 灯塔", style="C"),
            paragraph("完。"),
            styles=styles,
            rels=relationships(p="media/a.png"),
            media_a_png=b"bytes",
        )
    )

    assert issue.body_html == (
        '<figure><img src="import:1" alt="一座灯塔"><figcaption>图一 灯塔</figcaption></figure>\n'
        "<p>完。</p>"
    )
    assert [(one.mark, one.name, one.content) for one in issue.pictures] == [
        ("import:1", "a.png", b"bytes")
    ]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (picture("away"), "图片不在文件里"),
        (picture("nowhere"), "图片不在文件里"),
        ("<w:r><w:drawing/></w:r>", "图形没有收"),
        (
            f"<w:r><w:pict><w:txbxContent>{paragraph('框里')}</w:txbxContent></w:pict></w:r>",
            "文本框",
        ),
    ],
)
def test_what_is_not_in_the_file_is_named(inside: str, words: str) -> None:
    rels = relationships(away="https://far.example/a.png")

    issue = read_docx(word_file(TITLE, paragraph("字。", inside=inside), rels=rels))

    assert (issue.body_html, issue.pictures) == ("<p>字。</p>", ())
    assert [(loss.line, words in loss.reason) for loss in issue.dropped] == [(2, True)]


def test_a_picture_path_cannot_leave_the_file() -> None:
    issue = read_docx(
        word_file(
            TITLE,
            paragraph("字。", inside=picture("p")),
            rels=relationships(p="../../../../etc/hostname"),
        )
    )

    assert issue.pictures == ()


def test_a_circle_of_styles_ends() -> None:
    styles = (
        f'<w:styles {SPACES}><w:style w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/>'
        '</w:style><w:style w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style>'
        "</w:styles>"
    )

    assert body(paragraph("字。", style="A"), styles=styles) == "<p>字。</p>"


def test_a_zip_of_something_else_is_no_document() -> None:
    with pytest.raises(NotUnderstood, match="不是 Word 文档"):
        read_docx(zipped({"a.txt": "字"}))
