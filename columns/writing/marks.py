"""Which marks of one line are half-width where they should be full-width."""

import re

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_HAN = re.compile(
    "[㐀-䶿一-鿿豈-﫿々〇，。、；：？！（）《》〈〉「」『』【】“”‘’—…·\U00020000-\U0003ffff]"
)
_LETTER = re.compile("[㐀-䶿一-鿿豈-﫿々〇\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ%‰°℃℉$€£¥+\ufffc]")
_CLAUSE_END = re.compile(r"[，。；：？！;?!\"“”]|(?<!\d)[,.:]|[,.:](?!\d)")
# Never touched: addresses, paths, command options, names that end in a mark, a heading's number.
_PROTECTED = re.compile(
    r"""(?:https?://|www\.)[!-~]*[^\s"'!(),.:;?\u0080-\U0010ffff]
    |[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    |\b[A-Za-z]:\\[!-~]*
    |(?<![^\s])--?[A-Za-z][\w-]*
    |\bYahoo!
    |^\s*[一二三四五六七八九十]{1,3}\.
    """,
    re.VERBOSE | re.ASCII,
)
_RUNS = (
    (re.compile(r"\.{3,}|。{3,}|…+"), "……"),
    (re.compile(r"-{2,}|—+"), "——"),
    (re.compile(r"，{2,}"), "，"),
    (re.compile(r"(?<!。)。{2}(?!。)"), "。"),
    (re.compile(r"、{2,}"), "、"),
    (re.compile(r"；{2,}"), "；"),
    (re.compile(r"：{2,}"), "："),
)
_SINGLE_QUOTED = re.compile(r"(?<![0-9A-Za-z])'([^']+)'(?![0-9A-Za-z])")
_MOST_ROUNDS = 6


def rewritten(text: str) -> list[str]:
    """
    For each character of a line what should stand in its place: itself, other marks or nothing.

    Repeated until nothing changes, since a changed mark is the neighbour of another.
    """
    line = _Line(text)
    for _round in range(_MOST_ROUNDS):
        before = list(line.new)
        line.improve()
        if line.new == before:
            break
    return line.new


class _Line:
    """A line on its way; `new` has a place for each character of the original."""

    def __init__(self, text: str) -> None:
        self.new = list(text)
        self.is_fixed = [False] * len(text)
        for match in _PROTECTED.finditer(text):
            self.is_fixed[match.start() : match.end()] = [True] * (match.end() - match.start())

    def improve(self) -> None:
        """One round of all rules."""
        self._runs()
        self._brackets()
        self._double_quotes()
        self._single_quotes()
        for place, character in enumerate(self.new):
            if character in _FULL and not self.is_fixed[place] and self._is_chinese(place):
                self._put(place, _FULL[character])
            elif character == "." and not self.is_fixed[place] and self._ends_han(place):
                self._put(place, "。")

    def _left(self, place: int, *, is_near: bool = False) -> str:
        """The character that stands before, past blanks unless `is_near`; "" at the beginning."""
        for character in reversed(self.new[:place]):
            if character and (is_near or not character.isspace()):
                return character[-1]
        return ""

    def _right(self, place: int, *, is_near: bool = False) -> str:
        for character in self.new[place + 1 :]:
            if character and (is_near or not character.isspace()):
                return character[0]
        return ""

    def _is_chinese(self, place: int) -> bool:
        """Whether a comma, colon … belongs to Chinese words and not to a number or Latin ones."""
        left, right = self._left(place), self._right(place)
        if left.isdigit() and right.isdigit():
            return False
        if _HAN.match(left):
            return True
        if not _LATIN.match(left):
            return False
        if not right:
            return self._clause_has_han(place)
        # "Yahoo! 搜索": behind Latin a mark may be part of a name, unless Han follows at once.
        is_near = self.new[place] in "?!"
        right = self._right(place, is_near=is_near)
        # “Hello, world!” keeps the mark of its own language within Chinese quotes.
        return bool(_HAN.match(right)) and right not in "”’）」』"

    def _ends_han(self, place: int) -> bool:
        left, right = self._left(place, is_near=True), self._right(place, is_near=True)
        is_ours = bool(_LETTER.match(left)) or (left != "" and left in "”’）》〉」』】")
        return is_ours and not (right == "." or _LATIN.match(right))

    def _clause_has_han(self, place: int) -> bool:
        clause = _CLAUSE_END.split("".join(self.new[:place]))[-1]
        return bool(_LETTER.search(clause))

    def _put(self, place: int, mark: str) -> None:
        """A full-width mark brings its own room: blanks beside it go."""
        self.new[place] = mark
        for step in (-1, 1):
            beside = place + step
            while 0 <= beside < len(self.new) and (
                not self.new[beside] or self.new[beside].isspace()
            ):
                self.new[beside] = ""
                beside += step

    def _runs(self) -> None:
        """Dots and dashes of any length, and marks that stand twice."""
        for pattern, mark in _RUNS:
            # Each place is one mark or "……", whose halves are alike; so one letter stands for it.
            shown = [place for place, character in enumerate(self.new) if character]
            for match in pattern.finditer("".join(self.new[place][-1] for place in shown)):
                self._one_mark(shown[match.start()], shown[match.end() - 1], mark)

    def _one_mark(self, first: int, last: int, mark: str) -> None:
        standing = "".join(self.new[first : last + 1])
        beside = self._left(first), self._right(last)
        is_ours = any(_HAN.match(character) for character in beside)
        if standing == mark or self.is_fixed[first] or not is_ours:
            return
        if standing in "—…" and any(_LATIN.match(character) for character in beside):
            return
        self.new[first : last + 1] = [""] * (last + 1 - first)
        self._put(first, mark)

    def _brackets(self) -> None:
        opened: list[int] = []
        for place, character in enumerate(self.new):
            if character in ("(", "（"):
                opened.append(place)
            elif character in (")", "）") and opened:
                self._pair(opened.pop(), place, "（", "）")

    def _double_quotes(self) -> None:
        places = [
            place
            for place, character in enumerate(self.new)
            if character == '"' and not self.is_fixed[place]
        ]
        if len(places) % 2:
            return
        for first, last in zip(places[::2], places[1::2], strict=True):
            self._pair(first, last, "“", "”")

    def _single_quotes(self) -> None:
        for match in _SINGLE_QUOTED.finditer("".join(one[:1] or "\0" for one in self.new)):
            if _LETTER.search(match[1]):
                self._pair(match.start(), match.end() - 1, "‘", "’")

    def _pair(self, first: int, last: int, opening: str, closing: str) -> None:
        """Both or none: what they hold is Chinese, or they stand against Chinese on the left."""
        if self.is_fixed[first] or self.is_fixed[last]:
            return
        if [self.new[first], self.new[last]] == [opening, closing]:
            return
        inner = "".join(self.new[first + 1 : last])
        is_mixed = opening in self.new[first] or closing in self.new[last]
        left, right = self._left(first), self._right(last)
        is_call = bool(_LATIN.match(self._left(first, is_near=True)))
        is_beside = bool(_HAN.match(left)) or (not _LATIN.match(left) and bool(_HAN.match(right)))
        if is_mixed or _LETTER.search(inner) or (is_beside and not is_call):
            self._put(first, opening)
            self._put(last, closing)
