"""A Markdown file as one issue: head, title, article, footnotes."""

from __future__ import annotations

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from columns.importing.article_markup import read_markup
from columns.importing.front_matter import take_front_matter
from columns.importing.gathering import Facts
from columns.importing.markup import fragment
from columns.importing.parsed import Notes, NotUnderstood, ParsedIssue


def read_markdown(text: str) -> ParsedIssue:
    """
    Read one Markdown text (CommonMark, tables, ~~struck~~ words, footnotes).

    :raises NotUnderstood: if it has no title or no text, or its head cannot be read.
    """
    facts = Facts(Notes())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or "\ufffd" in text:
        raise NotUnderstood(0, _("文件里有读不出的字符，编码可能不对。请另存为 UTF-8，再导入。"))
    article = take_front_matter(text, facts)
    read = read_markup(fragment(_render(article)), facts)
    return facts.issue(read.html, read.sections)


def _render(text: str) -> str:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    tokens = markdown.parse(text)
    for token in tokens:
        _note_line(token)
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _note_line(token: Token) -> None:
    if token.map and token.nesting >= 0 and token.type != "inline":
        token.attrSet("data-line", str(token.map[0] + 1))
