"""How far a narration is, in the words of whoever waits for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from columns.audio.models import Narration, NarrationQuerySet

State = Narration.State
IN_WORK = frozenset({State.QUEUED, State.GENERATING, State.BLOCKED})


@dataclass(frozen=True, slots=True)
class Progress:
    """One narration's state, told; `ahead`: how many are made before it."""

    narration: Narration
    now: datetime
    ahead: int | None = None

    @property
    def is_in_work(self) -> bool:
        """Whether it changes by itself."""
        return self.narration.state in IN_WORK

    @property
    def percent(self) -> int:
        """Of its sentences."""
        if self.narration.state == State.READY:
            return 100
        total = self.narration.total
        return min(100, round(100 * self.narration.done / total)) if total else 0

    @property
    def sentences(self) -> str:
        """As 12 / 80 句."""
        if not self.narration.total:
            return ""
        counted = {"done": self.narration.done, "total": self.narration.total}
        return _("%(done)s / %(total)s 句") % counted

    @property
    def remaining(self) -> str:
        """How long it takes at the pace of this run; nothing while that cannot be told."""
        row = self.narration
        if row.state != State.GENERATING or not row.done or row.began_at is None:
            return ""
        if row.done >= row.total:
            return _("正在合成一个文件")
        spent = (self.now - row.began_at).total_seconds()
        return _("大约还要%(span)s") % {"span": span(spent / row.done * (row.total - row.done))}

    @property
    def place(self) -> str:
        """Where it stands in the queue."""
        if self.ahead is None:
            return ""
        if not self.ahead:
            return _("下一个就是它")
        said = ngettext("前面还有 %(ahead)s 个", "前面还有 %(ahead)s 个", self.ahead)
        return said % {"ahead": self.ahead}

    @property
    def advice(self) -> str:
        """What to do about it."""
        return {
            State.BLOCKED: _("不用做什么：条件一具备，就自动接着做。"),
            State.FAILED: _("照上面的原因改好以后，点“重做”。说过的句子不会再花钱。"),
            State.CANCELLED: _("现在没有在做。要做，就点“重做”。"),
        }.get(State(self.narration.state), "")

    def told(self) -> dict[str, Any]:
        """For the page that polls."""
        return {
            "state": self.narration.state,
            "label": str(self.narration.get_state_display()),
            "percent": self.percent,
            "sentences": self.sentences,
            "note": self.remaining or self.place,
            "reason": self.narration.reason,
            "is_in_work": self.is_in_work,
        }


def span(seconds: float) -> str:
    """A length of time in words, rounded up: nobody waits for seconds."""
    if seconds < 60:
        return _("不到 1 分钟")
    minutes = int(-(-seconds // 60))
    if minutes < 60:
        return _(" %(count)s 分钟") % {"count": minutes}
    hours, rest = divmod(minutes, 60)
    return _(" %(hours)s 小时 %(minutes)s 分钟") % {"hours": hours, "minutes": rest}


def places(narrations: Collection[Narration], now: datetime) -> Mapping[int, int]:
    """How many are made before each of these that waits, by id; one query for all of them."""
    if not any(one.state == State.QUEUED for one in narrations):
        return {}
    owed: NarrationQuerySet = Narration.objects.owed(now)
    offered = list(owed.values_list("pk", flat=True))
    busy = Narration.objects.filter(state=State.GENERATING, lease_until__gt=now).count()
    return {pk: place + busy for place, pk in enumerate(offered)}


def progress_of(narrations: Collection[Narration], now: datetime) -> list[Progress]:
    """How far each of these is."""
    ahead = places(narrations, now)
    return [
        Progress(one, now, ahead.get(one.pk) if one.state == State.QUEUED else None)
        for one in narrations
    ]


def waveform_path(peaks: Collection[int]) -> str:
    """The picture of a sound as one path: a stroke for each part, 100 high around the middle."""
    return "".join(
        f"M{place}.5 {50 - max(peak, 2) / 2:g}v{max(peak, 2):g}" for place, peak in enumerate(peaks)
    )
