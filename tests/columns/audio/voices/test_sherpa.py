"""
A neural voice speaks from a folder, or says what it lacks there.

The model in `tiny_model` has the shape of a VITS model and no weights: for each token it gives 80
ms of a sine, higher for each of its three speakers. The library that runs it is the real one.
"""

import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from columns.audio.voices import sherpa
from columns.audio.voices.base import VoiceOutOfOrder, VoiceRefused, VoiceUnavailable
from columns.audio.voices.sherpa import SherpaVoice, model_in
from tests.columns.audio.voices.saying import said

TINY = Path(__file__).with_name("tiny_model")


def folder_with(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).touch()
    return root


def missing(folder: Path) -> str:
    with pytest.raises(VoiceOutOfOrder) as caught:
        model_in(folder)
    return str(caught.value.sentence).replace(folder.name, "…")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert missing(tmp_path / "no") == "模型文件夹 … 不存在，请运维检查设置。"


def test_files_tell_the_kind(tmp_path: Path) -> None:
    assert missing(tmp_path) == "模型文件夹 … 里缺少 model.onnx，请运维补上。"
    folder_with(tmp_path, "vits-zh.onnx", "tokens.txt")
    assert missing(tmp_path) == "模型文件夹 … 里缺少 lexicon.txt，请运维补上。"
    folder_with(tmp_path, "lexicon.txt")
    assert (model_in(tmp_path).kind, len(model_in(tmp_path).files)) == ("vits", 3)
    folder_with(tmp_path, "model-steps-3.onnx")
    assert missing(tmp_path) == "模型文件夹 … 里缺少 vocos*.onnx，请运维补上。"
    folder_with(tmp_path, "vocos-22khz-univ.onnx")
    assert model_in(tmp_path).kind == "matcha"
    folder_with(tmp_path, "voices.bin", "lexicon-zh.txt")
    assert missing(tmp_path) == "模型文件夹 … 里缺少 espeak-ng-data，请运维补上。"
    (tmp_path / "espeak-ng-data").mkdir()
    assert model_in(tmp_path).kind == "kokoro"
    assert model_in(tmp_path).files["lexicon"].count(",") == 1


def test_a_missing_library_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_found(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(sherpa, "version", not_found)
    with pytest.raises(VoiceOutOfOrder) as caught:
        SherpaVoice(folder=str(TINY)).synthesize("今天收盘。")
    assert str(caught.value.sentence) == "没有安装 sherpa-onnx 朗读引擎，请运维安装。"


@pytest.fixture
def voice() -> Iterator[SherpaVoice]:
    pytest.importorskip("sherpa_onnx", reason="The extra neican[sherpa] is not installed.")
    voice = SherpaVoice(folder=str(TINY))
    yield voice
    voice.close()


def test_a_model_speaks(voice: SherpaVoice) -> None:
    clip = voice.synthesize(voice.script(said("今天收盘。")))
    assert clip.rate == 16_000
    assert 500 < clip.duration_ms < 2000
    assert max(clip.pcm) > 0


def test_a_faster_speaker_takes_less_time_and_another_sounds_otherwise(voice: SherpaVoice) -> None:
    fast = SherpaVoice(folder=str(TINY), speed=2.0)
    other = SherpaVoice(folder=str(TINY), speaker="1")
    plain = voice.synthesize("今天收盘。")
    assert fast.synthesize("今天收盘。").duration_ms < 0.6 * plain.duration_ms
    assert other.synthesize("今天收盘。").pcm != plain.pcm
    assert len({one.key for one in (voice, fast, other)}) == 3
    fast.close()
    other.close()


def test_another_model_in_the_same_folder_is_another_voice(
    voice: SherpaVoice, tmp_path: Path
) -> None:
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    same = SherpaVoice(folder=str(tmp_path)).key
    with (tmp_path / "model.onnx").open("ab") as model:
        model.write(b"x")
    assert same == voice.key
    assert SherpaVoice(folder=str(tmp_path)).key != voice.key


@pytest.mark.parametrize(
    ("speaker", "sentence"),
    [
        ("3", "朗读引擎没有这个音色，请在音色设置里换一个。"),
        ("女声", "音色“女声”应是一个编号，从 0 数起，请在音色设置里改正。"),
    ],
)
def test_a_speaker_that_is_not_there_is_refused(
    voice: SherpaVoice, speaker: str, sentence: str
) -> None:
    with pytest.raises(VoiceRefused) as caught:
        SherpaVoice(folder=str(TINY), speaker=speaker).synthesize("今天收盘。")
    assert str(caught.value.sentence) == sentence
    assert voice.synthesize("今天收盘。").duration_ms > 0


def test_words_that_the_model_does_not_know_make_no_clip(voice: SherpaVoice) -> None:
    with pytest.raises(VoiceRefused):
        voice.synthesize("龘靐齉爩麤灪龖厵")
    with pytest.raises(VoiceRefused):
        voice.synthesize("🚀……")


def test_a_broken_model_ends_its_program_and_not_the_worker(
    voice: SherpaVoice, tmp_path: Path
) -> None:
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(VoiceUnavailable) as caught:
        SherpaVoice(folder=str(tmp_path)).synthesize("今天收盘。")
    assert str(caught.value.sentence) == "朗读引擎意外退出。"
    assert voice.synthesize("今天收盘。").duration_ms > 0
