"""Volcengine answers with a row of JSON objects, and with one number for many troubles."""

import base64
import json

import pytest

from columns.audio.voices.base import (
    VoiceError,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
)
from tests.columns.audio.voices.casts import (
    SECRET,
    TEXT,
    caught,
    volcengine,
)
from tests.columns.audio.voices.vendor import Answer, Vendor, as_json, tone


def chunk(pcm: bytes) -> bytes:
    return json.dumps({"code": 0, "message": "", "data": base64.b64encode(pcm).decode()}).encode()


END = json.dumps({"code": 20000000, "message": "好}", "data": None}, ensure_ascii=False).encode()


def test_volcengine_is_asked_with_its_headers_and_scale(vendor: Vendor) -> None:
    vendor.says(Answer(pieces=[chunk(tone(1500)), END]))
    for speed in (0.5, 2.0):
        volcengine(vendor, speed).synthesize(TEXT)
    asked = vendor.asked[0]
    names = ("X-Api-App-Id", "X-Api-Access-Key", "X-Api-Resource-Id")
    assert [asked.headers[name] for name in names] == ["123", SECRET, "seed-tts-2.0"]
    assert asked.json["req_params"]["text"] == TEXT
    rates = [one.json["req_params"]["audio_params"]["speech_rate"] for one in vendor.asked]
    assert rates == [-50, 100]
    requests = {one.headers["X-Api-Request-Id"] for one in vendor.asked}
    assert len(requests) == 2


def test_volcengine_is_heard_however_its_answer_was_cut(vendor: Vendor) -> None:
    stream = chunk(tone(50)) + b"\n" + chunk(tone(100)) + END
    for width in (7, 1000, len(stream)):
        pieces = [stream[at : at + width] for at in range(0, len(stream), width)]
        vendor.says(Answer(pieces=pieces))
        assert volcengine(vendor).synthesize("收盘。").duration_ms == 150


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([chunk(tone(1500))], VoiceUnavailable),
        ([chunk(tone(1500)), b'{"code": 55000000, "message": "x"}'], VoiceUnavailable),
        ([chunk(tone(1500)), b'{"code": 45000000, "message": "bad text"}'], VoiceRefused),
        ([b'{"code": 0, "data": "?"}', END], VoiceUnavailable),
        ([b"no json at all}"], VoiceUnavailable),
        ([b'{"code": 0, "da\xff"}'], VoiceUnavailable),
        ([END], VoiceUnavailable),
        ([], VoiceUnavailable),
    ],
)
def test_volcengine_half_said_is_no_clip(
    vendor: Vendor, pieces: list[bytes], kind: type[VoiceError]
) -> None:
    vendor.says(Answer(pieces=pieces))
    assert type(caught(volcengine(vendor))) is kind


@pytest.mark.parametrize("status", [200, 400, 429])
@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("quota exceeded for types: text_words_lifetime", VoiceOutOfOrder),
        ("quota exceeded for types: concurrency", VoiceUnavailable),
        ("quota exceeded for types: qps", VoiceUnavailable),
        ("speaker permission denied: get resource id: access denied", VoiceOutOfOrder),
    ],
)
def test_volcengine_says_with_one_number_what_only_its_words_tell_apart(
    vendor: Vendor, status: int, message: str, kind: type[VoiceError]
) -> None:
    vendor.says(as_json({"code": 45000000, "message": message}, status))
    assert type(caught(volcengine(vendor))) is kind


@pytest.mark.parametrize(
    ("message", "headers", "rest"),
    [
        ("quota exceeded for types: qps", {"Retry-After": "9"}, 9),
        ("quota exceeded for types: qps", {}, None),
        ("quota exceeded for types: text_words_lifetime", {"Retry-After": "9"}, 9),
        ("quota exceeded for types: text_words_lifetime", {}, 3600),
    ],
)
def test_when_to_come_back_is_for_the_engine_to_say(
    vendor: Vendor, message: str, headers: dict[str, str], rest: float | None
) -> None:
    body = json.dumps({"code": 45000292, "message": message}).encode()
    vendor.says(Answer(429, [body], headers))
    problem = caught(volcengine(vendor))
    assert isinstance(problem, VoiceUnavailable)
    assert problem.retry_after == rest
