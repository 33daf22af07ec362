"""Imports one issue from plain text copied from a web page, and reports what it made of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.importing.decoding import decode
from columns.importing.parsed import NotUnderstood
from columns.importing.report import in_words
from columns.importing.services import ImportReport, import_page
from columns.services import NotReady

SIZE_AT_MOST = 2_000_000  # bytes; the longest issue is a tenth of it


class Command(BaseCommand):
    """`import_issue FILE [--column SLUG] [--publish] [--json]`"""

    help = _("从网页复制的文本导入一期。同一个文件再导入一次，什么也不会改变。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("文本文件"))
        parser.add_argument("--column", default="", help=_("专栏的网址名；不写则按页面上的专栏名"))
        parser.add_argument("--publish", action="store_true", help=_("导入后发布，保留原发布时间"))
        parser.add_argument("--json", action="store_true", help=_("输出一个 JSON 对象"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text, encoding = decode(_read(options["file"]))
            report = import_page(
                text=text,
                column_slug=options["column"],
                publish=options["publish"],
                by=None,
                at=timezone.now(),
            )
        except (NotUnderstood, NotReady, CommandError) as refusal:
            self._refuse(refusal, as_json=options["json"])
        self._print(report, encoding, as_json=options["json"])

    def _refuse(self, refusal: Exception, *, as_json: bool) -> NoReturn:
        """Say why and leave with 1; nothing has been written."""
        line, reason = None, str(refusal)
        if isinstance(refusal, NotUnderstood):
            line, reason = refusal.line, refusal.reason
        if as_json:
            self._print_json({"outcome": "refused", "line": line, "reason": reason})
        raise CommandError(_("没有导入。%(why)s") % {"why": refusal}, returncode=1) from refusal

    def _print(self, report: ImportReport, encoding: str, *, as_json: bool) -> None:
        if as_json:
            self._print_json({**asdict(report), "encoding": encoding})
            return
        for line in in_words(report, encoding=encoding):
            self.stdout.write(line)

    def _print_json(self, content: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False))


def _read(path: Path) -> bytes:
    """:raises CommandError: if there is no such file, or it is far too large for one issue."""
    try:
        if path.stat().st_size > SIZE_AT_MOST:
            problem = _("文件 %(path)s 太大，不像一期文章。请检查是不是选错了文件。")
            raise CommandError(problem % {"path": path})
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(_("找不到文件 %(path)s。请检查路径。") % {"path": path}) from error
    except OSError as error:
        problem = _("读不了文件 %(path)s。请检查它是不是文件、有没有读取权限。")
        raise CommandError(problem % {"path": path}) from error
