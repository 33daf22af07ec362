"""One colour for each column, the same everywhere."""

HUES = 6


def hue(column_id: int) -> int:
    """The number of a column's colour, from 1; see newsroom-board.css."""
    return column_id % HUES + 1
