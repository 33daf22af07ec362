"""An issue as it would stand before a supposed reader: any text of it, in memory, never saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from columns import facts as facts_of
from columns.audio.models import Narration, NarrationQuerySet, Recording
from columns.freezing import freeze
from columns.models import Author, Byline, Draft, Image, Issue, Revision
from neican.kernel.numbers import number_in
from subscribers.paywall import Access, Reader, answer
from subscribers.reading import personas, player, sound_addresses
from subscribers.reading.cue_sheets import Sources
from subscribers.reading.player import PlayerCard
from subscribers.reading.sound_addresses import Purpose

DRAFT, LIVE, APPROVED = "draft", "live", "approved"


class NoSuchText(LookupError):
    """The issue has no text of this name."""


@dataclass(frozen=True)
class Preview:
    """
    What is shown: the issue as if `text` were live now, to whom, and what the gate says to him.

    `persona` and `name` (of the text: draft, live, approved or a number) are as in the address;
    `has_live`: whether readers have a text now, too. `editor_id` is who looks: addresses of sound
    are good for him alone.
    """

    issue: Issue
    text: Revision
    persona: str
    name: str
    access: Access
    reader: Reader
    has_live: bool
    editor_id: int

    @cached_property
    def narration(self) -> Narration | None:
        """The sound that this reader would get with this text."""
        if self.name == LIVE:
            return player.narration_for(self.issue, self.access)
        spoken: NarrationQuerySet = Narration.objects.filter(revision=self.text.pk)
        return spoken.audible().first()

    @property
    def recording(self) -> Recording | None:
        """Its files and times."""
        return self.narration.recording if self.narration else None

    @property
    def player(self) -> PlayerCard:
        """The page's player, led to the addresses of the preview; it keeps a place of its own."""
        card = player.card_with(self.narration, self.issue, self.access, self.editor_id)
        return replace(
            card,
            issue_id=-self.issue.pk,
            page_url=self.address,
            timings_url=self._part("preview_timings"),
            src=self.sources.src,
            light=self.sources.light,
        )

    @property
    def sources(self) -> Sources:
        """Where this reader's sound lies for the editor who looks."""
        sound = self.recording
        if sound is None:
            return Sources()
        if not self.access.is_full:
            return Sources(self._sound("preview_audio", sound.preview_file))
        return Sources(
            src=self._signed("preview_audio", sound.file),
            light=self._signed("preview_light", sound.light_file),
        )

    def _signed(self, view: str, file: str) -> str:
        path = self._sound(view, file)
        return path and sound_addresses.signed(path, Purpose.REHEARSAL, file, self.editor_id)

    def _sound(self, view: str, file: str) -> str:
        return self._part(view, file.partition(".")[0]) if file else ""

    @property
    def mail_url(self) -> str:
        """Where the letter itself lies, without the bar."""
        return self._part("preview_mail")

    @property
    def address(self) -> str:
        """Of the page with the bar."""
        return address_of(self.issue.pk, self.persona, self.name)

    def _part(self, view: str, *more: str) -> str:
        return reverse(view, args=[self.issue.pk, self.persona, self.name, *more])


def address_of(issue_id: int, persona: str, name: str, medium: str = "web") -> str:
    """Of a preview's page."""
    page = reverse("preview", args=[issue_id])
    return f"{page}?as={persona}&text={name}&of={medium}"


def preview(issue: Issue, persona: str, name: str, now: datetime, *, editor_id: int) -> Preview:
    """
    The issue before this reader, with this text.

    :raises NoSuchText: if it has none of this name.
    """
    has_live = issue.is_public_at(now) or name == LIVE
    text = _readable(_text_of(issue, name))
    supposed = _suppose(issue, text, now)
    access = answer(supposed, personas.standing_of(persona, supposed, now), now)
    reader = personas.reader_of(persona)
    return Preview(supposed, text, persona, name, access, reader, has_live, editor_id)


def first_choice(issue: Issue) -> str:
    """What one most likely wants to see: what is not out yet."""
    return LIVE if issue.stage == Issue.Status.PUBLISHED else DRAFT


def _text_of(issue: Issue, name: str) -> Revision:
    named: Mapping[str, Revision | None] = {LIVE: issue.live, APPROVED: issue.approved}
    if name == DRAFT:
        return _working_copy(issue)
    found = named[name] if name in named else _numbered(issue, name)
    if found is None:
        raise NoSuchText(name)
    return found


def _numbered(issue: Issue, name: str) -> Revision | None:
    return issue.revisions.filter(number=number_in(name, 9) or 0).first()


def _working_copy(issue: Issue) -> Revision:
    """The kept revision that it equals, else the one that it would become."""
    draft, newest = Draft.objects.get(issue=issue), issue.revisions.first()
    if newest is not None and (newest.body, newest.facts) == (draft.body, draft.facts):
        return newest
    number = newest.number + 1 if newest is not None else 1
    return Revision(issue=issue, number=number, body=draft.body, facts=draft.facts)


def _readable(text: Revision) -> Revision:
    """Frozen as approval would freeze it, in memory only."""
    if text.frozen_at is None:
        topics = facts_of.topics_of(text.issue, text.facts)
        for name, value in freeze(text.body, topics).items():
            setattr(text, name, value)
    return text


def _suppose(issue: Issue, text: Revision, now: datetime) -> Issue:
    """As if the text went out now, or had when the issue did."""
    if text.pk is None or text.pk != issue.live_id:
        _print(issue, text.facts)
    issue.status = Issue.Status.PUBLISHED
    issue.published_at = issue.published_at or issue.goes_out_at or now
    issue.live = text
    return issue


def _print(issue: Issue, facts: facts_of.Facts) -> None:
    """As `columns.facts.print_`, without writing."""
    for name in facts_of.FIELDS:
        setattr(issue, name, facts[name])
    issue.head_image = Image.objects.filter(pk=facts["head_image"]).first()
    known = Author.objects.in_bulk(facts["authors"])
    lines = Byline.objects.none()
    # Where a prefetch would have put them.
    lines._result_cache = [
        Byline(issue=issue, author=known[author], position=place)
        for place, author in enumerate(facts["authors"], start=1)
        if author in known
    ]
    issue.__dict__.setdefault("_prefetched_objects_cache", {})["bylines"] = lines
