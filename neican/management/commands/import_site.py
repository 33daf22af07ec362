"""Makes an empty site equal to the one that an archive was written from."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from neican.archive.bounds import GIB, Bounds
from neican.archive.refusals import Refused
from neican.archive.report import in_words
from neican.archive.taking_in import TakenIn, take_in


class Command(BaseCommand):
    """`manage.py import_site FILE.zip [--dry-run] [--max-gib N]`"""

    help = _("把 export_site 写的文件导入一个空站。先全部检查，有一处不对就什么也不写。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("export_site 写的文件"))
        parser.add_argument("--dry-run", action="store_true", help=_("只检查，什么也不写"))
        parser.add_argument(
            "--max-gib",
            type=int,
            default=Bounds().total // GIB,
            metavar="N",
            help=_("展开后最多多少 GiB"),
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        bounds = Bounds(total=options["max_gib"] * GIB)
        try:
            done = take_in(options["file"], bounds=bounds, dry_run=options["dry_run"])
        except Refused as refusal:
            raise CommandError(_("没有导入。%(why)s") % {"why": refusal}) from refusal
        except OSError as problem:
            text = _("没有导入。读写文件时出错：%(why)s。")
            raise CommandError(text % {"why": problem.strerror}) from problem
        self._tell(done, dry_run=options["dry_run"])

    def _tell(self, done: TakenIn, *, dry_run: bool) -> None:
        for line in in_words(done.manifest):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write(_("检查通过，可以导入。这次什么也没有写。"))
        else:
            text = _("已导入，每张表逐字节与原站相同；%(count)s 期可以检索。")
            self.stdout.write(text % {"count": done.findable})
        if not done.same_key:
            text = _("SECRET_KEY 与原站不同：未用的兑换码和发出的外审链接在这里不能用。")
            self.stdout.write(self.style.WARNING(text))
