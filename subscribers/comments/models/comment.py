"""A reader's message under an issue."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CommentQuerySet(models.QuerySet["Comment"]):
    """The verbs of reading comments."""

    def visible(self) -> Self:
        """What every reader of the issue may see."""
        return self.filter(state=Comment.State.VISIBLE)

    def shown_to(self, reader_id: int | None) -> Self:
        """What everyone sees, and the reader's own in whatever state."""
        if reader_id is None:
            return self.visible()
        return self.filter(Q(state=Comment.State.VISIBLE) | Q(author_id=reader_id))

    def unjudged(self, now: datetime) -> Self:
        """Those that the machine has still to read; one under a running lease is being read."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.filter(free, state=Comment.State.HELD, judged_at=None)

    def waiting(self) -> Self:
        """The moderators' queue: held, oldest first."""
        return self.filter(state=Comment.State.HELD).order_by("written_at", "pk")


class Comment(models.Model):
    """
    At most 500 characters, as counted by neican.kernel.counting.

    Born held. Nothing but a judgement or a moderator's decision makes it visible.
    """

    class State(models.TextChoices):
        HELD = "held", _("待审核")
        VISIBLE = "visible", _("已公开")
        REMOVED = "removed", _("已移除")

    class Judgement(models.TextChoices):
        """What came of the machine's reading."""

        NONE = "", _("尚未机审")
        ALLOW = "allow", _("放行")
        HOLD = "hold", _("留待人工")
        REMOVE = "remove", _("移除")
        EXEMPT = "exempt", _("编辑部成员，免机审")
        FAILED = "failed", _("机审未能完成")
        OVERTAKEN = "overtaken", _("人工先行处理")

    MOVES: ClassVar[Mapping[str, frozenset[str]]] = {
        State.HELD: frozenset({State.VISIBLE, State.REMOVED}),
        State.VISIBLE: frozenset({State.HELD, State.REMOVED}),
        State.REMOVED: frozenset({State.VISIBLE}),
    }
    MAX_ATTEMPTS: ClassVar[int] = 5

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="comments", verbose_name=_("期")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=_("评论者"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("回复"),
    )
    body = models.TextField(_("评论"))
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.HELD)
    written_at = models.DateTimeField(_("时间"))
    # The rules the author had before his eyes.
    guidelines = models.ForeignKey(
        "comments.Guidelines",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("社区公约"),
    )

    # When the machine was done with it, whatever came of that: see `judgement`.
    judged_at = models.DateTimeField(_("机审时间"), null=True, blank=True, editable=False)
    judgement = models.CharField(
        _("机审结果"),
        max_length=9,
        choices=Judgement.choices,
        default=Judgement.NONE,
        blank=True,
        editable=False,
    )
    claim = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    is_by_author: bool  # no column: told by queries.comments_under

    objects: ClassVar[models.Manager["Comment"]] = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("评论")
        verbose_name_plural = _("评论")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["issue", "state", "-written_at"], name="comment_under_issue"),
            models.Index(fields=["state", "written_at"], name="comment_queue"),
            models.Index(fields=["judged_at", "lease_until"], name="comment_owed"),
            models.Index(fields=["author", "-written_at"], name="comment_of_author"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(judgement="") | Q(judged_at__isnull=False),
                name="comment_judgement_has_its_time",
            ),
        ]
        permissions = [("decide_comment", _("可以处理评论"))]

    def __str__(self) -> str:
        return self.body[:40]
