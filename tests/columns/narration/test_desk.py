"""The editor's desk for sound: retrying, and pronunciations that work."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from columns.audio import services
from columns.audio.models import Narration, Pronunciation
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(BELL, "ring", lambda task, **ids: None)
    client.force_login(factories.make_staff(Role.EDITOR))
    return client


def test_a_failed_narration_is_queued_again_with_its_attempts_forgotten(
    desk: Client, now: datetime
) -> None:
    issue = factories.make_published_issue()
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    Narration.objects.filter(pk=pk).update(state="failed", reason="引擎停了", attempts=5)
    page = reverse("admin:audio_narration_changelist")
    assert "引擎停了" in desk.get(page).content.decode()
    desk.post(page, {"action": "retry", "_selected_action": [pk]})
    row = Narration.objects.get()
    assert (row.state, row.reason, row.attempts) == (Narration.State.QUEUED, "", 0)


def test_nobody_writes_into_a_narration(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue()
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    change = reverse("admin:audio_narration_change", args=[pk])
    assert desk.get(change).status_code == 200
    assert desk.post(change, {"state": "ready"}).status_code == 403


def test_authors_see_how_their_own_issues_are_read_and_no_others(
    client: Client, now: datetime
) -> None:
    person = factories.make_staff(Role.AUTHOR)
    own = factories.make_published_issue(authors=(factories.make_author(user=person),))
    others = factories.make_published_issue()
    client.force_login(person)
    pages = [
        reverse(
            "admin:audio_narration_change",
            args=[services.queue_narration(issue_id=issue.pk, now=now)],
        )
        for issue in (own, others)
    ]
    assert [client.get(page).status_code for page in pages] == [200, 302]


def _add(desk: Client, **rule: Any) -> str:
    form = {"kind": "alias", **rule}
    answer = desk.post(reverse("admin:audio_pronunciation_add"), form)
    return answer.content.decode()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"term": "Anthropic", "reading": "Anthropic 公司"}, "又出现了写作本身"),
        ({"term": "曾毓群", "reading": "zeng1 yu4", "kind": "pinyin"}, "一样多"),
        ({"term": "曾毓群", "reading": "zeng yu qun", "kind": "pinyin"}, "声调数字"),
        ({"term": "A100", "reading": "yi1", "kind": "pinyin"}, "不能有数字"),
    ],
)
def test_a_rule_that_cannot_work_is_refused_with_a_sentence(
    desk: Client, rule: dict[str, str], words: str
) -> None:
    assert words in _add(desk, **rule)
    assert not Pronunciation.objects.exists()


def test_rules_that_lead_in_a_circle_are_refused(desk: Client) -> None:
    _add(desk, term="甲", reading="乙")
    assert "成了圈" in _add(desk, term="乙", reading="甲")
    assert Pronunciation.objects.get().term == "甲"


def test_a_rule_that_works_is_kept(desk: Client) -> None:
    _add(desk, term="曾毓群", reading="zeng1 yu4 qun2", kind="pinyin")
    assert Pronunciation.objects.get().reading == "zeng1 yu4 qun2"
