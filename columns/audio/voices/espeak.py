"""The embedded voice: espeak-ng behind a pipe, with no server and no account."""

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from columns.audio.voices.base import Clip, Sayable, VoiceUnavailable
from columns.audio.voices.program import Keeper
from columns.audio.voices.sound import sayable

_PROGRAM = Path(__file__).with_name("espeak_program.py")
_VARIANTS = Path("espeak-ng-data", "voices", "!v")


class EspeakVoice:
    """
    Mandarin by espeak-ng; `rate` in its words per minute (220 is about 270 Han), `timeout` in s.

    A speaker is a language of its, and a timbre behind a plus: `cmn`, `cmn+f2`.
    """

    engine = "espeak"
    max_characters = 4000
    price_fen_per_10k = 0

    def __init__(
        self, rate: int = 220, speaker: str = "", speed: float = 1.0, timeout: float = 20.0
    ) -> None:
        self._rate, self._voice = round(rate * speed), speaker or "cmn"
        self._keeper = Keeper((str(_PROGRAM), self._voice, str(self._rate)), timeout=timeout)

    @cached_property
    def key(self) -> str:
        """:raises VoiceUnavailable: if the engine is not installed."""
        try:
            release = version("espeakng-loader")
        except PackageNotFoundError as error:
            raise VoiceUnavailable(_("没有安装 espeak 朗读引擎。")) from error
        return f"espeak-ng-{release}:{self._voice}:{self._rate}"

    @staticmethod
    def speakers() -> Sequence[str]:
        """Mandarin in all timbres that are installed, the plain one first."""
        found = find_spec("espeakng_loader")
        homes = (found.submodule_search_locations or []) if found else []
        files = [one for home in homes for one in (Path(home) / _VARIANTS).glob("*")]
        return ("cmn", *sorted(f"cmn+{one.name}" for one in files))

    def script(self, said: Sayable) -> str:
        """The toned pinyin: espeak's own dictionary reads Chinese worse."""
        return said.phonetic

    def billed(self, script: str) -> int:
        """Nobody counts."""
        return len(script)

    def synthesize(self, text: str) -> Clip:
        """
        Speak phonetic text, as `Spoken.phonetic` gives it.

        :raises VoiceUnavailable: if the program does not start, hangs, or dies twice.
        :raises VoiceRefused: if the text is empty, too long, or espeak cannot speak it.
        """
        sayable(text, text, self.max_characters)
        header, pcm = self._keeper.ask({"text": text})
        return Clip(pcm=pcm, rate=int(header["rate"]))

    def close(self) -> None:
        self._keeper.close()

    @property
    def pid(self) -> int | None:
        """The process id of the running program, if one runs."""
        return self._keeper.pid
