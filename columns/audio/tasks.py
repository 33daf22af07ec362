"""Shells around narration: a bell for work, a sweep for whatever no bell reached."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from columns.audio import services
from columns.audio.casting import voice_for
from columns.audio.services import checking

OFFER_SECONDS = 20
MOST_OFFERS = 8  # at once; whoever has finished one piece asks for the next by itself


@shared_task(name="audio.queue")
def queue(*, issue_id: int, **_later: Any) -> None:
    """Owe a narration of an issue's texts, and begin."""
    if services.queue_narration(issue_id=issue_id, now=timezone.now()) is not None:
        narrate.delay()


# No retry by the queue: the row itself says when the next attempt is due, and the sweep offers it.
@shared_task(name="audio.narrate")
def narrate(**_later: Any) -> None:
    """
    Narrate what is most urgent at this moment, then ask for the next.

    The message names no issue: a hundred old ones in the queue never stand before today's. When
    all is narrated, the smaller files are made.
    """
    now = timezone.now()
    if services.narrate_next(voices=voice_for, now=now) or services.lighten_next(now=now):
        narrate.apply_async(expires=OFFER_SECONDS)


@shared_task(name="audio.sweep")
def sweep(**_later: Any) -> None:
    """Offer as much of what is owed as there may be idle workers."""
    now = timezone.now()
    services.queue_owed(now=now)
    work = services.owed(now=now)[:MOST_OFFERS] or services.light_owed(now=now)[:1]
    for _one in work:
        # While the workers are busy the next sweep offers it again; this offer is void by then.
        narrate.apply_async(expires=OFFER_SECONDS)


@shared_task(name="audio.collect")
def collect(**_later: Any) -> None:
    """Throw away what nobody asks for any more."""
    services.collect(now=timezone.now())


@shared_task(name="audio.sample")
def sample(*, sample_id: int, **_later: Any) -> None:
    """Say a sentence for somebody who waits at the desk; never behind a whole issue."""
    services.say_sample(sample_id=sample_id, voices=voice_for)


@shared_task(name="audio.read")
def read(*, revision_id: int, page: int, **_later: Any) -> None:
    """Find out how a page of a text's script is read; the desk asks again if nobody did."""
    services.read_page(revision_id=revision_id, page=page, now=timezone.now())


@shared_task(name="audio.check")
def check(*, engine_id: int, **_later: Any) -> None:
    """Let an engine say a sentence for an operator who waits."""
    checking.check_engine(engine_id=engine_id, voices=voice_for)
