"""The work of narrating: what is owed, who is at it, how far it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NarrationQuerySet(models.QuerySet["Narration"]):
    """The verbs of narration's work list."""

    def owed(self, now: datetime) -> Self:
        """
        Waiting (its pause after a failure over), or begun by one whose lease has run out.

        The most urgent first: what goes out, then what was changed, then what is made for the
        archive; of equal ones the newest.
        """
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=now),
            state__in=(
                Narration.State.QUEUED,
                Narration.State.GENERATING,
                Narration.State.BLOCKED,
            ),
        ).order_by("urgency", "-queued_at", "-pk")

    def out(self) -> Self:
        """Those of a text that readers have or had; what never went out is nobody's to hear."""
        return self.filter(revision__out_at__isnull=False)

    def audible(self) -> Self:
        """
        Those with a recording; people's own before the machine's, the newest text first.

        One that is being made anew keeps its old one, and readers their sound, until it is done.
        """
        kept = self.filter(recording__isnull=False).select_related("recording")
        return kept.order_by("origin", "-revision__number", "-finished_at")


class Narration(models.Model):
    """
    One revision to be read, by a voice or as somebody recorded it.

    A row with state, lease and attempts is the truth about the work; the queue only rings the
    bell. What comes of it is a Recording.
    """

    class Origin(models.TextChoices):
        OWN = "own", _("自己录的")
        SYNTHETIC = "synthetic", _("合成")

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        GENERATING = "generating", _("生成中")
        BLOCKED = "blocked", _("受阻")
        READY = "ready", _("可收听")
        FAILED = "failed", _("失败")
        CANCELLED = "cancelled", _("已取消")

    class Urgency(models.IntegerChoices):
        GOES_OUT = 0, _("要发布的")
        CHANGED = 1, _("改动")
        BACKFILL = 2, _("补做")

    MAX_ATTEMPTS: ClassVar[int] = 3
    MOVES: ClassVar[Mapping[str, frozenset[str]]] = {
        State.QUEUED: frozenset({State.QUEUED, State.GENERATING, State.CANCELLED}),
        State.GENERATING: frozenset(
            {
                State.GENERATING,
                State.QUEUED,
                State.BLOCKED,
                State.READY,
                State.FAILED,
                State.CANCELLED,
            }
        ),
        State.BLOCKED: frozenset({State.QUEUED, State.GENERATING, State.CANCELLED}),
        State.READY: frozenset({State.QUEUED}),
        State.FAILED: frozenset({State.QUEUED}),
        State.CANCELLED: frozenset({State.QUEUED}),
    }

    revision = models.ForeignKey(
        "columns.Revision",
        on_delete=models.CASCADE,
        related_name="narrations",
        verbose_name=_("修订"),
    )
    origin = models.CharField(
        _("来源"), max_length=10, choices=Origin.choices, default=Origin.SYNTHETIC
    )
    # Kept through the edits of an issue: its voice never changes unasked. Empty for one's own.
    voice = models.ForeignKey(
        "audio.HouseVoice",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrations",
        verbose_name=_("音色"),
    )
    quote_voice = models.ForeignKey(
        "audio.HouseVoice",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("引文音色"),
    )
    # Of one's own: the file as it was given, and {"chapters": [{"title", "start_ms"}],
    # "free_until_ms": int | None}.
    upload = models.CharField(max_length=100, blank=True, editable=False)
    plan: models.JSONField = models.JSONField(default=dict, editable=False)

    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    urgency = models.PositiveSmallIntegerField(
        _("缓急"), choices=Urgency.choices, default=Urgency.GOES_OUT
    )
    attempts = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    # Times in a row that the engine or the disk was not there; their editors are told once.
    setbacks = models.PositiveSmallIntegerField(default=0, editable=False)
    # How often this was asked for: work that began before the last asking is out of date.
    asked = models.PositiveIntegerField(default=1, editable=False)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    queued_at = models.DateTimeField(_("排队时间"))
    began_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    # Sentences: finished in this run, and all there are.
    done = models.PositiveIntegerField(_("已完成句数"), default=0, editable=False)
    total = models.PositiveIntegerField(_("总句数"), default=0, editable=False)

    recording = models.ForeignKey(
        "audio.Recording",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="narrations",
        verbose_name=_("成品声音"),
    )

    objects: ClassVar[models.Manager["Narration"]] = NarrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("朗读")
        verbose_name_plural = _("朗读")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "urgency", "-queued_at"], name="narration_most_urgent")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "origin"], name="narration_one_per_revision_and_origin"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(recording__isnull=False),
                name="narration_ready_has_recording",
            ),
            models.CheckConstraint(
                condition=~Q(state="generating")
                | Q(claim__isnull=False, lease_until__isnull=False),
                name="narration_generating_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(origin="own", voice__isnull=True)
                | Q(origin="synthetic", voice__isnull=False),
                name="narration_synthetic_has_voice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision.issue.headline} · {self.get_state_display()}"
