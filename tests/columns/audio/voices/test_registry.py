"""The settings name engines; what is wrong there is said in sentences, without a secret."""

import pytest

from columns.audio.voices.azure import AzureVoice
from columns.audio.voices.espeak import EspeakVoice
from columns.audio.voices.registry import Engines, get_voice, speakers, wrongs

ENGINES: Engines = {
    "embedded": {"ENGINE": "columns.audio.voices.espeak.EspeakVoice"},
    "azure": {
        "ENGINE": "columns.audio.voices.azure.AzureVoice",
        "OPTIONS": {"key": "geheim", "region": "eastasia"},
    },
    "unpaid": {
        "ENGINE": "columns.audio.voices.azure.AzureVoice",
        "OPTIONS": {"key": "", "zone": "geheim", "speaker": "x"},
    },
    "typo": {"ENGINE": "columns.audio.voices.azure.AzurVoice"},
    "elsewhere": {"ENGINE": "columns.audio.nowhere.Voice"},
    "empty": {},
}


def test_an_engine_is_built_for_a_speaker_at_a_speed() -> None:
    voice = get_voice(ENGINES, "azure", speaker="zh-CN-XiaoxiaoNeural", speed=1.5)
    assert isinstance(voice, AzureVoice)
    assert voice.key == "azure:zh-CN-XiaoxiaoNeural:+50%"
    assert isinstance(get_voice(ENGINES, "embedded"), EspeakVoice)


@pytest.mark.parametrize("name", ["typo", "elsewhere", "empty", "unknown"])
def test_an_engine_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(ImportError, match=f"朗读引擎.*{name}|名为 '{name}' 的朗读引擎"):
        get_voice(ENGINES, name)


def test_options_that_do_not_fit_build_nothing() -> None:
    with pytest.raises(TypeError, match="不认识"):
        get_voice(ENGINES, "unpaid")


def test_all_that_is_wrong_is_told_at_once_and_shows_no_secret() -> None:
    assert wrongs({name: ENGINES[name] for name in ("embedded", "azure")}) == []
    found = wrongs(ENGINES)
    assert found == [
        "朗读引擎 'unpaid' 不认识 OPTIONS 里的 'zone'。",
        "朗读引擎 'unpaid' 不认识 OPTIONS 里的 'speaker'。",
        "朗读引擎 'unpaid' 的 OPTIONS 里缺少 'key'。",
        "朗读引擎 'unpaid' 的 OPTIONS 里缺少 'region'。",
        "朗读引擎 'typo' 的 ENGINE 写成了 'columns.audio.voices.azure.AzurVoice'，没有这样的引擎。",
        "朗读引擎 'elsewhere' 的 ENGINE 写成了 'columns.audio.nowhere.Voice'，没有这样的引擎。",
        "朗读引擎 'empty' 的 ENGINE 写成了 ''，没有这样的引擎。",
    ]


def test_an_engine_lists_its_speakers_if_it_can() -> None:
    assert speakers(ENGINES, "embedded")[0] == "cmn"
    assert speakers(ENGINES, "azure") == ()
