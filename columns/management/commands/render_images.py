"""Make the widths and share cards that older pictures lack; run again, it finds nothing to do."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from columns import services
from columns.models import Image


class Command(BaseCommand):
    """manage.py render_images"""

    help = "Make the widths and share cards that pictures lack. Safe to repeat."

    def handle(self, **_options: Any) -> None:
        """Picture by picture; one whose file is lost is named, the others go on."""
        made = lost = 0
        for image_id in Image.objects.with_files().order_by("pk").values_list("pk", flat=True):
            try:
                made += services.render_image(image_id=image_id)
            except OSError as problem:
                lost += 1
                self.stderr.write(_("图片 %(number)s：%(problem)s") % _told(image_id, problem))
        self.stdout.write(
            _("补做了 %(made)s 张，打不开 %(lost)s 张。") % {"made": made, "lost": lost}
        )


def _told(image_id: int, problem: OSError) -> dict[str, Any]:
    return {"number": image_id, "problem": problem}
