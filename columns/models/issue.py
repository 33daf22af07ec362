"""One edition (期) of a column, its states and the topics it opens with."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neican.kernel.moves import check_move

if TYPE_CHECKING:
    from columns.models.head_image import HeadImage


class IssueQuerySet(models.QuerySet["Issue"]):
    """The verbs of reading issues."""

    def public(self) -> Self:
        """What readers may know of, newest first."""
        return self.filter(status=Issue.Status.PUBLISHED).order_by("-published_at", "-pk")

    def due(self, now: datetime) -> Self:
        """Scheduled issues whose hour has come."""
        return self.filter(status=Issue.Status.SCHEDULED, goes_out_at__lte=now)


class Issue(models.Model):
    """One edition of a column. Its words live in revisions; `live` is the one readers get."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        REVIEW = "review", _("审稿中")
        APPROVED = "approved", _("已通过")
        SCHEDULED = "scheduled", _("定时")
        PUBLISHED = "published", _("已发布")
        WITHDRAWN = "withdrawn", _("已撤回")

    MOVES: ClassVar[Mapping[str, frozenset[str]]] = {
        Status.DRAFT: frozenset({Status.REVIEW, Status.APPROVED}),
        Status.REVIEW: frozenset({Status.DRAFT, Status.APPROVED}),
        Status.APPROVED: frozenset(
            {Status.DRAFT, Status.REVIEW, Status.SCHEDULED, Status.PUBLISHED}
        ),
        Status.SCHEDULED: frozenset({Status.APPROVED, Status.DRAFT, Status.PUBLISHED}),
        Status.PUBLISHED: frozenset({Status.PUBLISHED, Status.WITHDRAWN}),
        Status.WITHDRAWN: frozenset({Status.DRAFT, Status.PUBLISHED}),
    }

    season = models.ForeignKey(
        "columns.Season", on_delete=models.PROTECT, related_name="issues", verbose_name=_("季")
    )
    number = models.PositiveSmallIntegerField(_("第几期"))
    headline = models.CharField(_("标题"), max_length=80)
    rubric = models.CharField(_("栏目"), max_length=20, blank=True)
    standfirst = models.CharField(
        _("导语"), max_length=200, blank=True, help_text=_("列表、搜索和分享卡片里的话，人人可见。")
    )
    is_trial = models.BooleanField(_("试读期"), default=False, help_text=_("全文对所有人开放。"))
    head_image = models.ForeignKey(
        "columns.HeadImage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("头图"),
    )
    authors = models.ManyToManyField(
        "columns.Author", through="columns.Byline", related_name="issues", verbose_name=_("作者")
    )
    status = models.CharField(
        _("状态"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    goes_out_at = models.DateTimeField(_("定时发布"), null=True, blank=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    edited_at = models.DateTimeField(_("修改时间"), null=True, blank=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    live = models.OneToOneField(
        "columns.Revision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="live_for",
        verbose_name=_("线上修订"),
    )

    objects: ClassVar[models.Manager["Issue"]] = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("期")
        verbose_name_plural = _("期")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "-published_at"], name="issue_public_newest_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["season", "number"], name="issue_number_unique"),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(live__isnull=False, published_at__isnull=False),
                name="issue_published_has_text_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="scheduled") | Q(goes_out_at__isnull=False),
                name="issue_scheduled_has_hour",
            ),
        ]
        permissions = [
            ("publish_issue", _("可以发布和撤回")),
            ("read_full_issue", _("不订阅也能读全文")),
        ]

    def __str__(self) -> str:
        return f"{self.headline}|{self.rubric}" if self.rubric else self.headline

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.pk])

    @property
    def picture(self) -> "HeadImage | None":
        """The head image, once its file is there."""
        return self.head_image if self.head_image and self.head_image.file else None

    @property
    def is_public(self) -> bool:
        """Whether readers may know of it."""
        return self.status == self.Status.PUBLISHED

    def move_to(self, status: str) -> None:
        """:raises IllegalMove: if the issue's state does not allow it."""
        check_move(self.MOVES, now=self.status, wanted=status)
        self.status = status


class Topic(models.Model):
    """A line of the opening list: label and question, and the section that answers it."""

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="topics", verbose_name=_("期")
    )
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)
    label = models.CharField(_("话题"), max_length=30)
    question = models.CharField(_("问题"), max_length=200)
    section = models.CharField(
        _("对应小节"), max_length=80, blank=True, help_text=_("正文里小节标题的原文。")
    )

    class Meta:
        verbose_name = _("本期话题")
        verbose_name_plural = _("本期话题")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.label}：{self.question}"
