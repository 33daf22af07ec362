"""The steps of the check, each seen from outside the running house."""

import json
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from columns import services as newsroom
from columns.audio import store
from columns.audio.encoding import decoded_duration_ms
from columns.audio.models import Narration, Recording
from columns.models import Issue
from neican.demo import accounts, processes
from neican.demo.browser import Answer, Browser
from neican.demo.report import Report
from neican.kernel.document import from_json
from subscribers.comments.models import Comment

PATIENCE_SECONDS = 240
KIND = "这一期的账算得细，第三段的数我回去核对了一遍，对得上。"
CONTACT = "微信号：neican_demo8866"
TRAP = "想要完整资料的朋友加我微信 neican_demo8866 免费领取，名额有限"


class Walk:
    """The running processes, seen from outside."""

    def __init__(
        self, base: str, issue: Issue, report: Report, running: list[processes.Process]
    ) -> None:
        self.base = base
        self.issue = issue
        self.page = issue.get_absolute_url()
        self.report = report
        self.running = running
        self.visitor = Browser(base)
        self.reader = Browser(base)

    def wait(self, done: Callable[[], bool]) -> bool:
        """Ask again and again until it is so, or patience ends."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            processes.check_alive(self.running)
            if done():
                return True
            time.sleep(0.2)
        return False

    def live(self) -> Any:
        """The live revision, read anew."""
        issue = Issue.objects.select_related("live").get(pk=self.issue.pk)
        assert issue.live is not None, "the issue under check is published"
        return issue.live

    def narration(self) -> Narration | None:
        """The live text's narration."""
        return Narration.objects.filter(revision=self.live()).select_related("recording").first()

    def recording(self) -> Recording | None:
        """Its sound."""
        narration = self.narration()
        return narration.recording if narration is not None else None

    def narrate(self) -> None:
        """The worker makes one file whose length is what the table says."""
        began = time.monotonic()
        ready = self.wait(lambda: _state(self.narration()) == Narration.State.READY)
        narration = self.narration()
        if not ready or narration is None:
            self.report.say(False, _("朗读"), getattr(narration, "reason", _("没有等到")))
            return
        sound = narration.recording
        assert sound is not None, "one that is ready has its sound"
        length = sound.duration_ms / 1000
        factor = sound.seconds_spent / length
        figures = _(
            "%(length).1f s，用时 %(spent).1f s，实时系数 %(factor).3f，%(loudness).1f LUFS"
        )
        self.report.say(
            True,
            _("朗读完成"),
            figures
            % {
                "length": length,
                "spent": time.monotonic() - began,
                "factor": factor,
                "loudness": sound.loudness_lufs or 0,
            },
        )
        self._compare_lengths(sound)

    def _compare_lengths(self, sound: Recording) -> None:
        for name, what, length in (
            (sound.file, _("全文音频"), sound.duration_ms),
            (sound.preview_file, _("试听音频"), sound.preview_duration_ms),
        ):
            decoded = decoded_duration_ms(Path(store.sounds().path(name)))
            figure = _("表中 %(said)s ms，解码 %(heard)s ms") % {"said": length, "heard": decoded}
            self.report.say(abs(decoded - length) <= 200, what, figure)

    def visit(self) -> None:
        """A visitor gets the preview and not one paid sentence, in no form."""
        page = self.visitor.get(self.page)
        free, paid = _sentences(self.live())
        self.report.say(page.status == 200 and free[-1] in _plain(page.text), _("访客读到试读"))
        for what, path in self._ways_in(paid[0]):
            answer = self.visitor.get(path)
            leaked = [one for one in paid if one in _plain(answer.text)]
            held = answer.status == 200 and not leaked
            found = _("付费句 %(paid)s 句，露出 %(leaked)s 句") % {
                "paid": len(paid),
                "leaked": len(leaked),
            }
            self.report.say(held, what, found)
        sound = self.recording()
        if sound is not None:
            full = self.visitor.get(self._sound("audio", sound.file))
            self.report.say(full.status == 403, _("访客取全文音频"), full.status)
            opening = self.visitor.get(self._sound("audio_preview", sound.preview_file))
            held = opening.status == 200 and len(opening.body) == sound.preview_size
            self.report.say(held, _("访客取试听音频"), f"{len(opening.body):,} B")

    def _ways_in(self, words: str) -> Iterator[tuple[str, str]]:
        column = self.issue.season.column
        yield _("访客的页面"), self.page
        yield _("访客的时间轴"), reverse("timings", args=[self.issue.pk])
        yield _("访客的字幕"), reverse("timings_vtt", args=[self.issue.pk])
        yield _("公开订阅源"), reverse("feed", args=[column.slug])
        yield _("专栏页"), column.get_absolute_url()
        yield _("首页"), reverse("home")
        # The page repeats the question; what is searched for is therefore only a part of it.
        yield _("搜索"), reverse("search") + "?" + urlencode({"q": words[:8]})

    def _sound(self, name: str, file: str) -> str:
        return reverse(name, args=[self.issue.pk, file.removesuffix(".mp3")])

    def subscribe(self) -> None:
        """A subscriber gets the text, the sound by ranges, and all timings."""
        self.reader.sign_in(accounts.email_of("subscriber"), accounts.passwords()["subscriber"])
        _free, paid = _sentences(self.live())
        page = _plain(self.reader.get(self.page).text)
        missing = [one for one in paid if one not in page]
        figure = _("付费句 %(paid)s 句，缺 %(missing)s 句")
        figures = {"paid": len(paid), "missing": len(missing)}
        self.report.say(not missing, _("订阅读者读到全文"), figure % figures)
        sound = self.recording()
        if sound is None:
            return
        timings = json.loads(self.reader.get(reverse("timings", args=[self.issue.pk])).text)
        path = timings["src"]
        part = self.reader.get(path, {"Range": "bytes=0-1023"})
        held = (part.status, len(part.body)) == (206, 1024)
        self.report.say(held, _("按范围取音频"), part.headers.get("Content-Range", part.status))
        beyond = self.reader.get(path, {"Range": f"bytes={sound.size}-"})
        self.report.say(beyond.status == 416, _("超出末尾的范围"), beyond.status)
        count = sound.segments.count()
        self.report.say(len(timings["segments"]) == count, _("时间轴句数"), count)

    def comment(self) -> None:
        """A kind comment appears, a contact waits, a trap is removed, a long one comes back."""
        for body, fate in (
            (KIND, Comment.State.VISIBLE),
            (CONTACT, Comment.State.HELD),
            (TRAP, Comment.State.REMOVED),
        ):
            began = time.monotonic()
            self._write(body)
            judged = self.wait(partial(_is_judged, body))
            state = _comment(body).state
            what = _("评论“%(body)s…”") % {"body": body[:10]}
            figure = f"{state} {time.monotonic() - began:.1f} s"
            self.report.say(judged and state == fate, what, figure)
        shown = _plain(self.visitor.get(self.page).text)
        self.report.say(CONTACT not in shown and TRAP not in shown, _("待审和移除的不公开"))
        for length, status in ((500, 200), (501, 422)):
            long = ("好" * length)[: length - 1] + str(length)[-1]
            answer = self._write(long)
            held = answer.status == status and (status == 200 or long in answer.text)
            self.report.say(held, _("%(length)s 字的评论") % {"length": length}, answer.status)

    def _write(self, body: str) -> Answer:
        return self.reader.submit(
            self.page, {"body": body}, to=reverse("comment", args=[self.issue.pk])
        )

    def moderate(self) -> None:
        """The moderator lets the waiting comment through, at the desk in the admin."""
        desk = Browser(self.base)
        desk.sign_in(accounts.email_of("moderator"), accounts.passwords()["moderator"])
        waiting = _comment(CONTACT)
        page = reverse("admin:comments_comment_change", args=[waiting.pk])
        answer = desk.submit(page, {"to_state": "visible", "expected_state": "held", "reason": ""})
        state = _comment(CONTACT).state
        self.report.say(
            state == Comment.State.VISIBLE, _("审核员公开一条"), f"{answer.status} {state}"
        )
        shown = CONTACT in _plain(self.reader.get(self.page).text)
        self.report.say(shown, _("公开后读者看得到"))

    def edit(self) -> None:
        """One changed sentence is said anew; the others are not."""
        now = timezone.now()
        body = self.live().body
        end = body.rindex("</p>")
        changed = body[:end] + "（补记一句。）" + body[end:]
        newsroom.save_revision(issue_id=self.issue.pk, body=changed, by=None, at=now)
        newsroom.approve_issue(issue_id=self.issue.pk, by=None, at=now)
        newsroom.publish_issue(issue_id=self.issue.pk, by=None, at=now)
        ready = self.wait(lambda: _state(self.narration()) == Narration.State.READY)
        sound = self.recording()
        count = sound.synthesised if sound else -1
        self.report.say(ready and 0 < count <= 2, _("改一句后新合成的句数"), count)


def _state(narration: Narration | None) -> str:
    return narration.state if narration is not None else ""


def _is_judged(body: str) -> bool:
    return _comment(body).judged_at is not None


def _comment(body: str) -> Comment:
    return Comment.objects.get(body=body)


def _sentences(live: Any) -> tuple[list[str], list[str]]:
    """Free and paid sentences of some length, as they stand on a page."""
    free: list[str] = []
    paid: list[str] = []
    for block in from_json(live.blocks):
        (free if block.is_free else paid).extend(
            one.text for one in block.sentences if len(one.text) >= 8
        )
    known = "".join(free)
    return free, [one for one in paid if one not in known and _is_no_heading(one, live)]


def _is_no_heading(text: str, live: Any) -> bool:
    """Section titles are public; they are no leak."""
    return text.strip() not in {section["title"] for section in live.sections}


def _plain(markup: str) -> str:
    """A page's words without tags and entities, as a reader sees them."""
    return unescape(re.sub(r"<[^>]*>", "", markup))
