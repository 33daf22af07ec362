"""A steady voice asks again where that is worth while, within its time, and tells the breaker."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from columns.audio.voices.base import (
    Clip,
    Sayable,
    VoiceError,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
)
from columns.audio.voices.openai import OpenAIVoice
from columns.audio.voices.steady import Pace, Steady
from tests.columns.audio.voices.vendor import Answer, Vendor, tone, wav

CLIP = Clip(pcm=tone(500), rate=24_000)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Clock:
    """Time that passes only while somebody sleeps or speaks."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)
    chances: list[tuple[float, float]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def longest(self, low: float, high: float) -> float:
        """The most unlucky chance."""
        self.chances.append((low, high))
        return high

    @property
    def pace(self) -> Pace:
        return Pace(
            sleep=self.sleep,
            clock=lambda: self.seconds,
            now=lambda: BEGIN + timedelta(seconds=self.seconds),
            chance=self.longest,
        )


@dataclass
class Health:
    """A breaker that keeps what it is told, and rests when told to."""

    resting: float = 0.0
    told: list[object] = field(default_factory=list)

    def wait(self, now: datetime) -> float:
        return self.resting

    def failed(self, now: datetime, sentence: str, *, rest: float | None = None) -> None:
        self.told.append((sentence, rest))

    def succeeded(self, now: datetime) -> None:
        self.told.append("spoke")


@dataclass
class Moody:
    """An engine with an ending for each call, the last for ever; each takes `seconds`."""

    clock: Clock
    endings: Sequence[VoiceError | Clip]
    seconds: float = 0.0
    asked: int = 0
    key = "moody"
    engine = "Moody"
    max_characters = 100
    price_fen_per_10k = 7

    def script(self, said: Sayable) -> str:
        return said.text

    def billed(self, script: str) -> int:
        return len(script)

    def synthesize(self, script: str) -> Clip:
        self.clock.seconds += self.seconds
        ending = self.endings[min(self.asked, len(self.endings) - 1)]
        self.asked += 1
        if isinstance(ending, Clip):
            return ending
        raise ending

    def close(self) -> None:
        """Nothing is open."""


def busy(retry_after: float | None = None) -> VoiceUnavailable:
    return VoiceUnavailable("很忙。", retry_after=retry_after)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health() -> Health:
    return Health()


def test_the_fifth_try_may_speak_and_waits_grow_with_full_jitter(
    clock: Clock, health: Health
) -> None:
    moody = Moody(clock, [busy(), busy(), busy(), busy(), CLIP])
    assert Steady(moody, health, pace=clock.pace).synthesize("好") == CLIP
    assert clock.chances == [(0, 1), (0, 2), (0, 4), (0, 8)]
    assert clock.slept == [1, 2, 4, 8]
    assert health.told == ["spoke"]


def test_after_five_tries_the_breaker_is_told_once(clock: Clock, health: Health) -> None:
    moody = Moody(clock, [busy()])
    with pytest.raises(VoiceUnavailable) as caught:
        Steady(moody, health, pace=clock.pace).synthesize("好")
    assert caught.value.retry_after is None
    assert moody.asked == 5
    assert health.told == [("很忙。", None)]


def test_what_the_engine_asks_for_is_kept_to(clock: Clock, health: Health) -> None:
    moody = Moody(clock, [busy(17), busy(20), CLIP])
    Steady(moody, health, pace=clock.pace).synthesize("好")
    assert clock.slept == [17, 20]
    assert clock.chances == []


def test_a_wait_beyond_the_budget_goes_to_the_caller(clock: Clock, health: Health) -> None:
    moody = Moody(clock, [busy(30), busy(16)])
    with pytest.raises(VoiceUnavailable) as caught:
        Steady(moody, health, pace=clock.pace).synthesize("好")
    assert caught.value.retry_after == 16
    assert (clock.slept, moody.asked) == ([30], 2)
    assert health.told == [("很忙。", 16)]


def test_a_wait_that_just_fits_is_made(clock: Clock, health: Health) -> None:
    moody = Moody(clock, [busy(30), busy(15), CLIP])
    assert Steady(moody, health, pace=clock.pace).synthesize("好") == CLIP


def test_silence_counts_against_the_budget_too(clock: Clock, health: Health) -> None:
    """Five silences of a minute would outlive the lease of two."""
    moody = Moody(clock, [busy()], seconds=60)
    with pytest.raises(VoiceUnavailable):
        Steady(moody, health, pace=clock.pace).synthesize("好")
    assert (moody.asked, clock.slept) == (1, [])


@pytest.mark.parametrize("rest", [None, 5, 3600])
def test_an_unpaid_engine_is_asked_once(clock: Clock, health: Health, rest: float | None) -> None:
    moody = Moody(clock, [VoiceOutOfOrder("没有额度。", retry_after=rest)])
    with pytest.raises(VoiceOutOfOrder):
        Steady(moody, health, pace=clock.pace).synthesize("好")
    assert (moody.asked, clock.slept) == (1, [])
    assert health.told == [("没有额度。", rest)]


def test_a_refusal_is_an_answer_and_final(clock: Clock, health: Health) -> None:
    moody = Moody(clock, [VoiceRefused("不读。")])
    with pytest.raises(VoiceRefused):
        Steady(moody, health, pace=clock.pace).synthesize("好")
    assert moody.asked == 1
    assert health.told == ["spoke"]


def test_a_resting_engine_is_not_asked(clock: Clock, health: Health) -> None:
    moody = Moody(clock, [CLIP])
    health.resting = 42.4
    with pytest.raises(VoiceUnavailable) as caught:
        Steady(moody, health, pace=clock.pace).synthesize("好")
    assert caught.value.retry_after == 42.4
    assert "42 秒后再试" in str(caught.value.sentence)
    assert (moody.asked, health.told) == (0, [])


class Gone(Exception):
    """Somebody took the work away."""


def test_work_that_is_taken_away_is_not_waited_for(clock: Clock, health: Health) -> None:
    def gone() -> None:
        raise Gone

    moody = Moody(clock, [busy()])
    with pytest.raises(Gone):
        Steady(moody, health, still_wanted=gone, pace=clock.pace).synthesize("好")
    assert (moody.asked, clock.slept, health.told) == (1, [], [])
    assert Steady(Moody(clock, [CLIP]), health, still_wanted=gone).synthesize("好") == CLIP


def test_no_more_is_sent_in_a_minute_than_agreed(clock: Clock, health: Health) -> None:
    steady = Steady(Moody(clock, [CLIP]), health, per_minute=20, pace=clock.pace)
    for _ in range(3):
        steady.synthesize("好")
    assert clock.slept == [3, 3]
    clock.seconds += 10
    steady.synthesize("好")
    assert clock.slept == [3, 3]


def test_threads_keep_one_pace_together(clock: Clock, health: Health) -> None:
    stopped = Pace(sleep=clock.slept.append, clock=lambda: 0.0)
    steady = Steady(Moody(clock, [CLIP]), health, per_minute=60, pace=stopped)
    threads = [threading.Thread(target=steady.synthesize, args=("好",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(clock.slept) == [1, 2, 3, 4]


def test_it_is_the_voice_that_it_holds(clock: Clock, health: Health) -> None:
    moody = Moody(clock, [CLIP])
    plain, named = Steady(moody, health), Steady(moody, health, name="house")
    assert (plain.key, plain.engine, named.engine) == ("moody", "Moody", "house")
    assert (plain.max_characters, plain.price_fen_per_10k, plain.billed("三个字")) == (100, 7, 3)


def test_a_real_server_that_was_busy_is_heard(vendor: Vendor, clock: Clock, health: Health) -> None:
    vendor.says(
        Answer(429, headers={"Retry-After": "7"}), Answer(503), Answer(pieces=[wav(tone(1500))])
    )
    voice = vendor.serves(OpenAIVoice(base_url=vendor.url))
    clip = Steady(voice, health, pace=clock.pace).synthesize("今天收盘。")
    assert clip.duration_ms == 1500
    assert clock.slept == [7, 2]
    assert len({one.body for one in vendor.asked}) == 1


def test_a_real_server_that_refuses_the_key_is_asked_once(
    vendor: Vendor, clock: Clock, health: Health
) -> None:
    vendor.says(Answer(401))
    voice = vendor.serves(OpenAIVoice(base_url=vendor.url))
    with pytest.raises(VoiceOutOfOrder):
        Steady(voice, health, pace=clock.pace).synthesize("今天收盘。")
    assert (len(vendor.asked), clock.slept) == (1, [])
    assert health.told == [("OpenAI 不认我们的密钥，或者没有开通这个音色，请运维检查设置。", 600.0)]
