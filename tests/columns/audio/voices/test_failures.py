"""Whatever goes wrong on the wire, an engine ends with the right error and shows no key."""

import threading
import traceback

import pytest

from columns.audio.voices.base import (
    VoiceError,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
)
from columns.audio.voices.openai import OpenAIVoice
from tests.columns.audio.voices.casts import (
    SECRET,
    SOUND,
    TEXT,
    Casts,
    azure,
    caught,
    dashscope,
    openai,
    streaming,
    volcengine,
)
from tests.columns.audio.voices.saying import said
from tests.columns.audio.voices.vendor import Answer, Vendor, tone, wav


@pytest.mark.parametrize("voice_of", [openai, azure, dashscope, streaming, volcengine])
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, VoiceRefused),
        (401, VoiceOutOfOrder),
        (402, VoiceOutOfOrder),
        (403, VoiceOutOfOrder),
        (404, VoiceOutOfOrder),
        (413, VoiceRefused),
        (429, VoiceUnavailable),
        (500, VoiceUnavailable),
        (503, VoiceUnavailable),
    ],
)
def test_a_status_says_whether_to_ask_again(
    vendor: Vendor, voice_of: Casts, status: int, kind: type[VoiceError]
) -> None:
    vendor.says(Answer(status, [f"<p>{SECRET}</p>".encode()]))
    assert type(caught(voice_of(vendor))) is kind
    assert len(vendor.asked) == 1


def test_what_an_engine_asks_for_is_kept(vendor: Vendor) -> None:
    def asked_for(value: str) -> float | None:
        vendor.says(Answer(429, headers={"Retry-After": value}))
        problem = caught(azure(vendor))
        assert isinstance(problem, VoiceUnavailable)
        return problem.retry_after

    assert asked_for("17") == 17
    assert asked_for("Mon, 01 Jan 2001 00:00:00 GMT") == 0
    assert asked_for("soon") is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("999999999", 3600),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 3600),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),  # beyond all calendars
    ],
)
def test_no_engine_is_left_alone_for_years(
    vendor: Vendor, value: str, seconds: float | None
) -> None:
    vendor.says(Answer(429, headers={"Retry-After": value}))
    problem = caught(azure(vendor))
    assert isinstance(problem, VoiceUnavailable)
    assert problem.retry_after == seconds


@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        Answer(pieces=[b"<html>Service</html>"]),
        Answer(pieces=[b'{"output": {}}']),
        Answer(pieces=[wav(tone(1500))[:-9000]]),
        Answer(pieces=[wav(tone(1500))], promised=100_000),
        Answer(pieces=[wav(bytes(72_000))]),
        Answer(pieces=[wav(tone(200))]),
        Answer(pieces=[wav(tone(60_000))]),
        Answer(pieces=[b"x"], headers={"Content-Encoding": "gzip"}),
    ],
    ids=["empty", "page", "json", "cut", "broken off", "silent", "short", "long", "gzip"],
)
@pytest.mark.parametrize("voice_of", [openai, azure])
def test_what_is_not_the_sound_of_the_sentence_is_no_clip(
    vendor: Vendor, voice_of: Casts, answer: Answer
) -> None:
    vendor.says(answer)
    assert type(caught(voice_of(vendor))) is VoiceUnavailable


def test_without_words_or_without_an_end_nothing_is_sent(vendor: Vendor) -> None:
    vendor.says(SOUND)
    for voice_of in (openai, azure, dashscope, volcengine):
        voice = voice_of(vendor)
        assert voice.script(said("……🚀")) == ""
        with pytest.raises(VoiceRefused) as caught:
            voice.synthesize(voice.script(said("好")).replace("好", "……🚀"))
        assert str(caught.value.sentence) == "这句话没有可以朗读的内容。"
    for voice_of in (openai, dashscope, volcengine):
        voice = voice_of(vendor)
        with pytest.raises(VoiceRefused) as caught:
            voice.synthesize(voice.script(said("长" * 9001)))
        assert str(caught.value.sentence) == "这句话太长，朗读引擎一次读不完。"
    assert vendor.asked == []


def test_an_engine_that_hangs_is_left_before_it_answers(vendor: Vendor) -> None:
    held = threading.Event()
    vendor.says(Answer(pieces=SOUND.pieces, held=held))
    problem = caught(openai(vendor, read_seconds=0.5))
    held.set()
    assert str(problem.sentence) == "OpenAI 没有及时回答。"


def test_an_engine_that_drips_is_left_before_it_ends(vendor: Vendor) -> None:
    """No pause is too long; all of them together are."""
    (sound,) = SOUND.pieces
    pieces = [sound[at : at + 1800] for at in range(0, len(sound), 1800)]
    vendor.says(Answer(pieces=pieces, pause=0.1))
    assert openai(vendor).synthesize(TEXT).duration_ms == 1500
    assert str(caught(openai(vendor, read_seconds=1)).sentence) == "OpenAI 没有及时回答。"


def test_a_refusal_that_drips_is_not_waited_for_either(vendor: Vendor) -> None:
    vendor.says(Answer(400, pieces=[b"no"] * 40, pause=0.1))
    assert str(caught(openai(vendor, read_seconds=1)).sentence) == "OpenAI 没有及时回答。"


@pytest.mark.parametrize(
    ("base_url", "detail"),
    [
        ("http://127.0.0.1:9", "ConnectError"),
        ("nonsense", "UnsupportedProtocol"),
        ("http://bad\x01host", "InvalidURL"),
    ],
)
def test_an_engine_that_is_not_there_is_unavailable(base_url: str, detail: str) -> None:
    with pytest.raises(VoiceUnavailable, match=detail):
        OpenAIVoice(base_url=base_url).synthesize(TEXT)


def test_too_much_is_not_taken(vendor: Vendor) -> None:
    vendor.says(Answer(pieces=[bytes(1 << 20)] * 60))
    voice = vendor.serves(OpenAIVoice(key=SECRET, base_url=vendor.url))
    assert str(caught(voice).sentence) == "OpenAI 送来的东西太大了。"


def test_a_closed_voice_speaks_again(vendor: Vendor) -> None:
    vendor.says(SOUND)
    voice = openai(vendor)
    for _ in range(2):
        assert voice.synthesize(TEXT).duration_ms == 1500
        voice.close()


@pytest.mark.parametrize("voice_of", [openai, azure, dashscope, volcengine])
def test_no_redirect_is_followed(vendor: Vendor, voice_of: Casts) -> None:
    vendor.says(Answer(302, headers={"Location": f"{vendor.url}/elsewhere"}), SOUND)
    assert type(caught(voice_of(vendor))) is VoiceOutOfOrder
    assert [one.method for one in vendor.asked] == ["POST"]


@pytest.mark.parametrize("status", [200, 401, 500])
def test_a_failure_is_told_without_the_key(
    vendor: Vendor, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    vendor.says(Answer(status, [SECRET.encode()]))
    caplog.set_level("DEBUG")
    with pytest.raises(VoiceError) as problem:
        openai(vendor).synthesize(TEXT)
    shown = "".join(traceback.format_exception(problem.value))
    assert SECRET not in shown + caplog.text
