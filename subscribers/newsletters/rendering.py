"""One issue as mail: what the gate lets this reader have, as HTML and as plain lines."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from columns.models import Issue, Revision
from subscribers.addresses import address
from subscribers.newsletters.looks import INNER, LOOKS, WIDTH
from subscribers.newsletters.markup import mail_markup
from subscribers.newsletters.plain import plain_text
from subscribers.paywall import Access
from subscribers.queries import plans_for
from subscribers.wall import wall


@dataclass(frozen=True, slots=True)
class Mail:
    """
    A letter: subject without line breaks, HTML and its plain alternative.

    Only `html` is marked as safe to print in a page as it is.
    """

    subject: str
    html: str
    text: str


def edition(issue: Issue, text: Revision, access: Access) -> Mail:
    """
    The issue as a letter to a reader with this access; without it, the free part and what is left.

    In the publication's language: a letter has no reader's cookie to go by. `text` is frozen.
    """
    with translation.override(settings.LANGUAGE_CODE):
        context = _context(issue, text, access)
        return Mail(
            subject=" ".join(str(issue).split()),
            html=render_to_string("email/issue.html", context),
            text=_unmarked(render_to_string("email/issue.txt", context)),
        )


def _unmarked(rendered: str) -> str:
    """
    A plain string again: Django marks whatever it renders as HTML, escaped or not.

    A slice is what takes the mark away; str() would leave it.
    """
    return rendered[:]


def _context(issue: Issue, text: Revision, access: Access) -> dict[str, Any]:
    page = address(issue.get_absolute_url())
    html = text.full_html if access.is_full else text.preview_html
    return {
        "issue": issue,
        "column": issue.season.column,
        "names": "、".join(byline.author.name for byline in issue.bylines.all()),
        "topics": text.topics,
        "picture": address(issue.picture.share_address) if issue.picture else "",
        "body": mail_markup(html, page),
        "lines": plain_text(html),
        "wall": None if access.is_full else wall(text, plans_for(issue)),
        "corrections": issue.corrections.all() if issue.edited_at else [],
        "page": page,
        "manage": address(reverse("account")),
        "site": settings.SITE_NAME,
        "looks": LOOKS,
        "width": WIDTH,
        "inner": INNER,
    }
