"""Imports members of another house: accounts and rights, from a table or a Ghost export."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.importing.bounds import FILE_AT_MOST
from columns.importing.parsed import NotUnderstood
from subscribers.importing.member_files import read_members
from subscribers.importing.services import MembersReport, Step, import_members

STEPS = {
    Step.ACCOUNT: gettext_lazy("新建账户：%(count)d 个（没有密码，用邮箱验证码登录）"),
    Step.GRANTED: gettext_lazy("授予权益：%(count)d 条"),
    Step.KNOWN: gettext_lazy("以前导入过，没有变化：%(count)d 条"),
    Step.COVERED: gettext_lazy("已有同样或更长的权益，没有再给：%(count)d 条"),
    Step.NO_RIGHT: gettext_lazy("名单没写到期时间，只有账户：%(count)d 条"),
    Step.OVER: gettext_lazy("已经到期，只有账户：%(count)d 条"),
}


class Command(BaseCommand):
    """`import_members FILE [--covers all|SLUG|SLUG/N] [--dry-run] [--json]`"""

    help = _(
        "从名单（CSV）或 Ghost 导出文件导入会员和到期时间。同一个文件再导入一次，什么也不会改变。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("名单"))
        help_text = _("名单没写范围时：all 是全部专栏，网址名是一个专栏，网址名/2 是它的第二季")
        parser.add_argument("--covers", default="", help=help_text)
        parser.add_argument("--dry-run", action="store_true", help=_("只报告会做什么，什么也不写"))
        parser.add_argument("--json", action="store_true", help=_("输出一个 JSON 对象"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            given = read_members(options["file"].name, _read(options["file"]))
        except NotUnderstood as refusal:
            raise CommandError(_("没有导入。%(why)s") % {"why": refusal}, returncode=1) from refusal
        report = import_members(
            given=given,
            covers=options["covers"],
            by=None,
            at=timezone.now(),
            dry_run=options["dry_run"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False))
            return
        for line in _in_words(report):
            self.stdout.write(line)


def _in_words(report: MembersReport) -> Iterator[str]:
    for step, words in STEPS.items():
        if count := report.counts[step]:
            yield str(words) % {"count": count}
    for row in report.refused:
        yield _("第 %(line)d 行没有导入：%(reason)s") % {"line": row.line, "reason": row.reason}
    if report.is_dry_run:
        yield _("这是试运行，什么也没有写入。")


def _read(path: Path) -> bytes:
    """:raises CommandError: if there is no such file, or it is larger than any we take."""
    try:
        if path.stat().st_size > FILE_AT_MOST:
            raise CommandError(_("文件 %(path)s 太大。请检查是不是选错了文件。") % {"path": path})
        return path.read_bytes()
    except OSError as error:
        raise CommandError(_("读不了文件 %(path)s。请检查路径。") % {"path": path}) from error
