"""Volcengine's voices (豆包) by their third HTTP interface."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from columns.audio.voices.base import (
    Clip,
    Sayable,
    VoiceError,
    VoiceRefused,
    VoiceUnavailable,
)
from columns.audio.voices.sound import believable, from_pcm, has_words, sayable
from columns.audio.voices.wire import Trouble, Wire

URL = "https://openspeech.bytedance.com/api/v3/tts/unidirectional"
RATE = 24_000
_PIECE, _END = 0, 20_000_000
# Their numbers say little: 45000000 stands for a bad text, a speaker without leave and too many
# requests alike. Of several words in one message the first here counts.
_WORDS = (
    ("types: concurrency", Trouble.BUSY),
    ("types: qps", Trouble.BUSY),
    ("quota exceeded", Trouble.USED_UP),
    ("arrears", Trouble.USED_UP),
    ("insufficient balance", Trouble.USED_UP),
    ("permission denied", Trouble.NO_LEAVE),
    ("not granted", Trouble.NO_LEAVE),
)
_MOST_OF_AN_OBJECT = 8 * 1024 * 1024


class VolcengineVoice:
    """One speaker; the answer is a row of JSON objects, each with a piece of PCM."""

    engine = "Volcengine"
    max_characters = 1000

    def __init__(
        self,
        *,
        app_id: str = "",
        access_key: str = "",
        api_key: str = "",
        resource: str = "seed-tts-2.0",
        speaker: str = "",
        speed: float = 1.0,
        price_fen_per_10k: int = 0,
        url: str = URL,
        read_seconds: float = 60.0,
    ) -> None:
        self.price_fen_per_10k = price_fen_per_10k
        self._url = url
        self._resource = resource
        self._speaker = speaker or "zh_female_vv_uranus_bigtts"
        self._rate = max(-50, min(100, round((speed - 1) * 100)))
        own = {"X-Api-Key": api_key}
        pair = {"X-Api-App-Id": app_id, "X-Api-Access-Key": access_key}
        headers = {**(own if api_key else pair), "X-Api-Resource-Id": resource}
        self._wire = Wire(self.engine, headers, judge=_judge, read_seconds=read_seconds)

    @property
    def key(self) -> str:
        return f"volcengine:{self._resource}:{self._speaker}:{self._rate}"

    def script(self, said: Sayable) -> str:
        """The words."""
        return said.text if has_words(said.text) else ""

    def billed(self, script: str) -> int:
        """Characters as they are."""
        return len(script)

    def synthesize(self, script: str) -> Clip:
        """Speak one sentence; errors as `Voice` says."""
        sayable(script, script, self.max_characters)
        sound = {"format": "pcm", "sample_rate": RATE, "speech_rate": self._rate}
        wanted = {"text": script, "speaker": self._speaker, "audio_params": sound}
        body = {"user": {"uid": "neican"}, "req_params": wanted}
        headers = {"X-Api-Request-Id": str(uuid4())}
        with self._wire.streamed("POST", self._url, headers=headers, json=body) as pieces:
            pcm = b"".join(self._pieces(_objects(pieces)))
        return believable(from_pcm(pcm, RATE), script)

    def close(self) -> None:
        self._wire.close()

    def _pieces(self, answers: Iterator[dict[str, Any]]) -> Iterator[bytes]:
        """:raises VoiceError: where one is an error, or the last is missing."""
        for answer in answers:
            code = answer.get("code")
            if code == _END:
                return
            if code != _PIECE:
                raise self._problem(answer)
            try:
                yield base64.b64decode(answer.get("data") or "", validate=True)
            except (binascii.Error, TypeError, ValueError) as problem:
                said = _("%(engine)s 的回答看不懂。") % {"engine": self.engine}
                raise VoiceUnavailable(said, "no base64") from problem
        said = _("%(engine)s 说到一半断了。") % {"engine": self.engine}
        raise VoiceUnavailable(said, "the end is missing")

    def _problem(self, answer: dict[str, Any]) -> VoiceError:
        code, named = answer.get("code"), {"engine": self.engine}
        detail = f"code {code}"
        if trouble := _judge(str(answer.get("message", "")).encode()):
            return self._wire.trouble(trouble, detail)
        if str(code).startswith("4"):
            said = _("%(engine)s 不肯读这句话（%(status)s）。") % {**named, "status": code}
            return VoiceRefused(said, detail)
        said = _("%(engine)s 出了故障（%(status)s）。") % {**named, "status": code}
        return VoiceUnavailable(said, detail)


def _judge(body: bytes) -> Trouble | None:
    said = body.decode(errors="replace").lower()
    return next((trouble for words, trouble in _WORDS if words in said), None)


def _objects(pieces: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """
    JSON objects one behind the other, however the bytes were cut on their way.

    :raises VoiceUnavailable: for anything else.
    """
    decoder, waiting = json.JSONDecoder(), b""
    for piece in pieces:
        waiting += piece
        if len(waiting) > _MOST_OF_AN_OBJECT:
            raise VoiceUnavailable(_("朗读引擎的回答看不懂。"), "no end of an object")
        # An object ends with a brace: only then can a whole one be there, and no character is cut.
        if b"}" in piece:
            found, waiting = _taken(decoder, waiting)
            yield from found
    if waiting.strip():
        raise VoiceUnavailable(_("朗读引擎的回答看不懂。"), "rest is no object")


def _taken(decoder: json.JSONDecoder, waiting: bytes) -> tuple[list[dict[str, Any]], bytes]:
    """The whole objects at the front, and what is left."""
    whole, brace, rest = waiting.rpartition(b"}")
    try:
        text = (whole + brace).decode().strip()
    except UnicodeDecodeError as problem:
        raise VoiceUnavailable(_("朗读引擎的回答看不懂。"), "no UTF-8") from problem
    found: list[dict[str, Any]] = []
    while text:
        try:
            one, end = decoder.raw_decode(text)
        except ValueError:
            return found, text.encode() + rest
        if not isinstance(one, dict):
            raise VoiceUnavailable(_("朗读引擎的回答看不懂。"), "no object")
        found.append(one)
        text = text[end:].lstrip()
    return found, rest
