"""Spellings that an editor is warned of (用词): Anthroic → Anthropic."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """A known misspelling and what should stand there, everywhere or in one column."""

    column = models.ForeignKey(
        "columns.Column",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name=_("专栏"),
        help_text=_("不选就管所有专栏。"),
    )
    wrong = models.CharField(_("误写"), max_length=60)
    right = models.CharField(_("应作"), max_length=60)
    note = models.CharField(_("备注"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("用词")
        verbose_name_plural = _("用词")
        ordering = ["wrong"]
        constraints = [
            models.UniqueConstraint(
                fields=["wrong"], condition=models.Q(column__isnull=True), name="term_once_for_all"
            ),
            models.UniqueConstraint(
                fields=["wrong", "column"],
                condition=models.Q(column__isnull=False),
                name="term_once_in_a_column",
            ),
            models.CheckConstraint(
                condition=~models.Q(wrong=models.F("right")), name="term_changes_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"
