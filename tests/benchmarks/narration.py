"""
What it costs to make an issue's sound: seconds, memory, and how near the loudness comes.

Run: ``python tests/benchmarks/narration.py [characters …]`` from the root of the project. It works
in a database and a folder of its own, and takes both down again. Loudness and peak are measured
again by the ffmpeg program, if there is one.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neican.settings.test")
os.environ.setdefault("TEST_DATABASE_URL", os.environ.get("DATABASE_URL", "sqlite://:memory:"))

# That of the real page, and what the largest may have.
SIZES = (3_400, 1_000, 10_000, 20_000, 40_000)
CHANGED = "这一句是后来才改的，别的都和从前一样。"


def body(characters: int) -> str:
    """An article of paragraphs of four sentences, a section at every eighth, none said twice."""
    dice = random.Random(characters)
    text = (ROOT / "tests/vectors/harmless.txt").read_text(encoding="utf-8")
    lines = [line for line in re.split(r"[。！？\n]", text) if 12 < len(line) < 60]
    blocks, count = [], 0
    while count < characters:
        sentences = ["，".join(dice.sample(lines, 1 + dice.randrange(2))) for _ in range(4)]
        words = "。".join(sentences) + "。"
        count += len(words)
        blocks.append(f"<p>{words}</p>")
        if len(blocks) % 8 == 0:
            blocks.append(f"<h2>第{len(blocks) // 8}部分</h2>")
    return "\n".join(blocks)


class Watching:
    """Keeps nothing but the time of the first step after the last sentence was said."""

    def begin(self, total: int) -> None:
        self.total, self.said_at = total, 0.0

    def __call__(self, done: int, *, is_new: bool = False) -> None:
        if done == self.total and not self.said_at:
            self.said_at = time.perf_counter()

    def add(self, *_said: object) -> None:
        """It costs nothing."""


def measure(folder: Path, sizes: list[int]) -> None:
    """Each size anew, with one changed sentence, and the light file."""
    from django.utils import timezone

    from columns.audio.casting import Cast
    from columns.audio.production import produce_light
    from columns.audio.voices.espeak import EspeakVoice
    from tests import factories

    now, voice = timezone.now(), EspeakVoice()
    cast = Cast(voice, voice)
    print(f"{'':22s}{'sound':>9s}{'said':>8s}{'made':>8s}{'memory':>9s}  LUFS, dBTP (and ffmpeg's)")  # noqa: T201
    for size in sizes:
        text = body(size)
        issue = factories.make_published_issue(body=text, at=now)
        _print(f"{size} characters", folder, *_timed(issue, cast))
        place = text.index("。", len(text) // 2) + 1
        changed = factories.republish(issue, text[:place] + CHANGED + text[place:], at=now)
        made, *spent = _timed(changed, cast)
        _print("  one sentence more", folder, made, *spent)
        began = time.perf_counter()
        light = produce_light(_recorded(changed, made), lambda: None)
        print(f"  light file{time.perf_counter() - began:37.2f} s  {light['light_size']} bytes")  # noqa: T201
    voice.close()


def _timed(issue: Any, cast: Any) -> tuple[Any, float, float]:
    """What was made, the seconds until all was said, and until it could be heard."""
    from columns.audio.production import prepare, produce

    watching = Watching()
    began = time.perf_counter()
    made = produce(prepare(issue.live, cast), cast, watch=watching, bill=watching)
    ended = time.perf_counter()
    _recorded(issue, made)
    return made, watching.said_at - began, ended - began


def _recorded(issue: Any, made: Any) -> Any:
    """As the service writes it down, so that the next edit knows the gain."""
    from django.utils import timezone

    from columns.audio.models import Recording, Segment

    recording, is_new = Recording.objects.get_or_create(
        issue=issue,
        script_key=made.script_key,
        defaults={**made.columns, "revision": issue.live, "made_at": timezone.now()},
    )
    if is_new:
        Segment.objects.bulk_create(Segment(recording=recording, **row) for row in made.segments)
    return recording


def _print(name: str, folder: Path, made: Any, said: float, spent: float) -> None:
    row = made.columns
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{row['loudness_lufs']:.2f}, {row['peak_dbfs']:.2f}"
    heard = _by_ffmpeg(folder / row["file"])
    seconds = row["duration_ms"] / 1000
    print(f"{name:22s}{seconds:7.0f} s{said:6.2f} s{spent:6.2f} s{most:6.0f} MB  {told} ({heard})")  # noqa: T201


def _by_ffmpeg(path: Path) -> str:
    program = shutil.which("ffmpeg")
    if program is None:
        return "-"
    meter = ["-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    command = [program, "-nostats", "-i", str(path), "-map", "0:a", *meter]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    found = re.findall(r"^ +(?:I|Peak): +(\S+)", told, flags=re.MULTILINE)
    return ", ".join(found)


def main() -> None:
    """A database and a folder for the occasion, the figures, and nothing left behind."""
    import django
    from django.test.utils import get_runner, override_settings, setup_test_environment

    django.setup()
    from django.conf import settings

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    try:
        with tempfile.TemporaryDirectory() as folder:
            local = "django.core.files.storage.FileSystemStorage"
            audio = {"BACKEND": local, "OPTIONS": {"location": folder}}
            with override_settings(STORAGES={**settings.STORAGES, "audio": audio}):
                measure(Path(folder), sizes)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
