"""Imports issues from a file of any known format, and reports what it made of them."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.importing.bounds import FILE_AT_MOST
from columns.importing.formats import read_file
from columns.importing.parsed import Format, NotUnderstood
from columns.importing.report import as_data, in_words
from columns.importing.services import FileReport, Orders, import_file


class Command(BaseCommand):
    """`import_issue FILE [--column SLUG] [--season N] [--publish] [--dry-run] [--json]`"""

    help = _(
        "从文件导入一期或多期：网页文本、Markdown、网页、Word 文档、Ghost 导出文件。"
        "同一个文件再导入一次，什么也不会改变。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("要导入的文件"))
        parser.add_argument("--column", default="", help=_("专栏的网址名；不写则按文件里的专栏名"))
        parser.add_argument("--season", type=int, help=_("第几季；不写则按文件里的"))
        parser.add_argument("--publish", action="store_true", help=_("导入后发布，保留原发布时间"))
        parser.add_argument("--dry-run", action="store_true", help=_("只报告会做什么，什么也不写"))
        parser.add_argument("--json", action="store_true", help=_("输出一个 JSON 对象"))

    def handle(self, *args: Any, **options: Any) -> None:
        orders = Orders(options["column"], options["season"], options["publish"])
        try:
            report = import_file(
                file=read_file(options["file"].name, _read(options["file"])),
                orders=orders,
                by=None,
                at=timezone.now(),
                dry_run=options["dry_run"],
            )
        except (NotUnderstood, CommandError) as refusal:
            self._refuse(refusal, as_json=options["json"])
        self._print(report, as_json=options["json"])

    def _refuse(self, refusal: Exception, *, as_json: bool) -> NoReturn:
        """Say why and leave with 1; nothing has been written."""
        line, reason = None, str(refusal)
        if isinstance(refusal, NotUnderstood):
            line, reason = refusal.line or None, refusal.reason
        if as_json:
            self._print_json({"outcome": "refused", "line": line, "reason": reason})
        raise CommandError(_("没有导入。%(why)s") % {"why": refusal}, returncode=1) from refusal

    def _print(self, report: FileReport, *, as_json: bool) -> None:
        """One issue is all there is to say; of many, each is said and counted."""
        if report.format is not Format.GHOST and report.refused:
            only = report.refused[0]
            self._refuse(NotUnderstood(only.line, only.reason), as_json=as_json)
        if as_json:
            self._print_json(_flat(report))
            return
        for line in in_words(report):
            self.stdout.write(line)

    def _print_json(self, content: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False))


def _flat(report: FileReport) -> dict[str, Any]:
    """The report; where the file held one issue, what was done with it stands at the top too."""
    content = as_data(report)
    return {**content, **content["done"][0]} if report.format is not Format.GHOST else content


def _read(path: Path) -> bytes:
    """:raises CommandError: if there is no such file, or it is larger than any we take."""
    try:
        if path.stat().st_size > FILE_AT_MOST:
            problem = _("文件 %(path)s 太大。请检查是不是选错了文件。")
            raise CommandError(problem % {"path": path})
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(_("找不到文件 %(path)s。请检查路径。") % {"path": path}) from error
    except OSError as error:
        problem = _("读不了文件 %(path)s。请检查它是不是文件、有没有读取权限。")
        raise CommandError(problem % {"path": path}) from error
