"""Finds the column, season and authors that a page names, and opens those that are unknown."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext as _

from columns.importing.parsed import NotUnderstood, ParsedIssue
from columns.models import Author, Column, Season
from neican.accounts.models import User
from neican.accounts.permissions import require

SLUG_AT_MOST = 60


class Catalogue:
    """
    What the import of one issue looks up.

    `made` names what it opened, `remarks` what it left as it was.
    """

    def __init__(self, parsed: ParsedIssue, *, by: User | None) -> None:
        self.parsed = parsed
        self.by = by
        self.made: list[str] = []
        self.remarks: list[str] = []

    def column(self, slug: str) -> Column:
        """
        The column under `slug`; without a slug the one of the name on the page.

        :raises NotUnderstood: if the page does not say enough to find or open one.
        """
        column = self._known_column(slug)
        if column is None:
            return self._open_column(slug)
        self._compare(_("专栏名"), self.parsed.column_name, column.name)
        self._compare(_("专栏副题"), self.parsed.column_tagline, column.tagline)
        self._compare(_("转载声明"), self.parsed.reproduction_notice, column.reproduction_notice)
        self._compare(_("投诉联系方式"), self.parsed.complaint_notice, column.complaint_notice)
        return column

    def season(self, column: Column) -> Season:
        """
        The season that the page names; where it names none, the only one, or a first.

        :raises NotUnderstood: if there are several to choose from.
        """
        number = self.parsed.season_number
        seasons = column.seasons.all()
        known = list(seasons if number is None else seasons.filter(number=number))
        if len(known) > 1:
            reason = _("文件里没写第几季，“%(name)s”有好几季。请选定季（--season），再导入。")
            raise self._refusal(column.name, reason)
        return known[0] if known else self._open_season(column, number or 1)

    def authors(self) -> list[Author]:
        """
        The people of the byline, in order.

        :raises NotUnderstood: if two authors share a name.
        """
        return [self._author(name) for name in self.parsed.authors]

    def _known_column(self, slug: str) -> Column | None:
        if slug:
            return Column.objects.filter(slug=slug).first()
        if not self.parsed.column_name:
            reason = _("文件里没写属于哪个专栏。请选定专栏（命令行用 --column），再导入。")
            raise NotUnderstood(0, reason)
        known = list(Column.objects.filter(name=self.parsed.column_name))
        if len(known) > 1:
            reason = _("有好几个专栏叫“%(name)s”。请选定专栏（命令行用 --column），再导入。")
            raise self._refusal(self.parsed.column_name, reason)
        return known[0] if known else None

    def _open_column(self, slug: str) -> Column:
        name = self.parsed.column_name
        if not name:
            reason = _("没有网址名为“%(name)s”的专栏，文件里也没写专栏名。请先建立专栏，再导入。")
            raise NotUnderstood(0, reason % {"name": slug})
        slug = slug or slugify(name, allow_unicode=True)
        if not slug or len(slug) > SLUG_AT_MOST or Column.objects.filter(slug=slug).exists():
            reason = _("从“%(name)s”得不出可用的网址名。请先建立专栏，选定它（--column），再导入。")
            raise self._refusal(name, reason)
        require(self.by, "columns.add_column")
        column = Column.objects.create(
            slug=slug,
            name=name,
            tagline=self.parsed.column_tagline,
            reproduction_notice=self.parsed.reproduction_notice,
            complaint_notice=self.parsed.complaint_notice,
        )
        self.made.append(_("专栏 %(name)s（网址名 %(slug)s）") % {"name": name, "slug": slug})
        return column

    def _open_season(self, column: Column, number: int) -> Season:
        require(self.by, "columns.add_season")
        title = self.parsed.season_title or _("第 %(number)d 季") % {"number": number}
        season = Season.objects.create(column=column, number=number, title=title)
        self.made.append(_("季 %(title)s") % {"title": title})
        return season

    def _author(self, name: str) -> Author:
        known = list(Author.objects.filter(name=name))
        if len(known) > 1:
            raise self._refusal(
                name, _("有好几位作者叫“%(name)s”，不知道是哪一位。请先在后台区分署名，再导入。")
            )
        return known[0] if known else self._open_author(name)

    def _open_author(self, name: str) -> Author:
        require(self.by, "columns.add_author")
        base = slugify(name, allow_unicode=True) or "author"
        slug, count = base, 1
        while Author.objects.filter(slug=slug).exists():
            count += 1
            slug = f"{base}-{count}"
        self.made.append(_("作者 %(name)s") % {"name": name})
        return Author.objects.create(slug=slug, name=name)

    def _compare(self, what: str, page: str, ours: str) -> None:
        """The column's own settings are its editors' to change, not a page's."""
        if page and page != ours:
            remark = _("%(what)s与现有的不同，没有改动：文件里是“%(page)s”，现在是“%(ours)s”。")
            self.remarks.append(remark % {"what": what, "page": page, "ours": ours})

    def _refusal(self, name: str, reason: str) -> NotUnderstood:
        return NotUnderstood(self._line(name), reason % {"name": name})

    def _line(self, value: str) -> int:
        findings = self.parsed.recognised
        return next((found.line for found in findings if value and value in found.value), 0)
