"""What the player of an issue shows: the sound one may hear, its chapters, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from columns.audio import queries
from columns.audio.models import Narration, Recording
from columns.audio.timings import Chapter
from columns.models import Issue
from subscribers.paywall import Access, Why
from subscribers.reading import cue_sheets

READY = Narration.State.READY.value
# A file's name is made of its content, so what is kept under it cannot go stale.
CHAPTERS_KEPT = 7 * 24 * 3600  # seconds
MEGABYTE = 1_000_000
SPEEDS = ("0.5", "0.75", "0.9", "1", "1.1", "1.25", "1.5", "1.75", "2", "2.5", "3")
SLEEP_MINUTES = (15, 30, 60)
INVITATIONS: Mapping[str, Any] = {
    Why.SIGNED_OUT: _("登录并订阅后，可以听完整的一期。"),
    Why.NOT_ENTITLED: _("订阅后，可以听完整的一期。"),
    Why.NOT_PUBLIC: _("这一期还没有发布。"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A chapter as the seek bar shows it, in ms; a locked one lies behind the preview's end."""

    title: str
    start_ms: int
    end_ms: int
    is_free: bool


@dataclass(frozen=True, slots=True)
class PlayerCard:
    """
    All that the player's template and script need.

    `state` is a Narration.State or "none"; `duration_ms` that of the sound at `src`, `whole_ms`
    that of the complete issue; `is_outdated`: it is of a text before the live one.
    """

    state: str
    issue_id: int
    title: str
    column: str
    page_url: str
    timings_url: str
    image_url: str = ""
    src: str = ""
    size: int = 0
    light: str = ""
    light_size: int = 0
    is_synthetic: bool = True
    narrator: str = ""
    is_coarse: bool = False
    done: int = 0
    total: int = 0
    duration_ms: int = 0
    whole_ms: int = 0
    preview: bool = False
    is_outdated: bool = False
    signed_out: bool = False
    invitation: str = ""
    chapters: list[Stop] = field(default_factory=list)

    @property
    def behind_ms(self) -> int:
        """How much lies behind the preview's end."""
        return max(0, self.whole_ms - self.duration_ms)

    @property
    def disclosure(self) -> str:
        """The sentence that a machine's narration says of itself."""
        return str(settings.NARRATION_DISCLOSURE)

    @property
    def label(self) -> str:
        """Who speaks, as the law wants it said wherever the sound is."""
        return speaker(is_synthetic=self.is_synthetic, narrator=self.narrator)

    @property
    def qualities(self) -> list[tuple[str, str]]:
        """The files to choose from, in words and with what they weigh; none where one is all."""
        if not self.light:
            return []
        return [
            ("whole", gettext("标准音质，%(weight)s") % {"weight": _weight(self.size)}),
            ("light", gettext("省流量，%(weight)s") % {"weight": _weight(self.light_size)}),
        ]

    @property
    def speeds(self) -> tuple[str, ...]:
        """What the speed menu offers."""
        return SPEEDS

    @property
    def sleep_minutes(self) -> tuple[int, ...]:
        """What the sleep timer offers."""
        return SLEEP_MINUTES

    @property
    def data(self) -> dict[str, Any]:
        """For the script, as JSON; times in ms."""
        return {
            "issue": self.issue_id,
            "state": self.state,
            "title": self.title,
            "column": self.column,
            "image": self.image_url,
            "src": self.src,
            "light": self.light,
            "timings": self.timings_url,
            "duration": self.duration_ms,
            "preview": self.preview,
            "chapters": [
                {"title": stop.title, "start": stop.start_ms, "end": stop.end_ms}
                for stop in self.chapters
                if stop.is_free
            ],
            "words": words(),
        }


def card(issue: Issue, access: Access, reader_id: int | None) -> PlayerCard:
    """
    The card for a reader with this access; two queries, three where the sound is not ready.

    The addresses in it are good for this reader alone.

    `issue.season.column` and `issue.head_image` should be loaded.
    """
    return card_with(narration_for(issue, access), issue, access, reader_id)


def narration_for(issue: Issue, access: Access) -> Narration | None:
    """The sound of a public issue that a reader with this access gets."""
    narration = queries.narration_for(issue)
    sound = narration and narration.recording
    if sound and not (access.is_full or queries.is_still_free(sound, issue.live_id)):
        return None
    return narration


def card_with(
    narration: Narration | None, issue: Issue, access: Access, reader_id: int | None
) -> PlayerCard:
    """The card with this sound, or with the reason why there is none."""
    image = issue.picture
    common: dict[str, Any] = {
        "issue_id": issue.pk,
        "title": issue.headline,
        "column": issue.season.column.name,
        "page_url": issue.get_absolute_url(),
        "timings_url": reverse("timings", args=[issue.pk]),
        "image_url": image.address(480) if image else "",
        "preview": not access.is_full,
        "signed_out": access.why == Why.SIGNED_OUT,
        "invitation": "" if access.is_full else str(INVITATIONS[access.why]),
    }
    sound = narration.recording if narration is not None else None
    if narration is None or sound is None:
        return PlayerCard(**progress(issue), **common)
    until = sound.duration_ms if access.is_full else sound.preview_duration_ms
    sources = cue_sheets.sources(sound, issue.pk, is_full=access.is_full, reader_id=reader_id)
    return PlayerCard(
        state=READY,
        src=sources.src,
        light=sources.light,
        size=sound.size if access.is_full else sound.preview_size,
        light_size=sound.light_size,
        is_synthetic=sound.is_synthetic,
        narrator=narrator_of(sound),
        is_coarse=sound.is_coarse,
        duration_ms=until,
        whole_ms=sound.duration_ms,
        is_outdated=narration.revision_id != issue.live_id,
        chapters=[_stop(chapter, until) for chapter in _chapters(sound)],
        **common,
    )


def progress(issue: Issue) -> dict[str, Any]:
    """How far the sound of the live text is: `state` as `PlayerCard`, `done` of `total`."""
    rows = Narration.objects.filter(revision=issue.live_id).order_by("origin", "-queued_at", "-pk")
    newest = rows.values("state", "done", "total").first()
    if newest is None:
        return {"state": queries.NOTHING_OWED, "done": 0, "total": 0}
    return {**newest, "state": queries.TOLD_AS.get(newest["state"], newest["state"])}


def narrator_of(recording: Recording) -> str:
    """The person who reads; what a machine's voice is called is the house's own affair."""
    return "" if recording.is_synthetic else recording.voices


def speaker(*, is_synthetic: bool, narrator: str) -> str:
    """Who speaks, in a few words."""
    if is_synthetic:
        return gettext("AI 合成语音")
    return f"{gettext('真人录音')} · {narrator}" if narrator else gettext("真人录音")


def _weight(size: int) -> str:
    """Bytes as a listener counts them."""
    if size < MEGABYTE:
        return gettext("不到 1 MB")
    return gettext("约 %(count)s MB") % {"count": round(size / MEGABYTE)}


def _chapters(recording: Recording) -> list[Chapter]:
    """Titles of all sections are public: they say what the issue holds."""

    def asked() -> list[Chapter]:
        return queries.chapters(recording, free_only=False)

    chapters = cache.get_or_set(f"chapters:{recording.pk}:{recording.file}", asked, CHAPTERS_KEPT)
    return chapters or []


def _stop(chapter: Chapter, until: int) -> Stop:
    """A chapter that the preview breaks off is open as far as it goes."""
    is_free = chapter.start_ms < until
    return Stop(
        title=chapter.title,
        start_ms=chapter.start_ms,
        end_ms=min(chapter.end_ms, until) if is_free else chapter.end_ms,
        is_free=is_free,
    )


def words() -> dict[str, str]:
    """What the script says, in the reader's language; {names} are filled in the browser."""
    return {
        "play": gettext("播放"),
        "pause": gettext("暂停"),
        "place": gettext("{at}，共 {whole}"),
        "minutes": gettext("{minutes} 分 {seconds} 秒"),
        "loading": gettext("正在缓冲…"),
        "slow": gettext("网络有些慢，还在缓冲…"),
        "resume": gettext("从 {at} 继续"),
        "resumeSentence": gettext("从上次听到的那句继续"),
        "asleep": gettext("定时到了，已暂停。"),
        "sleepAt": gettext("{minutes} 分钟后暂停。"),
        "sleepEnd": gettext("听完这一期后停下。"),
        "sleepOff": gettext("定时已取消。"),
        "left": gettext("{minutes} 分"),
        "finished": gettext("这一期听完了。"),
        "refused": gettext("收听权限刚刚变了"),
        "offline": gettext("网络断开了"),
        "offlineWhy": gettext("恢复网络后可以从刚才的地方接着听。"),
        "broken": gettext("暂时不能收听"),
        "brokenWhy": gettext("可以先读正文，过一会儿再试。"),
        "arrived": gettext("朗读好了，可以收听。"),
        "queued": gettext("正在排队朗读，稍后就能听。"),
        "generating": gettext("正在合成朗读，稍后就能听。"),
        "progress": gettext("正在合成 {done}/{total} 句"),
        "failed": gettext("暂时不能收听，正文照常可读。"),
        "moved": gettext("音频已更新，从同一句接着听。"),
    }
