"""A neural voice on this machine: sherpa-onnx with a model that the operator puts into a folder."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.utils.translation import gettext as _

from columns.audio.voices.base import Clip, Sayable, VoiceOutOfOrder, VoiceRefused, VoiceUnavailable
from columns.audio.voices.program import Keeper
from columns.audio.voices.sound import believable, has_words, sayable

_PROGRAM = Path(__file__).with_name("sherpa_program.py")
# A wrong folder is put right by a person, not by waiting a second.
_REST = 600.0


@dataclass(frozen=True, slots=True)
class Model:
    """What stands in a folder: its kind, and its files by the names of the library's options."""

    kind: str
    files: dict[str, str]

    def digest(self) -> str:
        """Of the weights: another model in the same folder is another voice."""
        heart = Path(self.files.get("model") or self.files["acoustic_model"])
        with heart.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()[:12]


def model_in(folder: Path) -> Model:
    """
    The model of a folder, as its makers pack them: VITS, Matcha or Kokoro.

    :raises VoiceOutOfOrder: in a sentence that names what is missing.
    """
    if not folder.is_dir():
        raise _missing(_("模型文件夹 %(name)s 不存在，请运维检查设置。") % {"name": folder.name})
    if (folder / "voices.bin").exists():
        return _kokoro(folder)
    if steps := sorted(folder.glob("model-steps-*.onnx")):
        return _matcha(folder, steps[-1])
    return _vits(folder)


def _kokoro(folder: Path) -> Model:
    files = {
        "model": _first(folder, "model.onnx", "model*.onnx"),
        "voices": _first(folder, "voices.bin"),
        "tokens": _first(folder, "tokens.txt"),
        "data_dir": _first(folder, "espeak-ng-data"),
        "lexicon": ",".join(str(one) for one in sorted(folder.glob("lexicon*.txt"))),
    }
    return Model("kokoro", files)


def _matcha(folder: Path, acoustic: Path) -> Model:
    files = {
        "acoustic_model": str(acoustic),
        "vocoder": _first(folder, "vocos*.onnx", "hifigan*.onnx"),
        "tokens": _first(folder, "tokens.txt"),
        "lexicon": _first(folder, "lexicon.txt"),
    }
    return Model("matcha", files)


def _vits(folder: Path) -> Model:
    files = {
        "model": _first(folder, "model.onnx", "*.onnx"),
        "tokens": _first(folder, "tokens.txt"),
    }
    # Piper's models find their sounds by espeak's data, all others by a lexicon.
    data = folder / "espeak-ng-data"
    words = {"data_dir": str(data)} if data.is_dir() else {"lexicon": _first(folder, "lexicon.txt")}
    return Model("vits", {**files, **words})


def _first(folder: Path, *patterns: str) -> str:
    """:raises VoiceOutOfOrder: if there is none."""
    for pattern in patterns:
        if found := sorted(folder.glob(pattern)):
            return str(found[0])
    said = _("模型文件夹 %(name)s 里缺少 %(file)s，请运维补上。")
    raise _missing(said % {"name": folder.name, "file": patterns[0]})


def _missing(sentence: str) -> VoiceOutOfOrder:
    return VoiceOutOfOrder(sentence, retry_after=_REST)


def _release() -> str:
    """:raises VoiceOutOfOrder: if the engine is not installed."""
    try:
        return version("sherpa-onnx")
    except PackageNotFoundError as error:
        raise _missing(_("没有安装 sherpa-onnx 朗读引擎，请运维安装。")) from error


class SherpaVoice:
    """
    Reads plain text with the model of a folder.

    :param folder: as it was unpacked. :param speaker: the number of one, from 0.
    :param threads: of the processor, for one sentence.
    :param timeout: seconds for one sentence; loading the model has `start_timeout`.
    """

    engine = "sherpa"
    max_characters = 500
    price_fen_per_10k = 0

    def __init__(
        self,
        *,
        folder: str,
        speaker: str = "",
        speed: float = 1.0,
        threads: int = 1,
        timeout: float = 60.0,
        start_timeout: float = 60.0,
    ) -> None:
        self._folder, self._speaker, self._speed = Path(folder), speaker or "0", speed
        self._threads, self._timeout, self._start_timeout = threads, timeout, start_timeout

    @cached_property
    def key(self) -> str:
        """:raises VoiceOutOfOrder: if the engine or its model is not there."""
        model = f"{self._model.kind}-{self._model.digest()}"
        return f"sherpa-onnx-{_release()}:{model}:{self._speaker}:{self._speed:g}"

    def script(self, said: Sayable) -> str:
        """The words: its lexicon knows no readings of ours."""
        return said.text if has_words(said.text) else ""

    def billed(self, script: str) -> int:
        """Nobody counts."""
        return len(script)

    def synthesize(self, script: str) -> Clip:
        """Speak one sentence; errors as `Voice` says."""
        sayable(script, script, self.max_characters)
        header, pcm = self._keeper.ask({"text": script})
        try:
            return believable(Clip(pcm=pcm, rate=int(header["rate"])), script)
        except VoiceUnavailable as problem:
            # The model is the same next time, and leaves out the same words that it does not know.
            raise VoiceRefused(problem.sentence, str(problem)) from problem

    def close(self) -> None:
        if "_keeper" in vars(self):
            self._keeper.close()

    @cached_property
    def _model(self) -> Model:
        return model_in(self._folder)

    @cached_property
    def _keeper(self) -> Keeper:
        _release()  # the program could not say so well that it lacks the library
        if not self._speaker.isascii() or not self._speaker.isdecimal():
            said = _("音色“%(speaker)s”应是一个编号，从 0 数起，请在音色设置里改正。")
            raise VoiceRefused(said % {"speaker": self._speaker}, "speaker is no number")
        model = json.dumps(
            {"kind": self._model.kind, "files": self._model.files, "threads": self._threads}
        )
        return Keeper(
            (str(_PROGRAM), model, self._speaker, str(self._speed)),
            timeout=self._timeout,
            start_timeout=self._start_timeout,
        )
