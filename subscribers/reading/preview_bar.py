"""The bar above a preview: where one may go from here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from subscribers.reading import personas, previewing
from subscribers.reading.previewing import Preview

OLDER_TEXTS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to go; `is_here`: where one is."""

    label: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """One thing that can be changed, and what it is now."""

    title: str
    now: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Bar:
    """Reader and text as menus, the medium as tabs."""

    menus: Sequence[Menu]
    media: Sequence[Choice]


def bar(shown: Preview, medium: str) -> Bar:
    """For this preview in this medium."""
    pk, persona, name = shown.issue.pk, shown.persona, shown.name
    readers = [
        Choice(label, previewing.address_of(pk, one, name, medium), one == persona)
        for one, label in personas.names()
    ]
    texts = [
        Choice(label, previewing.address_of(pk, persona, one, medium), one == name)
        for one, label in _texts(shown)
    ]
    media = [
        Choice(label, previewing.address_of(pk, persona, name, one), one == medium)
        for one, label in (("web", _("网页")), ("mail", _("邮件")), ("sound", _("声音")))
    ]
    menus = [_menu(_("身份"), readers), _menu(_("文本"), texts)]
    return Bar(menus, media)


def _menu(title: str, choices: Sequence[Choice]) -> Menu:
    return Menu(title, next((one.label for one in choices if one.is_here), ""), choices)


def _texts(shown: Preview) -> list[tuple[str, str]]:
    """Working copy, approved, live, then the kept ones, the newest first; and the one shown."""
    issue = shown.issue
    kept = [
        str(number) for number in issue.revisions.values_list("number", flat=True)[:OLDER_TEXTS]
    ]
    if shown.name.isdecimal() and shown.name not in kept:
        kept.append(shown.name)
    return [
        (previewing.DRAFT, _("工作稿")),
        *([(previewing.APPROVED, _("已通过"))] if issue.approved_id else []),
        *([(previewing.LIVE, _("线上"))] if shown.has_live else []),
        *((number, _("修订 %(number)s") % {"number": number}) for number in kept),
    ]
