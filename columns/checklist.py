"""
What is looked at before an issue goes out: each check answers with findings in words.

Blocking ones keep it from going out, warnings are for the editor to weigh. A room upstairs that
knows more (narration) adds its own check when the house opens.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from columns.models import Image, Issue, Revision
from columns.richtext import has_content


class Weight(StrEnum):
    """Whether it keeps the issue from going out."""

    BLOCKING = "blocking"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    Something missing or odd.

    `field`: the part of the writing desk where it is put right; `link`: its page, where that is
    elsewhere.
    """

    weight: Weight
    field: str
    text: str
    link: str = ""


Check = Callable[[Issue, Revision], Iterable[Finding]]


def _no_text(issue: Issue, text: Revision) -> Iterable[Finding]:
    if not has_content(text.body):
        yield Finding(Weight.BLOCKING, "body", _("正文还是空的，请先写正文并保存"))


def _no_author(issue: Issue, text: Revision) -> Iterable[Finding]:
    if not text.facts["authors"]:
        yield Finding(Weight.BLOCKING, "authors", _("还没有署名，请至少选一位作者"))


def _no_credit(issue: Issue, text: Revision) -> Iterable[Finding]:
    image = Image.objects.filter(pk=text.facts["head_image"]).first()
    if image is not None and not image.credit:
        yield Finding(Weight.BLOCKING, "head_image", _("头图缺少图源，请补上"))


CHECKS: list[Check] = [_no_text, _no_author, _no_credit]


def findings(issue: Issue, text: Revision) -> list[Finding]:
    """All findings on a text that is to go out, blocking ones first."""
    found = [finding for check in CHECKS for finding in check(issue, text)]
    return sorted(found, key=lambda finding: finding.weight != Weight.BLOCKING)


def blocking(issue: Issue, text: Revision) -> list[Finding]:
    """Those that keep it from going out."""
    return [one for one in findings(issue, text) if one.weight is Weight.BLOCKING]
