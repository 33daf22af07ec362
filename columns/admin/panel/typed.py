"""What was typed into a step that was refused: kept with the session, and put back once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

_KEY = "refused_step"
_OWN = frozenset({"csrfmiddlewaretoken", "stage", "revision", "fold"})
# Words that would be a pity to lose even where the step is not offered any more.
_WORDS = ("reason", "correction", "note")


@dataclass(frozen=True, slots=True)
class Typed:
    """A refused step's fields by name, as they were sent."""

    step: str
    fields: Mapping[str, str]

    @property
    def words(self) -> str:
        """The sentences among them."""
        return "\n".join(self.fields[name] for name in _WORDS if self.fields.get(name))


def remember(request: HttpRequest, issue_id: int, step: str) -> None:
    """Keep what this request sent, until the desk is shown again."""
    fields = {name: value for name, value in request.POST.items() if name not in _OWN}
    request.session[_KEY] = {"issue": issue_id, "step": step, "fields": fields}


def put_back(request: HttpRequest, issue_id: int) -> Typed | None:
    """What was refused for this issue; asked a second time, nothing."""
    kept = request.session.get(_KEY)
    if not kept or kept["issue"] != issue_id:
        return None
    del request.session[_KEY]
    return Typed(step=kept["step"], fields=kept["fields"])
