"""What all checks share about one comment, worked out at most once."""

from __future__ import annotations

from functools import cached_property

from subscribers.comments.moderation.candidate import Candidate
from subscribers.comments.moderation.details import Detail, details
from subscribers.comments.moderation.nearness import in_order
from subscribers.comments.moderation.normaliser import normalise
from subscribers.comments.moderation.solicitation import (
    Call,
    additions,
    invitations,
    offers,
)


class Reading:
    """A comment as the checks read it."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.raw = candidate.body
        self.normalised = normalise(candidate.body)

    @cached_property
    def details(self) -> tuple[Detail, ...]:
        """Every contact detail but the site's own."""
        return details(self.normalised, self.candidate.allowed_contacts)

    @cached_property
    def additions(self) -> tuple[Call, ...]:
        """Requests to add an account."""
        return additions(self.normalised)

    @cached_property
    def offers(self) -> tuple[Call, ...]:
        """Offers of goods, gain or services."""
        return in_order(offers(self.normalised))

    @cached_property
    def requests(self) -> tuple[Call, ...]:
        """Requests to get in touch, by any channel."""
        return in_order((*self.additions, *invitations(self.normalised)))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Requests and offers."""
        return in_order((*self.requests, *self.offers))
