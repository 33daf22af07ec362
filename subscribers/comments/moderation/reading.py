"""What all checks share about one comment, worked out at most once."""

from __future__ import annotations

from functools import cached_property

from subscribers.comments.moderation.candidate import Candidate
from subscribers.comments.moderation.details import Detail, details
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
    def invitations(self) -> tuple[Call, ...]:
        """Requests to get in touch."""
        return tuple(invitations(self.normalised))

    @cached_property
    def offers(self) -> tuple[Call, ...]:
        """Offers of goods, gain or services."""
        return tuple(offers(self.normalised))
