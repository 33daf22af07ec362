"""The smaller second file, made when nothing else waits."""

import logging
import time
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from columns.audio import store
from columns.audio.encoding import EncodingFailed
from columns.audio.models import Narration, Recording
from columns.audio.production import produce_light

logger = logging.getLogger(__name__)

TRIES = 3
LEASE = timedelta(minutes=15)  # for a very long issue on a busy machine
LOOK_SECONDS = 1.0


class _Way:
    """Looks now and then whether there is a narration to make, which comes before any of these."""

    class Needed(Exception):
        """There is."""

    def __init__(self) -> None:
        self._looked = time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return
        if Narration.objects.owed(timezone.now()).exists():
            raise self.Needed
        self._looked = time.monotonic()


def light_owed(*, now: datetime) -> QuerySet[Recording]:
    """What readers get and has no light file yet, the newest first."""
    return Recording.objects.filter(
        Q(light_until__isnull=True) | Q(light_until__lte=now),
        light_file="",
        light_tries__lt=TRIES,
        superseded_at=None,
        narrations__isnull=False,
    ).order_by("-made_at")


def lighten_next(*, now: datetime) -> bool:
    """
    Make one, if nobody else is at it.

    :returns: whether there was anything to do.
    """
    for pk in list(dict.fromkeys(light_owed(now=now).values_list("pk", flat=True)[:5])):
        free = Recording.objects.filter(
            Q(light_until__isnull=True) | Q(light_until__lte=now), pk=pk, light_file=""
        )
        if free.update(light_until=now + LEASE, light_tries=F("light_tries") + 1):
            _lighten(pk)
            return True
    return False


def _lighten(pk: int) -> None:
    recording = Recording.objects.select_related("revision__issue__season__column").get(pk=pk)
    try:
        columns = produce_light(recording, _Way())
    except _Way.Needed:
        # Not a failed try; whatever worker is free next begins it anew.
        Recording.objects.filter(pk=pk).update(light_until=None, light_tries=F("light_tries") - 1)
    except store.Spoilt:
        # A clip is gone: the next narration says it anew, and makes another recording.
        Recording.objects.filter(pk=pk).update(light_tries=TRIES)
    except (EncodingFailed, OSError) as problem:
        logger.warning("no light file for recording %s: %s", pk, problem)
    else:
        Recording.objects.filter(pk=pk, light_file="").update(**columns)
