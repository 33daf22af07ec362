"""Who speaks in this house, and how a column wants to be read."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class HouseVoice(models.Model):
    """A speaker of an engine at a speed; the engines stand in the settings, with their keys."""

    name = models.CharField(_("名称"), max_length=40, unique=True)
    engine = models.CharField(_("引擎"), max_length=40)
    speaker = models.CharField(
        _("发音人"),
        max_length=120,
        blank=True,
        help_text=_("引擎里的发音人代号；空着用引擎默认的。"),
    )
    speed = models.FloatField(
        _("语速"),
        default=1.0,
        validators=[MinValueValidator(0.5), MaxValueValidator(2.0)],
        help_text=_("1 是平常的速度，0.5 到 2 之间。"),
    )

    class Meta:
        verbose_name = _("音色")
        verbose_name_plural = _("音色")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engine", "speaker", "speed"],
                name="voice_unique",
                violation_error_message=_("已经有一个同引擎、同发音人、同语速的音色。"),
            ),
            models.CheckConstraint(
                condition=Q(speed__gte=0.5, speed__lte=2.0), name="voice_speed_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NarrationSettingsQuerySet(models.QuerySet["NarrationSettings"]):
    """The verbs of asking how something is to be read."""

    def for_column(self, column_id: int) -> Self:
        """The column's own row first, the site's behind it."""
        rows = self.filter(Q(column=column_id) | Q(column__isnull=True))
        nearest_first = F("column").asc(nulls_last=True)
        return rows.select_related("voice", "quote_voice").order_by(nearest_first)


class NarrationSettings(models.Model):
    """How a column is read; the row without a column is the site's, for all that have none."""

    class Treatment(models.TextChoices):
        READ = "read", _("读")
        SKIP = "skip", _("不读")

    column = models.OneToOneField(
        "columns.Column",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="narration_settings",
        verbose_name=_("专栏"),
        help_text=_("空着就是全站的设置，给没有自己设置的专栏用。"),
    )
    voice = models.ForeignKey(
        HouseVoice, on_delete=models.PROTECT, related_name="+", verbose_name=_("音色")
    )
    quote_voice = models.ForeignKey(
        HouseVoice,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("引文音色"),
        help_text=_("空着就和正文用同一个音色。"),
    )
    says_column = models.BooleanField(_("开头念专栏名"), default=False)
    says_issue = models.BooleanField(_("开头念标题"), default=True)
    says_author = models.BooleanField(_("开头念作者"), default=True)
    says_disclosure = models.BooleanField(
        _("开头说明是合成的声音"),
        default=True,
        help_text=_("播放器上的文字标识和文件里的标识一直都有，与这一项无关。"),
    )
    announces_sections = models.BooleanField(_("小节标题前报第几节"), default=True)
    captions = models.CharField(
        _("图片说明"), max_length=4, choices=Treatment.choices, default=Treatment.SKIP
    )
    tables = models.CharField(
        _("表格"), max_length=4, choices=Treatment.choices, default=Treatment.SKIP
    )
    notes = models.CharField(
        _("注释"), max_length=4, choices=Treatment.choices, default=Treatment.SKIP
    )

    objects: ClassVar[models.Manager["NarrationSettings"]] = NarrationSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("朗读设置")
        verbose_name_plural = _("朗读设置")
        ordering = ["column__position", "pk"]
        constraints = [
            # The unique column allows several rows without one.
            models.UniqueConstraint(
                Coalesce("column", Value(0)),
                name="narration_settings_one_for_the_site",
                violation_error_message=_("全站的朗读设置已经有了，请改那一条。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.column) if self.column is not None else str(_("全站"))
