"""Addresses of the public pages."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from subscribers.reading import converters  # noqa: F401  registers them
from subscribers.reading.feeds import ColumnFeed
from subscribers.reading.views import account, columns, issue, media, search

urlpatterns = [
    path("", columns.home, name="home"),
    path("columns/", columns.columns, name="columns"),
    path("columns/<name:slug>/", columns.column, name="column"),
    path("columns/<name:slug>/feed.atom", ColumnFeed(), name="feed"),
    path("columns/<name:slug>/seasons/<int:number>/", columns.season, name="season"),
    path("issues/<int:pk>/", issue.issue, name="issue"),
    path("issues/<int:pk>/comments/", issue.comment, name="comment"),
    path("authors/<name:slug>/", columns.author, name="author"),
    path("guidelines/", columns.guidelines, name="guidelines"),
    path("search/", search.search, name="search"),
    path("account/", account.account, name="account"),
    path("account/redeem/", account.redeem, name="redeem"),
    path("account/name/", account.rename, name="rename"),
    # Without a token: it would make every visitor's page personal, and all that a stranger's form
    # could do here is to change the language of the buttons.
    path("language/", csrf_exempt(set_language), name="language"),
    path("", include("subscribers.reading.audio_urls")),
    path("preview/", include("subscribers.reading.preview_urls")),
]

if getattr(settings, "SERVE_MEDIA", False):
    urlpatterns += [re_path(r"^media/(?P<path>.+)$", media.media)]
