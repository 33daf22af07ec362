"""Links within the house: those that lead nowhere, or to what readers cannot see."""

import re
from collections import defaultdict
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

Asked = Mapping[str, Mapping[str, Any]]
"""Links to pages of one kind, with what their addresses name."""

_IDS = re.compile(r'\bid="([^"]+)"')


def links_lead_somewhere(issue: Issue, text: Revision) -> Iterable[Finding]:
    """Links to our own pages and within the text; what stands elsewhere is not asked."""
    links = [link for link in _links(text.body) if _is_ours(link)]
    if not links:
        return
    problems = {**_pages(links), **_anchors(links, text)}
    for link in links:
        if link in problems:
            names = {"link": link, "problem": problems[link]}
            yield warn("body", _("链接 %(link)s：%(problem)s") % names)


def _links(body: str) -> Iterable[str]:
    if "<a" not in body:
        return []
    root = lxml.html.fragment_fromstring(body, create_parent="div")
    return dict.fromkeys(node.get("href") for node in root.iter("a") if node.get("href"))


def _is_ours(link: str) -> bool:
    address, ours = urlsplit(link), urlsplit(settings.SITE_URL)
    is_bare = not address.scheme and not address.netloc
    return is_bare or (address.scheme, address.netloc) == (ours.scheme, ours.netloc)


def _anchors(links: Iterable[str], text: Revision) -> dict[str, str]:
    wanted = [link for link in links if link.startswith("#")]
    if not wanted:
        return {}
    whole = "".join(piece.html for piece in pieces(text.body, Names()))
    there = set(_IDS.findall(whole))
    return {link: _("正文里没有它指的地方") for link in wanted if link[1:] not in there}


def _pages(links: Iterable[str]) -> dict[str, str]:
    """What is wrong with links to pages; each kind of page is asked for once."""
    problems: dict[str, str] = {}
    asked: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for link in links:
        if link.startswith("#"):
            continue
        try:
            found = resolve(urlsplit(link).path or "/")
        except Resolver404:
            problems[link] = _("没有这个地址")
        else:
            asked[found.url_name or ""][link] = found.kwargs
    for name, known in _KNOWN.items():
        problems.update(known(asked[name]) if name in asked else {})
    return problems


def _issues(asked: Asked) -> dict[str, str]:
    named = Issue.objects.filter(pk__in={names["pk"] for names in asked.values()})
    there = set(named.values_list("pk", flat=True))
    public = set(
        Issue.objects.public(timezone.now()).filter(pk__in=there).values_list("pk", flat=True)
    )
    problems = {}
    for link, names in asked.items():
        if names["pk"] not in there:
            problems[link] = _("没有这一期")
        elif names["pk"] not in public:
            problems[link] = _("那一期没有公开，读者打不开")
    return problems


def _columns(asked: Asked) -> dict[str, str]:
    there = set(Column.objects.values_list("slug", flat=True))
    return {link: _("没有这个专栏") for link, one in asked.items() if one["slug"] not in there}


def _seasons(asked: Asked) -> dict[str, str]:
    there = set(Season.objects.values_list("column__slug", "number"))
    return {
        link: _("没有这一季")
        for link, one in asked.items()
        if (one["slug"], one["number"]) not in there
    }


def _authors(asked: Asked) -> dict[str, str]:
    there = set(Author.objects.values_list("slug", flat=True))
    return {link: _("没有这位作者") for link, one in asked.items() if one["slug"] not in there}


_KNOWN: Mapping[str, Callable[[Asked], dict[str, str]]] = {
    "issue": _issues,
    "column": _columns,
    "feed": _columns,
    "season": _seasons,
    "author": _authors,
}
