"""The report of an import in words for the person who ran it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.importing.parsed import Format, Refused
from columns.importing.services import FileReport, ImportReport, Outcome

OUTCOMES = {
    Outcome.CREATED: gettext_lazy("已建立新的一期（编号 %(issue)s，修订 %(revision)s）。"),
    Outcome.REVISED: gettext_lazy(
        "这一期已经有了（编号 %(issue)s），文字有变化，新增修订 %(revision)s。"
    ),
    Outcome.PUBLISHED: gettext_lazy("这一期已经有了（编号 %(issue)s），文字没有变化，已发布。"),
    Outcome.UNCHANGED: gettext_lazy("这一期已经有了（编号 %(issue)s）：没有变化。"),
}
REHEARSED = {
    Outcome.CREATED: gettext_lazy("会建立新的一期。"),
    Outcome.REVISED: gettext_lazy("这一期已经有了（编号 %(issue)s），文字有变化，会新增一个修订。"),
    Outcome.PUBLISHED: gettext_lazy("这一期已经有了（编号 %(issue)s），文字没有变化，会发布。"),
    Outcome.UNCHANGED: OUTCOMES[Outcome.UNCHANGED],
}
FORMATS = {
    Format.TEXT: gettext_lazy("从网页复制的文本"),
    Format.MARKDOWN: "Markdown",
    Format.HTML: gettext_lazy("网页"),
    Format.DOCX: gettext_lazy("Word 文档"),
    Format.GHOST: gettext_lazy("Ghost 导出文件"),
}


def in_words(report: FileReport) -> Iterator[str]:
    """The report line by line: what was recognised, what was dropped and why, what was done."""
    if report.encoding not in ("", "UTF-8"):
        yield _("文件编码：%(encoding)s，已转换。") % {"encoding": report.encoding}
    for done in report.done:
        if len(report.done) > 1 or report.refused:
            yield f"《{done.page.headline}》"
        yield from _issue_in_words(done, is_rehearsal=report.is_dry_run)
    yield from _listed(_("没有导入："), report.refused)
    yield from _listed(_("不是期，跳过："), report.skipped)
    if report.is_dry_run:
        yield _("这是试运行，什么也没有写入。")


def _issue_in_words(done: ImportReport, *, is_rehearsal: bool) -> Iterator[str]:
    yield _("认出：")
    for found in done.page.recognised:
        yield f"  {_place(found.line)}" + _("%(what)s：%(value)s") % {
            "what": found.what,
            "value": found.value,
        }
    yield _("略去：")
    for lost in done.page.dropped:
        yield f"  {_place(lost.line)}" + _("“%(text)s”：%(reason)s") % {
            "text": lost.text,
            "reason": lost.reason,
        }
    yield from (_("新建：%(name)s") % {"name": name} for name in done.made)
    yield from (_("注意：%(remark)s") % {"remark": remark} for remark in done.remarks)
    yield outcome_in_words(done, is_rehearsal=is_rehearsal)
    if done.outcome is not Outcome.UNCHANGED and not is_rehearsal:
        yield _("现在读者能看到。") if done.is_public else _("现在是草稿，读者看不到。")


def outcome_in_words(done: ImportReport, *, is_rehearsal: bool) -> str:
    """What was done, or would be, in a sentence."""
    values = {"issue": done.issue_id, "revision": done.revision}
    return str((REHEARSED if is_rehearsal else OUTCOMES)[done.outcome]) % values


def _place(line: int) -> str:
    return _("第 %(line)d 行　") % {"line": line} if line else ""


def _listed(title: str, rows: Iterable[Refused]) -> Iterator[str]:
    for number, row in enumerate(rows):
        if not number:
            yield title
        values = {"title": row.title, "reason": row.reason}
        yield "  " + _("%(title)s：%(reason)s") % values


def as_data(report: FileReport) -> dict[str, Any]:
    """The report as plain data; of pictures their names alone."""
    done = [_issue_data(one) for one in report.done]
    return {**asdict(report), "done": done, "format": str(report.format)}


def _issue_data(done: ImportReport) -> dict[str, Any]:
    data = asdict(done)
    data["page"]["pictures"] = [picture.name for picture in done.page.pictures]
    return data
