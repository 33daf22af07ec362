"""DashScope gives an address or a stream of events; neither is trusted."""

import base64
import json
from typing import Any

import pytest

from columns.audio.voices.base import (
    VoiceError,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
)
from tests.columns.audio.voices.casts import (
    SECRET,
    SOUND,
    caught,
    dashscope,
    streaming,
)
from tests.columns.audio.voices.saying import said
from tests.columns.audio.voices.vendor import Answer, Vendor, as_json, tone


def test_dashscope_names_a_file_that_is_fetched_without_the_key(vendor: Vendor) -> None:
    vendor.says(as_json({"output": {"audio": {"url": f"{vendor.url}/a.wav?e=1"}}}), SOUND)
    voice = dashscope(vendor)
    script = voice.script(said("曾毓群说。", "曾毓群", "zeng1", "yu4", "qun2"))
    assert voice.synthesize(script).duration_ms == 1500
    order, file = vendor.asked
    assert order.path == "/api/v1/services/audio/tts/SpeechSynthesizer"
    assert order.headers["Authorization"] == f"Bearer {SECRET}"
    assert order.json == {
        "model": "cosyvoice-v3-flash",
        "input": {
            "text": "曾毓群说。",
            "voice": "longanyang",
            "sample_rate": 24000,
            "rate": 1.5,
            "hot_fix": {"pronunciation": [{"曾毓群": "zeng1 yu4 qun2"}]},
            "format": "wav",
        },
    }
    assert (file.method, file.path) == ("GET", "/a.wav?e=1")
    assert "Authorization" not in file.headers
    assert voice.billed(script) == 9


@pytest.mark.parametrize("where", ["http://127.0.0.1:1/a", "https://10.0.0.7/a"])
def test_dashscope_cannot_send_us_round_our_own_house(vendor: Vendor, where: str) -> None:
    vendor.says(as_json({"output": {"audio": {"url": where}}}))
    problem = caught(dashscope(vendor, open_hosts=False))
    assert isinstance(problem, VoiceUnavailable)
    assert str(problem.sentence) == "DashScope 给的声音地址不可信，没有去取。"
    assert len(vendor.asked) == 1


@pytest.mark.parametrize("status", [302, 403, 404])
def test_a_file_that_is_gone_is_no_fault_of_the_key(vendor: Vendor, status: int) -> None:
    order = as_json({"output": {"audio": {"url": f"{vendor.url}/a.wav?e=1"}}})
    vendor.says(order, Answer(status))
    assert type(caught(dashscope(vendor))) is VoiceUnavailable
    vendor.says(order, SOUND)
    assert dashscope(vendor).synthesize('{"text": "今天收盘。"}').duration_ms == 1500


@pytest.mark.parametrize("status", [200, 400, 429])
def test_dashscope_in_arrears_says_so_at_any_status(vendor: Vendor, status: int) -> None:
    vendor.says(as_json({"code": "Arrearage", "message": "Access denied"}, status))
    problem = caught(dashscope(vendor))
    assert isinstance(problem, VoiceOutOfOrder)
    assert str(problem.sentence) == "DashScope 的额度用完了，请运维充值或换一个引擎。"


def event(output: dict[str, Any], kind: str = "result") -> bytes:
    data = json.dumps({"output": output, "request_id": "这次"}, ensure_ascii=False)
    return f"id:1\nevent:{kind}\n:HTTP_STATUS/200\ndata:{data}\n\n".encode()


def heard(pcm: bytes) -> bytes:
    audio = {"data": base64.b64encode(pcm).decode()}
    return event({"type": "sentence-synthesis", "finish_reason": "null", "audio": audio})


STOP = event({"finish_reason": "stop", "audio": {"data": "", "url": "http://127.0.0.1:1/a"}})


def test_dashscope_is_heard_as_it_speaks_however_the_events_were_cut(vendor: Vendor) -> None:
    begin = event({"type": "sentence-begin", "sentence": {"index": 0}})
    stream = begin + heard(tone(50)) + heard(tone(100)) + STOP
    for width in (7, 1000, len(stream)):
        pieces = [stream[at : at + width] for at in range(0, len(stream), width)]
        vendor.says(Answer(pieces=pieces))
        clip = streaming(vendor).synthesize('{"text": "收盘。"}')
        assert (clip.rate, clip.duration_ms) == (24_000, 150)
    assert {one.headers["X-DashScope-SSE"] for one in vendor.asked} == {"enable"}
    assert {one.json["input"]["format"] for one in vendor.asked} == {"pcm"}
    assert {one.method for one in vendor.asked} == {"POST"}
    assert streaming(vendor).key == dashscope(vendor).key


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([heard(tone(1500))], VoiceUnavailable),
        ([heard(tone(1500)), b'event:error\ndata:{"code":"InternalError"}\n\n'], VoiceUnavailable),
        ([b'event:error\ndata:{"code":"InvalidParameter"}\n\n'], VoiceRefused),
        ([b'event:error\ndata:{"code":"Arrearage"}\n\n'], VoiceOutOfOrder),
        ([event({"audio": {"data": "?"}}), STOP], VoiceUnavailable),
        ([event({"audio": "sound"}), STOP], VoiceUnavailable),
        ([b'data:{"output": 1}\n\n'], VoiceUnavailable),
        ([b"data:no json\n\n"], VoiceUnavailable),
        ([STOP], VoiceUnavailable),
        ([], VoiceUnavailable),
    ],
)
def test_dashscope_half_said_is_no_clip(
    vendor: Vendor, pieces: list[bytes], kind: type[VoiceError]
) -> None:
    vendor.says(Answer(pieces=pieces))
    assert type(caught(streaming(vendor))) is kind
