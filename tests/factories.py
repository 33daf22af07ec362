"""Plain factories: each makes one thing with sensible words; `extra` overrides any field."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from columns import services as newsroom
from columns.audio.models import HouseVoice, Narration, Recording
from columns.models import Author, Column, Issue, Revision, Season
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.comments.models import Clause, Comment, Guidelines
from subscribers.models import Entitlement, Plan, Scope

_numbers = count(1)

CANARY = "金丝雀在第七号矿井里唱歌"
BODY = (
    "<p>开头这一段人人可读。第二句也在这里。</p>"
    "<h2>第一节</h2><p>墙后的第一句。</p>"
    f"<p>{CANARY}。随后还有一句。</p>"
    "<h2>第二节</h2><p>最后一段。</p>"
)
CLAUSES = (
    "ad_contact stock_tip attack hate porn_gamble_illegal politics_law privacy flood copyright"
    " rumour off_topic_vulgar evasion"
).split()


def make_user(**extra: Any) -> User:
    number = next(_numbers)
    values = {"email": f"reader{number}@neican.example", "display_name": f"读者{number}"}
    return User.objects.create_user(**{**values, "password": None, **extra})


def make_staff(role: Role, **extra: Any) -> User:
    user = make_user(is_staff=True, **extra)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_column(**extra: Any) -> Column:
    number = next(_numbers)
    values = {"slug": f"column-{number}", "name": f"专栏{number}", "tagline": "每周一读"}
    return Column.objects.create(**{**values, **extra})


def make_season(**extra: Any) -> Season:
    extra.setdefault("column", None)
    extra["column"] = extra["column"] or make_column()
    return Season.objects.create(**{"number": 1, "title": "第一季", **extra})


def make_author(**extra: Any) -> Author:
    number = next(_numbers)
    return Author.objects.create(**{"slug": f"author-{number}", "name": f"作者{number}", **extra})


def make_issue(
    *,
    body: str = BODY,
    season: Season | None = None,
    authors: tuple[Author, ...] = (),
    at: datetime | None = None,
    by: User | None = None,
    **extra: Any,
) -> Issue:
    """A draft with one saved text, by `by` or by the house, and a by-line."""
    at = at or datetime(2026, 5, 26, 9, 19, tzinfo=UTC)
    values: dict[str, Any] = {"headline": f"第{next(_numbers)}个标题", "rubric": "内参"}
    values["authors"] = [author.pk for author in authors or (make_author(),)]
    issue = newsroom.create_issue(
        season=season or make_season(), by=None, at=at, **{**values, **extra}
    )
    newsroom.save_revision(issue_id=issue.pk, body=body, by=by, at=at)
    issue.refresh_from_db()
    return issue


def make_published_issue(*, at: datetime | None = None, **extra: Any) -> Issue:
    """An issue that readers can see."""
    at = at or datetime(2026, 5, 26, 9, 19, tzinfo=UTC)
    issue = make_issue(at=at, **extra)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=at)
    return newsroom.publish_issue(issue_id=issue.pk, by=None, at=at)


def republish(
    issue: Issue, body: str, *, at: datetime, correction: str = "", **facts: Any
) -> Issue:
    """Give a published issue a new text."""
    newsroom.save_revision(issue_id=issue.pk, body=body, facts=facts, by=None, at=at)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=at)
    return newsroom.publish_issue(issue_id=issue.pk, by=None, at=at, correction=correction)


def make_entitlement(*, reader: User, **extra: Any) -> Entitlement:
    """A running right; to everything unless `column` or `season` is given."""
    scope = Scope.SEASON if "season" in extra else Scope.COLUMN if "column" in extra else Scope.ALL
    values = {
        "scope": scope,
        "starts_at": timezone.now() - timedelta(days=3650),
        "source": Entitlement.Source.STAFF,
        "reason": "测试",
    }
    return Entitlement.objects.create(reader=reader, **{**values, **extra})


def make_subscriber(**entitlement: Any) -> User:
    """A reader with a running right."""
    reader = make_user()
    make_entitlement(reader=reader, **entitlement)
    return reader


def make_plan(**extra: Any) -> Plan:
    values = {
        "code": f"plan-{next(_numbers)}",
        "name": "全部专栏·一年",
        "scope": Scope.ALL,
        "price_fen": 36500,
        "months": 12,
    }
    return Plan.objects.create(**{**values, **extra})


def make_guidelines(**extra: Any) -> Guidelines:
    """A version of the rules that holds since 2020, with all clauses."""
    values = {
        "version": next(_numbers),
        "title": "社区公约",
        "preamble": "好好说话。",
        "valid_from": datetime(2020, 1, 1, tzinfo=UTC),
    }
    guidelines = Guidelines.objects.create(**{**values, **extra})
    Clause.objects.bulk_create(
        Clause(guidelines=guidelines, number=number, code=code, title=code, text=f"{code} 的条文。")
        for number, code in enumerate(CLAUSES, start=1)
    )
    return guidelines


def make_comment(**extra: Any) -> Comment:
    """A held comment, as it is right after writing."""
    values = {"body": "写得很好，受教了。", "written_at": datetime(2026, 5, 26, 10, tzinfo=UTC)}
    extra["issue"] = extra.get("issue") or make_published_issue()
    extra["author"] = extra.get("author") or make_user()
    extra["guidelines"] = extra.get("guidelines") or make_guidelines()
    return Comment.objects.create(**{**values, **extra})


def make_narration(
    revision: Revision | None, *, at: datetime | None = None, sound: str = "", **extra: Any
) -> Narration:
    """The work on a text; with `sound`, the name of a file that nobody looks into, it is done."""
    assert revision is not None, "it has not been approved"
    at = at or timezone.now()
    if sound:
        extra["recording"] = make_recording(revision, file=sound, at=at)
        extra.setdefault("state", Narration.State.READY)
    values = {"voice": HouseVoice.objects.first(), "queued_at": at, "finished_at": at}
    return Narration.objects.create(revision=revision, **{**values, **extra})


def make_recording(revision: Revision, *, at: datetime, **extra: Any) -> Recording:
    """A finished sound, as far as the tables know."""
    values = {"script_key": f"script {next(_numbers)}", "made_at": at, "file": "whole.mp3"}
    return Recording.objects.create(issue=revision.issue, revision=revision, **{**values, **extra})
