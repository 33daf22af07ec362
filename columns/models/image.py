"""The library of pictures (图片): each with the words that must stand beside it."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from neican.accounts.models import User


class ImageQuerySet(models.QuerySet["Image"]):
    """The verbs of looking for pictures."""

    def told_of(self, words: str) -> Self:
        """Those whose words, or whose bringer's name, hold every one of these."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(alt__icontains=word)
                | Q(caption__icontains=word)
                | Q(credit__icontains=word)
                | Q(uploaded_by__display_name__icontains=word)
            )
        return found

    def brought_by(self, user: "User") -> Self:
        """Whose he uploaded himself."""
        return self.filter(uploaded_by=user)

    def without_credit(self) -> Self:
        """What may lead no issue yet."""
        return self.filter(credit="")

    def with_files(self) -> Self:
        """What can be shown."""
        return self.exclude(file="")


class Image(models.Model):
    """
    A picture as we serve it: decoded, bounded and written anew, without its metadata.

    An import knows the credit before anybody has the picture; then `file` is still empty.
    """

    file = models.ImageField(
        _("图片"), upload_to="images", width_field="width", height_field="height", blank=True
    )
    width = models.PositiveIntegerField(_("宽（像素）"), null=True, editable=False)
    height = models.PositiveIntegerField(_("高（像素）"), null=True, editable=False)
    # Of the pixels as we wrote them: the same picture twice is found, not stored twice.
    digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    # [{"width", "height", "name"}], narrowest first; the file itself is the widest.
    renditions: models.JSONField = models.JSONField(default=list, editable=False)
    # The file that share cards show: 1,200 by 630, cropped around the focus.
    share = models.CharField(max_length=100, blank=True, editable=False)
    # What must stay in sight when the picture is cropped, in percent from the left and the top.
    focal_x = models.PositiveSmallIntegerField(
        _("焦点（左起 %）"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("焦点（上起 %）"), default=50, validators=[MaxValueValidator(100)]
    )
    alt = models.CharField(
        _("替代文字"), max_length=120, blank=True, help_text=_("给看不见图的读者。")
    )
    caption = models.CharField(_("图说"), max_length=200, blank=True)
    credit = models.CharField(_("图源"), max_length=60, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("上传者"),
    )
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    objects: ClassVar[models.Manager["Image"]] = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("图片")
        verbose_name_plural = _("图片")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="image_stored_once"
            ),
        ]

    def __str__(self) -> str:
        words = self.alt or self.caption or str(_("图片 %(number)s")) % {"number": self.pk}
        return f"{words}（{self.credit}）" if self.credit else words

    @property
    def stem(self) -> str:
        """What the names of all its files begin with."""
        return PurePosixPath(self.file.name or "").stem

    @property
    def file_names(self) -> list[str]:
        """Every file of it in the store."""
        names = [row["name"] for row in self.renditions]
        return [name for name in (*names, self.share, self.file.name) if name]

    @property
    def srcset(self) -> str:
        """Its files by width, for browsers to choose from; empty where there is no choice."""
        if not self.renditions or not self.file:
            return ""
        files = [(row["name"], row["width"]) for row in self.renditions]
        files.append((self.file.name, self.width))
        return ", ".join(f"{self.file.storage.url(name)} {width}w" for name, width in files)

    def address(self, width: int) -> str:
        """Where its narrowest file is that is at least so wide; else the widest."""
        fitting = (row["name"] for row in self.renditions if row["width"] >= width)
        return str(self.file.storage.url(next(fitting, self.file.name)))

    @property
    def thumbnail(self) -> str:
        """The address of its narrowest file."""
        return self.address(0)

    @property
    def share_address(self) -> str:
        """What share cards show."""
        return str(self.file.storage.url(self.share or self.file.name))
