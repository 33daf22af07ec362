"""How words are to be said (读音)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
