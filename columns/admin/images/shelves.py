"""What part of the library somebody asked to see."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest, QueryDict

from columns.models import Image
from neican.accounts.desk import acting
from neican.kernel.typed import one_line

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class Shelf:
    """`words`: what is searched for; `part`: all, mine, or those without credit ("uncredited")."""

    words: str
    part: str
    page: Page

    def query(self, **change: str) -> str:
        """The address's query with something changed."""
        asked = QueryDict(mutable=True)
        given = {"q": self.words, "part": self.part, **change}
        asked.update({name: value for name, value in given.items() if value})
        return asked.urlencode()

    @property
    def everything(self) -> str:
        """The query of the whole library with the same words."""
        return self.query(part="")

    @property
    def mine(self) -> str:
        """As `everything`, one's own."""
        return self.query(part="mine")

    @property
    def uncredited(self) -> str:
        """As `everything`, those without credit."""
        return self.query(part="uncredited")

    @property
    def next_query(self) -> str:
        """Of the page after this one."""
        return self.query(page=str(self.page.next_page_number()))

    @property
    def previous_query(self) -> str:
        """Of the page before this one."""
        return self.query(page=str(self.page.previous_page_number()))


def shelf_of(request: HttpRequest) -> Shelf:
    """The pictures asked for, newest first, with their uploaders and how many issues they lead."""
    words, part = one_line(request.GET.get("q", "")), request.GET.get("part", "")
    found = Image.objects.with_files().told_of(words)
    if part == "mine":
        found = found.brought_by(acting(request))
    elif part == "uncredited":
        found = found.without_credit()
    else:
        part = ""
    found = found.select_related("uploaded_by").annotate(leads=Count("issues"))
    found = found.order_by("-uploaded_at", "-pk")
    return Shelf(words, part, Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")))
