"""One edition (期) of a column and its states."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neican.kernel.moves import check_move

if TYPE_CHECKING:
    from columns.models.image import Image


class IssueQuerySet(models.QuerySet["Issue"]):
    """The verbs of reading issues."""

    def public(self, now: datetime) -> Self:
        """
        What readers may know of, newest first.

        A scheduled issue is public from its minute on, whether or not the clock has come by to
        say so: its text was frozen and its date set when it was scheduled.
        """
        due = Q(status=Issue.Status.SCHEDULED, goes_out_at__lte=now)
        return self.filter(Q(status=Issue.Status.PUBLISHED) | due).order_by("-published_at", "-pk")

    def due(self, now: datetime) -> Self:
        """Scheduled issues, and scheduled updates of public ones, whose hour has come."""
        scheduled = Q(status=Issue.Status.SCHEDULED) | Q(update_stage=Issue.UpdateStage.SCHEDULED)
        return self.filter(scheduled, goes_out_at__lte=now)

    def in_the_works(self) -> Self:
        """What the newsroom is still at: not public yet, or public with a changed text."""
        return self.exclude(
            status=Issue.Status.PUBLISHED, update_stage=Issue.UpdateStage.NONE
        ).exclude(status=Issue.Status.WITHDRAWN)


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
        Status.SCHEDULED: frozenset(
            {Status.APPROVED, Status.DRAFT, Status.REVIEW, Status.PUBLISHED}
        ),
        Status.PUBLISHED: frozenset({Status.WITHDRAWN}),
        Status.WITHDRAWN: frozenset({Status.DRAFT, Status.PUBLISHED}),
    }

    class UpdateStage(models.TextChoices):
        """How far a changed text of a public issue has come; readers keep the live one."""

        NONE = "", _("没有改动")
        DRAFT = "draft", _("改稿")
        REVIEW = "review", _("改稿审稿中")
        APPROVED = "approved", _("改稿已通过")
        SCHEDULED = "scheduled", _("改稿定时")

    UPDATE_MOVES: ClassVar[Mapping[str, frozenset[str]]] = {
        UpdateStage.NONE: frozenset({UpdateStage.DRAFT}),
        UpdateStage.DRAFT: frozenset({UpdateStage.REVIEW, UpdateStage.APPROVED, UpdateStage.NONE}),
        UpdateStage.REVIEW: frozenset({UpdateStage.DRAFT, UpdateStage.APPROVED}),
        UpdateStage.APPROVED: frozenset(
            {UpdateStage.DRAFT, UpdateStage.REVIEW, UpdateStage.SCHEDULED, UpdateStage.NONE}
        ),
        UpdateStage.SCHEDULED: frozenset(
            {UpdateStage.APPROVED, UpdateStage.DRAFT, UpdateStage.REVIEW, UpdateStage.NONE}
        ),
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
        "columns.Image",
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
    update_stage = models.CharField(
        _("改稿状态"),
        max_length=10,
        choices=UpdateStage.choices,
        default=UpdateStage.NONE,
        blank=True,
    )
    # Of the issue, or of the update of a public one.
    goes_out_at = models.DateTimeField(_("定时发布"), null=True, blank=True)
    # What readers will be told of the scheduled update when it goes out; empty: a silent one.
    scheduled_correction = models.CharField(max_length=300, blank=True, editable=False)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    # Of the last correction: a silent fix leaves no date.
    edited_at = models.DateTimeField(_("修改时间"), null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="issues_held",
        verbose_name=_("在谁手里"),
    )
    due_at = models.DateTimeField(_("期限"), null=True, blank=True)
    # Under what name it came from elsewhere, so that a second import finds it.
    source_key = models.CharField(max_length=200, blank=True, db_index=True, editable=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    live = models.OneToOneField(
        "columns.Revision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="live_for",
        verbose_name=_("线上修订"),
    )
    # The revision that was last approved, frozen: what is approved is what goes out.
    approved = models.ForeignKey(
        "columns.Revision",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="approved_for",
        verbose_name=_("通过的修订"),
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
                condition=~Q(status="scheduled")
                | Q(goes_out_at__isnull=False, live__isnull=False, published_at__isnull=False),
                name="issue_scheduled_is_ready_to_be_read",
            ),
            models.CheckConstraint(
                condition=Q(update_stage="") | Q(status="published"),
                name="issue_update_is_of_a_public_one",
            ),
            models.CheckConstraint(
                condition=~Q(update_stage="scheduled")
                | Q(goes_out_at__isnull=False, approved__isnull=False),
                name="issue_scheduled_update_has_hour_and_text",
            ),
        ]
        permissions = [
            ("publish_issue", _("可以通过、发布和撤回")),
            ("write_own_issue", _("可以写署了自己名字的期")),
            ("break_lock", _("可以解除别人的锁定")),
            ("read_full_issue", _("不订阅也能读全文")),
        ]

    def __str__(self) -> str:
        return f"{self.headline}|{self.rubric}" if self.rubric else self.headline

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.pk])

    @property
    def picture(self) -> "Image | None":
        """The head image, once its file is there."""
        return self.head_image if self.head_image and self.head_image.file else None

    @property
    def is_public(self) -> bool:
        """Whether readers may know of it at this moment."""
        return self.is_public_at(timezone.now())

    def is_public_at(self, now: datetime) -> bool:
        """As `IssueQuerySet.public`, for one."""
        if self.status == self.Status.SCHEDULED:
            return self.goes_out_at is not None and self.goes_out_at <= now
        return self.status == self.Status.PUBLISHED

    @property
    def stage(self) -> str:
        """How far the newest text has come: of a public issue's update, else the status."""
        return self.update_stage or self.status

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return self.get_update_stage_display() if self.update_stage else self.get_status_display()

    def advance(self, stage: str) -> None:
        """
        Move the newest text on: a public issue's update, else the issue itself.

        :raises IllegalMove: if the table does not hold the move.
        """
        if self.status == self.Status.PUBLISHED:
            check_move(self.UPDATE_MOVES, now=self.update_stage, wanted=stage)
            self.update_stage = stage
        else:
            self.move_to(stage)

    def move_to(self, status: str) -> None:
        """:raises IllegalMove: if the issue's state does not allow it."""
        check_move(self.MOVES, now=self.status, wanted=status)
        self.status = status
