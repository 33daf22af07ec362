"""What is taken as a reading and what is refused, in words; nothing that is sent does harm."""

import io
import socket
import struct
import wave
from array import array
from collections.abc import Callable
from math import sin
from pathlib import Path
from threading import Thread

import av
import pytest
from av.audio.stream import AudioStream

from columns.audio.encoding import integrated
from columns.audio.human.claims import is_modest
from columns.audio.human.listening import glimpse, listen
from columns.audio.human.opening import Unusable, format_of, opened

RATE = 16_000


def tone(seconds: float, level: float = 0.2, rate: int = RATE) -> "array[int]":
    """A hum that comes and goes as words do."""
    return array(
        "h",
        (
            round(32767 * max(-1.0, min(1.0, level * sin(place / 9) * (1 + sin(place / rate * 4)))))
            for place in range(int(seconds * rate))
        ),
    )


def wav(samples: "array[int]", rate: int = RATE, channels: int = 1) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return made.getvalue()


def encoded(container: str, codec: str, samples: "array[int]", rate: int = 24_000) -> bytes:
    made = io.BytesIO()
    with av.open(made, "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(stream, AudioStream)
        frame = av.AudioFrame("s16", "mono", len(samples))
        frame.sample_rate = RATE
        frame.planes[0].update(samples.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    return made.getvalue()


def video() -> bytes:
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as file:
        sound = file.add_stream("aac", rate=24_000, layout="mono")
        picture = file.add_stream("mpeg4", rate=5)
        picture.width = picture.height = 64
        picture.pix_fmt = "yuv420p"
        for _ in range(60):
            file.mux(picture.encode(av.VideoFrame(64, 64, "yuv420p")))
        file.mux(picture.encode(None))
        frame = av.AudioFrame("s16", "mono", 24_000)
        frame.sample_rate = 24_000
        file.mux([*sound.encode(frame), *sound.encode(None)])
    return made.getvalue()


def refusal(content: bytes, look: Callable[[io.BytesIO], object]) -> str:
    with pytest.raises(Unusable) as refused:
        look(io.BytesIO(content))
    return str(refused.value.sentence)


def heard(file: io.BytesIO) -> object:
    return listen(file, watch=lambda _seconds: None)


SPOKEN = tone(12)


@pytest.mark.parametrize(
    "content",
    [
        wav(SPOKEN),
        wav(tone(12, rate=44_100), rate=44_100),
        wav(SPOKEN + SPOKEN, channels=2),
        encoded("mp3", "libmp3lame", SPOKEN),
        encoded("ipod", "aac", SPOKEN),
        encoded("ipod", "alac", SPOKEN),
    ],
    ids=["wav", "wav44", "stereo", "mp3", "m4a", "alac"],
)
def test_the_three_formats_are_heard_to_their_end(content: bytes) -> None:
    file = io.BytesIO(content)
    glimpse(file)
    sound = listen(file, watch=lambda _seconds: None)
    assert abs(sound.duration_ms - 12_000) <= 100
    assert -40 < integrated([sound.loudness]) < -5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 and so on", "只收 MP3、M4A 和 WAV"),
        (b"", "只收 MP3、M4A 和 WAV"),
        (encoded("ogg", "libopus", SPOKEN, 48_000), "只收 MP3、M4A 和 WAV"),
        (wav(SPOKEN)[:40], "打不开"),
        (b"ID3" + bytes(4000), "打不开"),
        (b"\0\0\0\x18ftypM4A " + bytes(4000), "打不开"),
        (wav(tone(2)), "不到 10 秒"),
        (wav(tone(20, rate=8000), rate=8000), "采样率是 8000 Hz"),
        (video(), "这是一段视频"),
    ],
    ids=["pdf", "empty", "ogg", "cut wav", "no mp3", "no m4a", "short", "8 kHz", "video"],
)
def test_what_is_no_reading_is_refused_when_it_is_brought(content: bytes, words: str) -> None:
    assert words in refusal(content, glimpse)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (wav(tone(9)), "不到 10 秒"),
        (wav(array("h", bytes(2 * RATE * 12))), "听不到声音"),
        (wav(tone(12, level=40.0)), "已经破音"),
    ],
    ids=["short", "silent", "clipped"],
)
def test_what_only_a_whole_hearing_shows_is_refused_then(content: bytes, words: str) -> None:
    assert words in refusal(content, heard)


def test_a_loud_reading_with_a_few_cut_tops_is_taken() -> None:
    sound = listen(io.BytesIO(wav(tone(12, level=0.55))), watch=lambda _seconds: None)
    assert sound.duration_ms >= 12_000


def test_a_header_that_claims_hours_is_believed_only_as_far_as_there_is_sound() -> None:
    claimed = bytearray(wav(SPOKEN))
    claimed[4:8] = claimed[40:44] = struct.pack("<I", 0xFFFFFFF0)
    sound = listen(io.BytesIO(bytes(claimed)), watch=lambda _seconds: None)
    assert abs(sound.duration_ms - 12_000) <= 100


def test_a_damaged_middle_is_passed_over() -> None:
    whole = bytearray(encoded("mp3", "libmp3lame", SPOKEN))
    middle = len(whole) // 2
    whole[middle : middle + 300] = bytes(300)
    sound = listen(io.BytesIO(bytes(whole)), watch=lambda _seconds: None)
    assert 11_000 <= sound.duration_ms <= 12_200


@pytest.mark.parametrize(
    "playlist",
    [
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:%d/a.ts\n",
        b"ID3#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:%d/a.ts\n",
        b"RIFF\0\0\0\0WAVE#EXTM3U\nhttp://127.0.0.1:%d/a.ts\n",
        b"\0\0\0\x18ftypqt  #EXTM3U\nfile:///etc/passwd\n",
    ],
    ids=["concat", "hls", "as mp3", "as wav", "as mov"],
)
def test_a_playlist_opens_nothing(playlist: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        knocks: list[object] = []

        def wait() -> None:
            try:
                knocks.append(server.accept())
            except TimeoutError:
                return

        listening = Thread(target=wait)
        listening.start()
        content = playlist.replace(b"%d", str(server.getsockname()[1]).encode())
        assert refusal(content, glimpse)
        listening.join()
    assert knocks == []


def test_a_film_that_keeps_its_sound_elsewhere_opens_nothing(tmp_path: Path) -> None:
    """An M4A may name another file as the place of its samples."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"\x7f" * 400_000)
    whole = encoded("ipod", "alac", SPOKEN)
    name = str(secret).encode()
    url = struct.pack(">I4sI", 12, b"url ", 1)
    named = struct.pack(">I4sI", 12 + len(name) + 1, b"url ", 0) + name + b"\0"
    moved = bytearray(whole.replace(url, named))
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        at = moved.index(box) - 4
        moved[at : at + 4] = struct.pack(
            ">I", struct.unpack(">I", moved[at : at + 4])[0] + len(named) - len(url)
        )
    assert "打不开" in refusal(whole.replace(url, named), heard), "its boxes do not fit"
    sound = listen(io.BytesIO(bytes(moved)), watch=lambda _seconds: None)
    assert abs(sound.duration_ms - 12_000) <= 100, "its own samples are heard, and no others"
    assert sound.loudness == listen(io.BytesIO(whole), watch=lambda _seconds: None).loudness


def test_pictures_within_are_no_video() -> None:
    made = io.BytesIO()
    with av.open(made, "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=24_000, layout="mono")
        picture = file.add_stream("png", rate=1)
        picture.width = picture.height = 16
        picture.pix_fmt = "rgb24"
        file.mux(picture.encode(av.VideoFrame(16, 16, "rgb24")))
        file.mux(picture.encode(None))
        frame = av.AudioFrame("s16", "mono", len(SPOKEN))
        frame.sample_rate = RATE
        frame.planes[0].update(SPOKEN.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
        file.mux([*stream.encode(frame), *stream.encode(None)])
    with opened(io.BytesIO(made.getvalue())) as reading:
        assert len(reading.container.streams.video) == 1
        assert sum(frame.samples for frame in reading.frames()) > 11 * 24_000


def test_the_content_tells_the_format_not_the_name() -> None:
    assert format_of(wav(SPOKEN)[:16]) == "wav"
    assert format_of(encoded("ipod", "aac", SPOKEN)[:16]) == "mov"
    assert format_of(encoded("mp3", "libmp3lame", SPOKEN)[:16]) == "mp3"


def _claiming(content: bytes, table: bytes, far: int, count: int) -> io.BytesIO:
    at = content.index(table) + far
    return io.BytesIO(content[:at] + struct.pack(">I", count) + content[at + 4 :])


@pytest.mark.parametrize(
    ("table", "far"), [(b"stsz", 12), (b"stsc", 16)], ids=["samples", "samples of a chunk"]
)
def test_nobody_makes_room_for_what_a_small_file_only_claims(table: bytes, far: int) -> None:
    content = encoded("ipod", "aac", tone(12, rate=24_000))
    with opened(io.BytesIO(content)) as reading:
        assert reading.stream.rate == 24_000
    with (
        pytest.raises(Unusable, match="beyond belief"),
        opened(_claiming(content, table, far, 2_000_000_000)),
    ):
        pass


def test_a_box_within_no_box_ends_the_counting() -> None:
    assert is_modest(io.BytesIO(b"\0\0\0\1ftyp" + bytes(8) + b"\0\0\0\0"))
    assert not is_modest(io.BytesIO(b"\0\0\0\0ftypcmov"))
