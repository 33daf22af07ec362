"""The ledger of synthesis: what was said anew, by which engine, at what price."""

import time
from collections import defaultdict
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.utils import timezone

from columns.audio.models import Spending
from columns.audio.voices.base import Clip, Voice


@dataclass(slots=True)
class _Sum:
    sentences: int = 0
    characters: int = 0
    milliseconds: int = 0


class Bill:
    """
    What one piece of work costs, voice by voice; written down however the work ends.

    An engine is paid for what it said, also where the narration came to nothing. Long work is
    written down in pieces: a worker that is killed must not take an hour's bill along.
    """

    EVERY = 30.0  # seconds

    def __init__(self, issue_id: int | None, purpose: str = Spending.Purpose.NARRATION) -> None:
        self._issue_id = issue_id
        self._purpose = purpose
        self._sums: dict[Voice, _Sum] = defaultdict(_Sum)
        self._written_at = time.monotonic()

    def add(self, voice: Voice, script: str, clip: Clip) -> None:
        """One script was said anew."""
        one = self._sums[voice]
        one.sentences += 1
        one.characters += voice.billed(script)
        one.milliseconds += clip.duration_ms
        if time.monotonic() - self._written_at >= self.EVERY:
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write()

    def _write(self) -> None:
        now = timezone.now()
        Spending.objects.bulk_create(
            Spending(
                purpose=self._purpose,
                issue_id=self._issue_id,
                engine=voice.engine,
                voice=voice.key[:200],
                sentences=one.sentences,
                characters=one.characters,
                milliseconds=one.milliseconds,
                price_fen=voice.price_fen_per_10k,
                at=now,
            )
            for voice, one in self._sums.items()
        )
        self._sums.clear()
        self._written_at = time.monotonic()
