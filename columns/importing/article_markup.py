"""An article with mark-up, from whatever format: what belongs to its head, what cannot come."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from columns.importing import footnotes, markup
from columns.importing.gathering import Facts, plain
from columns.importing.losses import take_losses
from columns.importing.markup import line_of, words
from columns.importing.parsed import NotUnderstood

HEAD_AT_MOST = 8  # blocks within which the lines of the masthead stand


@dataclass(frozen=True, slots=True)
class Article:
    """Its HTML, and the headings of its sections."""

    html: str
    sections: tuple[str, ...]


def read_markup(
    root: HtmlElement, facts: Facts, *, pictures: frozenset[str] = frozenset()
) -> Article:
    """
    The article below `root`; a title and a masthead at its top go into `facts`.

    :param pictures: addresses of pictures that came within the file.
    :raises NotUnderstood: if there is no word of text.
    """
    cuts = markup.mark_cuts(root)
    notes = footnotes.gather(root)
    take_losses(root, facts.notes, keep=pictures)
    markup.settle(root)
    _take_title(root, facts)
    _take_masthead(root, facts)
    markup.level_headings(root)
    _refuse_without_text(root)
    sections = tuple(plain(words(node)) for node in root.iterdescendants("h2"))
    for node in root.iterdescendants("h2"):
        facts.notes.found(line_of(node), _("小节标题"), words(node))
    if cuts:
        facts.notes.found(0, _("付费墙位置"), _("照原文"))
    if notes:
        facts.notes.found(0, _("脚注"), _("%(count)d 条") % {"count": notes})
    return Article(markup.inner_html(root), sections)


def _take_title(root: HtmlElement, facts: Facts) -> None:
    """The first h1 is the title, or says it again; a second h1 makes it a heading like others."""
    first = next(iter(root), None)
    titles = list(root.iterdescendants("h1"))
    if not titles:
        _drop_repeated(first, facts)
        return
    is_title = len(titles) == 1 or titles[0] is first
    if is_title and not facts.headline:
        facts.take_headline(words(titles[0]), line_of(titles[0]))
        titles[0].drop_tree()
    else:
        _drop_repeated(titles[0], facts)


def _drop_repeated(node: HtmlElement | None, facts: Facts) -> None:
    said = plain(words(node)) if node is not None else ""
    if node is not None and said and said.startswith(facts.headline) and facts.headline:
        rest = said.removeprefix(facts.headline).strip(" |｜")
        if rest in ("", facts.rubric):
            node.drop_tree()


def _take_masthead(root: HtmlElement, facts: Facts) -> None:
    """Lines at the top that say what they are; the first that does not is where the text begins."""
    for node in list(root)[:HEAD_AT_MOST]:
        if node.tag != "p" or not facts.take_labelled(words(node), line_of(node)):
            return
        node.drop_tree()


def _refuse_without_text(root: HtmlElement) -> None:
    if not any(words(node) for node in root if str(node.tag) not in markup.HEADINGS):
        raise NotUnderstood(0, _("标题之后找不到正文段落。请确认文件是完整的，再导入。"))
