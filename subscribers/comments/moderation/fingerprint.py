"""SimHash: texts that differ in a word have fingerprints that differ in few bits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import re2

from subscribers.comments.moderation.normaliser import normalise

BITS: Final = 64
GRAM: Final = 3
SHORTEST: Final = 8
"""Shorter texts, such as 写得真好, are the same by chance."""

_ACCOUNTS: Final = re2.compile("[0-9a-z@+]+")

# A byte as eight counters of sixteen bits, so that a sum of integers counts all bits at once.
_SPREAD: Final = tuple(
    b"".join((byte >> bit & 1).to_bytes(2, "little") for bit in range(8)) for byte in range(256)
)


@lru_cache(maxsize=4096)
def fingerprint(body: str) -> int | None:
    """
    Return 64 bits for a comment, or nothing if it is too short to tell it from another.

    Digits and Latin letters count as one and the same sign: a ring changes its account names.
    """
    text = _ACCOUNTS.sub("0", normalise(body).collapsed.text)
    if len(text) < SHORTEST:
        return None
    grams = frozenset(_grams(text))
    counted = sum(map(_counters, grams)).to_bytes(BITS * 2, "little")
    half = len(grams) // 2
    counts = memoryview(counted).cast("H")
    return sum(1 << bit for bit, count in enumerate(counts) if count > half)


def distance(one: int, other: int) -> int:
    """In how many bits two fingerprints differ."""
    return (one ^ other).bit_count()


def _grams(text: str) -> Iterator[str]:
    return (text[at : at + GRAM] for at in range(len(text) - GRAM + 1))


@lru_cache(maxsize=1 << 15)
def _counters(gram: str) -> int:
    digest = blake2b(gram.encode(), digest_size=BITS // 8).digest()
    return int.from_bytes(b"".join(_SPREAD[byte] for byte in digest), "little")
