"""What a file says of itself: title, names, the label of synthetic sound, sections, a cover."""

import json
import logging
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from django.conf import settings
from django.utils import timezone
from PIL import Image, ImageOps

from columns.audio.encoding import Tags
from columns.audio.production.preparing import Part
from columns.audio.timings import Chapter
from columns.models import Author, Issue, Revision

logger = logging.getLogger(__name__)

# What a phone shows on its lock screen, and no burden on a file of some megabytes.
_COVER_PIXELS, _COVER_QUALITY = 600, 80


def tags_of(revision: Revision, *, is_synthetic: bool = True) -> Tags:
    """Whose work it is; a person's own voice bears no label of synthetic sound."""
    issue = revision.issue
    authors = Author.objects.in_bulk(revision.facts["authors"])
    names = "、".join(authors[one].name for one in revision.facts["authors"] if one in authors)
    return Tags(
        title=revision.facts["headline"],
        artist=names,
        album=issue.season.column.full_name,
        date=str(timezone.localdate(issue.published_at)) if issue.published_at else "",
        aigc=_label(revision) if is_synthetic else "",
    )


def _label(revision: Revision) -> str:
    label = {
        "Label": "1",
        "ContentProducer": settings.NARRATION_PRODUCER,
        "ProduceID": f"issue-{revision.issue_id}-revision-{revision.number}",
    }
    return json.dumps(label, ensure_ascii=False)


def cover_of(issue: Issue) -> bytes | None:
    """The head image as a square JPEG around what must stay in sight; nothing without one."""
    image = issue.picture
    if image is None:
        return None
    square, jpeg = (_COVER_PIXELS, _COVER_PIXELS), BytesIO()
    try:
        with image.file.storage.open(image.file.name) as stream, Image.open(stream) as picture:
            centre = (image.focal_x / 100, image.focal_y / 100)
            cover = ImageOps.fit(picture.convert("RGB"), square, centering=centre)
    except OSError:
        # A picture that cannot be shown is no reason to be silent.
        logger.warning("issue %s: its head image cannot be read for the cover", issue.pk)
        return None
    cover.save(jpeg, "JPEG", quality=_COVER_QUALITY)
    return jpeg.getvalue()


def chapters_of(parts: Sequence[Part]) -> list[Chapter]:
    """The sections that the parts stand in."""
    runs = [list(run) for _title, run in groupby(parts, key=lambda part: part.line.chapter)]
    return [Chapter(run[0].line.chapter, run[0].start_ms, run[-1].end_ms) for run in runs]
