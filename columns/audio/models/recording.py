"""Finished sound: its files, and when each sentence is said."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from columns.audio.models.narration import Narration

# The columns of one that strangers hear nothing of.
NO_PREVIEW: Mapping[str, Any] = {"preview_file": "", "preview_size": 0, "preview_duration_ms": 0}


class RecordingQuerySet(models.QuerySet["Recording"]):
    """The verbs of asking for finished sound."""

    def out(self) -> Self:
        """Those of texts that readers have or had; what never went out is nobody's to hear."""
        narrations = Narration.objects.filter(recording=OuterRef("pk"))
        read = narrations.filter(revision__out_at__isnull=False)
        return self.filter(Q(revision__out_at__isnull=False) | Exists(read))


class Recording(models.Model):
    """
    One finished reading of an issue. Its files are named by their content and never change.

    A newer one takes its place at once; whoever is listening keeps this one to the end, for the
    collector leaves it alone until its grace is over.
    """

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="recordings", verbose_name=_("期")
    )
    # The one it was made for; later texts that say the same share it.
    revision = models.ForeignKey(
        "columns.Revision", on_delete=models.CASCADE, related_name="+", verbose_name=_("修订")
    )
    origin = models.CharField(
        _("来源"),
        max_length=10,
        choices=Narration.Origin.choices,
        default=Narration.Origin.SYNTHETIC,
    )
    # Digest of all that is said and by whom; equal keys sound equal.
    script_key = models.CharField(max_length=64, editable=False)
    voices = models.CharField(_("音色"), max_length=300, blank=True)

    file = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(_("字节"), default=0, editable=False)
    duration_ms = models.PositiveIntegerField(_("时长（毫秒）"), default=0, editable=False)
    preview_file = models.CharField(max_length=100, blank=True, editable=False)
    preview_size = models.PositiveIntegerField(default=0, editable=False)
    preview_duration_ms = models.PositiveIntegerField(default=0, editable=False)
    light_file = models.CharField(max_length=100, blank=True, editable=False)
    light_size = models.PositiveIntegerField(default=0, editable=False)
    light_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    light_until = models.DateTimeField(null=True, blank=True, editable=False)  # a lease
    loudness_lufs = models.FloatField(_("响度（LUFS）"), null=True, editable=False)
    peak_dbfs = models.FloatField(_("真峰值（dBTP）"), null=True, editable=False)
    gain_db = models.FloatField(null=True, editable=False)
    # Peaks of equal parts of the sound, 0 to 100.
    waveform: models.JSONField = models.JSONField(default=list, editable=False)
    # Sentence times that were found by comparing, not by construction.
    is_coarse = models.BooleanField(_("时间是估的"), default=False, editable=False)

    # What it cost.
    characters = models.PositiveIntegerField(_("朗读字数"), default=0, editable=False)
    synthesised = models.PositiveIntegerField(_("新合成句数"), default=0, editable=False)
    seconds_spent = models.FloatField(_("用时（秒）"), default=0, editable=False)
    made_at = models.DateTimeField(_("做好时间"))
    # Since when no narration points here.
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Of this very sound: one that is made anew is listened to anew.
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

    objects: ClassVar[models.Manager["Recording"]] = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("成品声音")
        verbose_name_plural = _("成品声音")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["file"], name="recording_by_file"),
            models.Index(fields=["preview_file"], name="recording_by_preview"),
            models.Index(fields=["light_file"], name="recording_by_light"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "script_key"], name="recording_one_per_script"
            ),
            models.CheckConstraint(condition=~Q(file=""), name="recording_has_file"),
            models.CheckConstraint(
                condition=Q(preview_duration_ms__lte=F("duration_ms")),
                name="recording_preview_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue} · {self.get_origin_display()}"

    @property
    def is_synthetic(self) -> bool:
        """Whether a machine speaks, which its listeners must be told."""
        return self.origin == Narration.Origin.SYNTHETIC


class Segment(models.Model):
    """
    A sentence as it was spoken: its clip's key and its place in the file.

    Segments tile the file: each ends where the next begins, with its pause in it.
    """

    recording = models.ForeignKey(
        Recording, on_delete=models.CASCADE, related_name="segments", verbose_name=_("成品声音")
    )
    position = models.PositiveIntegerField(_("顺序"))
    sentence_id = models.CharField(_("句"), max_length=20)
    block_id = models.CharField(max_length=20)
    is_free = models.BooleanField(_("可试听"), default=False)
    chapter = models.CharField(_("章节"), max_length=80, blank=True)
    text = models.TextField(_("原文"))
    spoken = models.TextField(_("读作"))
    # [[offset in `spoken`, syllable], …] of the Han that have several readings.
    readings: models.JSONField = models.JSONField(default=list, editable=False)
    clip_key = models.CharField(max_length=64, db_index=True)
    start_ms = models.PositiveIntegerField(_("开始（毫秒）"))
    end_ms = models.PositiveIntegerField(_("结束（毫秒）"))

    class Meta:
        verbose_name = _("句段")
        verbose_name_plural = _("句段")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "position"], name="segment_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(end_ms__gt=F("start_ms")), name="segment_has_length"
            ),
        ]

    def __str__(self) -> str:
        return self.text
