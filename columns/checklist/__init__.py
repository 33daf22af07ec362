"""
What is looked at before an issue goes out: each check answers with findings in words.

Blocking ones keep it from going out, warnings are for the editor to weigh. A room upstairs that
knows more (narration) adds its own check when the house opens.
"""

from columns.checklist import fronts, links, loose_ends, shape, wording
from columns.checklist.findings import Check, Finding, Weight
from columns.models import Issue, Revision

__all__ = ["CHECKS", "Check", "Finding", "Weight", "blocking", "findings"]

CHECKS: list[Check] = [
    fronts.text_is_there,
    fronts.headline_is_there,
    fronts.author_is_there,
    fronts.head_image_is_whole,
    fronts.pictures_are_described,
    shape.cut_does_something,
    links.links_lead_somewhere,
    shape.topics_have_sections,
    shape.topics_are_as_many_as_said,
    wording.terms_are_spelt_right,
    loose_ends.remarks_are_settled,
    loose_ends.nothing_is_left_behind,
]


def findings(issue: Issue, text: Revision) -> list[Finding]:
    """
    All findings on a text that is to go out, blocking ones first.

    :param text: a kept revision, or one that was made up of the working copy and never saved.
    """
    found = [finding for check in CHECKS for finding in check(issue, text)]
    return sorted(found, key=lambda finding: finding.weight != Weight.BLOCKING)


def blocking(issue: Issue, text: Revision) -> list[Finding]:
    """Those that keep it from going out."""
    return [one for one in findings(issue, text) if one.weight is Weight.BLOCKING]
