"""A column as an Atom feed: the free part only, for everybody alike."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from columns.models import Column, Issue
from subscribers.addresses import address
from subscribers.reading import queries

# The marks of sentences and blocks serve the read-along; elsewhere they are noise.
_MARKS = re.compile(r'</?span[^>]*>| id="b[0-9a-f]{8}(?:-\d+)?"')
_OUR_ADDRESS = re.compile(r'(?<=(?:href|.src)=")/(?!/)')


def plain(html: str) -> str:
    """A frozen text without the read-along's marks, with full addresses."""
    return _OUR_ADDRESS.sub(address("/"), _MARKS.sub("", html))


class ColumnFeed(Feed):
    """What is new in a column. Ids never change, so an edited issue is an update, not a new one."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """In the publication's language for all: caches keep one copy, whatever cookies say."""
        with translation.override(settings.LANGUAGE_CODE):
            response = super().__call__(request, *args, **kwargs)
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        return response

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
        return address(obj.get_absolute_url())

    def feed_guid(self, obj: Column) -> str:
        return get_tag_uri(self.link(obj), obj.created_at)

    def items(self, obj: Column) -> list[Issue]:
        return queries.feed_issues(obj)

    def item_title(self, item: Issue) -> str:
        return str(item)

    def item_description(self, item: Issue) -> str:
        """What was corrected, the free part, and where the rest is."""
        preview = plain(item.live.preview_html) if item.live else ""
        link, words = self.item_link(item), _("在网站上读全文、听本期")
        return f'{_corrections(item)}{preview}\n<p><a href="{link}">{words}</a></p>'

    def item_link(self, item: Issue) -> str:
        return address(item.get_absolute_url())

    def item_guid(self, item: Issue) -> str:
        return get_tag_uri(self.item_link(item), item.created_at)

    def item_author_name(self, item: Issue) -> str:
        return "、".join(byline.author.name for byline in item.bylines.all())

    def item_pubdate(self, item: Issue) -> datetime | None:
        return _local(item.published_at)

    def item_updateddate(self, item: Issue) -> datetime | None:
        return _local(item.edited_at or item.published_at)


def _corrections(issue: Issue) -> str:
    """Newest first; readers of feeds see a change only where it says so."""
    return format_html_join(
        "",
        "<p><strong>{}</strong>{}</p>\n",
        (
            (_("更正（%(day)s）：") % {"day": f"{timezone.localtime(one.at):%Y-%m-%d}"}, one.note)
            for one in issue.corrections.all()
        ),
    )


def _local(moment: datetime | None) -> datetime | None:
    """In the publication's zone, so that feeds say +08:00 as pages do."""
    return timezone.localtime(moment) if moment else None
