"""A sentence heard before anything is saved: who may, what it says, what it costs."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from columns.audio import services, store
from columns.audio.models import HouseVoice, Narration, Pronunciation, Sample, Spending
from columns.audio.voices.base import Voice, VoiceUnavailable
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.narration.narrated import only, read_aloud

pytestmark = pytest.mark.django_db

SAID = "金丝雀在第七号矿井里唱歌。"
RULE = {"term": "矿井", "reading": "坑道", "kind": "alias", "case_sensitive": False}


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR)


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_published_issue(at=now)


def ask(issue: Issue, by: User, at: datetime, **extra: object) -> Sample:
    values = {"issue": issue, "said": SAID, "speaker": "main", "by": by, "at": at}
    return services.ask_for_sample(**{**values, **extra})  # type: ignore[arg-type]


def said(sample: Sample, voice: Voice) -> Sample:
    services.say_sample(sample_id=sample.pk, voices=only(voice))
    return Sample.objects.get(pk=sample.pk)


def test_an_unsaved_rule_is_heard_and_nothing_is_saved(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    heard = said(ask(issue, editor, now, rule=RULE), voice)
    assert (heard.state, heard.spoken) == (Sample.State.READY, "金丝雀在第七号坑道里唱歌。")
    assert store.get_clip(heard.clip_key).duration_ms > 500
    assert not Pronunciation.objects.exists()
    spent = Spending.objects.get()
    assert (spent.purpose, spent.sentences) == (Spending.Purpose.SAMPLE, 1)


def test_the_rule_of_the_form_stands_before_the_saved_one(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    Pronunciation.objects.create(term="矿井", reading="矿坑", issue=issue)
    assert "矿坑" in said(ask(issue, editor, now), voice).spoken
    assert "坑道" in said(ask(issue, editor, now, rule=RULE), voice).spoken


def test_what_was_heard_as_a_sample_is_not_paid_for_again(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    said(ask(issue, editor, now), voice)
    recording = read_aloud(voice, issue, now)
    assert recording.synthesised == recording.segments.count() - 1
    again = said(ask(issue, editor, now), voice)
    assert again.state == Sample.State.READY
    assert Spending.objects.filter(purpose=Spending.Purpose.SAMPLE).count() == 1


def test_the_voice_is_the_one_that_reads_the_issue(
    issue: Issue, editor: User, now: datetime
) -> None:
    narration = factories.make_narration(issue.live, at=now)
    quote = HouseVoice.objects.create(name="引文", engine="embedded", speed=1.2)
    Narration.objects.update(quote_voice=quote)
    assert ask(issue, editor, now).voice == narration.voice
    assert ask(issue, editor, now, speaker="quote").voice == quote


def test_it_is_said_once_however_often_the_bell_rings(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    sample = ask(issue, editor, now)
    assert services.say_sample(sample_id=sample.pk, voices=only(voice))
    assert not services.say_sample(sample_id=sample.pk, voices=only(voice))


def test_a_silent_engine_is_named(issue: Issue, editor: User, now: datetime) -> None:
    class Silent:
        key = engine = "silent"
        max_characters = 100
        price_fen_per_10k = 0

        def script(self, said: object) -> str:
            return "字"

        def billed(self, script: str) -> int:
            return 0

        def synthesize(self, script: str) -> object:
            raise VoiceUnavailable("引擎没有回应，请过一会儿再试。")

        def close(self) -> None: ...

    failed = said(ask(issue, editor, now), Silent())  # type: ignore[arg-type]
    assert (failed.state, failed.reason) == (
        Sample.State.FAILED,
        "引擎没有回应，请过一会儿再试。",
    )


def test_a_rule_that_cannot_work_is_refused_before_anything_is_said(
    issue: Issue, editor: User, now: datetime
) -> None:
    with pytest.raises(services.Unsayable, match="又出现了写作本身"):
        ask(issue, editor, now, rule={**RULE, "reading": "大矿井"})
    assert not Sample.objects.exists()


@pytest.mark.parametrize("part", ["term", "reading"])
def test_a_rule_longer_than_any_that_is_kept_is_not_paid_for(
    part: str, issue: Issue, editor: User, now: datetime
) -> None:
    with pytest.raises(services.Unsayable, match="请缩短"):
        ask(issue, editor, now, rule={**RULE, part: "坑" * 121})
    assert not Sample.objects.exists()


def test_there_is_a_limit_to_what_one_person_asks_for(
    issue: Issue, editor: User, now: datetime
) -> None:
    for _number in range(30):
        ask(issue, editor, now)
    with pytest.raises(services.Unsayable, match="太多"):
        ask(issue, editor, now)
    ask(issue, factories.make_staff(Role.EDITOR), now)
    ask(issue, editor, now + timedelta(minutes=2))


def test_samples_are_forgotten_after_a_day(issue: Issue, editor: User, now: datetime) -> None:
    old = ask(issue, editor, now)
    ask(issue, editor, now + timedelta(hours=25))
    assert not Sample.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.OPERATOR, Role.MODERATOR])
def test_only_editors_spend_on_samples(role: Role, issue: Issue, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        ask(issue, factories.make_staff(role), now)
