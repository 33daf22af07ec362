"""What the machine found (初判) and what was done (处理决定). Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from subscribers.comments.models.comment import Comment


class Verdict(models.Model):
    """One check's objection: outcome, clause and the evidence in the raw text."""

    class Outcome(models.TextChoices):
        ALLOW = "allow", _("放行")
        HOLD = "hold", _("待审核")
        REMOVE = "remove", _("移除")

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="verdicts", verbose_name=_("评论")
    )
    check_name = models.CharField(_("检查"), max_length=40)
    check_version = models.PositiveSmallIntegerField(_("检查版本"))
    outcome = models.CharField(_("初判"), max_length=6, choices=Outcome.choices)
    clause = models.ForeignKey(
        "comments.Clause", on_delete=models.PROTECT, related_name="+", verbose_name=_("条款")
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    evidence = models.CharField(_("证据"), max_length=500)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("初判")
        verbose_name_plural = _("初判")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="verdict_span_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} · {self.clause}"


class Decision(models.Model):
    """What was done to a comment, by a moderator or (by nobody) the machine, and why."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("评论")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("处理者"),
        help_text=_("空：机器。"),
    )
    from_state = models.CharField(_("原状态"), max_length=7, choices=Comment.State.choices)
    to_state = models.CharField(_("新状态"), max_length=7, choices=Comment.State.choices)
    clause = models.ForeignKey(
        "comments.Clause",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("条款"),
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("处理决定")
        verbose_name_plural = _("处理决定")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state="removed") | Q(clause__isnull=False),
                name="decision_to_remove_cites_a_clause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()} {localtime(self.at):%Y-%m-%d %H:%M}"
