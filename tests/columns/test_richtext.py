"""What cleaning keeps and drops, and how sentences are marked."""

import pytest

from columns import richtext
from columns.preview import free_count
from neican.kernel.document import Kind
from neican.kernel.sentences import Names, split

HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>字</p>",
    '<a href="javascript:alert(1)">字</a>',
    '<a href="\u2003javascript:alert(1)">字</a>',
    '<img src="https://tracker.example/1.gif">',
    "<svg onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    '<p style="position:fixed">字</p>',
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_runs_or_calls_home_survives(html: str) -> None:
    clean = richtext.sanitise(html)
    for word in ("alert", "script", "onclick", "onerror", "style=", "tracker", "evil", "<svg"):
        assert word not in clean.lower().replace("href", "")


@pytest.mark.parametrize(
    "html",
    [
        "<p>一<b>二</b>三</p><ul><li>甲<ul><li>乙</li></ul></li></ul><hr class='paywall-cut'>",
        "散落的文字<p>&nbsp;</p><h1>大标题</h1><blockquote><p>引文</p></blockquote>",
        "<table><tbody><tr><td>1</td><td>a &lt; b &amp; c</td></tr></tbody></table>",
        *HOSTILE,
    ],
)
def test_cleaning_twice_changes_nothing(html: str) -> None:
    once = richtext.sanitise(html)
    assert richtext.sanitise(once) == once


def test_lists_quotes_and_the_cut_are_kept_and_invisible_marks_go() -> None:
    html = (
        "<ul><li>甲<ul><li>乙\u200b</li></ul></li></ul>"
        "<hr class='paywall-cut other'><p>\u00a0 丙</p>"
    )
    assert richtext.sanitise(html) == (
        '<ul><li>甲<ul><li>乙</li></ul></li></ul>\n<hr class="paywall-cut">\n<p>丙</p>'
    )


def test_a_sentence_through_a_link_is_several_spans_with_one_name() -> None:
    (piece,) = richtext.pieces(
        '<p>前半<a href="https://a.example">链接</a>后半。下一句。</p>', Names()
    )
    first, second = piece.blocks[0].sentences
    assert first.text == "前半链接后半。"
    assert piece.html.count(f'data-s="{first.id}"') == 3
    assert piece.html.count(f'data-s="{second.id}"') == 1


def test_marking_changes_no_word() -> None:
    body = "<p>甲。<strong>乙丙。丁</strong>戊！</p><ul><li>己<ul><li>庚；辛</li></ul></li></ul>"
    pieces = richtext.pieces(body, Names())
    words = "".join(block.text for piece in pieces for block in piece.blocks)
    assert words == "甲。乙丙。丁戊！己庚；辛"
    assert [block.kind for block in pieces[1].blocks] == [Kind.ITEM, Kind.ITEM]
    assert [block.level for block in pieces[1].blocks] == [1, 2]


def test_a_sentence_keeps_its_name_when_others_change() -> None:
    before = richtext.pieces("<p>第一句。第二句。</p>", Names())[0].blocks[0].sentences
    after = richtext.pieces("<p>改过的第一句。第二句。</p>", Names())[0].blocks[0].sentences
    assert before[0].id != after[0].id
    assert before[1].id == after[1].id


def test_repeated_sentences_have_names_of_their_own() -> None:
    sentences = richtext.pieces("<p>好。好。好。</p>", Names())[0].blocks[0].sentences
    assert len({sentence.id for sentence in sentences}) == 3


@pytest.mark.parametrize(
    "body",
    [
        '<ul><li>免费<hr class="paywall-cut"></li><li>付费</li></ul><p>付费</p><h2>节</h2>',
        '<blockquote><p>甲</p><hr class="paywall-cut"><p>付费</p></blockquote><p>付费</p>',
        '<p>免费</p><strong><hr class="paywall-cut"></strong><p>付费</p><h2>节</h2>',
        '<p>免费</p><hr class="paywall-cut paywall-cut"><p>付费</p><h2>节</h2>',
    ],
)
def test_a_cut_within_an_element_comes_to_stand_before_it(body: str) -> None:
    assert richtext.sanitise(body).count(richtext.CUT) == 1
    found = richtext.pieces(body, Names())
    free = "".join(piece.html for piece in found[: free_count(found)])
    assert "付费" not in free


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x01", "&#11;", "&#1;", "\ufffe", "\x7f"])
def test_characters_that_no_page_can_hold_are_gone(mark: str) -> None:
    for body in (f"<p>软回车{mark}第二行。</p>", f"散落{mark}的字", f"<ul><li>甲{mark}</li></ul>"):
        clean = richtext.sanitise(body)
        assert richtext.sanitise(clean) == clean
        assert richtext.pieces(body, Names())
        assert not any(ord(character) < 32 and character != "\n" for character in clean)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("Character.AI 融资 4.5 亿美元。真的？！", ["Character.AI 融资 4.5 亿美元。", "真的？！"]),
        ("没有句号的一行", ["没有句号的一行"]),
        ("等等……再说", ["等等……", "再说"]),
        ("前半；后半", ["前半；", "后半"]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected
    assert "".join(split(text)) == text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一</p><p>二</p><hr class='paywall-cut'><p>三</p>", 2),
        ("<p>一</p><h2>节</h2><p>二</p>", 1),
        ("<h2>节</h2><p>一</p><h2>节二</h2><p>二</p>", 2),
        ("<hr><h2>节</h2><p>一</p><h2>节二</h2><p>二</p>", 3),
        ("<p>一二三四</p><p>一二三四</p><p>一二三四</p><p>一二三四</p>", 1),
        ("<p>只有一段</p>", 0),
        ("<p>一</p><hr class='paywall-cut'>", 0),
        ("<p>一</p><p>二</p><hr class='paywall-cut'>", 1),
    ],
)
def test_where_the_free_part_ends(body: str, expected: int) -> None:
    assert free_count(richtext.pieces(body, Names())) == expected
