"""Readings that follow from what stands beside a Han, not from its word: 还款 and 还在."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_TABLE = Path(__file__).parent / "data" / "contexts.tsv"
# No pattern looks further back, and a sentence of many characters stays linear.
_REACH = 24


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence with its place and its part of speech."""

    start: int
    text: str
    part: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Context:
    """One line of the table; nothing given is nothing asked."""

    syllable: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    is_alone: bool
    is_unknown: bool
    parts_before: str
    parts_after: str
    example: str

    @classmethod
    def of(cls, line: str) -> tuple[str, "Context"]:
        han, syllable, before, after, words, example = line.split("\t")
        asked = {one[0]: one[1:] for one in words.split()}
        return han, cls(
            syllable,
            None if before == "-" else re.compile(before),
            None if after == "-" else re.compile(after),
            is_alone="=" in asked,
            is_unknown="!" in asked,
            parts_before=asked.get("<", ""),
            parts_after=asked.get(">", ""),
            example=example,
        )


@cache
def contexts() -> Mapping[str, tuple[Context, ...]]:
    """The rules for each Han, in the order in which they are tried."""
    rules: dict[str, list[Context]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            han, rule = Context.of(line)
            rules.setdefault(han, []).append(rule)
    return MappingProxyType({han: tuple(found) for han, found in rules.items()})


def readings_by_context(
    text: str, tokens: Sequence[Token], known: Collection[int]
) -> Iterator[tuple[int, str]]:
    """The place and syllable of each Han that a rule fits; `known` are places in known words."""
    for index, token in enumerate(tokens):
        for place in range(token.start, token.end):
            for rule in contexts().get(text[place], ()):
                is_unfit = (rule.is_alone and len(token.text) > 1) or (
                    rule.is_unknown and place in known
                )
                if not is_unfit and _fits(rule, text, place) and _parts_fit(rule, tokens, index):
                    yield place, rule.syllable
                    break


def _fits(rule: Context, text: str, place: int) -> bool:
    if rule.after and not rule.after.match(text, place + 1):
        return False
    near = text[max(0, place - _REACH) : place]
    return rule.before is None or rule.before.search(near) is not None


def _parts_fit(rule: Context, tokens: Sequence[Token], index: int) -> bool:
    return _part_fits(rule.parts_before, tokens, index - 1) and _part_fits(
        rule.parts_after, tokens, index + 1
    )


def _part_fits(parts: str, tokens: Sequence[Token], index: int) -> bool:
    return not parts or (0 <= index < len(tokens) and tokens[index].part[:1] in parts)
