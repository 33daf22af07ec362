"""
Prints espeak's phonemes of each line of a file; the first printed is that of plain xiong2.

A program of its own for the same reason as the voice: the library is not to be loaded in a test.
"""

import ctypes
import os
import sys
from pathlib import Path

import espeakng_loader


def main() -> None:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Initialize(2, 0, str(Path(espeakng_loader.get_data_path()).parent).encode(), 0)
    library.espeak_SetVoiceByName(b"cmn")
    nothing = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
        lambda _samples, _count, _events: 0
    )
    library.espeak_SetSynthCallback(nothing)
    libc = ctypes.CDLL(None)
    libc.fdopen.restype = ctypes.c_void_p
    stream = ctypes.c_void_p(libc.fdopen(os.dup(1), b"w"))
    library.espeak_SetPhonemeTrace(1, stream)
    for line in ("xiong2", *Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()):
        raw = line.encode()
        library.espeak_Synth(raw, ctypes.c_size_t(len(raw) + 1), 0, 1, 0, 0x101, None, None)
    libc.fflush(stream)


if __name__ == "__main__":
    main()
