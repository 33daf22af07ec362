"""Contact details, and the invitation to use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.details import Detail
from subscribers.comments.moderation.nearness import NEAR, nearest
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.solicitation import Call, redirects
from subscribers.comments.moderation.verdicts import Outcome

_RISK_ALONE: Final = {"host": 0.0, "link": 0.4, "mail": 0.4, "phone": 0.6}


def _contact(reading: Reading) -> Iterator[Objection]:
    for detail in reading.details:
        call = Call(detail.start, detail.end) if detail.wooing else _advertised(detail, reading)
        if call is None:
            yield from _alone(detail)
            continue
        start, end = min(detail.start, call.start), max(detail.end, call.end)
        outcome = Outcome.REMOVE if detail.firm else Outcome.HOLD
        yield Objection(outcome, start, end, 0.95 if detail.firm else 0.7)


def _advertised(detail: Detail, reading: Reading) -> Call | None:
    """
    The phrase that advertises a detail.

    A private account beside 联系我 is meant for being contacted. A link or a mail address is also
    given as a source, so there only an offer counts.
    """
    if detail.is_private:
        return nearest(detail, reading.calls)
    return nearest(detail, reading.offers)


def _alone(detail: Detail) -> Iterator[Objection]:
    risk = _RISK_ALONE.get(detail.kind, 0.7)
    # amazon.com is mostly the name of a company.
    if risk:
        yield Objection(Outcome.HOLD, detail.start, detail.end, risk)


def _invitation(reading: Reading) -> Iterator[Objection]:
    for call in reading.additions:
        if nearest(call, reading.details) is None and not _is_to_ourselves(call, reading):
            yield Objection(Outcome.HOLD, call.start, call.end, 0.7)
    for call in redirects(reading.normalised):
        yield Objection(Outcome.HOLD, call.start, call.end, 0.6)


def _is_to_ourselves(call: Call, reading: Reading) -> bool:
    """Tell whether one of the site's own accounts follows at once."""
    after = reading.raw[call.end : call.end + NEAR].lower().lstrip(" :：号是")
    own = (each.strip().lower() for each in reading.candidate.allowed_contacts)
    return any(
        after.startswith(each) and not (after[len(each) : len(each) + 1] or " ").isalnum()
        for each in own
    )


CONTACT: Final = Check("contact", 1, "ad_contact", _("联系方式与招揽"), _contact)
INVITATION: Final = Check("invitation", 1, "ad_contact", _("邀请私下联系"), _invitation)
