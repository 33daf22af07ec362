"""Columns (专栏) and their seasons (季)."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neican.kernel.moves import check_move


class Column(models.Model):
    """A titled series by known authors."""

    slug = models.SlugField(_("网址名"), max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(_("专栏名"), max_length=40)
    tagline = models.CharField(_("副题"), max_length=40, blank=True)
    about = models.TextField(_("介绍"), blank=True)
    rubric = models.CharField(
        _("默认栏目"), max_length=20, blank=True, help_text=_("新一期标题后的栏目名。")
    )
    reproduction_notice = models.CharField(_("转载声明"), max_length=200, blank=True)
    complaint_notice = models.CharField(_("异议或投诉"), max_length=200, blank=True)
    second_person = models.BooleanField(
        _("他人审稿"), default=True, help_text=_("写过这一稿的人不能自己通过它。")
    )
    review_again = models.BooleanField(
        _("改稿重审"), default=True, help_text=_("通过之后又改了字，就回到审稿中。")
    )
    reviews_audio = models.BooleanField(
        _("听审"), default=False, help_text=_("朗读有人听过、确认过，才算准备好。")
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("专栏")
        verbose_name_plural = _("专栏")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("column", args=[self.slug])

    @property
    def full_name(self) -> str:
        """Name and tagline, joined by the middle dot that Chinese titles use."""
        return f"{self.name}·{self.tagline}" if self.tagline else self.name


class Season(models.Model):
    """One run of a column; what is sold once."""

    class State(models.TextChoices):
        PRESALE = "presale", _("预售")
        RUNNING = "running", _("更新中")
        FINISHED = "finished", _("已完结")

    MOVES: ClassVar[Mapping[str, frozenset[str]]] = {
        State.PRESALE: frozenset({State.RUNNING}),
        State.RUNNING: frozenset({State.FINISHED}),
        State.FINISHED: frozenset({State.RUNNING}),
    }

    column = models.ForeignKey(
        Column, on_delete=models.PROTECT, related_name="seasons", verbose_name=_("专栏")
    )
    number = models.PositiveSmallIntegerField(_("第几季"))
    title = models.CharField(_("季名"), max_length=20)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.RUNNING)
    planned_count = models.PositiveSmallIntegerField(_("计划期数"), null=True, blank=True)

    class Meta:
        verbose_name = _("季")
        verbose_name_plural = _("季")
        ordering = ["column", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["column", "number"], name="season_number_unique"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="season_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column.name} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("season", args=[self.column.slug, self.number])

    def move_to(self, state: str) -> None:
        """:raises IllegalMove: if the season's state does not allow it."""
        check_move(self.MOVES, now=self.state, wanted=state)
        self.state = state
