"""The foot of a page: comment area and recommendations go, the two notices are kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from columns.importing import furniture
from columns.importing.lines import Line
from columns.importing.parsed import Notes, Words

COMMENTS = re.compile(r"(全部|用户|读者|网友)?评论(区)?(\s*[(（]?\d+\+?[)）]?)?")
MORE = re.compile(r"(相关|推荐|热门)(阅读|文章|专栏)|猜你喜欢|大家都在看|更多精彩.{0,6}")
REPRODUCTION = re.compile(
    r"未经.{0,14}转载|(禁止|不得|谢绝|严禁)转载|转载.{0,8}(授权|联系|注明)|版权所有"
)
COMPLAINT = re.compile(r"(异议|投诉|侵权|纠错|勘误).{0,24}(联系|邮箱|邮件|电话|反馈|发送)")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
NOTICE_AT_MOST = 160  # characters; anything longer is an article about the subject
ARTICLE_AGAIN = 60  # characters; a line this long below 推荐阅读 means the article goes on


@dataclass(frozen=True, slots=True)
class Foot:
    """The two notices and the address to object at, each "" where the page has none."""

    reproduction_notice: str = ""
    complaint_notice: str = ""
    complaint_contact: str = ""


def take_foot(lines: list[Line], notes: Notes) -> tuple[list[Line], Foot]:
    """The lines above the foot, and what the foot says."""
    lines = _without_comments(lines, notes)
    lines = _without_recommendations(lines, notes)
    end = len(lines)
    while end and _belongs_to_foot(lines[end - 1]):
        end -= 1
    return lines[:end], _read(lines[end:], notes)


def is_reproduction_notice(line: Line) -> bool:
    """Whether the line forbids or regulates reprints."""
    return len(line.text) <= NOTICE_AT_MOST and bool(REPRODUCTION.search(line.text))


def is_complaint_notice(line: Line) -> bool:
    """Whether the line names where to object."""
    return len(line.text) <= NOTICE_AT_MOST and bool(COMPLAINT.search(line.text))


def _belongs_to_foot(line: Line) -> bool:
    if line.mark:
        return False
    is_notice = is_reproduction_notice(line) or is_complaint_notice(line)
    return is_notice or furniture.at_the_edges(line.text) is not None


def _without_comments(lines: list[Line], notes: Notes) -> list[Line]:
    """评论 alone could head a section, so it counts only with a comment area below it."""
    for at, line in enumerate(lines):
        is_title = not line.mark and COMMENTS.fullmatch(line.text)
        if is_title and _is_comment_area(lines[at + 1 : at + 5]):
            _drop_all(lines[at:], _("评论区，不属于本期内容"), notes)
            return lines[:at]
    return lines


def _is_comment_area(below: list[Line]) -> bool:
    return not below or any(furniture.anywhere(line.text) for line in below)


def _without_recommendations(lines: list[Line], notes: Notes) -> list[Line]:
    at = next((n for n, line in enumerate(lines) if n and MORE.fullmatch(line.text)), len(lines))
    below = lines[at:]
    rest = [line for line in below if not _belongs_to_foot(line)]
    if any(len(line.text) >= ARTICLE_AGAIN for line in rest):
        return lines
    _drop_all(rest, _("推荐内容，不属于本期内容"), notes)
    return lines[:at] + [line for line in below if _belongs_to_foot(line)]


def _drop_all(lines: list[Line], otherwise: Words, notes: Notes) -> None:
    for line in lines:
        notes.drop(line.number, line.text, furniture.anywhere(line.text) or otherwise)


def _read(lines: list[Line], notes: Notes) -> Foot:
    foot = Foot()
    for line in lines:
        if not foot.complaint_notice and is_complaint_notice(line):
            foot = replace(foot, complaint_notice=line.text, complaint_contact=_contact(line))
            notes.found(line.number, _("投诉联系方式"), foot.complaint_contact)
        elif not foot.reproduction_notice and is_reproduction_notice(line):
            foot = replace(foot, reproduction_notice=line.text)
            notes.found(line.number, _("转载声明"), line.text)
        else:
            reason = furniture.at_the_edges(line.text) or _("重复的声明，只存一次")
            notes.drop(line.number, line.text, reason)
    return foot


def _contact(line: Line) -> str:
    address = ADDRESS.search(line.text)
    return address[0] if address else line.text
