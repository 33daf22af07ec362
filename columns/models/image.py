"""The library of pictures (图片): each with the words that must stand beside it."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("图片")
        verbose_name_plural = _("图片")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        words = self.alt or self.caption or str(_("图片 %(number)s")) % {"number": self.pk}
        return f"{words}（{self.credit}）" if self.credit else words
