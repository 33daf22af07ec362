"""A frozen text as plain lines: for clients, and people, that want no HTML."""

from collections.abc import Iterable

from neican.kernel.document import Block, Kind

_LED_BY = {
    Kind.QUOTE: "> ",
    Kind.CAPTION: "【图】",
    Kind.NOTE: "【注】",
    Kind.CELL: "· ",
}


def plain_text(blocks: Iterable[Block]) -> str:
    """Blocks with a blank line between them; items and cells close together. Topics left out."""
    lines: list[str] = []
    before: Kind | None = None
    for block in blocks:
        if block.kind is Kind.TOPIC:
            continue
        close = block.kind is before and block.kind in (Kind.ITEM, Kind.CELL)
        lines += [] if close or not lines else [""]
        lines.append(_line(block))
        before = block.kind
    return "\n".join(lines)


def _line(block: Block) -> str:
    text = block.text.strip()
    if block.kind is Kind.HEADING:
        return f"{'#' * max(block.level, 2)} {text}"
    if block.kind is Kind.ITEM:
        return f"{'  ' * (max(block.level, 1) - 1)}- {text}"
    return _LED_BY.get(block.kind, "") + text
