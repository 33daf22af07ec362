"""Timings say when each sentence is heard, and no text can break their format."""

import json

from columns.audio.timings import Chapter, Cue, to_json, to_vtt

CUES = (
    Cue("p1-1", "p1", 0, 2345, "第一句,<b>重点</b> & 其他"),
    Cue("p1-2", "p1", 2345, 3_723_004, "第二句\n\n假的一行 --> 结束"),
)


def test_json_holds_segments_and_chapters_in_seconds() -> None:
    document = to_json(CUES, (Chapter("开场", 0, 3_723_004),), duration_ms=3_724_000)
    assert json.loads(json.dumps(document)) == {
        "version": 1,
        "duration": 3724.0,
        "segments": [
            {"id": "p1-1", "block": "p1", "start": 0.0, "end": 2.345, "text": CUES[0].text},
            {"id": "p1-2", "block": "p1", "start": 2.345, "end": 3723.004, "text": CUES[1].text},
        ],
        "chapters": [{"title": "开场", "start": 0.0, "end": 3723.004}],
    }


def test_vtt_escapes_its_text_and_names_its_sentences() -> None:
    assert to_vtt(CUES) == (
        "WEBVTT\n\n"
        "p1-1\n00:00:00.000 --> 00:00:02.345\n第一句,&lt;b&gt;重点&lt;/b&gt; &amp; 其他\n\n"
        "p1-2\n00:00:02.345 --> 01:02:03.004\n第二句 假的一行 --&gt; 结束\n"
    )


def test_vtt_leaves_out_what_has_no_length() -> None:
    assert to_vtt((Cue("a", "b", 10, 10, "无声"),)) == "WEBVTT\n"


def test_a_hostile_id_cannot_open_a_cue() -> None:
    vtt = to_vtt((Cue("a-->b\n\nNOTE", "b", 0, 10, "句"),))
    assert vtt == "WEBVTT\n\nab NOTE\n00:00:00.000 --> 00:00:00.010\n句\n"


def test_no_cues_make_an_empty_file() -> None:
    assert to_vtt(()) == "WEBVTT\n"
    assert to_json((), duration_ms=0)["segments"] == []
