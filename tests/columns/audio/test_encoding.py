"""One MP3 of many pieces: exact length, even loudness, labels, and never half a file."""

import math
import random
import subprocess
import sys
from array import array
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import av
import pytest

from columns.audio.encoding import Encoded, EncodingFailed, Tags, decoded_duration_ms, encode
from columns.audio.timings import Chapter
from columns.audio.voices import silence

RATE = 22050
TAGS = Tags(
    title="如何理解新规?",
    artist="作者甲、作者乙",
    album="科技专栏",
    date="2023-05-26",
    aigc='{"Label":"1","ContentProducer":"编辑部","ProduceID":"n-1"}',
)


def voiced(seconds: float, level: float, seed: int) -> bytes:
    """Something like a voice: harmonics whose strength comes and goes, with noise."""
    noise = random.Random(seed)
    samples = array("h")
    for place in range(int(seconds * RATE)):
        t = place / RATE
        shape = 0.55 + 0.45 * math.sin(2 * math.pi * 3 * t)
        wave = sum(math.sin(2 * math.pi * 140 * k * t) / k for k in range(1, 9))
        value = level * shape * (wave / 2 + noise.uniform(-0.1, 0.1))
        samples.append(max(-32768, min(32767, int(value * 32767))))
    return samples.tobytes()


VOICES = [voiced(1.7, 0.2, 1), voiced(2.3, 0.25, 2), voiced(0.9, 0.15, 3)]


def pieces() -> Iterator[bytes]:
    for _ in range(3):
        for one in VOICES:
            yield one
            yield silence(350, RATE)


LENGTH = sum(len(piece) for piece in pieces()) / 2 / RATE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Encoded]:
    path = tmp_path_factory.mktemp("audio") / "issue.mp3"
    chapters = [Chapter("开场", 0, 4000), Chapter("大模型", 4000, int(LENGTH * 1000))]
    return path, encode(pieces, RATE, path, TAGS, chapters)


def loudness_of(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak by a meter built here, apart from the encoder's own."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="fltp", sample_rate=24000, layout="mono", time_base=Fraction(1, 24000)
    )
    meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    last, peak = -70.0, 0.0
    with av.open(str(path)) as container:
        frames = [*container.decode(audio=0), None]
    for frame in frames:
        graph.push(frame)
        while True:
            try:
                heard = graph.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            last = float(heard.metadata.get("lavfi.r128.I", last))
            peak = max(peak, float(heard.metadata.get("lavfi.r128.true_peak", 0)))
    return last, 20 * math.log10(peak)


def test_the_file_is_as_long_as_its_pieces(made: tuple[Path, Encoded]) -> None:
    path, encoded = made
    assert abs(encoded.duration_ms / 1000 - LENGTH) <= 0.05
    assert decoded_duration_ms(path) == encoded.duration_ms


def test_loudness_and_peak_are_what_was_asked_and_what_was_reported(
    made: tuple[Path, Encoded],
) -> None:
    path, encoded = made
    loudness, peak = loudness_of(path)
    assert abs(loudness - -16.0) <= 0.5
    assert peak <= -1.5
    assert abs(encoded.loudness_lufs - loudness) < 0.1
    assert abs(encoded.peak_dbfs - peak) < 0.1


def test_the_format_is_the_one_every_player_takes(made: tuple[Path, Encoded]) -> None:
    path, encoded = made
    raw = path.read_bytes()
    assert raw[:5] == b"ID3\x03\x00"
    assert b"Info" in raw[:4096]
    assert (encoded.size, encoded.sha256) == (len(raw), sha256(raw).hexdigest())
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == (
            "mp3float",
            24000,
            "mono",
        )
        assert stream.bit_rate == 64_000


def test_tags_label_and_chapters_can_be_read_back(made: tuple[Path, Encoded]) -> None:
    with av.open(str(made[0])) as container:
        found = dict(container.metadata)
        chapters = container.chapters()
    found.pop("encoder")
    assert found == TAGS.as_metadata()
    assert found["language"] == "zho"
    assert [(one["metadata"]["title"], one["start"], one["time_base"]) for one in chapters] == [
        ("开场", 0, Fraction(1, 1000)),
        ("大模型", 4000, Fraction(1, 1000)),
    ]


@pytest.mark.parametrize("level", [0.02, 0.95])
def test_quiet_and_loud_voices_end_at_the_same_loudness(tmp_path: Path, level: float) -> None:
    sound = voiced(4, level, 7)
    encoded = encode(lambda: [sound], RATE, tmp_path / "a.mp3", TAGS)
    assert abs(encoded.loudness_lufs - -16.0) <= 0.5
    assert encoded.peak_dbfs <= -1.5


def test_silence_stays_silent(tmp_path: Path) -> None:
    encoded = encode(lambda: [silence(2000, RATE)], RATE, tmp_path / "a.mp3", TAGS)
    assert encoded.duration_ms == 2000
    assert encoded.loudness_lufs <= -70
    assert encoded.peak_dbfs < -60


def test_no_sound_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(EncodingFailed):
        encode(list, RATE, tmp_path / "a.mp3", TAGS)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.mp3"
    target.write_bytes(b"old")
    encoded = encode(lambda: [VOICES[0]], RATE, target, TAGS)
    assert target.stat().st_size == encoded.size
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]


def test_a_piece_that_cannot_be_read_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.mp3"
    target.write_bytes(b"old")
    asked = 0

    def failing() -> Iterator[bytes]:
        nonlocal asked
        asked += 1
        yield VOICES[0] * 3
        if asked > 2:
            raise FileNotFoundError("a clip is gone")

    with pytest.raises(EncodingFailed, match="a clip is gone"):
        encode(failing, RATE, target, TAGS)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]


FULL_DISK = """
import resource, sys
from pathlib import Path
from columns.audio.encoding import EncodingFailed, Tags, encode
sound = Path(sys.argv[2]).read_bytes()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    encode(lambda: [sound], 22050, Path(sys.argv[1]), Tags(title="t"))
except EncodingFailed as error:
    print("failed:", error)
else:
    print("written")
"""


@pytest.mark.parametrize("room", [0, 5_000, 30_000])
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, room: int) -> None:
    """The system itself refuses to write beyond so many bytes; nothing is pretended."""
    target, sound = tmp_path / "a.mp3", tmp_path / "sound"
    target.write_bytes(b"old")
    sound.write_bytes(b"".join(pieces()))
    command = [sys.executable, "-c", FULL_DISK, str(target), str(sound), str(room)]
    run = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True
    )
    assert run.stdout.startswith("failed:")
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp3", "sound"]
