"""What the editors changed in what is said (播讲稿), apart from what is written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ScriptLine(models.Model):
    """
    One sentence of an issue that is said otherwise than it is written, or not at all.

    It names the sentence by an id made of its words, so it holds through edits elsewhere, and
    lapses with the sentence.
    """

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="script_lines", verbose_name=_("期")
    )
    sentence_id = models.CharField(_("句"), max_length=20)
    spoken = models.TextField(_("改读成"), blank=True)
    is_skipped = models.BooleanField(_("不读"), default=False)
    # Raised when the same words are to be synthesised anew, because the engine slipped.
    take = models.PositiveSmallIntegerField(_("第几遍"), default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("修改者"),
    )
    changed_at = models.DateTimeField(_("修改时间"))

    class Meta:
        verbose_name = _("播讲稿改动")
        verbose_name_plural = _("播讲稿改动")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "sentence_id"], name="script_line_one_per_sentence"
            ),
            models.CheckConstraint(condition=Q(take__gte=1), name="script_line_take_from_one"),
        ]

    def __str__(self) -> str:
        return self.sentence_id


class OwnScript(models.Model):
    """The editors' own 播讲稿 of an issue, said instead of what would be derived from its text."""

    issue = models.OneToOneField(
        "columns.Issue", on_delete=models.CASCADE, related_name="own_script", verbose_name=_("期")
    )
    text = models.TextField(_("播讲稿"))
    is_used = models.BooleanField(_("照这一份读"), default=True)
    # Number of the revision that it was written for, and the sentences of that one's free part.
    written_for = models.PositiveIntegerField(_("对应修订"), default=0)
    free_ids: models.JSONField = models.JSONField(default=list, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("修改者"),
    )
    changed_at = models.DateTimeField(_("修改时间"))

    class Meta:
        verbose_name = _("自写播讲稿")
        verbose_name_plural = _("自写播讲稿")

    def __str__(self) -> str:
        return str(self.issue)


class ReadLine(models.Model):
    """
    How a line is read, found out by a worker: the web process holds no dictionaries.

    Named by the line and the pronunciations that apply to it, so it serves wherever they are
    equal; forgotten after a while, for the rules of reading get better.
    """

    key = models.CharField(max_length=64, unique=True)
    spoken = models.TextField(_("读作"))
    # One syllable for each Han of `spoken`, and of those with several readings
    # [[offset in `spoken`, syllable, first and last offset of its word], …].
    pinyin: models.JSONField = models.JSONField(default=list)
    readings: models.JSONField = models.JSONField(default=list)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("读法")
        verbose_name_plural = _("读法")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.spoken
