"""An engine says one fixed sentence, so that somebody hears whether it works."""

import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.audio import health, store
from columns.audio.casting import Voices
from columns.audio.models import Engine, HouseVoice, Spending
from columns.audio.production import clip_key
from columns.audio.services.spending import Bill
from columns.audio.spoken import speak
from columns.audio.spoken.lexicon import Lexicon
from columns.audio.voices.base import Clip, Voice, VoiceError, trimmed
from neican.accounts.models import User
from neican.accounts.permissions import require

# Said aloud, so never translated.
SAID = "内参朗读检查，一二三四五。"
KEPT = timedelta(hours=12)
# A worker that has not begun by then, or died meanwhile, will not answer any more.
PATIENCE = timedelta(minutes=3)
WAITING, READY, FAILED = "waiting", "ready", "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One try of an engine: what came of it. Seconds it took, characters as billed, fen."""

    asked_at: datetime
    state: str = WAITING
    reason: str = ""
    seconds: float = 0
    characters: int = 0
    cost_fen: float = 0
    clip_key: str = ""


def engines() -> list[Engine]:
    """Those that the settings name, in their order; one that was never asked has no row yet."""
    kept = {row.name: row for row in Engine.objects.all()}
    return [kept.get(name) or Engine(name=name) for name in settings.NARRATION_ENGINES]


def spent_fen(name: str, since: datetime) -> float:
    """What the engine has cost since then."""
    rows = Spending.objects.filter(engine=name, at__gte=since, price_fen__gt=0)
    sums = rows.values("price_fen").annotate(billed=Sum("characters")).order_by()
    return float(sum(one["billed"] * one["price_fen"] / 10_000 for one in sums))


def last_check(engine_id: int | None, now: datetime) -> Check | None:
    """The latest try of the last hours; one that nobody answered has failed."""
    kept = cache.get(_key(engine_id))
    if kept is None:
        return None
    check = Check(**kept)
    if check.state == WAITING and check.asked_at < now - PATIENCE:
        reason = _("三分钟里没有进程来做。请看看任务进程是否在运行，再试一次。")
        return Check(check.asked_at, FAILED, reason)
    return check


def ask_for_check(*, name: str, by: User | None, now: datetime) -> int | None:
    """
    Owe a try of the engine.

    :returns: the id of its row, for whom somebody must be rung; None while a try is under way.
    :raises Engine.DoesNotExist: if the settings name none such.
    """
    require(by, "audio.change_engine")
    if name not in settings.NARRATION_ENGINES:
        raise Engine.DoesNotExist(name)
    engine, _made = Engine.objects.get_or_create(name=name)
    running = last_check(engine.pk, now)
    if running is not None and running.state == WAITING:
        return None
    _keep(engine.pk, Check(now))
    return engine.pk


def check_engine(*, engine_id: int, voices: Voices) -> Check:
    """
    Wake the engine and let it say the sentence, paid for as any other.

    :raises Exception: what nobody foresaw, after it was told to whoever waits.
    """
    engine = Engine.objects.get(pk=engine_id)
    asked_at = timezone.now()
    try:
        check = _spoken(engine.name, voices, asked_at)
    except VoiceError as problem:
        check = Check(asked_at, FAILED, str(problem.sentence))
    except ImportError as problem:
        check = Check(asked_at, FAILED, str(problem))
    except OSError:
        check = Check(asked_at, FAILED, _("引擎答了，声音却没有写成，请运维看磁盘。"))
    except Exception:
        _keep(engine_id, Check(asked_at, FAILED, _("内部错误，请运维看日志。")))
        raise
    _keep(engine_id, check)
    return check


def _spoken(name: str, voices: Voices, asked_at: datetime) -> Check:
    row = HouseVoice.objects.filter(engine=name).first() or HouseVoice(name=name, engine=name)
    voice = voices(row)
    said = speak(SAID, Lexicon(()))
    words = voice.script(said)
    health.wake(name)
    began = time.monotonic()
    with health.told(), Bill(None, Spending.Purpose.CHECK) as bill, store.workshop() as folder:
        clip: Clip = trimmed(voice.synthesize(words))
        seconds = time.monotonic() - began
        bill.add(voice, words, clip)
        key = clip_key(voice, f"check {asked_at.isoformat()}")
        store.put_clip(key, clip, folder)
    return _answered(voice, words, Check(asked_at, READY, seconds=seconds, clip_key=key))


def _answered(voice: Voice, words: str, check: Check) -> Check:
    billed = voice.billed(words)
    cost = billed * voice.price_fen_per_10k / 10_000
    told = asdict(check) | {"characters": billed, "cost_fen": cost}
    return Check(**told)


def _keep(engine_id: int, check: Check) -> None:
    """In the cache: it is of no use tomorrow."""
    cache.set(_key(engine_id), asdict(check), KEPT.total_seconds())


def _key(engine_id: int | None) -> str:
    return f"audio-check-{engine_id}"
