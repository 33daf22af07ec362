"""How a text is laid out: where its free part ends, and whether its topics keep their word."""

import re
from collections.abc import Iterable, Mapping

import lxml.html
from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from columns.checklist.findings import Finding, warn
from columns.facts import topics_of
from columns.freezing import freeze
from columns.models import Issue, Revision
from columns.richtext import CUT, has_content

_NUMERALS = "零一二三四五六七八九十"
# Only where the issue speaks of itself: “其中两个话题” counts something else.
_COUNTED = re.compile(
    r"(?:本期|这期|这一期|本文|今天|这次)[^。！？\n]{0,16}?"
    r"(?<!第)([一二两三四五六七八九十]|1?[0-9])\s*(?:个|大)(?:话题|议题)"
)


def cut_does_something(issue: Issue, text: Revision) -> Iterable[Finding]:
    """A paid issue says where its free part ends; a free one has no such place."""
    has_cut, is_trial = CUT in text.body, text.facts["is_trial"]
    if has_cut and is_trial:
        yield warn("body", _("这是试读期，全文开放，正文里的付费墙不起作用"))
    if not has_cut and not is_trial and has_content(text.body):
        said = _("没有放付费墙：按默认，话题和开头 %(free)s 字免费，后面 %(paid)s 字付费")
        yield warn("body", said % _shares(issue, text))


def _shares(issue: Issue, text: Revision) -> Mapping[str, int]:
    whole, free = text.characters, text.free_characters
    if text.frozen_at is None:
        made = freeze(text.body, topics_of(issue, text.facts))
        whole, free = made["characters"], made["free_characters"]
    return {"free": free, "paid": whole - free}


def topics_have_sections(issue: Issue, text: Revision) -> Iterable[Finding]:
    """The section that a topic leads to is a heading of the text, word by word."""
    root = _parsed(text.body)
    headings = {heading.text_content().strip() for heading in root.iter("h2")}
    for topic in text.facts["topics"]:
        if topic["section"] and topic["section"].strip() not in headings:
            said = _("话题“%(label)s”对应的小节“%(section)s”不在正文里")
            yield warn("topics", said % topic)


def topics_are_as_many_as_said(issue: Issue, text: Revision) -> Iterable[Finding]:
    """“本期探讨三个话题” above two topics makes readers look for the third."""
    words = "\n".join([text.facts["standfirst"], *_paragraphs(text.body)])
    said = next((_number(match[1]) for match in _COUNTED.finditer(words)), None)
    there = len(text.facts["topics"])
    if said is not None and said != there:
        text_ = _("文中说有 %(said)s 个话题，本期话题里写了 %(there)s 个")
        yield warn("topics", text_ % {"said": said, "there": there})


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 2 if word == "两" else _NUMERALS.index(word)


def _paragraphs(body: str) -> list[str]:
    return [str(node.text_content()) for node in _parsed(body)]


def _parsed(body: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(body, create_parent="div")
