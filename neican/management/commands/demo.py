"""The whole house on a fresh machine: content, web, worker and schedule, or one check of it all."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from columns.audio.models import Narration
from columns.importing.parsed import NotUnderstood
from columns.models import Issue
from columns.services import NotReady
from neican.demo import accounts, checking, loading, processes

INSIDE_CHECK = "NEICAN_DEMO_CHECK"
SECONDS_FOR_NARRATION = 1800


class Command(BaseCommand):
    """`manage.py demo`"""

    help = _("带着演示内容把整座房子跑起来；--check 把主要流程走一遍就退出。")
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help=_("网页服务的端口"))
        parser.add_argument("--reset", action="store_true", help=_("先清空内嵌的数据"))
        parser.add_argument(
            "--check",
            nargs="?",
            const="",
            metavar="FILE",
            help=_("走一遍主要流程就退出；给出 FILE 就导入这份网页文本来走"),
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.SETTINGS_MODULE.endswith("production"):
            raise CommandError(_("演示会写入演示账户，不能在生产设置下运行。"))
        if options["check"] is not None:
            self._check(options["check"])
        else:
            self._run(port=options["port"], reset=options["reset"])

    def _run(self, *, port: int, reset: bool) -> None:
        if processes.is_taken(port):
            text = _("端口 %(port)s 已被占用。换一个端口：在命令后面加 --port %(other)s")
            raise CommandError(text % {"port": port, "other": port + 1})
        if reset:
            self._forget()
        try:
            self._prepare()
            with processes.house(port) as running:
                self._watch_narration(running)
                self.stdout.write(screen(port))
                while True:
                    processes.check_alive(running)
                    time.sleep(1)
        except KeyboardInterrupt:
            self.stdout.write(_("\n都停下了。数据还在，再运行一次就能接着看。"))
        except processes.Ended as end:
            raise CommandError(
                _("%(name)s 停了，原因在 %(log)s 的末尾。") % {"name": end.name, "log": end.log}
            ) from end

    def _forget(self) -> None:
        """Only the embedded house's own folder; a database server is not ours to empty."""
        if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            raise CommandError(_("--reset 只清空内嵌的 SQLite 数据，不会动 DATABASE_URL 里的库。"))
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
        # The broker's folders are made when the settings are read.
        arguments = [argument for argument in sys.argv if argument != "--reset"]
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - ourselves, anew

    def _prepare(self) -> None:
        self.stdout.write(_("准备数据库和演示内容……"))
        call_command("migrate", verbosity=0)
        loading.load()

    def _watch_narration(self, running: Sequence[processes.Process]) -> None:
        """A bar in characters of what is still to be narrated; failures do not stop the house."""
        wanted = {
            issue.pk: issue.live.characters
            for issue in Issue.objects.public(timezone.now()).select_related("live")
            if issue.live is not None
        }
        finished = Narration.objects.filter(revision__live_for__isnull=False).exclude(
            state__in=(Narration.State.QUEUED, Narration.State.GENERATING)
        )
        deadline = time.monotonic() + SECONDS_FOR_NARRATION
        with tqdm(total=sum(wanted.values()), desc=_("朗读"), unit=_("字")) as bar:
            while time.monotonic() < deadline:
                processes.check_alive(running)
                done = set(finished.values_list("revision__issue_id", flat=True))
                bar.update(sum(wanted[pk] for pk in done & wanted.keys()) - bar.n)
                if done >= wanted.keys():
                    return
                time.sleep(0.5)

    def _check(self, file: str) -> None:
        if os.environ.get(INSIDE_CHECK):
            call_command("migrate", verbosity=0)
            try:
                held = checking.run(Path(file) if file else None, self.stdout.write)
            except (NotUnderstood, NotReady, OSError) as refusal:
                raise CommandError(_("没有导入。%(why)s") % {"why": refusal}) from refusal
            if not held:
                raise CommandError(_("有一步没有通过，见上面标 ✗ 的行。"))
            return
        with tempfile.TemporaryDirectory(prefix="neican-check-") as folder:
            sys.exit(self._check_in(folder))

    def _check_in(self, folder: str) -> int:
        """The check in a house of its own, which is gone afterwards."""
        environment = {**os.environ, "NEICAN_DATA_DIR": folder, INSIDE_CHECK: "1"}
        finished = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, *sys.argv], env=environment, check=False
        )
        return finished.returncode


def screen(port: int) -> str:
    """What a newcomer needs, on one screen."""
    words = accounts.passwords()
    rows = [
        f"  {part.title:　<5} {accounts.email_of(part.key):<28} {words[part.key]}"
        for part in accounts.PARTS
    ]
    address = f"http://127.0.0.1:{port}/"
    return "\n".join(
        [
            "",
            _("内参已经开门：%(address)s　后台：%(address)sadmin/") % {"address": address},
            "",
            _("账户（密码随机生成，只在这台机器的演示里有效）"),
            *rows,
            "",
            _("先试这几样"),
            _("  1 不登录打开任意一期，读到付费墙为止，按播放键试听。"),
            _("  2 用“订阅读者”登录，接着读完、听完；开始播放后点一句话，就从那里听起。"),
            _("  3 写一条评论，再写一条留微信号的，看它们的去处。"),
            _("  4 用“审核员”进后台处理待审核的评论。"),
            _("  5 用“编辑”改一句正文送审，用“主编”通过、更新线上，只重读这一句。"),
            _("  6 用“编辑”和“作者”在两个窗口里同时改《修伞》，看谁的字都在。"),
            "",
            _("自己注册也行，验证码写在 %(log)s。") % {"log": processes.log_of("web")},
            _("按 Ctrl-C 全部停下。"),
        ]
    )
