"""Saving as one writes, keeping a revision, and what a window is told when texts clash."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from columns import facts as facts_of
from columns import services
from columns.admin.desk.asking import Asked, answering, facts_in
from columns.admin.desk.page import aside_context, author_names, clock, pictures
from columns.admin.guard import written_issue
from columns.admin.issue_form import FactsForm
from columns.models import Draft
from columns.richtext import marked
from neican.kernel.merging import Conflict
from neican.kernel.typed import one_line


@answering
def save(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Take what a window holds; 409 with both texts where a person must choose."""
    try:
        return _saved(asked)
    except services.Clash as clash:
        return JsonResponse(_told(clash, asked), status=409)


def _saved(asked: Asked) -> dict[str, Any]:
    seq = asked.number("seq")
    if seq is None:
        raise ValidationError(_("没看懂这个请求。"))
    saved = services.save_draft(
        **asked.window(),
        seq=seq,
        body=asked.text("body"),
        facts=facts_in(asked),
        at=timezone.now(),
        over_version=asked.number("over_version"),
    )
    told = {
        "version": saved.version,
        "saved_at": clock(saved.saved_at),
        "is_merged": saved.is_merged,
    }
    return {**told, **_merged(saved, asked)} if saved.is_merged else told


def _merged(saved: services.Saved, asked: Asked) -> dict[str, Any]:
    return {
        "body": saved.body,
        "facts": saved.facts,
        "names": author_names(saved.facts),
        "pictures": pictures(saved.facts["head_image"]),
        "who": _others(asked),
    }


def _others(asked: Asked) -> str:
    """Who saved last, if it was somebody else."""
    draft = Draft.objects.select_related("saved_by").defer("body", "facts").get(issue=asked.issue)
    return str(draft.saved_by) if draft.saved_by and draft.saved_by != asked.user else ""


def _told(clash: services.Clash, asked: Asked) -> dict[str, Any]:
    """The article with its places in question, and the facts in question in words."""
    mine = facts_of.changed(clash.their_facts, facts_in(asked))
    return {
        "message": str(clash),
        "version": clash.version,
        "who": clash.who,
        "blocks": list(_blocks(clash)),
        "facts": {
            name: {"mine": mine[name], "theirs": clash.their_facts[name]}
            for name in clash.fact_names
        },
        "theirFacts": clash.their_facts,
        "names": author_names(mine, clash.their_facts),
        "pictures": pictures(mine["head_image"], clash.their_facts["head_image"]),
    }


def _blocks(clash: services.Clash) -> Iterator[str | dict[str, str]]:
    for block in clash.merge.blocks if clash.merge else ():
        yield _conflict(block) if isinstance(block, Conflict) else block


def _conflict(block: Conflict) -> dict[str, str]:
    mine, theirs = "\n".join(block.mine), "\n".join(block.theirs)
    theirs_marked, mine_marked = marked(theirs, mine)
    return {
        "base": "\n".join(block.base),
        "mine": mine,
        "theirs": theirs,
        "mineMarked": mine_marked,
        "theirsMarked": theirs_marked,
    }


@answering
def keep(asked: Asked) -> dict[str, Any]:
    """Keep what this window saved; a draft without a headline is not kept."""
    services.see_session(**asked.window(), at=timezone.now())
    facts = Draft.objects.get(issue=asked.issue).facts
    if not facts["headline"]:
        raise ValidationError(_("还没有标题。写上标题再存为修订，正文已经在工作稿里了。"))
    FactsForm.base_fields["topics"].validate(facts["topics"])
    stage = asked.issue.stage
    note = one_line(asked.text("note"))[:200]
    kept = services.keep_draft(issue_id=asked.issue.pk, by=asked.user, at=timezone.now(), note=note)
    asked.issue.refresh_from_db()
    number = kept.number if kept else None
    moved = "" if asked.issue.stage == stage else asked.issue.stage_label
    return {"number": number, "saved_at": clock(timezone.now()), "moved": moved}


@answering
def forget(asked: Asked) -> dict[str, Any]:
    """Let go of a text that clashed and is not wanted any more."""
    services.forget_refused(**asked.window())
    return {}


@require_GET
def aside(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The parts beside the text as they are now."""
    issue = written_issue(request, issue_id)
    return render(request, "admin/columns/issue/_aside.html", aside_context(request, issue))
