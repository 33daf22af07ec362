"""Writes the whole site into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from neican.archive.refusals import Refused
from neican.archive.report import in_words
from neican.archive.writing import write_archive


class Command(BaseCommand):
    """`manage.py export_site FILE.zip [--without-audio]`"""

    help = _(
        "把整个站点写进一个 zip 文件：内容、图片、声音、账户、权益、评论。用 import_site 导入。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("写到哪个文件；已有的文件不会被覆盖"))
        parser.add_argument(
            "--without-audio", action="store_true", help=_("不带朗读，导入之后重新生成")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            sound = not options["without_audio"]
            manifest = write_archive(path, sound=sound, at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as problem:
            text = _("写不了 %(path)s：%(why)s。")
            raise CommandError(text % {"path": path, "why": problem.strerror}) from problem
        for line in in_words(manifest):
            self.stdout.write(line)
        warning = _("已写好 %(path)s。里面有邮箱和密码的散列，请像数据库备份一样保管。")
        self.stdout.write(warning % {"path": path})
