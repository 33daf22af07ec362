"""When each sentence is heard: our own timing JSON and the WebVTT that is made from it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Cue:
    """A spoken sentence in the file, half-open in milliseconds, as it is written on the page."""

    sentence_id: str
    block_id: str
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section in the file, half-open in milliseconds."""

    title: str
    start_ms: int
    end_ms: int


def to_json(
    cues: Sequence[Cue], chapters: Sequence[Chapter] = (), *, duration_ms: int
) -> dict[str, Any]:
    """
    The timing document, ready for `json.dumps`; all times are seconds with three decimals.

    `{"version": 1, "duration", "segments": [{"id", "block", "start", "end", "text"}],
    "chapters": [{"title", "start", "end"}]}`
    """
    return {
        "version": VERSION,
        "duration": duration_ms / 1000,
        "segments": [
            {
                "id": cue.sentence_id,
                "block": cue.block_id,
                "start": cue.start_ms / 1000,
                "end": cue.end_ms / 1000,
                "text": cue.text,
            }
            for cue in cues
        ],
        "chapters": [
            {"title": one.title, "start": one.start_ms / 1000, "end": one.end_ms / 1000}
            for one in chapters
        ],
    }


def to_vtt(cues: Sequence[Cue]) -> str:
    """
    WebVTT with the sentence's id on each cue, so that a player can find it on the page.

    Cues without length are left out: the format forbids them, and there is nothing to hear.
    """
    blocks = [_block(cue) for cue in cues if cue.end_ms > cue.start_ms]
    return "\n\n".join(("WEBVTT", *blocks)) + "\n"


def _block(cue: Cue) -> str:
    times = f"{_clock(cue.start_ms)} --> {_clock(cue.end_ms)}"
    lines = (_one_line(cue.sentence_id).replace("-->", ""), times, _payload(cue.text))
    return "\n".join(line for line in lines if line)


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"


def _one_line(text: str) -> str:
    """A line break would end the cue, and the rest of the text would be read as another."""
    return " ".join(text.split())


def _payload(text: str) -> str:
    return html.escape(_one_line(text), quote=False)
