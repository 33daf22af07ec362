"""Voices whose vendor is the server of a test, and the error that one of them ends with."""

from collections.abc import Callable
from typing import Any

import pytest

from columns.audio.voices.azure import AzureVoice
from columns.audio.voices.base import (
    Voice,
    VoiceError,
)
from columns.audio.voices.dashscope import DashScopeVoice
from columns.audio.voices.openai import OpenAIVoice
from columns.audio.voices.volcengine import VolcengineVoice
from tests.columns.audio.voices.saying import said
from tests.columns.audio.voices.vendor import Answer, Vendor, tone, wav

SECRET = "sk-not-for-others"
TEXT = "今天的市场很平静。"
SOUND = Answer(pieces=[wav(tone(1500))])


Casts = Callable[[Vendor], Voice]


def openai(vendor: Vendor, **options: Any) -> Voice:
    voice = OpenAIVoice(key=SECRET, base_url=vendor.url, **options)
    return vendor.serves(voice)


def azure(vendor: Vendor, speed: float = 1.0) -> Voice:
    url = f"{vendor.url}/cognitiveservices/v1"
    voice = AzureVoice(key=SECRET, region="chinaeast2", url=url, speed=speed)
    return vendor.serves(voice)


def dashscope(vendor: Vendor, *, open_hosts: bool = True, **options: Any) -> Voice:
    options = {"speed": 1.5, "open_hosts": open_hosts, **options}
    return vendor.serves(DashScopeVoice(key=SECRET, base_url=vendor.url, **options))


def streaming(vendor: Vendor) -> Voice:
    return dashscope(vendor, stream=True)


def volcengine(vendor: Vendor, speed: float = 1.0) -> Voice:
    voice = VolcengineVoice(
        app_id="123", access_key=SECRET, url=f"{vendor.url}/api/v3", speed=speed
    )
    return vendor.serves(voice)


def caught(voice: Voice, text: str = TEXT) -> VoiceError:
    with pytest.raises(VoiceError) as problem:
        voice.synthesize(voice.script(said(text)))
    assert SECRET not in repr(problem.value) + str(problem.value.sentence) + voice.key + repr(voice)
    return problem.value
