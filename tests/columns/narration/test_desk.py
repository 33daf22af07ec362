"""The editor's desk for sound: retrying, and pronunciations that work."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from columns import services as newsroom
from columns.audio import services
from columns.audio.models import Narration, Pronunciation, Segment
from neican.accounts.models import User
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
    pk = services.queue_narration(issue_id=issue.pk, voice_key="test", now=now)
    assert pk is not None
    Narration.objects.filter(pk=pk).update(state="failed", reason="引擎停了", attempts=5)
    page = reverse("admin:audio_narration_changelist")
    assert "引擎停了" in desk.get(page).content.decode()
    desk.post(page, {"action": "retry", "_selected_action": [pk]})
    row = Narration.objects.get()
    assert (row.state, row.reason, row.attempts) == (Narration.State.QUEUED, "", 0)


def test_nobody_writes_into_a_narration(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue()
    pk = services.queue_narration(issue_id=issue.pk, voice_key="test", now=now)
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
            args=[services.queue_narration(issue_id=issue.pk, voice_key="test", now=now)],
        )
        for issue in (own, others)
    ]
    assert [client.get(page).status_code for page in pages] == [200, 302]


def test_the_words_of_an_update_are_for_those_who_write_it_until_it_is_out(
    client: Client, now: datetime
) -> None:
    issue = factories.make_published_issue()
    newsroom.save_revision(issue_id=issue.pk, body="<p>还没上线的一句。</p>", by=None, at=now)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    text = issue.revisions.get(number=2)
    narration = Narration.objects.create(revision=text, voice="test", queued_at=now)
    words = {"text": "还没上线的一句。", "spoken": "还没上线的一句。"}
    Segment.objects.create(narration=narration, position=1, start_ms=0, end_ms=1, **words)
    page = reverse("admin:audio_narration_change", args=[narration.pk])
    editor, operator = factories.make_staff(Role.EDITOR), factories.make_staff(Role.OPERATOR)

    def reads(user: User) -> bool:
        client.force_login(user)
        answer = client.get(page)
        assert answer.status_code == 200
        return "还没上线的一句" in answer.content.decode()

    assert (reads(editor), reads(operator)) == (True, False)
    newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
    assert (reads(editor), reads(operator)) == (True, True)


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
