"""Where the free part of an issue ends: the editor's cut, or else the opening."""

from collections.abc import Sequence

from neican.kernel.document import Piece, count_characters

DEFAULT_SHARE = 0.25  # of the characters, where there are no sections to go by


def free_count(pieces: Sequence[Piece]) -> int:
    """
    How many leading pieces are free; at least one with text always stays behind the wall.

    Without a cut by the editor: what stands before the first section; where the text begins with
    a section, that one; where there are no sections, about a quarter.
    """
    for index, piece in enumerate(pieces):
        if piece.is_cut:
            return _spare_one(pieces, index)
    headings = [index for index, piece in enumerate(pieces) if piece.is_heading]
    if headings and any(piece.blocks for piece in pieces[: headings[0]]):
        return _spare_one(pieces, headings[0])
    if len(headings) > 1:
        return _spare_one(pieces, headings[1])
    return _spare_one(pieces, _quarter(pieces))


def _spare_one(pieces: Sequence[Piece], wanted: int) -> int:
    with_text = [index for index, piece in enumerate(pieces) if piece.blocks]
    return min(wanted, with_text[-1]) if with_text else 0


def _quarter(pieces: Sequence[Piece]) -> int:
    limit = DEFAULT_SHARE * count_characters(block for piece in pieces for block in piece.blocks)
    seen = 0
    for index, piece in enumerate(pieces):
        seen += count_characters(piece.blocks)
        if seen > limit:
            return max(1, index)
    return 0
