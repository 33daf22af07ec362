"""The report of an import in words for the person who ran it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.importing.services import ImportReport, Outcome

OUTCOMES = {
    Outcome.CREATED: gettext_lazy("已建立新的一期（编号 %(issue)d，修订 %(revision)s）。"),
    Outcome.REVISED: gettext_lazy(
        "这一期已经有了（编号 %(issue)d），文字有变化，新增修订 %(revision)s。"
    ),
    Outcome.PUBLISHED: gettext_lazy("这一期已经有了（编号 %(issue)d），文字没有变化，已发布。"),
    Outcome.UNCHANGED: gettext_lazy("这一期已经有了（编号 %(issue)d）：没有变化。"),
}


def in_words(report: ImportReport, *, encoding: str) -> Iterator[str]:
    """The report line by line: what was recognised, what was dropped and why, what was done."""
    if encoding != "UTF-8":
        yield _("文件编码：%(encoding)s，已转换。") % {"encoding": encoding}
    yield _("认出：")
    for found in report.page.recognised:
        values = {"line": found.line, "what": found.what, "value": found.value}
        yield _("  第 %(line)d 行　%(what)s：%(value)s") % values
    yield _("略去：")
    for dropped in report.page.dropped:
        values = {"line": dropped.line, "text": dropped.text, "reason": dropped.reason}
        yield _("  第 %(line)d 行　“%(text)s”：%(reason)s") % values
    yield from _done(report)


def _done(report: ImportReport) -> Iterator[str]:
    yield from (_("新建：%(name)s") % {"name": name} for name in report.made)
    yield from (_("注意：%(remark)s") % {"remark": remark} for remark in report.remarks)
    values = {"issue": report.issue_id, "revision": report.revision}
    yield str(OUTCOMES[report.outcome]) % values
    if report.outcome is not Outcome.UNCHANGED:
        yield _("现在读者能看到。") if report.is_public else _("现在是草稿，读者看不到。")
