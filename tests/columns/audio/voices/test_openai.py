"""OpenAI and the servers that speak as it does."""

from typing import Any

from columns.audio.voices.base import (
    VoiceOutOfOrder,
    VoiceUnavailable,
)
from columns.audio.voices.openai import OpenAIVoice
from tests.columns.audio.voices.casts import (
    SECRET,
    SOUND,
    TEXT,
    caught,
    openai,
)
from tests.columns.audio.voices.saying import said
from tests.columns.audio.voices.vendor import Vendor, as_json, tone


def test_openai_is_asked_for_a_speaker_at_a_speed(vendor: Vendor) -> None:
    vendor.says(SOUND)
    voice = openai(vendor, speaker="nova", speed=1.25, extra={"language": "Chinese"})
    clip = voice.synthesize(voice.script(said("<b> & 🚀 ]]> 收盘。")))
    (asked,) = vendor.asked
    assert (asked.method, asked.path) == ("POST", "/v1/audio/speech")
    assert asked.headers["Authorization"] == f"Bearer {SECRET}"
    assert asked.json == {
        "model": "gpt-4o-mini-tts",
        "voice": "nova",
        "speed": 1.25,
        "response_format": "wav",
        "language": "Chinese",
        "input": "<b> & 🚀 ]]> 收盘。",
    }
    assert (clip.rate, clip.duration_ms, clip.pcm) == (24_000, 1500, tone(1500))


def test_a_server_of_ones_own_needs_no_key(vendor: Vendor) -> None:
    vendor.says(SOUND)
    vendor.serves(OpenAIVoice(base_url=f"{vendor.url}/v1/")).synthesize(TEXT)
    assert vendor.asked[0].path == "/v1/audio/speech"
    assert "Authorization" not in vendor.asked[0].headers


def test_a_key_of_clips_shows_no_address_and_no_field_of_ones_own() -> None:
    def key(**options: Any) -> str:
        return OpenAIVoice(**options).key

    hidden = {"base_url": f"https://u:{SECRET}@tts.example", "extra": {"token": SECRET}}
    assert SECRET not in key(**hidden)
    assert key(model="m", speaker="nova").startswith("openai:m:nova:")
    kinds: tuple[dict[str, Any], ...] = (
        {},
        hidden,
        {"base_url": hidden["base_url"]},
        {"speed": 2.0},
        {"key": SECRET},
    )
    assert len({key(**one) for one in kinds}) == 4
    assert key(key=SECRET) == key()


def test_too_fast_and_used_up_are_told_apart(vendor: Vendor) -> None:
    for code, kind in (
        ("insufficient_quota", VoiceOutOfOrder),
        ("rate_limit_exceeded", VoiceUnavailable),
    ):
        vendor.says(as_json({"error": {"code": code, "message": SECRET}}, 429))
        assert type(caught(openai(vendor))) is kind
