"""Help with words: punctuation to be looked through, misspellings that are known here."""

from dataclasses import asdict
from typing import Any

from columns.admin.desk.asking import Asked, answering
from columns.checklist.wording import terms_of
from columns.richtext import marked, sanitise
from columns.writing.punctuation import suggestions
from columns.writing.terms import find


@answering
def punctuation(asked: Asked) -> dict[str, Any]:
    """Blocks whose punctuation could be better, before and after, marked and plain."""
    found = []
    for index, before, after in suggestions(sanitise(asked.text("body"))):
        before_marked, after_marked = marked(before, after)
        found.append(
            {
                "index": index,
                "before": before,
                "after": after,
                "beforeMarked": before_marked,
                "afterMarked": after_marked,
            }
        )
    return {"suggestions": found}


@answering
def terms(asked: Asked) -> dict[str, Any]:
    """Known misspellings, of the whole house and of this column; the column's word wins."""
    found = find(sanitise(asked.text("body")), terms_of(asked.issue))
    return {"found": [asdict(one) for one in found]}
