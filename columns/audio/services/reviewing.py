"""Somebody's word that a sound may go out (听审)."""

from datetime import datetime

from columns.audio.models import Narration, Recording
from neican.accounts.models import User
from neican.accounts.permissions import require


def review(*, narration_id: int, by: User | None, at: datetime) -> bool:
    """
    Say that somebody has listened and it may go out; the first who does is named.

    :returns: whether it was there to be heard; one that waits or failed is not.
    """
    require(by, "columns.change_issue")
    ready = Narration.objects.filter(pk=narration_id, state=Narration.State.READY)
    there = Recording.objects.filter(pk__in=ready.values("recording"))
    there.filter(reviewed_at__isnull=True).update(reviewed_at=at, reviewed_by=by)
    return there.exists()
