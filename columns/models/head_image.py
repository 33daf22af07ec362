"""Lead pictures (头图) and the source line that each must carry (图源)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HeadImage(models.Model):
    """
    A lead picture as we serve it: decoded, bounded and written anew, without its metadata.

    An import knows the credit before anybody has the picture; then `file` is still empty.
    """

    file = models.ImageField(
        _("图片"), upload_to="head", width_field="width", height_field="height", blank=True
    )
    width = models.PositiveIntegerField(_("宽（像素）"), null=True, editable=False)
    height = models.PositiveIntegerField(_("高（像素）"), null=True, editable=False)
    alt = models.CharField(_("替代文字"), max_length=120, help_text=_("给看不见图的读者。"))
    credit = models.CharField(_("图源"), max_length=60)
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
        verbose_name = _("头图")
        verbose_name_plural = _("头图")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.alt}（{self.credit}）"
