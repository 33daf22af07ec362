"""All checks in order, and their judgement together."""

from __future__ import annotations

from typing import Final

from subscribers.comments.moderation.candidate import Candidate
from subscribers.comments.moderation.checks import Check
from subscribers.comments.moderation.contacts import CONTACT, INVITATION
from subscribers.comments.moderation.copyright import COPYRIGHT
from subscribers.comments.moderation.evasion import EVASION
from subscribers.comments.moderation.flood import BURST, COPY, REPETITION
from subscribers.comments.moderation.privacy import PRIVACY
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.stock_tips import STOCK_TIPS
from subscribers.comments.moderation.templates import TEMPLATES
from subscribers.comments.moderation.verdicts import Judgement, Outcome

CHECKS: Final[tuple[Check, ...]] = (
    PRIVACY,
    CONTACT,
    INVITATION,
    TEMPLATES,
    STOCK_TIPS,
    COPYRIGHT,
    REPETITION,
    COPY,
    BURST,
    EVASION,
)


def judge(candidate: Candidate) -> Judgement:
    """
    Ask every check; the worst outcome wins, and without any objection the comment is allowed.

    An exception in a check is let out: whoever called keeps the comment held.
    """
    reading = Reading(candidate)
    verdicts = tuple(verdict for check in CHECKS for verdict in check.verdicts(reading))
    outcome = max((verdict.outcome for verdict in verdicts), default=Outcome.ALLOW)
    return Judgement(outcome, verdicts)
