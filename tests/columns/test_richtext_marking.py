"""Notes, captions and sources when frozen; what changed, marked inside a block's own mark-up."""

import pytest

from columns.richtext import blocks_of, from_blocks, marked, pieces, sanitise
from neican.kernel.document import Kind
from neican.kernel.sentences import Names

NOTED = '<p>第一句<span class="note">出处一。</span>。第二句。</p>'


def test_a_note_leaves_a_number_and_stands_below_its_element() -> None:
    (piece,) = pieces(NOTED, Names())
    paragraph, notes = piece.html.split("\n")
    assert '<sup class="note-mark"><a href="#note-1" id="note-mark-1"' in paragraph
    assert "出处" not in paragraph
    assert notes.startswith('<ol class="notes" start="1"><li class="note-text" value="1"')
    assert 'id="note-1"' in notes
    assert 'href="#note-mark-1"' in notes


def test_a_note_is_a_block_of_its_own_kind_and_not_part_of_the_sentence() -> None:
    (piece,) = pieces(NOTED, Names())
    said = [(block.kind, [sentence.text for sentence in block.sentences]) for block in piece.blocks]
    assert said == [
        (Kind.PARAGRAPH, ["第一句。", "第二句。"]),
        (Kind.NOTE, ["出处一。"]),
    ]


def test_the_sentence_keeps_its_name_when_a_note_is_added() -> None:
    (bare,) = pieces("<p>第一句。第二句。</p>", Names())
    (noted,) = pieces(NOTED, Names())
    assert bare.blocks[0].sentences == noted.blocks[0].sentences
    assert bare.blocks[0].id == noted.blocks[0].id


def test_notes_are_numbered_through_and_stay_on_their_side_of_the_cut() -> None:
    body = NOTED + '<hr class="paywall-cut">' + NOTED.replace("出处一", "付费的出处")
    free, cut, paid = pieces(body, Names())
    assert cut.is_cut
    assert "付费的出处" not in free.html
    assert 'value="2"' in paid.html
    assert 'id="note-mark-2"' in paid.html


def test_a_note_in_a_heading_is_not_part_of_the_title() -> None:
    (piece,) = pieces('<h2>节<span class="note">注</span></h2>', Names())
    assert piece.is_heading
    assert piece.blocks[0].text == "节"


def test_captions_credits_and_cells_are_not_spoken_kinds() -> None:
    figure, table = pieces(
        '<figure><img src="/media/a.webp"><figcaption>说明<cite>图社</cite></figcaption></figure>'
        "<table><tr><td>一</td><td>二<p>三</p></td></tr></table>",
        Names(),
    )
    assert [(block.kind, block.text) for block in figure.blocks] == [
        (Kind.CAPTION, "说明"),
        (Kind.CAPTION, "图社"),
    ]
    assert [(block.kind, block.text) for block in table.blocks] == [
        (Kind.CELL, "一"),
        (Kind.CELL, "二三"),
    ]


def test_a_source_is_part_of_its_quote() -> None:
    (quote,) = pieces('<blockquote><p>话。</p><p class="source">——某人</p></blockquote>', Names())
    assert [(block.kind, block.text) for block in quote.blocks] == [
        (Kind.QUOTE, "话。"),
        (Kind.QUOTE, "——某人"),
    ]


@pytest.mark.parametrize(
    "body",
    ["", "<p>一</p>\n<pre>二\n\n三</pre>\n<hr>", '<p>甲<br>乙</p>\n<hr class="paywall-cut">'],
)
def test_blocks_make_up_the_body_again(body: str) -> None:
    assert from_blocks(blocks_of(body)) == sanitise(body) == body


def test_blocks_are_the_elements_and_not_the_lines() -> None:
    assert blocks_of("<pre>一\n二</pre><p>三</p>") == ["<pre>一\n二</pre>", "<p>三</p>"]


def test_changes_are_marked_inside_the_mark_up() -> None:
    before, after = marked(
        "<p>今天<strong>融资 4.5 亿</strong>元</p>", "<p>昨天<strong>融资 4.8 亿</strong>元</p>"
    )
    assert before == (
        '<p><del class="gone">今</del>天<strong>融资 <del class="gone">4.5</del> 亿</strong>元</p>'
    )
    assert after == (
        '<p><ins class="come">昨</ins>天<strong>融资 <ins class="come">4.8</ins> 亿</strong>元</p>'
    )


def test_a_change_across_mark_up_is_several_marks() -> None:
    _before, after = marked("<p>头尾</p>", "<p>头<em>新</em>的尾</p>")
    assert after == ('<p>头<em><ins class="come">新</ins></em><ins class="come">的</ins>尾</p>')


def test_another_picture_is_marked_and_the_same_is_not() -> None:
    one = '<figure><img src="/media/a.webp" alt=""></figure>'
    other = '<figure><img src="/media/b.webp" alt=""><figcaption>新</figcaption></figure>'
    assert marked(one, one) == (one, one)
    assert marked(one, other) == (
        '<figure><del class="gone"><img src="/media/a.webp" alt=""></del></figure>',
        '<figure><ins class="come"><img src="/media/b.webp" alt=""></ins>'
        '<figcaption><ins class="come">新</ins></figcaption></figure>',
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul><li>甲</li><li>乙</li></ul>", "<ul><li>甲</li><li>丙</li><li>乙</li></ul>"),
        ("<p>甲<br>乙</p>", "<p>甲<br>丙 &lt;b&gt;</p>"),
        ("<p></p>", "<p>全新</p>"),
        ("<h2>标题</h2>", "<p>正文</p>"),
    ],
)
def test_without_the_marks_the_blocks_are_as_given(before: str, after: str) -> None:
    shown_before, shown_after = marked(before, after)
    for tag in ('<del class="gone">', "</del>", '<ins class="come">', "</ins>"):
        shown_before = shown_before.replace(tag, "")
        shown_after = shown_after.replace(tag, "")
    assert (shown_before, shown_after) == (before, after)


def test_cells_and_items_change_one_by_one() -> None:
    """Read without a border, 2024 and 3 would be the number 20243 and change as a whole."""
    rows = "<tr><td>2024</td><td>3</td></tr><tr><td>x</td><td>4</td></tr>"
    table = f"<table><tbody>{rows}</tbody></table>"
    before, after = marked(table, table.replace("<td>4</td>", "<td>5</td>"))
    assert before == table.replace(
        "4</td></tr></tbody>", '<del class="gone">4</del></td></tr></tbody>'
    )
    assert after == table.replace(
        "4</td></tr></tbody>", '<ins class="come">5</ins></td></tr></tbody>'
    )
    before, _after = marked("<ul><li>v1</li><li>v2</li></ul>", "<ul><li>v1</li><li>v3</li></ul>")
    assert before == '<ul><li>v1</li><li><del class="gone">v2</del></li></ul>'
