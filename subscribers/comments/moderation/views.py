"""A rewritten text that still knows where each of its characters stood in the raw one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress


@dataclass(frozen=True, slots=True)
class View:
    """`starts[i]` and `ends[i]` bound, in the raw text, what became `text[i]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, raw: str) -> View:
        """The raw text seen as it is."""
        return cls(raw, range(len(raw)), range(1, len(raw) + 1))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, not empty, stood in the raw text."""
        return self.starts[start], self.ends[end - 1]

    def same_length(self, text: str) -> View:
        """The view after a change of one character into one."""
        return replace(self, text=text)

    def folded(self, parts: Sequence[str]) -> View:
        """The view with every character replaced by its part: none, one or more characters."""
        if set(map(len, parts)) <= {1}:
            return self.same_length("".join(parts))
        starts = [start for start, part in zip(self.starts, parts, strict=True) for _ in part]
        ends = [end for end, part in zip(self.ends, parts, strict=True) for _ in part]
        return View("".join(parts), starts, ends)

    def kept(self, flags: Sequence[bool]) -> View:
        """The view with only the flagged characters."""
        if all(flags):
            return self
        return View(
            "".join(compress(self.text, flags)),
            list(compress(self.starts, flags)),
            list(compress(self.ends, flags)),
        )

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> View:
        """The view with spans replaced; edits `(start, end, words)` in order, not overlapping."""
        pieces, starts, ends = list[str](), list[int](), list[int]()
        done = 0
        for start, end, words in edits:
            first, last = self.raw_span(start, end)
            pieces += [self.text[done:start], words]
            starts += [*self.starts[done:start], *([first] * len(words))]
            ends += [*self.ends[done:start], *([last] * len(words))]
            done = end
        text = "".join([*pieces, self.text[done:]])
        return View(text, [*starts, *self.starts[done:]], [*ends, *self.ends[done:]])

    def gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """The raw spans left out between the characters of `text[start:end]`."""
        pairs = zip(self.ends[start : end - 1], self.starts[start + 1 : end], strict=True)
        return [(left, right) for left, right in pairs if left < right]
