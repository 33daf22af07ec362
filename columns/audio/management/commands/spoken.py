"""Says how sentences are read aloud: their words, and the reading of every Han."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from columns.audio.spoken import Lexicon, speak

STANDARD_INPUT = "-"


class Command(BaseCommand):
    """`spoken TEXT… | -`: one line of JSON for every line, in order."""

    help = _("把每一行文字的读法写成一行 JSON：原文、读出来的文字、每个汉字的拼音。")
    # It asks neither tables nor settings, so a check of the site would only cost the start.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "text", nargs="+", help=_("要读的一行文字，可以写几个；写 - 则从标准输入逐行读取")
        )

    def handle(self, *args: Any, text: Iterable[str], **options: Any) -> None:
        for line in _lines(text):
            self.stdout.write(json.dumps(_reading(line), ensure_ascii=False))
            # Whoever feeds it line by line waits for the answer before the next line.
            self.stdout.flush()


def _reading(line: str) -> dict[str, Any]:
    said = speak(line, Lexicon())
    return {"text": line, "spoken": said.text, "pinyin": list(said.pinyin)}


def _lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _standard_input() if text == STANDARD_INPUT else (text,)


def _standard_input() -> Iterator[str]:
    """Line by line, so that the longest input never fills the memory."""
    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            yield line.removesuffix(b"\n").removesuffix(b"\r").decode()
        except UnicodeDecodeError as problem:
            told = _("第 %(number)s 行不是 UTF-8 文字，请把输入另存为 UTF-8 后再试。")
            raise CommandError(told % {"number": number}) from problem
