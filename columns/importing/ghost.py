"""A Ghost site's export: its posts as issues. Members are for the readers' wing to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.utils.translation import gettext as _

from columns.importing.article_markup import read_markup
from columns.importing.bounds import read_json
from columns.importing.gathering import Facts, plain
from columns.importing.ghost_tables import Row, Tables
from columns.importing.labelled import ColumnLine
from columns.importing.losses import PLACEHOLDER
from columns.importing.markup import CUT_COMMENT, fragment
from columns.importing.moments import read_moment
from columns.importing.parsed import (
    Format,
    Notes,
    NotUnderstood,
    ParsedFile,
    ParsedIssue,
    Refused,
)

POSTS_AT_MOST = 5_000
RUBRIC_AT_MOST = 20
OUT = frozenset({"published", "sent"})
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def read_ghost(text: str) -> ParsedFile:
    """
    Read one export. Posts come in the order in which they were published.

    :raises NotUnderstood: if it is no such export; a bad post is only listed.
    """
    tables = Tables(read_json(text))
    posts = tables.rows("posts")
    if len(posts) > POSTS_AT_MOST:
        reason = _("文件里有 %(count)d 篇文章，一次最多 %(limit)d 篇。请分几次导出，再导入。")
        raise NotUnderstood(0, reason % {"count": len(posts), "limit": POSTS_AT_MOST})
    issues: list[ParsedIssue] = []
    refused: list[Refused] = []
    skipped: list[Refused] = []
    for post in sorted(posts, key=lambda row: str(row.get("published_at") or "9999")):
        if reason := _no_issue(post):
            skipped.append(Refused(_title(post), reason))
            continue
        try:
            issues.append(_read_post(post, tables))
        except NotUnderstood as refusal:
            refused.append(Refused(_title(post), refusal.reason))
    skipped += _others(tables)
    return ParsedFile(Format.GHOST, "", tuple(issues), tuple(refused), tuple(skipped))


def _no_issue(post: Row) -> str:
    """Why a post is none of ours; "" where it is."""
    if post.get("type") == "page" or post.get("page") in (1, True):
        return _("这是独立页面，不是文章")
    return ""


def _others(tables: Tables) -> Iterator[Refused]:
    if members := len(tables.rows("members")):
        title = _("会员名单（%(count)d 人）") % {"count": members}
        yield Refused(title, _("会员另外导入：manage.py import_members 同一个文件"))
    if newsletters := len(tables.rows("newsletters")):
        title = _("邮件刊物（%(count)d 份）") % {"count": newsletters}
        yield Refused(title, _("没有对应的位置"))


def _read_post(post: Row, tables: Tables) -> ParsedIssue:
    """:raises NotUnderstood: if it has no title or no text."""
    facts = Facts(Notes())
    facts.source_key = _source_key(post)
    facts.column = ColumnLine(tables.site_title())
    facts.take_headline(_title(post), 0)
    facts.take_authors(tables.authors_of(post), 0)
    if isinstance(moment := post.get("published_at"), str):
        facts.take_moment(read_moment(moment), 0)
    _take_tags(post, tables, facts)
    _take_state(post, facts)
    _take_summary(post, tables, facts)
    if isinstance(image := post.get("feature_image") or post.get("image"), str):
        address = plain(image).replace(PLACEHOLDER, "")
        facts.notes.drop(0, address, _("头图没有随文件来，请在后台补上"))
    read = read_markup(fragment(_text(post)), facts)
    return facts.issue(read.html, read.sections)


def _source_key(post: Row) -> str:
    """What stays the same in every export of a post."""
    key = post.get("uuid") or post.get("slug") or post.get("id")
    return f"ghost:{plain(str(key))}"[:200] if key else ""


def _title(post: Row) -> str:
    return plain(post.get("title")) or _("（没有标题）")


def _take_tags(post: Row, tables: Tables, facts: Facts) -> None:
    """The first tag is the rubric, the way Ghost shows it; others have no place here."""
    for name in tables.tags_of(post):
        if not facts.rubric and len(name) <= RUBRIC_AT_MOST:
            facts.take("rubric", name, 0, _("栏目"))
        else:
            facts.notes.drop(0, name, _("标签没有对应的位置，没有收"))


def _take_state(post: Row, facts: Facts) -> None:
    """Who may read it, and whether it was out."""
    facts.is_draft = post.get("status") not in OUT
    facts.is_trial = post.get("visibility") == "public"
    if facts.is_trial:
        facts.notes.found(0, _("试读期"), _("原文人人可读，全文对所有人开放"))
    elif post.get("visibility") == "members":
        facts.notes.found(0, _("谁能读"), _("原文注册就能读；这里要有权益才能读墙后的部分"))
    if facts.is_draft:
        facts.notes.found(0, _("状态"), _("原文没有发布，导入后是草稿"))


def _take_summary(post: Row, tables: Tables, facts: Facts) -> None:
    summary = post.get("custom_excerpt") or tables.meta_of(post).get("meta_description")
    facts.take("standfirst", str(summary or ""), 0, _("导语"))
    caption = tables.meta_of(post).get("feature_image_caption")
    if isinstance(caption, str) and caption.strip():
        words = plain(unescape(re.sub(r"<[^>]*>", "", caption)))
        facts.take("head_image_credit", words, 0, _("头图来源"))


def _text(post: Row) -> str:
    """
    The HTML of a post; the editor's own cards hold comments that are not for readers.

    :raises NotUnderstood: if the export left it out.
    """
    html = post.get("html")
    if not isinstance(html, str) or not html.strip():
        reason = _("文件里没有这一篇的 HTML 正文。请在 Ghost 后台打开它再存一次，重新导出。")
        raise NotUnderstood(0, reason)
    return COMMENT.sub(lambda found: found[0] if CUT_COMMENT.fullmatch(found[1]) else "", html)
