"""What a change of a pronunciation does to the sound there is, before anybody makes it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from columns.audio.models import Narration, Pronunciation, ScriptLine, Segment
from columns.audio.spoken.lexicon import Lexicon
from columns.models import Issue, Revision

_HAN = re.compile("[\u4e00-\u9fff]")
_UNWRITTEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A rule as it was and as it is to be; None where there is none."""

    before: Pronunciation | None
    after: Pronunciation | None

    @property
    def rules(self) -> tuple[Pronunciation, ...]:
        return tuple(one for one in (self.before, self.after) if one is not None)


@dataclass(slots=True)
class Touched:
    """Sentences that would be said otherwise, by issue, and the narrations that hold them."""

    sentences: dict[int, set[str]] = field(default_factory=dict)
    narrations: set[int] = field(default_factory=set)

    @property
    def issues(self) -> int:
        return len(self.sentences)

    @property
    def count(self) -> int:
        """Of sentences in all issues."""
        return sum(map(len, self.sentences.values()))

    def add(self, issue_id: int, sentence_id: str, narration_id: int) -> None:
        self.sentences.setdefault(issue_id, set()).add(sentence_id)
        self.narrations.add(narration_id)


def touched(changes: Sequence[Change]) -> Touched:
    """
    What is heard or being made now and would be said otherwise after these changes.

    No dictionary of readings is loaded: a rule is found by its letters alone.
    """
    rules = list(Pronunciation.objects.all())
    lexicons = _Lexicons(rules, changes)
    found = Touched()
    for narration_id, issue_id, column_id, sentence_id, said in _said(changes):
        before, after = lexicons.of(issue_id, column_id)
        if before is after or not lexicons.may_touch(said):
            continue
        if before.applying_to(said) != after.applying_to(said):
            found.add(issue_id, sentence_id, narration_id)
    return found


_Said = tuple[int, int, int, str, str]
"""Narration, issue, column, sentence, words."""


def _said(changes: Sequence[Change]) -> Iterator[_Said]:
    rows = _narrations(changes)
    changed = dict(_changed_lines(rows))
    for narration_id, issue_id, column_id, sentence_id, text in _segments(rows):
        said = changed.get((issue_id, sentence_id), text)
        yield narration_id, issue_id, column_id, sentence_id, said
    # What is being made has begun with the rules of before.
    for row in rows.filter(state=Narration.State.GENERATING).select_related(
        "revision__issue__season"
    ):
        issue = row.revision.issue
        for block in row.revision.blocks:
            for one in block["sentences"]:
                said = changed.get((issue.pk, one["id"]), one["text"])
                yield row.pk, issue.pk, issue.season.column_id, one["id"], said


def _narrations(changes: Sequence[Change]) -> QuerySet[Narration]:
    """The machine's, of what is to be heard, in the scopes of these rules."""
    scope = Q(pk__in=[])
    for rule in (one for change in changes for one in change.rules):
        if rule.issue_id:
            scope |= Q(revision__issue=rule.issue_id)
        elif rule.column_id:
            scope |= Q(revision__issue__season__column=rule.column_id)
        else:
            scope = ~Q(pk=None)
            break
    return Narration.objects.filter(
        scope,
        origin=Narration.Origin.SYNTHETIC,
        revision__in=Revision.objects.to_be_heard().values("pk"),
    )


def _segments(rows: QuerySet[Narration]) -> Iterator[_Said]:
    held = {
        recording: (narration, issue, column)
        for narration, recording, issue, column in rows.filter(recording__isnull=False).values_list(
            "pk", "recording", "revision__issue", "revision__issue__season__column"
        )
    }
    said = Segment.objects.filter(recording__in=rows.values("recording")).order_by()
    for recording, sentence_id, text in said.values_list(
        "recording", "sentence_id", "text"
    ).iterator(chunk_size=5000):
        narration_id, issue_id, column_id = held[recording]
        yield narration_id, issue_id, column_id, sentence_id, text


def _changed_lines(rows: QuerySet[Narration]) -> Iterator[tuple[tuple[int, str], str]]:
    """What an editor has said instead of what is written."""
    lines = ScriptLine.objects.filter(issue__in=rows.values("revision__issue")).exclude(spoken="")
    for issue_id, sentence_id, spoken in lines.values_list("issue", "sentence_id", "spoken"):
        yield (issue_id, sentence_id), spoken


class _Lexicons:
    """For each issue the lexicon as it is and as it would be; one and the same if it stays."""

    def __init__(self, rules: Sequence[Pronunciation], changes: Sequence[Change]) -> None:
        gone = {one.before.pk for one in changes if one.before is not None}
        come = [one.after for one in changes if one.after is not None]
        self._before = list(rules)
        self._after = [*(one for one in rules if one.pk not in gone), *come]
        scoped = [*self._before, *come]
        self._issues = {one.issue_id for one in scoped if one.issue_id}
        self._columns = {one.column_id for one in scoped if one.column_id}
        terms = {letters(one.term) for change in changes for one in change.rules}
        self._terms = [(term, frozenset(_HAN.findall(term))) for term in terms]
        self._made: dict[tuple[int, int], tuple[Lexicon, Lexicon]] = {}

    def of(self, issue_id: int, column_id: int) -> tuple[Lexicon, Lexicon]:
        # Most issues have no rules of their own, and most columns neither: they share a lexicon.
        key = (
            issue_id if issue_id in self._issues else 0,
            column_id if column_id in self._columns else 0,
        )
        if key not in self._made:
            before = effective(self._before, issue_id=issue_id, column_id=column_id)
            after = effective(self._after, issue_id=issue_id, column_id=column_id)
            self._made[key] = (before, before if before == after else after)
        return self._made[key]

    def may_touch(self, said: str) -> bool:
        """A quick no for nearly all sentences: first by single Han, then by all letters."""
        return any(
            all(one in said for one in han) and term in letters(said) for term, han in self._terms
        )


def effective(
    rules: Iterable[Pronunciation], *, issue_id: int | None, column_id: int | None
) -> Lexicon:
    """The rules that an issue is read by; of those for one term the nearest."""
    return Lexicon.of(rules_of(rules, issue_id=issue_id, column_id=column_id).values())


def rules_of(
    rules: Iterable[Pronunciation], *, issue_id: int | None, column_id: int | None
) -> dict[str, Pronunciation]:
    """As `effective`, the rules themselves by their terms."""
    ours = [
        one
        for one in rules
        if (one.issue_id or issue_id) == issue_id and (one.column_id or column_id) == column_id
    ]
    return {one.term: one for one in sorted(ours, key=nearness)}


def nearness(rule: Pronunciation) -> int:
    """0 for the whole site, 1 for a column, 2 for an issue."""
    return 2 if rule.issue_id else 1 if rule.column_id else 0


def letters(text: str) -> str:
    """The letters and figures of a text in one form, so that no spelling of a term is missed."""
    return _UNWRITTEN.sub("", unicodedata.normalize("NFKC", text).lower())


def titles(found: Touched, issues: QuerySet[Issue]) -> list[tuple[Issue, int]]:
    """Of the issues that somebody may know of, those most touched first."""
    named = issues.filter(pk__in=found.sentences).only("headline", "rubric")
    return sorted(((one, len(found.sentences[one.pk])) for one in named), key=lambda row: -row[1])
