"""Where a Chinese sentence ends, and the name it keeps while its words stay."""

import re
from collections import Counter
from hashlib import sha256

# A full stop, question or exclamation mark (several may follow each other), an ellipsis, a
# semicolon or a line break within the block, and the closing quotes and brackets behind it. A
# Latin full stop ends a sentence only before a blank or the end: "Character.AI", "4.5" stay whole.
_END = re.compile(r"(?:[。！？!?；;]+|…+|\n|(?<=[A-Za-z一-鿿])\.(?=\s|$))[”’」』）)》】\"']*\s*")


def split(text: str) -> list[str]:
    """
    The sentences of one block; joined, they are the text again, blanks included.

    A piece without a word (a lone quote mark) stays with the sentence before it.
    """
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(text):
        pieces.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        pieces.append(text[start:])
    return _merge_wordless(pieces)


def _merge_wordless(pieces: list[str]) -> list[str]:
    merged: list[str] = []
    for piece in pieces:
        if merged and not any(character.isalnum() for character in piece):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


class Names:
    """
    Gives sentences and blocks their ids within one revision.

    An id is made of the words alone, so an edit elsewhere changes nothing; a sentence that occurs
    twice gets its count behind it.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, text: str, prefix: str = "s") -> str:
        """`s` and eight hexadecimal digits of the text's SHA-256, then `-2` for a repetition."""
        words = "".join(text.split())
        name = prefix + sha256(words.encode()).hexdigest()[:8]
        self._seen[name] += 1
        count = self._seen[name]
        return name if count == 1 else f"{name}-{count}"
