"""Cuts as one MP3: every sample in its place, labels, and never half a file."""

import io
import subprocess
import sys
from array import array
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from itertools import islice
from pathlib import Path

import av
import pytest
from PIL import Image

from columns.audio.encoding import (
    Chapter,
    Cut,
    Encoded,
    EncodingFailed,
    cut,
    decoded_duration_ms,
    join,
)
from columns.audio.encoding.cutting import FRAME_SAMPLES, LIMIT_DBFS, levelled
from columns.audio.voices.base import Clip
from tests.columns.audio.test_encoding.sounds import (
    RATE,
    TAGS,
    best_lag,
    decoded,
    in_16_bits,
    little_endian,
    samples_of,
    voiced,
)

PAUSE_MS, GAIN = 350, 2.0
CLIPS = [
    voiced(0.6 + 0.13 * k, 0.15 + 0.02 * k, k, (22050, 24000, 44100)[k % 3]) for k in range(12)
]
CHAPTERS = [Chapter("开场", 0, 4000), Chapter("大模型", 4000, 9000)]


@pytest.fixture(scope="module")
def cuts() -> list[Cut]:
    return [cut(clip, PAUSE_MS, GAIN) for clip in CLIPS]


@pytest.fixture(scope="module")
def made(cuts: list[Cut], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Encoded]:
    path = tmp_path_factory.mktemp("audio") / "issue.mp3"
    return path, join(iter(cuts), path, TAGS, CHAPTERS)


@pytest.fixture(scope="module")
def meant() -> "array[int]":
    """The samples that were to be encoded, all in a row."""
    pcm = b"".join(levelled(clip, PAUSE_MS, GAIN, LIMIT_DBFS) for clip in CLIPS)
    return samples_of(pcm)


@pytest.fixture(scope="module")
def heard(made: tuple[Path, Encoded]) -> "array[int]":
    return decoded(made[0])


def test_it_decodes_to_exactly_the_samples_of_its_pieces(
    made: tuple[Path, Encoded], cuts: list[Cut], heard: "array[int]"
) -> None:
    path, encoded = made
    assert len(heard) == sum(one.samples for one in cuts)
    assert encoded.duration_ms == sum(one.duration_ms for one in cuts) == decoded_duration_ms(path)


def test_every_sentence_is_heard_where_it_was_put(
    cuts: list[Cut], heard: "array[int]", meant: "array[int]"
) -> None:
    begin = 0
    for one in cuts:
        assert best_lag(heard, meant, begin + 3000, 2400) == 0
        begin += one.samples


def test_what_is_heard_is_what_was_meant(heard: "array[int]", meant: "array[int]") -> None:
    noise = sum((one - other) ** 2 for one, other in zip(heard, meant, strict=True))
    assert noise < sum(one * one for one in meant) / 100


def test_no_border_can_be_heard(
    cuts: list[Cut], heard: "array[int]", meant: "array[int]", tmp_path: Path
) -> None:
    """
    In the pauses there is nothing above the noise floor of 16 bits, up to the frame before the next
    onset; in that one no more than where all was encoded in one go.
    """
    in_one_go = cut(Clip(little_endian(meant[:]), RATE), 96, 0.0)
    join([in_one_go], tmp_path / "a.mp3", TAGS)
    without_borders = decoded(tmp_path / "a.mp3")
    begin = 0
    for one in cuts:
        begin += one.samples
        pause = slice(begin - RATE * 250 // 1000, begin - FRAME_SAMPLES)
        onset = slice(begin - FRAME_SAMPLES, begin)
        assert max(map(abs, heard[pause])) <= 4
        assert max(map(abs, heard[onset])) <= max(map(abs, without_borders[onset])) + 8


@pytest.mark.parametrize("tenth", range(10))
def test_a_player_that_seeks_hears_what_is_said_at_that_moment(
    made: tuple[Path, Encoded], heard: "array[int]", tenth: int
) -> None:
    path, encoded = made
    asked = encoded.duration_ms * tenth / 10_000
    place, landed = after_seeking(path, asked)
    assert 0 <= asked * RATE - place <= RATE / 10
    # The first frames after a jump lack those before them.
    warm = 2 * FRAME_SAMPLES
    assert abs(best_lag(landed, heard[place:], warm, 4800)) <= RATE * 5 // 1000


def after_seeking(path: Path, asked: float) -> tuple[int, "array[int]"]:
    """Which sample a player takes for the first one after a jump, and half a second from there."""
    with av.open(str(path)) as container:
        container.seek(int(asked * av.time_base))
        frames = list(islice(container.decode(audio=0), 21))
        begin = frames[0].pts
        assert begin is not None
        assert frames[0].time_base is not None
        seconds = begin * frames[0].time_base - Fraction(container.start_time or 0, av.time_base)
    return round(seconds * RATE), in_16_bits(frames)


def test_a_part_of_the_cuts_makes_a_preview_of_its_own(cuts: list[Cut], tmp_path: Path) -> None:
    encoded = join(cuts[:2], tmp_path / "a.mp3", TAGS)
    assert encoded.duration_ms == cuts[0].duration_ms + cuts[1].duration_ms
    assert decoded_duration_ms(tmp_path / "a.mp3") == encoded.duration_ms


def test_equal_cuts_make_equal_files(cuts: list[Cut], tmp_path: Path) -> None:
    one, other = (join(cuts, tmp_path / name, TAGS, CHAPTERS) for name in ("a.mp3", "b.mp3"))
    assert one == other


def test_the_format_is_the_one_every_player_takes(made: tuple[Path, Encoded]) -> None:
    path, encoded = made
    raw = path.read_bytes()
    assert raw[:5] == b"ID3\x03\x00"
    assert (encoded.size, encoded.sha256) == (len(raw), sha256(raw).hexdigest())
    info = raw.index(b"Info")
    delay_and_padding = int.from_bytes(raw[info + 141 : info + 144], "big")
    assert (delay_and_padding >> 12, delay_and_padding & 0xFFF) == (576, 576)
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == (
            "mp3float",
            RATE,
            "mono",
        )
        assert stream.bit_rate == 64_000


def test_tags_label_and_chapters_can_be_read_back(made: tuple[Path, Encoded]) -> None:
    with av.open(str(made[0])) as container:
        found = dict(container.metadata)
        chapters = container.chapters()
    found.pop("encoder")
    assert found == TAGS.as_metadata()
    assert [(one["metadata"]["title"], one["start"], one["time_base"]) for one in chapters] == [
        ("开场", 0, Fraction(1, 1000)),
        ("大模型", 4000, Fraction(1, 1000)),
    ]


def test_a_cover_goes_with_the_sound_and_moves_none_of_it(
    cuts: list[Cut], tmp_path: Path, heard: "array[int]"
) -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (600, 600), "navy").save(jpeg, "JPEG")
    join(cuts, tmp_path / "a.mp3", TAGS, CHAPTERS, jpeg.getvalue())
    assert b"APIC" in (tmp_path / "a.mp3").read_bytes()[:4096]
    assert jpeg.getvalue() in (tmp_path / "a.mp3").read_bytes()
    assert decoded(tmp_path / "a.mp3") == heard


def test_no_sound_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(EncodingFailed, match="no sound"):
        join([], tmp_path / "a.mp3", TAGS)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_takes_the_place_of_the_old_one(cuts: list[Cut], tmp_path: Path) -> None:
    target = tmp_path / "a.mp3"
    target.write_bytes(b"old")
    encoded = join(cuts, target, TAGS)
    assert target.stat().st_size == encoded.size
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]


def test_a_cut_that_cannot_be_read_leaves_the_old_file(cuts: list[Cut], tmp_path: Path) -> None:
    target = tmp_path / "a.mp3"
    target.write_bytes(b"old")

    def failing() -> Iterator[Cut]:
        yield cuts[0]
        raise FileNotFoundError("a clip is gone")

    with pytest.raises(EncodingFailed, match="a clip is gone"):
        join(failing(), target, TAGS)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]


def test_a_file_that_holds_other_bytes_than_were_written_is_noticed(
    cuts: list[Cut], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies on the disk is read again: here a bit falls over between writing and reading."""

    def falling(file: io.BufferedRandom, _count: int) -> None:
        file.seek(-1000, 2)
        byte = file.read(1)
        file.seek(-1000, 2)
        file.write(bytes([byte[0] ^ 1]))

    monkeypatch.setattr("columns.audio.encoding.joining._set_delay", falling)
    with pytest.raises(EncodingFailed, match="does not hold"):
        join(cuts, tmp_path / "a.mp3", TAGS)
    assert list(tmp_path.iterdir()) == []


def test_a_head_that_was_not_written_is_noticed(
    cuts: list[Cut], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def headless(frames: Iterator[bytes], part: Path, *_rest: object) -> None:
        part.write_bytes(b"".join(frames).rjust(1_000_000, b"\0"))

    monkeypatch.setattr("columns.audio.encoding.joining._write", headless)
    with pytest.raises(EncodingFailed, match="head"):
        join(cuts, tmp_path / "a.mp3", TAGS)


FULL_DISK = """
import resource, sys
from pathlib import Path
from columns.audio.encoding import Cut, EncodingFailed, Tags, join
cut = Cut.from_bytes(Path(sys.argv[2]).read_bytes())
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    join([cut] * 6, Path(sys.argv[1]), Tags(title="t"))
except EncodingFailed as error:
    print("failed:", error)
else:
    print("written")
"""


@pytest.mark.parametrize(
    ("room", "told"),
    [(0, "failed:"), (5_000, "failed:"), (40_000, "failed:"), (900_000, "written")],
)
def test_a_full_disk_leaves_the_old_file_whole(
    cuts: list[Cut], tmp_path: Path, room: int, told: str
) -> None:
    """The system itself refuses to write beyond so many bytes; nothing is pretended."""
    target, piece = tmp_path / "a.mp3", tmp_path / "cut"
    target.write_bytes(b"old")
    piece.write_bytes(cuts[-1].to_bytes())
    command = [sys.executable, "-c", FULL_DISK, str(target), str(piece), str(room)]
    run = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[4], check=True
    )
    assert run.stdout.startswith(told)
    assert (target.read_bytes() == b"old") is (told == "failed:")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp3", "cut"]
