"""What the tests of letters share."""

import re

import lxml.html

from columns.models import Issue
from subscribers.newsletters.rendering import Mail, edition
from subscribers.paywall import Access, Why

FULL = Access(is_full=True, why=Why.ENTITLED)
PREVIEW = Access(is_full=False, why=Why.NOT_ENTITLED)


def letter(issue: Issue, access: Access = FULL) -> Mail:
    """The issue's live text as mail."""
    assert issue.live is not None
    return edition(issue, issue.live, access)


def tree(mail: Mail) -> lxml.html.HtmlElement:
    """The HTML, parsed."""
    return lxml.html.document_fromstring(mail.html)


def shown(mail: Mail) -> str:
    """The words of the HTML, blanks taken together."""
    return re.sub(r"\s+", " ", str(tree(mail).find("body").text_content()))
