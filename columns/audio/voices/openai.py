"""Engines that speak OpenAI's wire format: OpenAI itself, and the many servers one can run."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from columns.audio.voices.base import Clip, Sayable
from columns.audio.voices.sound import believable, decoded, has_words, sayable
from columns.audio.voices.wire import Trouble, Wire

_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})


def _judge(body: bytes) -> Trouble | None:
    """The same status 429 means too fast and used up; only the code tells them apart."""
    try:
        error = json.loads(body)["error"]
        is_used_up = _QUOTA & {error.get("code"), error.get("type")}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Trouble.USED_UP if is_used_up else None


class OpenAIVoice:
    """
    Reads plain text; the house's pinyin is not understood there, its aliases are.

    :param base_url: with `/v1` or without; http only for servers of one's own.
    :param extra: further fields of the request that a server of one's own knows.
    """

    engine = "OpenAI"
    max_characters = 4096

    def __init__(
        self,
        *,
        key: str = "",
        base_url: str = "https://api.openai.com",
        model: str = "gpt-4o-mini-tts",
        speaker: str = "",
        speed: float = 1.0,
        name: str = "OpenAI",
        extra: Mapping[str, Any] | None = None,
        price_fen_per_10k: int = 0,
        read_seconds: float = 60.0,
    ) -> None:
        self.engine = name
        self.price_fen_per_10k = price_fen_per_10k
        self._url = f"{base_url.rstrip('/').removesuffix('/v1')}/v1/audio/speech"
        self._fields = {
            "model": model,
            "voice": speaker or "alloy",
            "speed": speed,
            "response_format": "wav",
            **(extra or {}),
        }
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._wire = Wire(name, headers, judge=_judge, read_seconds=read_seconds)

    @property
    def key(self) -> str:
        # An address or a field of one's own may hold what is nobody's business.
        rest = json.dumps([self._url, self._fields], sort_keys=True)
        digest = hashlib.sha256(rest.encode()).hexdigest()[:12]
        return f"openai:{self._fields['model']}:{self._fields['voice']}:{digest}"

    def script(self, said: Sayable) -> str:
        """The words."""
        return said.text if has_words(said.text) else ""

    def billed(self, script: str) -> int:
        """Characters as they are."""
        return len(script)

    def synthesize(self, script: str) -> Clip:
        """Speak one sentence; errors as `Voice` says."""
        sayable(script, script, self.max_characters)
        sound = self._wire.post(self._url, json={**self._fields, "input": script})
        return believable(decoded(sound), script)

    def close(self) -> None:
        self._wire.close()
