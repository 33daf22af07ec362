"""Azure Speech by its REST interface, with the house's readings marked in SSML."""

import re
from xml.sax.saxutils import escape, quoteattr, unescape

from columns.audio.voices.base import Clip, Sayable, silence
from columns.audio.voices.sound import believable, decoded, has_words, sayable
from columns.audio.voices.wire import Trouble, Wire

_TAG = re.compile(r"<[^>]*>")
# Sound of more than ten minutes is cut off without a word; at half the speed this is seven.
_SOME_WORDS, _MOST_WORDS = 600, 800
_BREATH_MS = 200
# Characters that XML 1.0 has no way to hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What must not be cut: a reading with its word, an escaped mark, else each character.
_PART = re.compile(r"<phoneme.*?</phoneme>|&[a-z]+;|.", re.DOTALL)
_MARKS = frozenset("，。！？；：、,.!?;:")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003134f]")


def _judge(body: bytes) -> Trouble | None:
    """Azure says with status 403 or 429 that the month's characters are used up."""
    return Trouble.USED_UP if b"volume quota" in body.lower() else None


class AzureVoice:
    """
    One speaker of a region; `china` for the cloud that 21Vianet runs.

    :param url: another address than the region's, for tests and private endpoints.
    """

    engine = "Azure"
    # Of the script, whose markup is longer than its words; it is cut into calls by the words below.
    max_characters = 200_000

    def __init__(
        self,
        *,
        key: str,
        region: str,
        china: bool = False,
        speaker: str = "",
        speed: float = 1.0,
        price_fen_per_10k: int = 0,
        url: str = "",
        read_seconds: float = 60.0,
    ) -> None:
        host = "azure.cn" if china else "microsoft.com"
        self.price_fen_per_10k = price_fen_per_10k
        self._url = url or f"https://{region}.tts.speech.{host}/cognitiveservices/v1"
        self._speaker = speaker or "zh-CN-YunxiNeural"
        self._rate = f"{round((speed - 1) * 100):+d}%"
        headers = {
            "Ocp-Apim-Subscription-Key": key,
            "Content-Type": "application/ssml+xml",
            "X-Microsoft-OutputFormat": "riff-24khz-16bit-mono-pcm",
        }
        self._wire = Wire(self.engine, headers, judge=_judge, read_seconds=read_seconds)

    @property
    def key(self) -> str:
        return f"azure:{self._speaker}:{self._rate}"

    def script(self, said: Sayable) -> str:
        """The words as XML, each Han that the lexicon has shaped with its reading."""
        if not has_words(said.text):
            return ""
        written, reached = [], 0
        for one in said.forced:
            written.append(_plain(said.text[reached : one.start]))
            written.append(_read(said.text[one.start : one.end], one.entry.syllables))
            reached = one.end
        return "".join((*written, _plain(said.text[reached:])))

    def billed(self, script: str) -> int:
        """Marks count, and a Han counts twice."""
        return len(script) + len(_HAN.findall(script))

    def synthesize(self, script: str) -> Clip:
        """Speak one sentence, however long it is; errors as `Voice` says."""
        sayable(script, _words(script), self.max_characters)
        clips = [self._spoken(piece) for piece in _pieces(script)]
        pcm = silence(_BREATH_MS, clips[0].rate).join(clip.pcm for clip in clips)
        return Clip(pcm=pcm, rate=clips[0].rate)

    def close(self) -> None:
        self._wire.close()

    def _spoken(self, script: str) -> Clip:
        ssml = (
            '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="zh-CN">'
            f"<voice name={quoteattr(self._speaker)}>"
            f'<prosody rate="{self._rate}">{script}</prosody></voice></speak>'
        )
        sound = self._wire.post(self._url, content=ssml.encode())
        return believable(decoded(sound), _words(script))


def _pieces(script: str) -> list[str]:
    """The script in pieces that are well-formed each, cut after a mark where there is one."""
    pieces, said, last = [""], 0, ""
    for part in _PART.findall(script):
        if said >= (_SOME_WORDS if last in _MARKS else _MOST_WORDS):
            pieces.append("")
            said = 0
        pieces[-1] += part
        said += len(_words(part))
        last = part
    return pieces


def _words(script: str) -> str:
    return unescape(_TAG.sub("", script))


def _plain(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _read(text: str, syllables: tuple[str, ...]) -> str:
    """A reading for each Han; a term of other letters takes all of them together."""
    han = _HAN.findall(text)
    if len(han) != len(text) or len(han) != len(syllables):
        return _phoneme(text, syllables)
    return "".join(_phoneme(one, (said,)) for one, said in zip(text, syllables, strict=True))


def _phoneme(text: str, syllables: tuple[str, ...]) -> str:
    """In its own alphabet: the tone stands apart, syllables are joined by a dash."""
    said = " - ".join(f"{one[:-1]} {one[-1]}" for one in syllables)
    return f'<phoneme alphabet="sapi" ph={quoteattr(said)}>{_plain(text)}</phoneme>'
