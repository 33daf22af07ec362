"""Links within the house: those that lead nowhere, or to what readers cannot see."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.checklist.findings import Finding, warn
from columns.models import Author, Column, Issue, Revision, Season
from columns.richtext import pieces
from neican.kernel.sentences import Names

_IDS = re.compile(r'\bid="([^"]+)"')


def links_lead_somewhere(issue: Issue, text: Revision) -> Iterable[Finding]:
    """Links to our own pages and within the text; what stands elsewhere is not asked."""
    for link in filter(_is_ours, _links(text.body)):
        problem = _anchor(link, text) if link.startswith("#") else _page(urlsplit(link).path)
        if problem:
            yield warn("body", _("链接 %(link)s：%(problem)s") % {"link": link, "problem": problem})


def _links(body: str) -> Iterable[str]:
    if "<a" not in body:
        return []
    root = lxml.html.fragment_fromstring(body, create_parent="div")
    return dict.fromkeys(node.get("href") for node in root.iter("a") if node.get("href"))


def _is_ours(link: str) -> bool:
    address, ours = urlsplit(link), urlsplit(settings.SITE_URL)
    is_bare = not address.scheme and not address.netloc
    return is_bare or (address.scheme, address.netloc) == (ours.scheme, ours.netloc)


def _anchor(link: str, text: Revision) -> str:
    whole = "".join(piece.html for piece in pieces(text.body, Names()))
    return "" if link[1:] in _IDS.findall(whole) else _("正文里没有它指的地方")


def _page(path: str) -> str:
    try:
        found = resolve(path or "/")
    except Resolver404:
        return _("没有这个地址")
    known = _KNOWN.get(found.url_name or "")
    return known(**found.kwargs) if known else ""


def _issue(pk: int) -> str:
    if not Issue.objects.filter(pk=pk).exists():
        return _("没有这一期")
    if not Issue.objects.public(timezone.now()).filter(pk=pk).exists():
        return _("那一期没有公开，读者打不开")
    return ""


def _column(slug: str, **_more: Any) -> str:
    return "" if Column.objects.filter(slug=slug).exists() else _("没有这个专栏")


def _season(slug: str, number: int) -> str:
    found = Season.objects.filter(column__slug=slug, number=number)
    return "" if found.exists() else _("没有这一季")


def _author(slug: str) -> str:
    return "" if Author.objects.filter(slug=slug).exists() else _("没有这位作者")


_KNOWN: Mapping[str, Callable[..., str]] = {
    "issue": _issue,
    "column": _column,
    "feed": _column,
    "season": _season,
    "author": _author,
}
