"""A saved web page as one issue: what its head says of it, and the article in its body."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from django.utils.translation import gettext as _
from lxml import etree
from lxml.html import HtmlElement

from columns.importing.article_markup import read_markup
from columns.importing.bounds import refuse_shape
from columns.importing.decoding import decode
from columns.importing.gathering import Facts
from columns.importing.headline import SITE_NAME
from columns.importing.labelled import split_names
from columns.importing.markup import fragment, words
from columns.importing.moments import read_moment
from columns.importing.parsed import Notes, NotUnderstood, ParsedIssue

# Where sites keep the article, the surest first; then its whole page without the furniture.
ARTICLES = (
    "//*[@id='js_content']",
    "//*[@itemprop='articleBody']",
    "//article[not(.//article)]",
    "//main",
    "//*[@role='main']",
)
FURNITURE = (
    ".//header | .//footer | .//nav | .//aside | .//form | .//*[@role='navigation']"
    " | .//*[@aria-hidden='true'] | .//*[@hidden]"
)
TITLES = ("meta:og:title", "meta:twitter:title")
AUTHORS = ("meta:author", "meta:article:author", "rel:author", "id:js_name", "itemprop:author")
MOMENTS = ("meta:article:published_time", "meta:date", "meta:pubdate", "time", "id:publish_time")
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
CHARSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "euc-jp": "euc-jp", "iso-8859-1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip


def decode_html(data: bytes) -> tuple[str, str]:
    """
    The text of a page and its encoding: as it is by its bytes, else as the page declares.

    :raises NotUnderstood: if neither makes sense.
    """
    declared = CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        if name not in CHARSETS:
            return decode(data)
    try:
        return data.decode(CHARSETS[name]), name.upper()
    except UnicodeDecodeError:
        return decode(data)


def read_html(text: str) -> ParsedIssue:
    """
    Read one page.

    :raises NotUnderstood: if it has no title or no text, or is nested beyond reason.
    """
    facts = Facts(Notes())
    page = _page(text)
    names = [name for place in AUTHORS for said in _said(page, place) for name in split_names(said)]
    facts.take_authors(names, 0)
    moments = (read_moment(said) for place in MOMENTS for said in _said(page, place))
    facts.take_moment(next(filter(None, moments), None), 0)
    article = _article(page)
    _take_heading(page, article, facts)
    for said in _said(page, "meta:description"):
        facts.take("standfirst", said, 0, _("导语"))
    read = read_markup(article, facts)
    return facts.issue(read.html, read.sections)


def _page(text: str) -> HtmlElement:
    if not text.strip():
        raise NotUnderstood(0, _("文件里没有文字。请重新保存网页，再导入。"))
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_pis=True)
    # The declaration is about bytes; these are characters already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    page = lxml.html.document_fromstring(text, parser=parser)
    refuse_shape(page)
    for node in page.iter(etree.Element):
        node.set("data-line", str(node.sourceline))
    return page


def _said(page: HtmlElement, place: str) -> Iterator[str]:
    """What the page says at a place such as `meta:author` or `time`."""
    kind, _colon, name = place.partition(":")
    if kind == "meta":
        for node in page.xpath("//meta[@name=$name or @property=$name]", name=name):
            yield node.get("content", "")
    elif kind == "time":
        for node in page.xpath("//time[@datetime]"):
            yield node.get("datetime", "")
    else:
        for node in page.xpath(f"//*[@{kind}=$name]", name=name):
            yield node.get("content") or words(node)


def _article(page: HtmlElement) -> HtmlElement:
    """A `div` with the article alone."""
    for path in ARTICLES:
        found = [node for node in page.xpath(path) if words(node)]
        if found:
            article = max(found, key=lambda node: len(words(node)))
            break
    else:
        body = page.find("body")
        article = page if body is None else body
    for node in article.xpath(FURNITURE):
        # A header with the title of the article is part of it.
        if node.getparent() is not None and node.find(".//h1") is None:
            node.drop_tree()
    return fragment(str(lxml.html.tostring(article, encoding="unicode", with_tail=False)))


def _take_heading(page: HtmlElement, article: HtmlElement, facts: Facts) -> None:
    """The one heading of the article or of the page; else the title of the window."""
    for part in (article, page):
        headings = part.xpath(".//h1")
        if len(headings) == 1:
            facts.take_headline(words(headings[0]), 0)
    for place in TITLES:
        facts.take_headline(_without_site(next(_said(page, place), ""), page), 0)
    facts.take_headline(_without_site(page.findtext(".//head/title") or "", page), 0)


def _without_site(title: str, page: HtmlElement) -> str:
    """Sites put their name behind the title of the page."""
    for site in _said(page, "meta:og:site_name"):
        title = re.sub(rf"\s*[-_|｜\u2013\u2014]\s*{re.escape(site)}\s*$", "", title)
    return re.sub(rf"(?<=\S){SITE_NAME.pattern}$", "", title)
