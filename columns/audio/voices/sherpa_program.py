"""
Speaks with a neural model on this machine, in a program of its own.

A model takes hundreds of megabytes and its C++ ends the whole process when a file displeases it, so
nothing imports this file: it is started as a program and spoken to over pipes, as
`espeak_program.py` is. Questions are `{"text": "..."}`; its greeting is
`{"rate": 16000, "speakers": 1}`, or `{"error": "..."}` if there is no such speaker.

Usage: python sherpa_program.py '{"kind": "vits", "files": {...}, "threads": 1}' SPEAKER SPEED
"""

import json
import os
import sys
from array import array
from typing import Any

import sherpa_onnx

_KINDS = {
    "vits": sherpa_onnx.OfflineTtsVitsModelConfig,
    "matcha": sherpa_onnx.OfflineTtsMatchaModelConfig,
    "kokoro": sherpa_onnx.OfflineTtsKokoroModelConfig,
}


def _model(kind: str, files: dict[str, str], threads: int) -> Any:
    """:raises RuntimeError: if the library does not like the files."""
    one = {kind: _KINDS[kind](**files)}
    config = sherpa_onnx.OfflineTtsConfig(
        model=sherpa_onnx.OfflineTtsModelConfig(**one, num_threads=threads)
    )
    if not config.validate():
        raise RuntimeError("The library does not take these files.")
    return sherpa_onnx.OfflineTts(config)


def _pcm(samples: list[float]) -> bytes:
    """16-bit little-endian; what is louder than full scale is cut."""
    scaled = (max(-32768, min(32767, round(one * 32767))) for one in samples)
    pcm = array("h", scaled)
    if sys.byteorder == "big":
        pcm.byteswap()
    return pcm.tobytes()


def _answer(out: int, header: dict[str, object], body: bytes = b"") -> None:
    rest = memoryview(json.dumps(header).encode() + b"\n" + body)
    while rest:
        rest = rest[os.write(out, rest) :]


def main() -> None:
    # The library prints to stdout when it likes; its words must not end up among the samples.
    out = os.dup(1)
    os.dup2(2, 1)
    model = _model(**json.loads(sys.argv[1]))
    speaker, speed = int(sys.argv[2]), float(sys.argv[3])
    # The library would take the first speaker instead, without a word.
    if not 0 <= speaker < max(1, model.num_speakers):
        _answer(out, {"error": f"speaker {speaker} of {model.num_speakers}"})
        return
    _answer(out, {"rate": model.sample_rate, "speakers": model.num_speakers})
    for line in sys.stdin.buffer:
        try:
            said = model.generate(json.loads(line)["text"], sid=speaker, speed=speed)
        except (RuntimeError, ValueError, KeyError) as error:
            _answer(out, {"error": str(error)})
        else:
            pcm = _pcm(said.samples)
            _answer(out, {"rate": said.sample_rate, "bytes": len(pcm)}, pcm)


if __name__ == "__main__":
    main()
