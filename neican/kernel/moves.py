"""States that know where they may go next."""

from collections.abc import Mapping, Set


class IllegalMove(Exception):
    """A state that does not lead to the one asked for; both are named, for the person who asked."""

    def __init__(self, *, now: str, wanted: str) -> None:
        self.now = now
        self.wanted = wanted
        super().__init__(f"{now} → {wanted}")


def check_move(moves: Mapping[str, Set[str]], *, now: str, wanted: str) -> None:
    """
    Let a legal move pass.

    :raises IllegalMove: where the table does not hold it.
    """
    if wanted not in moves.get(now, frozenset()):
        raise IllegalMove(now=now, wanted=wanted)
