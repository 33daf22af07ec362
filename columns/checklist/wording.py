"""Known misspellings in what is to go out."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.html import escape
from django.utils.translation import gettext as _

from columns.checklist.findings import Finding, warn
from columns.models import Issue, Revision, Term
from columns.writing.terms import find


def terms_are_spelt_right(issue: Issue, text: Revision) -> Iterable[Finding]:
    """The house's list and the column's, the column's word last; each misspelling once."""
    terms = terms_of(issue)
    if not terms:
        return
    places = {
        "headline": f"<p>{escape(text.facts['headline'])}</p>",
        "standfirst": f"<p>{escape(text.facts['standfirst'])}</p>",
        "body": text.body,
    }
    for field, html in places.items():
        found = Counter((one.term, one.preferred) for one in find(html, terms))
        for (wrong, right), count in found.items():
            said = _("“%(wrong)s”应作“%(right)s”（%(count)s 处）")
            yield warn(field, said % {"wrong": wrong, "right": right, "count": count})


def terms_of(issue: Issue) -> dict[str, str]:
    """Wrong to right, for an issue of this column."""
    here = Q(column__isnull=True) | Q(column=issue.season.column_id)
    rows = Term.objects.filter(here).order_by(F("column").asc(nulls_first=True))
    return dict(rows.values_list("wrong", "right"))
