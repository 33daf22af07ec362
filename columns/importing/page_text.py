"""Plain text copied from a column's web page, read into one issue. Pure: no database, no files."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from columns.importing.article import read_article
from columns.importing.blocks import Block, Heading, Paragraph, Quote, to_html
from columns.importing.foot import Foot, take_foot
from columns.importing.lines import Line, read_lines
from columns.importing.masthead import Masthead, take_masthead
from columns.importing.parsed import Notes, NotUnderstood, ParsedIssue
from columns.importing.topics import Opening, map_to_sections, take_topics

MARKUP = re.compile(r"\s*<(!doctype|html|head|body|div|section|p|meta)\b", re.IGNORECASE)
CUT_SHORT = re.compile(
    r"(登录|订阅|购买|开通|付费|解锁|加入会员).{0,10}(阅读|查看|解锁|收听)?.{0,4}(全文|剩余|完整内容|全部内容).{0,8}"
    r"|(剩余|还有)\s*\d+\s*%的?(内容|正文|全文|文章|未读).{0,10}"
)


def parse(text: str) -> ParsedIssue:
    """
    Read one copied page.

    The words stay as they are, half-width punctuation too; only invisible characters go.

    :raises NotUnderstood: with the line and what to do, if this is not one whole issue.
    """
    lines = read_lines(text)
    _refuse_what_is_no_page(lines)
    notes = Notes()
    upper, foot = take_foot(lines, notes)
    masthead, rest = take_masthead(upper, notes)
    opening, rest = take_topics(rest, notes)
    blocks = read_article(rest, [topic.label for topic in opening.topics], notes)
    _refuse_without_article(blocks, lines)
    return _issue(masthead, foot, opening, blocks, notes)


def _issue(
    masthead: Masthead, foot: Foot, opening: Opening, blocks: list[Block], notes: Notes
) -> ParsedIssue:
    sections = tuple(block.text for block in blocks if isinstance(block, Heading))
    topics = map_to_sections(opening, sections, notes).topics
    return ParsedIssue(
        column_name=masthead.column.name,
        column_tagline=masthead.column.tagline,
        season_number=masthead.column.season,
        season_title=masthead.column.season_title,
        headline=masthead.headline,
        rubric=masthead.rubric,
        published_at=masthead.published_at,
        authors=masthead.authors,
        head_image_credit=masthead.head_image_credit,
        topics=topics,
        topics_count_claimed=opening.count_claimed,
        body_html=to_html(blocks),
        sections=sections,
        reproduction_notice=foot.reproduction_notice or masthead.reproduction_notice,
        complaint_notice=foot.complaint_notice,
        complaint_contact=foot.complaint_contact,
        recognised=notes.recognised(),
        dropped=notes.dropped(),
    )


def _refuse_what_is_no_page(lines: list[Line]) -> None:
    if not lines:
        raise NotUnderstood(1, _("文件里没有文字。请把网页全选、复制、粘贴到文件里，再导入。"))
    if MARKUP.match(lines[0].text):
        reason = _("这是网页的源代码。请复制网页上看得见的文字，不要复制源代码，再导入。")
        raise NotUnderstood(lines[0].number, reason)
    for line in lines:
        if "\0" in line.text or "\ufffd" in line.text:
            reason = _("这里有读不出的字符，编码可能不对。请另存为 UTF-8 文本，再导入。")
            raise NotUnderstood(line.number, reason)
        if not line.mark and CUT_SHORT.fullmatch(line.text):
            reason = _("“%(text)s”说明这是试读页，正文不完整。请用能看全文的账号复制，再导入。")
            raise NotUnderstood(line.number, reason % {"text": line.text})


def _refuse_without_article(blocks: list[Block], lines: list[Line]) -> None:
    if not any(isinstance(block, Paragraph | Quote) for block in blocks):
        reason = _("标题之后找不到正文段落。请确认复制了整页，再导入。")
        raise NotUnderstood(lines[-1].number, reason)
