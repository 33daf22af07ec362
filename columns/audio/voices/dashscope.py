"""Alibaba's CosyVoice by the HTTP interface of DashScope."""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from columns.audio.voices.base import (
    Clip,
    Sayable,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
)
from columns.audio.voices.outside import outside
from columns.audio.voices.sound import TOO_MUCH, believable, decoded, from_pcm, has_words, sayable
from columns.audio.voices.wire import Trouble, Wire

_PATH = "/api/v1/services/audio/tts/SpeechSynthesizer"
_QUOTA = ("Arrearage", "AllocationQuota", "QuotaExhausted", "FreeTierOnly")
RATE = 24_000


def _code(body: bytes) -> str:
    try:
        said = str(json.loads(body)["code"])
        # It is shown to editors: a name, and nothing that somebody wrote into it.
        return re.sub(r"[^A-Za-z0-9._]", "", said)[:60]
    except (ValueError, KeyError, TypeError):
        return ""


def _judge(body: bytes) -> Trouble | None:
    return Trouble.USED_UP if any(sign in _code(body) for sign in _QUOTA) else None


class DashScopeVoice:
    """
    One speaker of a CosyVoice model.

    :param base_url: the workspace's own host, `https://….cn-beijing.maas.aliyuncs.com`, or the
        older one for all.
    :param stream: take the sound as it is made; otherwise the answer names a file, which is
        fetched at once.
    :param open_hosts: whether files may lie on plain http and private addresses: for tests.
    """

    engine = "DashScope"
    # Of a text it takes 20,000, Han counted twice; a script has the readings besides.
    max_characters = 9000

    def __init__(
        self,
        *,
        key: str,
        base_url: str = "https://dashscope.aliyuncs.com",
        model: str = "cosyvoice-v3-flash",
        speaker: str = "",
        speed: float = 1.0,
        price_fen_per_10k: int = 0,
        stream: bool = False,
        open_hosts: bool = False,
        read_seconds: float = 60.0,
    ) -> None:
        self.price_fen_per_10k = price_fen_per_10k
        self._url = base_url.rstrip("/") + _PATH
        self._model = model
        self._stream, self._open_hosts = stream, open_hosts
        self._input = {
            "voice": speaker or "longanyang",
            "sample_rate": RATE,
            "rate": speed,
        }
        headers = {"Authorization": f"Bearer {key}"}
        self._wire = Wire(self.engine, headers, judge=_judge, read_seconds=read_seconds)
        # The file lies elsewhere: the key must not go there.
        self._files = Wire(self.engine, {}, read_seconds=read_seconds)

    @property
    def key(self) -> str:
        return f"dashscope:{self._model}:{json.dumps(self._input, sort_keys=True)}"

    def script(self, said: Sayable) -> str:
        """The words, and the lexicon's readings beside them, as JSON."""
        if not has_words(said.text):
            return ""
        readings = {
            said.text[one.start : one.end]: " ".join(one.entry.syllables) for one in said.forced
        }
        script: dict[str, Any] = {"text": said.text}
        if readings:
            script["hot_fix"] = {"pronunciation": [{one: readings[one]} for one in readings]}
        return json.dumps(script, ensure_ascii=False)

    def billed(self, script: str) -> int:
        """A Han counts twice; the readings are free."""
        text = str(json.loads(script)["text"])
        return sum(2 if "\u4e00" <= mark <= "\u9fff" else 1 for mark in text)

    def synthesize(self, script: str) -> Clip:
        """Speak one sentence; errors as `Voice` says."""
        try:
            given = json.loads(script)
        except ValueError as problem:
            # Only a script beyond the limit comes in pieces, and a piece of JSON is none.
            raise VoiceRefused(TOO_MUCH, "cut script") from problem
        sayable(script, given["text"], self.max_characters)
        sound = self._streamed(given) if self._stream else self._filed(given)
        return believable(sound, given["text"])

    def close(self) -> None:
        self._wire.close()
        self._files.close()

    def _filed(self, given: Mapping[str, Any]) -> Clip:
        """The sound by way of a file."""
        body = {"model": self._model, "input": {**self._input, **given, "format": "wav"}}
        answer = self._answer(self._wire.post(self._url, json=body))
        return decoded(self._fetched(self._allowed(str(answer["url"]))))

    def _streamed(self, given: Mapping[str, Any]) -> Clip:
        """The sound by server-sent events, each with some of the PCM."""
        body = {"model": self._model, "input": {**self._input, **given, "format": "pcm"}}
        headers = {"X-DashScope-SSE": "enable"}
        with self._wire.streamed("POST", self._url, headers=headers, json=body) as pieces:
            return from_pcm(b"".join(self._heard(_events(pieces))), RATE)

    def _heard(self, events: Iterable[bytes]) -> Iterator[bytes]:
        """:raises VoiceError: where one is an error, or the last is missing."""
        for event in events:
            output = self._output(event)
            try:
                audio = output.get("audio") or {}
                yield base64.b64decode(audio.get("data") or "", validate=True)
            except (AttributeError, binascii.Error, TypeError, ValueError) as problem:
                raise self._unreadable("no base64") from problem
            if output.get("finish_reason") == "stop":
                return
        said = _("%(engine)s 说到一半断了。") % {"engine": self.engine}
        raise VoiceUnavailable(said, "the end is missing")

    def _answer(self, body: bytes) -> dict[str, Any]:
        """What stands under `output.audio`, with an address; errors as for `_output`."""
        audio = self._output(body).get("audio")
        if not isinstance(audio, dict) or not isinstance(audio.get("url"), str):
            raise self._unreadable("no address")
        return audio

    def _output(self, body: bytes) -> dict[str, Any]:
        """
        What stands under `output`.

        :raises VoiceError: where there is an error instead, which may come with status 200.
        """
        code = _code(body)
        if trouble := _judge(body):
            raise self._wire.trouble(trouble, code)
        if code.startswith("InvalidParameter"):
            said = _("%(engine)s 不肯读这句话（%(status)s）。")
            raise VoiceRefused(said % {"engine": self.engine, "status": code}, code)
        try:
            output = json.loads(body)["output"]
        except (ValueError, KeyError, TypeError) as problem:
            raise self._unreadable(f"no output {code}") from problem
        if not isinstance(output, dict):
            raise self._unreadable("no output")
        return output

    def _unreadable(self, detail: str) -> VoiceUnavailable:
        said = _("%(engine)s 的回答看不懂。") % {"engine": self.engine}
        return VoiceUnavailable(said, detail)

    def _fetched(self, url: str) -> bytes:
        """
        The file behind an address that is good for a while.

        :raises VoiceUnavailable: whatever is wrong, for it knows neither our key nor our text.
        """
        try:
            return self._files.get(url)
        except (VoiceOutOfOrder, VoiceRefused) as problem:
            said = _("%(engine)s 给的声音文件取不到，稍后重新请它读一遍。") % {
                "engine": self.engine
            }
            raise VoiceUnavailable(said, str(problem)) from problem

    def _allowed(self, url: str) -> str:
        """The address of the file. :raises VoiceUnavailable: if it may not be asked."""
        allowed = url if self._open_hosts else outside(url)
        if allowed is None:
            said = _("%(engine)s 给的声音地址不可信，没有去取。") % {"engine": self.engine}
            raise VoiceUnavailable(said, "address not allowed")
        return allowed


def _events(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The data of server-sent events, one line each, however the bytes were cut on their way."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if b"\n" in piece:
            *lines, rest = bytes(waiting).split(b"\n")
            waiting = bytearray(rest)
            yield from (one[5:].strip() for one in lines if one.startswith(b"data:"))
