"""`manage.py collect_sound`: throw old sound away now, or say how much there is to throw away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.audio import services

_MEGABYTE = 1024 * 1024


class Command(BaseCommand):
    help = _("清理没有人再用的旧声音；每天也会自动做一次。")

    def add_arguments(self, parser: CommandParser) -> None:
        """One choice: only to look."""
        parser.add_argument("--dry-run", action="store_true", help=_("只看，不删。"))

    def handle(self, *_arguments: Any, dry_run: bool, **_options: Any) -> None:
        """Say in one line what was, or would be, thrown away."""
        now = timezone.now()
        found = services.collectable(now=now) if dry_run else services.collect(now=now)
        said = _("可回收") if dry_run else _("已清理")
        self.stdout.write(
            _("%(said)s：%(recordings)d 份旧声音，%(files)d 个文件，%(size).1f MB。")
            % {
                "said": said,
                "recordings": found.recordings,
                "files": found.files,
                "size": found.bytes / _MEGABYTE,
            }
        )
