"""The embedded voice really speaks, and survives the death of its program."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from columns.audio.spoken import Lexicon, speak
from columns.audio.voices import (
    Clip,
    Mark,
    VoiceRefused,
    VoiceUnavailable,
    get_voice,
    silence,
    trimmed,
)
from columns.audio.voices.espeak import EspeakVoice
from columns.audio.voices.program import Keeper
from columns.audio.voices.registry import Engines

pytest.importorskip("espeakng_loader")


@pytest.fixture
def voice() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


def phonetic(text: str) -> str:
    return speak(text, Lexicon()).phonetic


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_sentence_becomes_sound(voice: EspeakVoice) -> None:
    clip = voice.synthesize(phonetic("今天的市场很平静。"))
    assert clip.rate == 22050
    assert 1000 < clip.duration_ms < 4000
    assert max(clip.pcm) > 0


def test_equal_text_has_nearly_equal_length(voice: EspeakVoice) -> None:
    text = phonetic("英伟达市值达到 7550 亿美元。")
    first, second = (voice.synthesize(text).duration_ms for _ in range(2))
    assert abs(first - second) <= 50


def test_a_faster_voice_takes_less_time(voice: EspeakVoice) -> None:
    text = phonetic("这句话读得快一些。")
    fast = EspeakVoice(rate=300)
    assert fast.synthesize(text).duration_ms < 0.85 * voice.synthesize(text).duration_ms
    fast.close()


def test_no_syllable_of_chinese_is_taken_for_english(tmp_path: Path) -> None:
    """espeak's own phonemes say when it changes its language: (en)."""
    han = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    common = [one for one in han if _in_gb2312(one)]
    coloured = ("花儿", "玩儿", "这儿", "一点儿", "一会儿", "英雄", "兄弟", "窘迫")
    lines = sorted({phonetic(one) for one in (*common, *coloured)} - {""})
    assert len(lines) > 1000
    (tmp_path / "lines").write_text("\n".join(lines), encoding="utf-8")
    script = Path(__file__).with_name("phonemes_program.py")
    run = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "lines")],
        capture_output=True,
        text=True,
        check=True,
    )
    heard = run.stdout.splitlines()
    assert heard[0].startswith("(en)"), "The check must notice what plain xiong2 becomes."
    assert [line for line in heard[1:] if "(en)" in line] == []


def _in_gb2312(mark: str) -> bool:
    try:
        mark.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def test_a_program_that_was_killed_is_started_again(voice: EspeakVoice) -> None:
    text = phonetic("杀不死的声音。")
    before = voice.synthesize(text)
    killed = voice.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    assert len(voice.synthesize(text).pcm) == len(before.pcm)
    assert voice.pid != killed
    assert not is_alive(killed)


def test_a_program_that_hangs_is_killed_in_time_and_the_next_sentence_works() -> None:
    voice = EspeakVoice(timeout=1.0)
    voice.synthesize(phonetic("一"))
    hung = voice.pid
    assert hung is not None
    os.kill(hung, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(VoiceUnavailable) as caught:
        voice.synthesize(phonetic("二"))
    assert 0.9 < time.monotonic() - began < 5
    assert str(caught.value.sentence) == "朗读引擎超时没有回答。"
    assert not is_alive(hung)
    assert voice.synthesize(phonetic("三")).duration_ms > 0
    voice.close()


@pytest.mark.parametrize("speaker", ["no-such-voice", "cmn+no-such-timbre", "cmn+../f2"])
def test_a_speaker_that_is_not_there_is_refused_in_a_sentence(speaker: str) -> None:
    voice = EspeakVoice(speaker=speaker)
    with pytest.raises(VoiceRefused, match="no voice") as caught:
        voice.synthesize("ni3hao3")
    assert str(caught.value.sentence) == "朗读引擎没有这个音色，请在音色设置里换一个。"
    assert voice.pid is None


def test_a_timbre_is_a_voice_of_its_own_and_all_are_listed(voice: EspeakVoice) -> None:
    speakers = EspeakVoice.speakers()
    assert speakers[0] == "cmn"
    assert "cmn+f2" in speakers
    other = EspeakVoice(speaker="cmn+f2")
    assert other.key == "espeak-ng-0.2.4:cmn+f2:220"
    assert other.synthesize("ni3hao3").pcm != voice.synthesize("ni3hao3").pcm
    assert other.pid != voice.pid
    other.close()


def test_a_program_that_dies_again_and_again_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text("raise SystemExit('my last words')")
    keeper = Keeper([str(tmp_path / "program.py")], timeout=5)
    with pytest.raises(VoiceUnavailable, match="my last words") as caught:
        keeper.ask({"text": "ni3hao3"})
    assert str(caught.value.sentence) == "朗读引擎意外退出。"
    assert keeper.pid is None


def test_empty_and_endless_sentences_are_refused(voice: EspeakVoice) -> None:
    with pytest.raises(VoiceRefused):
        voice.synthesize("  ")
    with pytest.raises(VoiceRefused):
        voice.synthesize("a" * (voice.max_characters + 1))
    assert voice.pid is None


def test_closing_ends_the_program(voice: EspeakVoice) -> None:
    voice.synthesize("ni3hao3")
    running = voice.pid
    assert running is not None
    voice.close()
    assert voice.pid is None
    assert not is_alive(running)


def test_threads_share_one_program_without_mixing_answers(voice: EspeakVoice) -> None:
    texts = [phonetic("短"), phonetic("这是一句比较长的话，用来区分。")]
    alone = [voice.synthesize(text).duration_ms for text in texts]
    heard: dict[int, list[int]] = {}

    def ask(which: int) -> None:
        heard[which] = [voice.synthesize(texts[which]).duration_ms for _ in range(5)]

    threads = [threading.Thread(target=ask, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert alone[1] > 3 * alone[0]
    assert [len(heard[which]) for which in (0, 1)] == [5, 5]
    assert all(abs(one - alone[which]) <= 50 for which in (0, 1) for one in heard[which])


def test_the_program_is_given_no_secret(
    voice: EspeakVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYMENT_SECRET", "hidden")
    voice.synthesize("ni3hao3")
    environment = Path(f"/proc/{voice.pid}/environ")
    if not environment.exists():
        pytest.skip("This system does not show a program's environment.")
    assert b"hidden" not in environment.read_bytes()


def test_the_settings_name_engines_and_a_key_names_all_that_changes_the_sound() -> None:
    path = "columns.audio.voices.espeak.EspeakVoice"
    engines: Engines = {
        "quick": {"ENGINE": path, "OPTIONS": {"rate": 260}},
        "plain": {"ENGINE": path},
    }
    assert get_voice(engines, "quick").key == "espeak-ng-0.2.4:cmn:260"
    assert get_voice(engines, "plain").key == "espeak-ng-0.2.4:cmn:220"
    assert get_voice(engines, "plain", speed=1.5).key == "espeak-ng-0.2.4:cmn:330"
    assert get_voice(engines, "plain", speaker="yue").key == "espeak-ng-0.2.4:yue:220"
    with pytest.raises(ImportError, match="'other'"):
        get_voice(engines, "other")
    with pytest.raises(ImportError, match="Nothing"):
        get_voice({"x": {"ENGINE": "columns.audio.voices.espeak.Nothing"}}, "x")
    with pytest.raises(TypeError, match="不认识 OPTIONS 里的 'volume'"):
        get_voice({"x": {"ENGINE": path, "OPTIONS": {"volume": 1}}}, "x")


def test_trimming_takes_silence_and_moves_marks() -> None:
    sound = b"\x00\x40" * 2205
    clip = Clip(silence(500, 22050) + sound + silence(300, 22050), 22050, (Mark(0, 500),))
    short = trimmed(clip)
    assert short.duration_ms == 120
    assert short.marks == (Mark(0, 10),)
    assert trimmed(Clip(silence(500, 22050), 22050)).pcm == b""
