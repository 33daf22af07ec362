"""Azure is sent well-formed XML, and says in its own way that nothing is left."""

import traceback
from xml.etree import ElementTree

import pytest

from columns.audio.voices.azure import AzureVoice
from columns.audio.voices.base import (
    VoiceOutOfOrder,
)
from tests.columns.audio.voices.casts import (
    SECRET,
    SOUND,
    azure,
    caught,
)
from tests.columns.audio.voices.saying import Entry, Place, Said, said
from tests.columns.audio.voices.vendor import Answer, Vendor, as_json, tone, wav

_SSML = "{http://www.w3.org/2001/10/synthesis}"


def test_azure_is_sent_xml_that_holds_any_text_and_the_readings(vendor: Vendor) -> None:
    vendor.says(SOUND)
    voice = azure(vendor, speed=0.8)
    text = "曾毓群 <说> A&B 🚀 ]]> \x00 好。"
    voice.synthesize(voice.script(said(text, "曾毓群", "zeng1", "yu4", "qun2")))
    (asked,) = vendor.asked
    assert asked.path == "/cognitiveservices/v1"
    assert asked.headers["Ocp-Apim-Subscription-Key"] == SECRET
    assert asked.headers["Content-Type"] == "application/ssml+xml"
    assert asked.headers["X-Microsoft-OutputFormat"] == "riff-24khz-16bit-mono-pcm"
    tree = ElementTree.fromstring(asked.body)
    assert "".join(tree.itertext()) == text.replace("\x00", "")
    assert [one.get("ph") for one in tree.iter(f"{_SSML}phoneme")] == ["zeng 1", "yu 4", "qun 2"]
    assert [one.get("rate") for one in tree.iter(f"{_SSML}prosody")] == ["-20%"]
    assert [one.get("name") for one in tree.iter(f"{_SSML}voice")] == ["zh-CN-YunxiNeural"]


def test_azure_speaks_a_long_sentence_in_calls_that_are_well_formed(vendor: Vendor) -> None:
    """Its markup is longer than its words, and no call may give ten minutes of sound."""
    text = "曾毓群说：A&B，" * 200
    places = [Place(at, at + 3, Entry(("zeng1", "yu4", "qun2"))) for at in range(0, len(text), 9)]
    vendor.says(Answer(pieces=[wav(tone(40_000))]))
    voice = azure(vendor)
    script = voice.script(Said(text, places))
    assert 10 * len(text) < len(script) < voice.max_characters
    clip = voice.synthesize(script)
    trees = [ElementTree.fromstring(one.body) for one in vendor.asked]
    said_each = ["".join(tree.itertext()) for tree in trees]
    assert "".join(said_each) == text
    assert [len(one) for one in said_each] == [603, 603, 594]
    assert clip.duration_ms == 3 * 40_000 + 2 * 200


def test_azure_says_that_the_month_is_used_up(vendor: Vendor) -> None:
    message = "Out of call volume quota. Quota will be replenished in 14.07:23:33."
    vendor.says(as_json({"error": {"code": "403", "message": message}}, 403))
    problem = caught(azure(vendor))
    assert isinstance(problem, VoiceOutOfOrder)
    assert str(problem.sentence) == "Azure 的额度用完了，请运维充值或换一个引擎。"


def test_a_key_with_a_line_end_is_said_to_be_one_and_not_shown() -> None:
    with pytest.raises(VoiceOutOfOrder) as problem:
        AzureVoice(key=f"{SECRET}\n", region="eastasia")
    assert SECRET not in "".join(traceback.format_exception(problem.value))
    assert "Azure 的密钥里有不该有的字符" in str(problem.value.sentence)
