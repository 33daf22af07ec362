"""Authors (作者) and the printed line that credits them (署名)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    """The person credited. Not a User: by-line and page stay when the account goes."""

    slug = models.SlugField(_("网址名"), max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(_("署名"), max_length=30)
    title = models.CharField(_("一句话介绍"), max_length=60, blank=True)
    bio = models.TextField(_("简介"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("账户"),
    )

    class Meta:
        verbose_name = _("作者")
        verbose_name_plural = _("作者")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])


class Byline(models.Model):
    """An author's place in the ordered line of an issue."""

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="bylines", verbose_name=_("期")
    )
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="bylines", verbose_name=_("作者")
    )
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)

    class Meta:
        verbose_name = _("署名")
        verbose_name_plural = _("署名")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "author"], name="byline_names_an_author_once"),
        ]

    def __str__(self) -> str:
        return self.author.name
