"""The spoken form of a revision, its segments, and how words are to be said."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class NarrationQuerySet(models.QuerySet["Narration"]):
    """The verbs of narration's work list."""

    def owed(self, now: datetime) -> Self:
        """Waiting (its pause after a failure over), or begun by one whose lease has run out."""
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=now),
            state__in=(Narration.State.QUEUED, Narration.State.GENERATING),
        )

    def out(self) -> Self:
        """Those of a text that readers have or had; what never went out is nobody's to hear."""
        return self.filter(revision__out_at__isnull=False)

    def audible(self) -> Self:
        """
        Those with a file, the newest text first.

        One that is being made anew keeps its old file, and readers their sound, until it is done.
        """
        return self.exclude(file="").order_by("-revision__number", "-finished_at")


class Narration(models.Model):
    """
    One revision read by one voice.

    A row with state, lease and attempts is the truth about the work; the queue only rings the
    bell. Files are named by their content, so a name once given never changes its bytes.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        GENERATING = "generating", _("生成中")
        READY = "ready", _("可收听")
        FAILED = "failed", _("失败")

    MAX_ATTEMPTS: ClassVar[int] = 5
    MOVES: ClassVar[Mapping[str, frozenset[str]]] = {
        State.QUEUED: frozenset({State.GENERATING}),
        State.GENERATING: frozenset({State.GENERATING, State.QUEUED, State.READY, State.FAILED}),
        State.READY: frozenset({State.QUEUED}),
        State.FAILED: frozenset({State.QUEUED}),
    }

    revision = models.ForeignKey(
        "columns.Revision",
        on_delete=models.CASCADE,
        related_name="narrations",
        verbose_name=_("修订"),
    )
    voice = models.CharField(_("音色"), max_length=120)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    queued_at = models.DateTimeField(_("排队时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    file = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(_("字节"), default=0, editable=False)
    duration_ms = models.PositiveIntegerField(_("时长（毫秒）"), default=0, editable=False)
    preview_file = models.CharField(max_length=100, blank=True, editable=False)
    preview_size = models.PositiveIntegerField(default=0, editable=False)
    preview_duration_ms = models.PositiveIntegerField(default=0, editable=False)
    loudness_lufs = models.FloatField(_("响度（LUFS）"), null=True, editable=False)

    # Of this very file: one that is made anew is listened to anew.
    reviewed_at = models.DateTimeField(_("听审时间"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("听审者"),
    )

    # What it cost.
    characters = models.PositiveIntegerField(_("朗读字数"), default=0, editable=False)
    synthesised = models.PositiveIntegerField(_("新合成句数"), default=0, editable=False)
    seconds_spent = models.FloatField(_("用时（秒）"), default=0, editable=False)

    objects: ClassVar[models.Manager["Narration"]] = NarrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("朗读")
        verbose_name_plural = _("朗读")
        ordering = ["-queued_at", "-pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="narration_owed")]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "voice"], name="narration_one_per_revision_and_voice"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(file=""), name="narration_ready_has_file"
            ),
            models.CheckConstraint(
                condition=~Q(state="generating")
                | Q(claim__isnull=False, lease_until__isnull=False),
                name="narration_generating_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(preview_duration_ms__lte=F("duration_ms")),
                name="narration_preview_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision.issue.headline} · {self.get_state_display()}"


class Segment(models.Model):
    """A sentence as it was spoken: its clip's key and its place in the file."""

    narration = models.ForeignKey(
        Narration, on_delete=models.CASCADE, related_name="segments", verbose_name=_("朗读")
    )
    position = models.PositiveIntegerField(_("顺序"))
    sentence_id = models.CharField(_("句"), max_length=20)
    block_id = models.CharField(max_length=20)
    is_free = models.BooleanField(_("可试听"), default=False)
    chapter = models.CharField(_("章节"), max_length=80, blank=True)
    text = models.TextField(_("原文"))
    spoken = models.TextField(_("读作"))
    clip_key = models.CharField(max_length=64)
    start_ms = models.PositiveIntegerField(_("开始（毫秒）"))
    end_ms = models.PositiveIntegerField(_("结束（毫秒）"))

    class Meta:
        verbose_name = _("句段")
        verbose_name_plural = _("句段")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["narration", "position"], name="segment_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(end_ms__gt=F("start_ms")), name="segment_has_length"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Pronunciation(models.Model):
    """A lexicon rule: how a written form is said, everywhere, in a column or in one issue."""

    class Kind(models.TextChoices):
        ALIAS = "alias", _("换成别的字读")
        PINYIN = "pinyin", _("注拼音")

    term = models.CharField(_("写作"), max_length=60)
    kind = models.CharField(_("方式"), max_length=6, choices=Kind.choices, default=Kind.ALIAS)
    reading = models.CharField(
        _("读作"), max_length=120, help_text=_("拼音用数字标调，音节间空一格：zeng1 yu4 qun2。")
    )
    case_sensitive = models.BooleanField(_("区分大小写"), default=False)
    column = models.ForeignKey(
        "columns.Column", on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("专栏")
    )
    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("期")
    )
    note = models.CharField(_("备注"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("读音")
        verbose_name_plural = _("读音")
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(
                condition=Q(column__isnull=True) | Q(issue__isnull=True),
                name="pronunciation_has_one_scope",
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(column__isnull=True, issue__isnull=True),
                name="pronunciation_unique_for_the_site",
            ),
            models.UniqueConstraint(
                fields=["term", "column"],
                condition=Q(column__isnull=False),
                name="pronunciation_unique_in_a_column",
            ),
            models.UniqueConstraint(
                fields=["term", "issue"],
                condition=Q(issue__isnull=False),
                name="pronunciation_unique_in_an_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.reading}"
