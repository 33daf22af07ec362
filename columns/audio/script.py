"""What is spoken of a revision, sentence by sentence, in order (播讲稿)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from columns.models import Revision
from neican.kernel.document import Block, Kind, from_json

SPOKEN = frozenset({Kind.TOPIC, Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to be said; `chapter` is the section it stands in."""

    sentence_id: str
    block_id: str
    kind: Kind
    text: str
    is_free: bool
    chapter: str


def lines(revision: Revision, *, disclosure: str) -> list[Line]:
    """
    The head (headline, by-line, the synthetic voice's own word), then the blocks that are spoken.

    Notices, code and tables are for the eye. The free lines come first and without a gap.
    """
    return [*_head(revision, disclosure), *_body(revision)]


def _head(revision: Revision, disclosure: str) -> Iterator[Line]:
    issue = revision.issue
    names = "、".join(byline.author.name for byline in issue.bylines.select_related("author"))
    opening = _("开场")
    said = {
        "headline": issue.headline,
        "byline": _("作者，%(names)s。") % {"names": names} if names else "",
        "disclosure": disclosure,
    }
    for name, text in said.items():
        if text:
            yield Line(name, name, Kind.HEADING, text, is_free=True, chapter=opening)


def _body(revision: Revision) -> Iterator[Line]:
    chapter = _("开场")
    for block in from_json(revision.blocks):
        if block.kind is Kind.HEADING and block.level == 2:
            chapter = block.text.strip()
        if block.kind in SPOKEN:
            yield from _lines_of(block, chapter)


def _lines_of(block: Block, chapter: str) -> Iterator[Line]:
    for sentence in block.sentences:
        if any(character.isalnum() for character in sentence.text):
            yield Line(sentence.id, block.id, block.kind, sentence.text, block.is_free, chapter)
