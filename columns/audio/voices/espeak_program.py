"""
Speaks with espeak-ng, in a program of its own.

libespeak-ng is under the GPL and keeps its state in globals, so nothing imports this file: it is
started as a program and spoken to over pipes. It takes one JSON object per line,
`{"text": "..."}`, and answers each with a line `{"rate": 22050, "bytes": 1234}` followed by so many
bytes of 16-bit little-endian mono PCM, or with a line `{"error": "..."}`. Its first line, before
any question, is `{"version": "1.52.0", "rate": 22050}`, or an error if there is no such voice. The
end of its input ends it.

Usage: python espeak_program.py VOICE WORDS_PER_MINUTE
"""

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

import espeakng_loader

# espeak-ng's speak_lib.h: AUDIO_OUTPUT_SYNCHRONOUS hands samples to the callback before it returns.
_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_UTF8 = 0x1
_PHONEMES = 0x100
_RATE = 1
_OK = 0
_Heard = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class Speaker:
    """The library with its voice set; `speak` gives the PCM of one text."""

    def __init__(self, voice: str, words_per_minute: int) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        home = str(Path(espeakng_loader.get_data_path()).parent).encode()
        self.rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, home, _DONT_EXIT)
        if self.rate <= 0:
            raise RuntimeError("espeak-ng found no data.")
        # The library takes a timbre that it does not have for the plain one, without a word.
        timbre = voice.partition("+")[2]
        timbres = {one.name for one in Path(espeakng_loader.get_data_path(), "voices/!v").iterdir()}
        unknown = timbre and timbre not in timbres
        if unknown or self._library.espeak_SetVoiceByName(voice.encode()) != _OK:
            raise RuntimeError(f"espeak-ng has no voice {voice!r}.")
        self._library.espeak_SetParameter(_RATE, words_per_minute, 0)
        self._pcm = bytearray()
        # The library keeps only the address: without a reference the callback would be freed.
        self._callback = _Heard(self._hear)
        self._library.espeak_SetSynthCallback(self._callback)

    @property
    def version(self) -> str:
        self._library.espeak_Info.restype = ctypes.c_char_p
        return str(self._library.espeak_Info(None).decode())

    def speak(self, text: str) -> bytes:
        self._pcm.clear()
        raw = text.encode()
        done = self._library.espeak_Synth(
            raw, ctypes.c_size_t(len(raw) + 1), 0, 1, 0, _UTF8 | _PHONEMES, None, None
        )
        if done != _OK:
            raise RuntimeError(f"espeak-ng gave error {done}.")
        return bytes(self._pcm)

    def _hear(self, samples: Any, count: int, _events: object) -> int:
        if samples and count > 0:
            self._pcm += ctypes.string_at(samples, 2 * count)
        return 0


def _answer(out: int, header: dict[str, object], body: bytes = b"") -> None:
    rest = memoryview(json.dumps(header).encode() + b"\n" + body)
    while rest:
        rest = rest[os.write(out, rest) :]


def main() -> None:
    # The library prints to stdout when it likes; its words must not end up among the samples.
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        speaker = Speaker(sys.argv[1], int(sys.argv[2]))
    except RuntimeError as error:
        _answer(out, {"error": str(error)})
        return
    _answer(out, {"version": speaker.version, "rate": speaker.rate})
    for line in sys.stdin.buffer:
        try:
            pcm = speaker.speak(json.loads(line)["text"])
        except (RuntimeError, ValueError, KeyError) as error:
            _answer(out, {"error": str(error)})
        else:
            _answer(out, {"rate": speaker.rate, "bytes": len(pcm)}, pcm)


if __name__ == "__main__":
    main()
