"""Each rule for a Han of several readings holds for its own example, and the tables are sound."""

import re
from pathlib import Path

import pytest

from columns.audio.spoken import readings
from columns.audio.spoken.contexts import contexts
from columns.audio.spoken.han import HAN
from columns.audio.spoken.readings import readings_in_use, words_of

MARKED = re.compile(r"(?P<han>[^\x00-\x7f])(?P<said>[a-z]+[1-5])?|[\x00-\x7f]")
DATA = Path(readings.__file__).parent / "data"
SENTENCES = [
    line
    for line in Path(__file__).with_name("polyphones.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def plain_and_marks(marked: str) -> tuple[str, dict[int, str]]:
    """A sentence like 还huan2款 without its marks, and the marks by place."""
    found = list(MARKED.finditer(marked))
    marks = {place: one["said"] for place, one in enumerate(found) if one["said"]}
    return "".join(one["han"] or one[0] for one in found), marks


def syllables(text: str) -> dict[int, str]:
    han = [place for place, mark in enumerate(text) if re.match(HAN, mark)]
    said = [one for word in words_of(text, ()) for one in word.syllables]
    return dict(zip(han, said, strict=True))


RULES = [(han, rule.syllable, rule.example) for han, found in contexts().items() for rule in found]


@pytest.mark.parametrize(("han", "syllable", "example"), RULES)
def test_a_rule_holds_for_its_example(han: str, syllable: str, example: str) -> None:
    text, marks = plain_and_marks(example)
    assert (han, syllable) in [(text[place], said) for place, said in marks.items()]
    assert {place: syllables(text)[place] for place in marks} == marks


@pytest.mark.parametrize("marked", SENTENCES)
def test_each_marked_han_gets_its_reading(marked: str) -> None:
    text, marks = plain_and_marks(marked)
    assert marks
    assert {place: syllables(text)[place] for place in marks} == marks


@pytest.mark.parametrize("table", ["words.tsv", "polyphones.tsv", "surnames.tsv"])
def test_a_table_names_nothing_twice_and_only_readable_syllables(table: str) -> None:
    lines = (DATA / table).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    terms = [row[0] for row in rows]
    assert len(terms) == len(set(terms))
    said = [one for row in rows for one in row[1].split()]
    assert [one for one in said if not re.fullmatch(r"[a-zv]{1,6}[1-5]", one)] == []


def test_a_built_in_word_has_a_syllable_for_each_han() -> None:
    lines = (DATA / "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert [term for term, said in rows if len(term) != len(said.split())] == []


def test_what_a_rule_reads_is_a_reading_in_use() -> None:
    in_use = readings_in_use()
    unknown = {(han, said) for han, said, _ in RULES if said not in in_use.get(han, (said,))}
    assert unknown == set()
