"""Each supposed reader sees what a real one with the same right would, and not a word more."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from columns.models import Issue
from neican.accounts.models import User
from subscribers.paywall import access_to, answer
from subscribers.reading.personas import Persona, standing_of
from tests import factories
from tests.factories import CANARY
from tests.subscribers.preview.looking import WITH, WITHOUT, editor, page, part, words
from tests.subscribers.reading_audio.sounds import (
    OPENING,
    WHOLE,
    bare,
    body,
    client_of,
    narrate,
)

pytestmark = pytest.mark.django_db
PAID = (CANARY, "墙后的第一句", "最后一段")


def _everything(issue: Issue, persona: str, text: str) -> list[str]:
    """Every address of a preview that holds words."""
    pages = [page(issue, reader=persona, text=text, of=of) for of in ("web", "mail", "sound")]
    return [*pages, part(issue, "mail", persona, text)]


def test_every_persona_is_tried() -> None:
    assert {*WITHOUT, *WITH} == set(Persona.values)


@pytest.mark.parametrize("persona", WITHOUT)
@pytest.mark.parametrize("text", ["draft", "approved", "live", "1"])
def test_who_has_no_right_is_shown_no_paid_word(persona: str, text: str) -> None:
    issue, client = factories.make_published_issue(), editor()
    narrate(issue)
    timings = part(issue, "timings", persona, text)
    for address in [*_everything(issue, persona, text), timings]:
        found = words(client, address)
        assert "开头这一段人人可读" in found, address
        assert not [word for word in PAID if word in found], address


@pytest.mark.parametrize("persona", WITH)
@pytest.mark.parametrize("text", ["draft", "approved", "live", "1"])
def test_who_has_a_right_is_shown_all(persona: str, text: str) -> None:
    issue, client = factories.make_published_issue(), editor()
    narrate(issue)
    timings = part(issue, "timings", persona, text)
    for address in [*_everything(issue, persona, text), timings]:
        found = words(client, address)
        assert [word for word in PAID if word in found] == list(PAID), address


def test_a_trial_issue_is_shown_whole_to_a_supposed_visitor() -> None:
    issue = factories.make_published_issue(is_trial=True)
    assert CANARY in words(editor(), page(issue, reader="visitor"))


@pytest.mark.parametrize("persona", WITHOUT)
def test_the_sound_of_who_has_no_right_is_the_opening(persona: str) -> None:
    issue, client = factories.make_published_issue(), editor()
    narration = narrate(issue)
    whole, opening = (
        name.removesuffix(".mp3") for name in (narration.file, narration.preview_file)
    )
    assert body(client.get(part(issue, "audio", persona, "live", opening))) == OPENING
    for headers in ({}, {"Range": "bytes=0-9"}):
        refused = client.get(part(issue, "audio", persona, "live", whole), headers=headers)
        assert refused.status_code == 403
    sheet = client.get(part(issue, "timings", persona)).json()
    assert sheet["src"] == part(issue, "audio", persona, "live", opening)
    assert sheet["preview"] is True


@pytest.mark.parametrize("persona", WITH)
def test_the_sound_of_who_has_a_right_is_the_whole(persona: str) -> None:
    issue, client = factories.make_published_issue(), editor()
    narration = narrate(issue)
    whole = narration.file.removesuffix(".mp3")
    sheet = client.get(part(issue, "timings", persona)).json()
    assert bare(sheet["src"]) == part(issue, "audio", persona, "live", whole)
    assert body(client.get(sheet["src"])) == WHOLE
    assert client.get(bare(sheet["src"])).status_code == 403
    assert sheet["preview"] is False


def _real(persona: str, issue: Issue) -> User | None:
    """A reader of flesh and blood with the rights that the persona supposes."""
    elsewhere = factories.make_season()
    rights: dict[str, dict[str, Any]] = {
        "season": {"season": issue.season},
        "other_season": {"season": elsewhere},
        "column": {"column": issue.season.column},
        "gift": {"column": issue.season.column},
        "other_column": {"column": elsewhere.column},
        "all": {},
        "lapsed": {"ends_at": timezone.now() - timedelta(days=1)},
    }
    if persona == "visitor":
        return None
    return (
        factories.make_subscriber(**rights[persona]) if persona in rights else factories.make_user()
    )


@pytest.mark.parametrize("persona", Persona.values)
def test_the_gate_says_the_same_of_a_supposed_and_of_a_real_reader(persona: str) -> None:
    issue, now = factories.make_published_issue(), timezone.now()
    real = access_to(issue, _real(persona, issue), now)
    supposed = answer(issue, standing_of(persona, issue, now), now)
    assert (supposed.is_full, supposed.why) == (real.is_full, real.why)


@pytest.mark.parametrize("persona", Persona.values)
def test_the_article_is_the_one_that_the_real_reader_gets(persona: str) -> None:
    issue = factories.make_published_issue(at=datetime(2026, 5, 26, 9, 19, tzinfo=UTC))
    factories.make_plan()

    def article(found: str) -> str:
        return found.split('<article class="issue')[1].split("</article>")[0]

    real = words(client_of(_real(persona, issue)), issue.get_absolute_url())
    supposed = words(editor(), page(issue, reader=persona, text="live"))
    # The way to the till leads back to the page that one came from.
    came_from = article(supposed).replace(f"/preview/issues/{issue.pk}/", issue.get_absolute_url())
    assert came_from == article(real)
