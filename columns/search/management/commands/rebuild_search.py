"""Build the search index anew, for instance after an author or a column got another name."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from columns.search import services


class Command(BaseCommand):
    """Safe at any time: searching goes on meanwhile."""

    help = _("重建搜索索引：所有已发布的期重新编入，其余的移出。")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many issues are findable now."""
        count = services.rebuild()
        self.stdout.write(_("已重建搜索索引：%(count)s 期。") % {"count": count})
