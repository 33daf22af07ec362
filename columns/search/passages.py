"""The words around a find, for a reader who may see them. Plain text in, plain text out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from columns.search.tokens import LONGEST_QUERY, fold, is_han, runs

Run = tuple[str, bool]
Span = tuple[int, int]

LEAD = 0.3  # of the passage stands before the first find, so that it reads from somewhere


def passage(text: str, query: str, length: int = 90) -> list[Run]:
    """
    Return about `length` characters of the text as runs; True marks what was looked for.

    Where nothing of the query stands in the text, the beginning is returned, nothing marked. An
    ellipsis shows where the text goes on. The runs are plain text: a template escapes them.
    """
    text = " ".join(text.split())
    spans = _spans(text, query)
    start = _best_start(spans, length)
    start = max(0, min(start - round(LEAD * length), len(text) - length)) if spans else 0
    end = min(len(text), start + length)
    marked = list(_marked(text, spans, start, end))
    before = [("…", False)] if start > 0 else []
    after = [("…", False)] if end < len(text) else []
    return _joined([*before, *marked, *after])


def _spans(text: str, query: str) -> list[Span]:
    """Where the query's words stand in the text, in order, not overlapping."""
    folded, origins = _fold_with_origins(text)
    pattern = "|".join(_pattern(run) for run in _wanted(query))
    if not pattern:
        return []
    return [
        (origins[match.start()], origins[match.end() - 1] + 1)
        for match in re.finditer(pattern, folded)
    ]


def _wanted(query: str) -> list[str]:
    """Longest first, so that a short word never takes a long one's place."""
    return sorted(set(runs(fold(query[:LONGEST_QUERY]))), key=len, reverse=True)


def _pattern(run: str) -> str:
    """A Latin word is marked whole where it begins so, as the index finds it."""
    return re.escape(run) if is_han(run) else rf"(?<![a-z0-9]){re.escape(run)}[a-z0-9]*"


def _fold_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place of the one it came from."""
    parts = [_fold_character(character) for character in text]
    origins = [place for place, part in enumerate(parts) for _ in part]
    return "".join(parts), origins


# A text is some thousand characters of which most come again.
_fold_character = lru_cache(maxsize=8192)(fold)


def _best_start(spans: list[Span], length: int) -> int:
    """Where the window begins that shows the most finds; the first such one."""
    if not spans:
        return 0
    room = round((1 - LEAD) * length)
    ends = [end for _start, end in spans]
    counts = [bisect_right(ends, start + room) - i for i, (start, _end) in enumerate(spans)]
    return spans[counts.index(max(counts))][0]


def _marked(text: str, spans: Iterable[Span], start: int, end: int) -> Iterator[Run]:
    done = start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first < last:
            yield text[done:first], False
            yield text[first:last], True
            done = last
    yield text[done:end], False


def _joined(pieces: Iterable[Run]) -> list[Run]:
    """Without empty runs; neighbours that are marked alike in one."""
    joined: list[Run] = []
    for words, is_marked in pieces:
        if joined and joined[-1][1] == is_marked:
            joined[-1] = (joined[-1][0] + words, is_marked)
        elif words:
            joined.append((words, is_marked))
    return joined
