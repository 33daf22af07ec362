"""What colleagues have said or written and nobody has dealt with."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from columns.checklist.findings import Finding, warn
from columns.models import Issue, Revision


def remarks_are_settled(issue: Issue, text: Revision) -> Iterable[Finding]:
    """A remark that waits for an answer."""
    waiting = issue.remarks.open().count()
    if waiting:
        yield warn("remarks", _("还有 %(count)s 条批注没有解决") % {"count": waiting})


def nothing_is_left_behind(issue: Issue, text: Revision) -> Iterable[Finding]:
    """What was typed after the text was kept does not go out with it."""
    if not text.pk:
        return
    draft = issue.draft
    if (draft.body, draft.facts) != (text.body, text.facts):
        yield warn("body", _("工作稿里有改动还没存为修订，不会跟着这一稿出去"))
