"""A column as an Atom feed: the free part only, for everybody alike."""

import re
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.translation import gettext as _

from columns.models import Column, Issue
from subscribers.reading import metadata, queries

# The marks of sentences and blocks serve the read-along; elsewhere they are noise.
_MARKS = re.compile(r'</?span[^>]*>| id="b[0-9a-f]{8}(?:-\d+)?"')
_OUR_ADDRESS = re.compile(r'(?<=(?:href|.src)=")/(?!/)')


def plain(html: str) -> str:
    """A frozen text without the read-along's marks, with full addresses."""
    return _OUR_ADDRESS.sub(metadata.address("/"), _MARKS.sub("", html))


class ColumnFeed(Feed):
    """What is new in a column. Ids never change, so an edited issue is an update, not a new one."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str) -> Column:
        column = Column.objects.filter(slug=slug).first()
        if column is None:
            raise Http404(slug)
        return column

    def title(self, obj: Column) -> str:
        return obj.full_name

    def subtitle(self, obj: Column) -> str:
        return obj.about

    def link(self, obj: Column) -> str:
        return metadata.address(obj.get_absolute_url())

    def feed_guid(self, obj: Column) -> str:
        return get_tag_uri(self.link(obj), obj.created_at)

    def items(self, obj: Column) -> list[Issue]:
        return queries.feed_issues(obj)

    def item_title(self, item: Issue) -> str:
        return str(item)

    def item_description(self, item: Issue) -> str:
        """The free part and where the rest is."""
        preview = plain(item.live.preview_html) if item.live else ""
        address, words = metadata.address(item.get_absolute_url()), _("在网站上读全文、听本期")
        return f'{preview}\n<p><a href="{address}">{words}</a></p>'

    def item_link(self, item: Issue) -> str:
        return metadata.address(item.get_absolute_url())

    def item_guid(self, item: Issue) -> str:
        return get_tag_uri(self.item_link(item), item.created_at)

    def item_author_name(self, item: Issue) -> str:
        return "、".join(byline.author.name for byline in item.bylines.all())

    def item_pubdate(self, item: Issue) -> datetime | None:
        return _local(item.published_at)

    def item_updateddate(self, item: Issue) -> datetime | None:
        return _local(item.edited_at or item.published_at)


def _local(moment: datetime | None) -> datetime | None:
    """In the publication's zone, so that feeds say +08:00 as pages do."""
    return timezone.localtime(moment) if moment else None
