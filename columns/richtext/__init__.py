"""The one door for rich text: the editor's field, cleaning on save, marking up for reading."""

from columns.richtext.changes import marked
from columns.richtext.cleaning import CUT, blocks_of, from_blocks, has_content, sanitise
from columns.richtext.fields import BodyField
from columns.richtext.spans import pieces

__all__ = [
    "CUT",
    "BodyField",
    "blocks_of",
    "from_blocks",
    "has_content",
    "marked",
    "pieces",
    "sanitise",
]
