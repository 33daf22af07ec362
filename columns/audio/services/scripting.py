"""What editors change in what is said: a sentence left out, said otherwise, or said once more."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from columns.audio import script
from columns.audio.models import NO_PREVIEW, Narration, OwnScript, Recording, ScriptLine
from columns.audio.own_script import LONGEST
from columns.audio.queries import HEAD_LINES
from columns.audio.services.queueing import ask_again
from columns.models import Event, Issue, Revision
from columns.services import steps
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.typed import plain

LONGEST_LINE = 1000  # characters
MOST_TAKES = 100


class Unsayable(Exception):
    """A change that cannot be made; the message says what to do."""


class Stale(Unsayable):
    """Somebody else changed this meanwhile; the message says who and when."""


def stamp(changes: Collection[ScriptLine | OwnScript]) -> str:
    """What a form carries along, so that nobody overwrites what he has not seen."""
    return ",".join(sorted(f"{one.pk}-{one.changed_at:%Y%m%d%H%M%S%f}" for one in changes))


def skip_lines(
    *, issue_id: int, sentence_ids: Collection[str], seen: str, by: User | None, at: datetime
) -> None:
    """
    Leave sentences out.

    :raises Stale: if they were changed since they were `seen`.
    """

    def skip(line: ScriptLine) -> None:
        line.is_skipped = True

    note = _("不读：%(count)s 句") % {"count": len(sentence_ids)}
    _change(issue_id, sentence_ids, seen, skip, note, by, at)


def restore_lines(
    *, issue_id: int, sentence_ids: Collection[str], seen: str, by: User | None, at: datetime
) -> None:
    """
    Say them again, as they are written.

    :raises Stale: if they were changed since they were `seen`.
    """

    def restore(line: ScriptLine) -> None:
        line.is_skipped, line.spoken = False, ""

    note = _("恢复原读法：%(count)s 句") % {"count": len(sentence_ids)}
    _change(issue_id, sentence_ids, seen, restore, note, by, at)


def say_line_as(
    *, issue_id: int, sentence_id: str, words: str, seen: str, by: User | None, at: datetime
) -> None:
    """
    Say other words than are written.

    :raises Unsayable: for words that are none, or too many.
    :raises Stale: if it was changed since it was `seen`.
    """
    said = " ".join(plain(words).split())
    if not any(mark.isalnum() for mark in said):
        raise Unsayable(_("改读成什么还没有写。不想读这一句，请点“不读”。"))
    if len(said) > LONGEST_LINE:
        limit = {"limit": LONGEST_LINE, "count": len(said)}
        raise Unsayable(_("一句最多 %(limit)s 个字，这里有 %(count)s 个，请缩短。") % limit)

    def change(line: ScriptLine) -> None:
        line.is_skipped, line.spoken = False, said

    _change(issue_id, [sentence_id], seen, change, _("改读：1 句"), by, at)


def say_line_again(
    *, issue_id: int, sentence_id: str, seen: str, by: User | None, at: datetime
) -> None:
    """
    Have the same words synthesised anew: the engine slipped.

    :raises Unsayable: after too many takes. :raises Stale: as above.
    """

    def again(line: ScriptLine) -> None:
        if line.take >= MOST_TAKES:
            raise Unsayable(_("这一句已经合成过很多遍。请改读成别的字，或者换一个音色。"))
        line.take += 1

    _change(issue_id, [sentence_id], seen, again, _("再合成一遍：1 句"), by, at)


@transaction.atomic
def _change(
    issue_id: int,
    sentence_ids: Collection[str],
    seen: str,
    change: Callable[[ScriptLine], None],
    note: str,
    by: User | None,
    at: datetime,
) -> None:
    require(by, "columns.change_issue")
    issue = _locked(issue_id)
    there = {
        one.sentence_id: one
        for one in ScriptLine.objects.filter(
            issue=issue, sentence_id__in=sentence_ids
        ).select_related("changed_by")
    }
    _refuse_unseen(list(there.values()), seen)
    for sentence_id in sentence_ids:
        line = there.get(sentence_id) or ScriptLine(issue=issue, sentence_id=sentence_id)
        change(line)
        line.changed_by, line.changed_at = by, at
        _keep(line)
    steps.record(issue, Event.Kind.SCRIPTED, by=by, at=at, note=note)
    speak_anew(issue_id, at)


def _keep(line: ScriptLine) -> None:
    """A line that says what is written needs no row."""
    if line.spoken or line.is_skipped or line.take > 1:
        line.save()
    elif line.pk:
        line.delete()


def _refuse_unseen(there: Collection[ScriptLine | OwnScript], seen: str) -> None:
    if stamp(there) == seen:
        return
    newest = max(there, key=lambda one: one.changed_at, default=None)
    if newest is None:
        raise Stale(_("您打开页面之后，这里的改动被别人撤掉了。请看一下现在的样子再改。"))
    raise Stale(
        _("您打开页面之后，%(who)s 在 %(at)s 改过这里。请看一下现在的样子再改，您写的还在。")
        % {
            "who": newest.changed_by or _("系统"),
            "at": localtime(newest.changed_at).strftime("%m-%d %H:%M"),
        }
    )


def _locked(issue_id: int) -> Issue:
    """
    One change of an issue's script after the other.

    Not as strictly as for its text: a worker that holds a narration writes into the issue's log.
    """
    return Issue.objects.select_for_update(of=("self",), no_key=True).get(pk=issue_id)


def speak_anew(issue_id: int, at: datetime) -> int:
    """Ask for the issue's sound anew, where a machine speaks; how many narrations that were."""
    heard = Revision.objects.to_be_heard().filter(issue=issue_id)
    rows = Narration.objects.filter(revision__in=heard, origin=Narration.Origin.SYNTHETIC)
    return ask_again(narration_ids=list(rows.values_list("pk", flat=True)), now=at)


@transaction.atomic
def keep_own_script(
    *, revision: Revision, text: str, is_used: bool, seen: str, by: User | None, at: datetime
) -> OwnScript:
    """
    Keep the issue's own script as written for this text; in use it is read instead of the text.

    `revision`: with its blocks, frozen or laid out.

    :raises Unsayable: if there is nothing to say in it, or too much.
    :raises Stale: if it was changed since it was `seen`.
    """
    require(by, "columns.change_issue")
    issue = _locked(revision.issue_id)
    own = OwnScript.objects.filter(issue=issue).select_related("changed_by").first()
    _refuse_unseen([own] if own else [], seen)
    was_used = own is not None and own.is_used
    own = own or OwnScript(issue=issue)
    own.text, own.is_used = _sayable(text), is_used
    own.written_for, own.free_ids = revision.number, script.free_ids(revision)
    own.changed_by, own.changed_at = by, at
    own.save()
    _log_own(own, was_used)
    speak_anew(issue.pk, at)
    _close_previews(issue.pk)
    return own


@transaction.atomic
def use_own_script(
    *, issue_id: int, is_used: bool, seen: str, by: User | None, at: datetime
) -> None:
    """
    Read it, or the text again; its words are kept either way.

    :raises OwnScript.DoesNotExist: if there is none. :raises Stale: as above.
    """
    require(by, "columns.change_issue")
    issue = _locked(issue_id)
    own = OwnScript.objects.select_related("changed_by").get(issue=issue)
    _refuse_unseen([own], seen)
    was_used = own.is_used
    own.is_used, own.changed_by, own.changed_at = is_used, by, at
    own.save(update_fields=["is_used", "changed_by", "changed_at"])
    _log_own(own, was_used)
    speak_anew(issue.pk, at)
    _close_previews(issue.pk)


def _sayable(text: str) -> str:
    said = plain(text).strip()
    if not any(mark.isalnum() for mark in said):
        raise Unsayable(_("播讲稿还是空的。写上要念的话，或者点“从正文生成”。"))
    if len(said) > LONGEST:
        limit = {"limit": LONGEST, "count": len(said)}
        raise Unsayable(
            _("播讲稿最多 %(limit)s 个字，这里有 %(count)s 个。请删短，或者分成几期。") % limit
        )
    return said


def _log_own(own: OwnScript, was_used: bool) -> None:
    if own.is_used:
        note = _("改了自写播讲稿") if was_used else _("改用自写播讲稿")
    else:
        note = _("不用自写播讲稿，照正文读") if was_used else _("存了自写播讲稿，没有用")
    steps.record(own.issue, Event.Kind.SCRIPTED, by=own.changed_by, at=own.changed_at, note=note)


def _close_previews(issue_id: int) -> None:
    """
    Take back every preview that says what is free no more, also one that was replaced.

    The sound goes on serving those who pay until the new one is whole; strangers wait for that.
    Called when the sound is asked for anew, so that no work of before is let out in between.
    """
    opened = Recording.objects.filter(
        issue=issue_id, origin=Narration.Origin.SYNTHETIC, preview_duration_ms__gt=0
    ).select_related("revision__issue__season")
    for recording in opened:
        heard = set(
            recording.segments.filter(
                is_free=True, end_ms__lte=recording.preview_duration_ms
            ).values_list("sentence_id", flat=True)
        )
        if not heard <= _free_now(recording.revision) | HEAD_LINES:
            Recording.objects.filter(pk=recording.pk).update(**NO_PREVIEW)


def _free_now(revision: Revision) -> set[str]:
    own = script.own_script_of(revision.issue_id)
    if own is None:
        return set(script.free_ids(revision))
    return {one.sentence_id for one in script.own_lines_of(revision, own) if one.is_free}
