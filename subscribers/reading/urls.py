"""Addresses of the public pages."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language
from django.views.static import serve

from subscribers.reading.feeds import ColumnFeed
from subscribers.reading.views import account, columns, issue, search

urlpatterns = [
    path("", columns.home, name="home"),
    path("columns/", columns.columns, name="columns"),
    path("columns/<str:slug>/", columns.column, name="column"),
    path("columns/<str:slug>/feed.atom", ColumnFeed(), name="feed"),
    path("columns/<str:slug>/seasons/<int:number>/", columns.season, name="season"),
    path("issues/<int:pk>/", issue.issue, name="issue"),
    path("issues/<int:pk>/comments/", issue.comment, name="comment"),
    path("authors/<str:slug>/", columns.author, name="author"),
    path("guidelines/", columns.guidelines, name="guidelines"),
    path("search/", search.search, name="search"),
    path("account/", account.account, name="account"),
    path("account/redeem/", account.redeem, name="redeem"),
    path("account/name/", account.rename, name="rename"),
    # Without a token: it would make every visitor's page personal, and all that a stranger's form
    # could do here is to change the language of the buttons.
    path("language/", csrf_exempt(set_language), name="language"),
    path("", include("subscribers.reading.audio_urls")),
]

if getattr(settings, "SERVE_MEDIA", False):
    urlpatterns += [
        re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    ]
