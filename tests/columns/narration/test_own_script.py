"""The editors' own 播讲稿: how it is read, what it says of the page, what of it is free."""

from datetime import datetime

import pytest

from columns.audio import queries, script
from columns.audio.models import OwnScript
from columns.audio.own_script import own_lines
from columns.models import Issue, Revision
from neican.kernel.document import Block, Kind, Sentence
from neican.kernel.sentences import Names
from tests import factories

pytestmark = pytest.mark.django_db

FREE = "开头这一段人人可读。"
PAID = "墙后的第一句话说了毛利率的秘密。"


def page(*blocks: tuple[str, bool]) -> list[Block]:
    names = Names()
    return [
        Block(
            id=names.of(text, "b"),
            kind=Kind.HEADING if text.startswith("#") else Kind.PARAGRAPH,
            sentences=(Sentence(names.of(text), text.lstrip("#")),),
            level=2,
            is_free=is_free,
        )
        for text, is_free in blocks
    ]


def spoken(text: str, blocks: list[Block], *, is_settled: bool = True) -> list[tuple[str, bool]]:
    lines = own_lines(text, blocks, opening="开场", is_settled=is_settled)
    return [(line.text, line.is_free) for line in lines]


BLOCKS = page((FREE, True), ("#第一节", False), (PAID, False))


def test_paragraphs_chapters_and_quotes() -> None:
    text = "先说一句。再说一句。\n\n# 第一章\n第二段。\n> 他说的话。\n> 又一句。\n\n末段"
    lines = own_lines(text, [], opening="开场", is_settled=True)
    assert [(one.kind, one.text, one.chapter) for one in lines] == [
        (Kind.PARAGRAPH, "先说一句。", "开场"),
        (Kind.PARAGRAPH, "再说一句。", "开场"),
        (Kind.HEADING, "第一章", "第一章"),
        (Kind.PARAGRAPH, "第二段。", "第一章"),
        (Kind.QUOTE, "他说的话。", "第一章"),
        (Kind.QUOTE, "又一句。", "第一章"),
        (Kind.PARAGRAPH, "末段", "第一章"),
    ]
    assert lines[0].block_id == lines[1].block_id != lines[3].block_id


def test_equal_and_alike_sentences_light_up_and_others_never_do() -> None:
    text = f"开头这一段，人人都可读。\n\n{PAID}\n\n这一句页面上没有，是编辑自己加的。"
    near, equal, own = own_lines(text, BLOCKS, opening="开场", is_settled=True)
    assert (near.sentence_id, near.block_id) == (BLOCKS[0].sentences[0].id, BLOCKS[0].id)
    assert equal.sentence_id == BLOCKS[2].sentences[0].id
    assert own.sentence_id.startswith("own-")
    assert own.block_id.startswith("own-")
    assert len(own.sentence_id) <= 20


def test_a_chapter_that_the_page_has_keeps_its_name() -> None:
    lines = own_lines("# 第一节，第一节\n说。", BLOCKS, opening="开场", is_settled=True)
    assert [line.chapter for line in lines] == ["第一节", "第一节"]


def test_without_a_wall_nothing_is_free() -> None:
    assert spoken(f"{FREE}自己的话。", BLOCKS) == [(FREE, False), ("自己的话。", False)]


def test_before_the_wall_the_editors_words_are_free_and_behind_it_none() -> None:
    text = f"{FREE}自己的话。\n===\n{FREE}后面。"
    assert spoken(text, BLOCKS) == [
        (FREE, True),
        ("自己的话。", True),
        (FREE, False),
        ("后面。", False),
    ]


@pytest.mark.parametrize(
    "telling",
    [
        PAID,
        "墙后的第一句话，说了毛利率的秘密！",  # alike
        "说了毛利率的秘密",  # a good part of it
        f"据说{PAID}就是这样。",  # all of it and more
    ],
)
def test_a_paid_sentence_before_the_wall_is_not_free_and_ends_what_is(telling: str) -> None:
    heard = spoken(f"{FREE}\n\n{telling}\n\n之后的话。\n===\n尾", BLOCKS)
    assert heard[0] == (FREE, True)
    assert not any(is_free for _text, is_free in heard[1:])


def test_where_the_pages_free_part_has_changed_ones_own_words_are_not_free() -> None:
    text = f"{FREE}\n\n自己的话。\n===\n尾"
    assert spoken(text, BLOCKS)[1] == ("自己的话。", True)
    assert spoken(text, BLOCKS, is_settled=False)[:2] == [(FREE, True), ("自己的话。", False)]


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_published_issue(at=now)


def _own(issue: Issue, text: str, now: datetime) -> OwnScript:
    assert issue.live is not None
    return OwnScript.objects.create(
        issue=issue,
        text=text,
        written_for=issue.live.number,
        free_ids=script.free_ids(issue.live),
        changed_at=now,
    )


def _free_of(revision: Revision) -> list[str]:
    manner = queries.settings_for(revision.issue.season.column_id)
    said = script.lines(revision, manner, disclosure="")
    return [one.text for one in said if one.is_free and one.block_id not in queries.HEAD_LINES]


def test_it_is_read_instead_of_the_text_while_it_is_in_use(issue: Issue, now: datetime) -> None:
    assert issue.live is not None
    own = _own(issue, "只说这一句。\n===\n再说一句。", now)
    manner = queries.settings_for(issue.season.column_id)
    said = [one.said for one in script.lines(issue.live, manner, disclosure="合成的。")]
    assert said[0] == issue.headline
    assert said[-3:] == ["合成的。", "只说这一句。", "再说一句。"]
    OwnScript.objects.filter(pk=own.pk).update(is_used=False)
    said = [one.said for one in script.lines(issue.live, manner, disclosure="合成的。")]
    assert said[-1] == "最后一段。"


def test_no_later_edit_of_the_page_makes_a_paid_sentence_free(issue: Issue, now: datetime) -> None:
    """The wall moves up over a sentence that the script says, in its words and in others."""
    first, second = "开头这一段人人可读。", "第二句也在这里。"
    _own(issue, f"{first}{second}换个说法再讲讲。\n===\n尾", now)
    assert issue.live is not None
    assert _free_of(issue.live) == [first, second, "换个说法再讲讲。"]
    body = f"<p>{first}</p><h2>第一节</h2><p>{second}</p><p>墙后的第一句。</p>"
    moved = factories.republish(issue, body, at=now)
    assert moved.live is not None
    assert _free_of(moved.live) == [first]
