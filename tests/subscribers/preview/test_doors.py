"""A preview opens for those who write the issue; for everybody else there is no such address."""

import re

import pytest

from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.subscribers.preview.looking import browser, editor, opened, page, part, words
from tests.subscribers.reading_audio.sounds import narrate, ticketed

pytestmark = pytest.mark.django_db
SHA = "0" * 64


def _addresses(issue: Issue) -> list[str]:
    pages = [page(issue, reader="all", of=of) for of in ("web", "mail", "sound")]
    sound = part(issue, "audio", "all", "live", narrate(issue).file.removesuffix(".mp3"))
    return [*pages, part(issue, "mail", "all"), part(issue, "timings", "all"), sound]


def _author(**more: object) -> User:
    person = factories.make_staff(Role.AUTHOR)
    factories.make_author(user=person, **more)
    return person


def test_those_who_write_the_issue_come_in() -> None:
    person = _author()
    issue = factories.make_published_issue(authors=(person.author,))
    addresses = _addresses(issue)
    chief, writer = factories.make_staff(Role.CHIEF_EDITOR), factories.make_staff(Role.EDITOR)
    for who in (person, writer, chief):
        for address in addresses:
            assert opened(browser(who), address).status_code == 200, (who, address)


def test_nobody_else_learns_that_there_is_anything() -> None:
    issue = factories.make_published_issue()
    addresses = _addresses(issue)
    others = [factories.make_staff(role) for role in (Role.MODERATOR, Role.FINANCE, Role.OPERATOR)]
    former = factories.make_staff(Role.EDITOR)
    former.is_staff = False
    former.save()
    for who in (
        None,
        factories.make_user(),
        factories.make_subscriber(),
        _author(),
        former,
        *others,
    ):
        for address in addresses:
            answer = opened(browser(who), address)
            assert answer.status_code == 404, (who, address)
            assert factories.CANARY not in answer.content_read


def test_an_issue_that_there_is_not_is_not_found() -> None:
    client = editor()
    for address in ("/preview/issues/0/", f"/preview/issues/{'9' * 18}/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_preview_is_only_looked_at(method: str) -> None:
    issue, client = factories.make_published_issue(), editor()
    for address in _addresses(issue):
        answer = getattr(client, method)(ticketed(client, address))
        assert answer.status_code == 405, address


def test_a_preview_is_kept_by_nobody_and_found_by_no_robot() -> None:
    issue, client = factories.make_published_issue(), editor()
    for address in _addresses(issue):
        headers = opened(client, address).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["X-Robots-Tag"] == "noindex"
    found = words(client, page(issue, reader="all"))
    assert '<meta name="robots" content="noindex, nofollow">' in found


def test_nothing_can_be_sent_from_a_preview() -> None:
    issue, client = factories.make_published_issue(), editor()
    answer = client.get(page(issue, reader="all"))
    assert "<form" in answer.content.decode()
    assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
    assert "form-action 'self'" in client.get("/").headers["Content-Security-Policy"]


def test_the_letter_runs_nothing_and_is_framed_by_us_alone() -> None:
    issue = factories.make_published_issue()
    headers = editor().get(part(issue, "mail", "all")).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_page_takes_the_supposed_reader_for_its_own() -> None:
    issue, client = factories.make_published_issue(), editor()
    visitor, subscriber = (words(client, page(issue, reader=one)) for one in ("visitor", "all"))
    assert "登录后参与讨论" in visitor
    assert 'id="reader-menu"' not in visitor
    assert "data-comment-form" in subscriber
    assert "读者看不到这个地址" in visitor


def test_every_way_in_the_bar_leads_somewhere() -> None:
    issue, client = factories.make_published_issue(), editor()
    found = words(client, page(issue))
    ways = set(re.findall(r'href="(/preview/[^"]+)"', found))
    assert len(ways) == 9 + 4 + 3 - 2  # what one looks at stands in each of the three
    for way in ways:
        assert client.get(way.replace("&amp;", "&")).status_code == 200, way


def test_the_player_keeps_the_readers_own_place_apart() -> None:
    issue = factories.make_published_issue()
    narrate(issue)
    assert f'"issue": -{issue.pk},' in words(editor(), page(issue, reader="all", text="live"))
    assert f'"issue": {issue.pk},' in words(editor(), issue.get_absolute_url())
