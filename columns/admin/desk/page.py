"""What the page of the writing desk needs besides the form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from columns.admin import panel
from columns.admin.desk.texts import texts
from columns.admin.issue_form import foreign_facts
from columns.facts import Facts
from columns.models import Author, EditingSession, Image, Issue
from neican.accounts.models import User

ADDRESSES = "save keep forget pulse end lock unlock break aside punctuation terms".split()


def clock(moment: datetime) -> str:
    """Hours and minutes in the house's zone."""
    return timezone.localtime(moment).strftime("%H:%M")


def author_names(*facts: Facts) -> dict[str, str]:
    """Names of the authors in these facts, by their ids."""
    wanted = {pk for one in facts for pk in one["authors"]}
    rows = Author.objects.filter(pk__in=wanted).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def pictures(*ids: int | None) -> dict[str, dict[str, str]]:
    """How to show these pictures, by their ids."""
    known = Image.objects.filter(pk__in=[pk for pk in ids if pk])
    return {str(image.pk): _shown(image) for image in known}


def _shown(image: Image) -> dict[str, str]:
    src = image.file.url if image.file else ""
    return {"src": src, "alt": image.alt, "credit": image.credit, "name": str(image)}


def desk_config(user: User, issue: Issue, window: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's scripts need to know. `window`: the form's session and seq."""
    return {
        "issue": issue.pk,
        "user": user.pk,
        "session": str(window["session"]),
        "seq": int(window["seq"]) - 1,
        "version": issue.draft.version,
        "urls": {
            name: reverse(f"admin:columns_issue_desk_{name}", args=[issue.pk]) for name in ADDRESSES
        },
        "mayBreak": user.has_perm("columns.break_lock"),
        **_own_windows(user, issue, str(window["session"])),
        "zone": settings.TIME_ZONE,
        "texts": texts(),
    }


def _own_windows(user: User, issue: Issue, current: str) -> dict[str, Any]:
    """
    How far each of this person's windows came, and texts of them that clashed.

    What a browser still keeps may have been saved while its page went away.
    """
    own = issue.sessions.filter(user=user)
    refused = own.filter(refused__isnull=False, ended_at__isnull=True).exclude(key=current)
    return {
        "seqs": seqs_of(user, issue),
        "refused": [_refused(one, user) for one in refused],
    }


def seqs_of(user: User, issue: Issue) -> dict[str, int]:
    """The newest save of each of this person's windows, by its key."""
    own = issue.sessions.filter(user=user)
    return {str(key): seq for key, seq in own.values_list("key", "seq")}


def _refused(window: EditingSession, user: User) -> dict[str, Any]:
    text = window.refused
    return {
        "session": str(window.key),
        "seq": window.seq,
        "at": int(window.seen_at.timestamp() * 1000),
        "body": text["body"],
        "facts": _own_facts(text["facts"], user),
    }


def _own_facts(facts: Facts, user: User) -> Facts:
    return {name: value for name, value in facts.items() if name not in foreign_facts(user)}


def aside_context(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """The parts beside the text that other rooms furnish."""
    return {"issue": issue, "original": issue, "panel": panel.panel_for(request, issue)}
