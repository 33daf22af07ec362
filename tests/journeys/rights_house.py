"""Everybody who may knock, one of everything to be knocked at, and every door there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from columns import services as newsroom
from columns.audio.models import HouseVoice, NarrationSettings, OwnScript, Pronunciation
from columns.importing import jobs
from columns.importing.models import ImportJob
from columns.models import Author, Column, Draft, Image, Issue, Remark, ReviewLink, Term
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers import services as wing
from subscribers.models import RedemptionCode
from tests import factories as make
from tests.subscribers.reading_audio.sounds import narrate

NOW = datetime(2026, 5, 26, 9, 19, tzinfo=UTC)
ROLES = (
    "anonymous",
    "reader",
    "lapsed",
    "subscriber",
    "author",
    "other_author",
    "editor",
    "chief_editor",
    "moderator",
    "finance",
    "operator",
)
SECRET = "还没有发出来的那一句"
# Who writes the author's issues; who may know the readers' addresses.
WRITERS = frozenset({"author", "editor", "chief_editor"})
KNOWS_ADDRESSES = frozenset({"finance", "operator"})
# The window that keeps the others from the issue in review.
LOCKING = UUID(int=7)
STAGES = ("draft", "review", "approved", "scheduled", "public", "withdrawn")


@dataclass(slots=True)
class House:
    """People by role, the author's issues by stage, and a sample of each table by its name."""

    people: dict[str, User]
    issues: dict[str, Issue]
    samples: dict[str, Model]
    link: ReviewLink
    remark: Remark
    windows: dict[str, UUID]
    sha: str
    opening: str
    _doors: dict[str, Client] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """A browser of that person's: signed in, and fresh for every request."""
        if role not in self._doors:
            self._doors[role] = Client()
            if role != "anonymous":
                self._doors[role].force_login(self.people[role])
        fresh = Client(raise_request_exception=False)
        fresh.cookies.load(self._doors[role].cookies.output(header="", sep=";"))
        return fresh

    def not_for(self, role: str, told: str) -> list[str]:
        """What stands in an answer and is none of this person's business."""
        found = [SECRET] if SECRET in told and role not in WRITERS else []
        if role not in KNOWS_ADDRESSES:
            own = self.people[role].email if role in self.people else ""
            others = (user.email for user in self.people.values() if user.email != own)
            found += [address for address in others if address in told]
        return found


def build() -> House:
    """The house, furnished."""
    make.make_guidelines()
    people = _people()
    author = make.make_author(user=people["author"], name="张三")
    other = make.make_author(user=people["other_author"], name="李四")
    issues = {stage: _issue(stage, author) for stage in STAGES}
    make.make_issue(authors=(other,))
    narration = narrate(issues["public"])
    link = _link(issues["review"], people["editor"])
    remark = newsroom.add_remark(
        issue_id=link.issue_id, body="此处存疑", at=timezone.now(), link=link
    )
    return House(
        people=people,
        issues=issues,
        samples=_samples(issues["public"], author, people),
        link=link,
        remark=remark,
        windows=_windows(issues, people),
        sha=narration.file.removesuffix(".mp3"),
        opening=narration.preview_file.removesuffix(".mp3"),
    )


def _people() -> dict[str, User]:
    now = timezone.now()
    people = {"reader": make.make_user(), "lapsed": make.make_user()}
    spent = {"starts_at": now - timedelta(days=90), "ends_at": now - timedelta(days=1)}
    make.make_entitlement(reader=people["lapsed"], **spent)
    people["subscriber"] = make.make_subscriber()
    people["author"] = make.make_staff(Role.AUTHOR)
    people["other_author"] = make.make_staff(Role.AUTHOR)
    for role in ("editor", "chief_editor", "moderator", "finance", "operator"):
        people[role] = make.make_staff(Role(role))
    people["owner"] = make.make_user(is_staff=True, is_superuser=True)
    return people


def _issue(stage: str, author: Author) -> Issue:
    """An issue in that stage; only the public one can be read."""
    now = timezone.now()
    body = make.BODY if stage in ("public", "withdrawn") else f"<p>{SECRET}。</p>{make.BODY}"
    issue = make.make_issue(body=body, authors=(author,), head_image=_picture().pk)
    steps = {"review": 1, "approved": 2, "scheduled": 3, "public": 4, "withdrawn": 5}.get(stage, 0)
    if stage == "draft":
        newsroom.save_revision(issue_id=issue.pk, body=f"{body}<p>又一段。</p>", by=None, at=now)
    if steps == 1:
        newsroom.submit_issue(issue_id=issue.pk, by=None, at=now)
    if steps >= 2:
        newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    if steps == 3:
        later = now + timedelta(days=2)
        newsroom.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=later)
    if steps >= 4:
        newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
    if steps == 5:
        newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now, reason="试")
    issue.refresh_from_db()
    return issue


def _link(issue: Issue, by: User) -> ReviewLink:
    """For an outsider who may pass the text."""
    return newsroom.make_review_link(
        issue_id=issue.pk,
        reviewer="外审",
        may_approve=True,
        lasts=timedelta(days=3),
        by=by,
        at=timezone.now(),
    )


def _windows(issues: Mapping[str, Issue], people: Mapping[str, User]) -> dict[str, UUID]:
    """An open window of each writer on two issues; the editor's locks the second."""
    keys, now = {role: uuid4() for role in sorted(WRITERS)}, timezone.now()
    for role, key in keys.items():
        newsroom.open_session(issue_id=issues["draft"].pk, key=key, by=people[role], at=now)
    locked = issues["review"].pk
    newsroom.open_session(issue_id=locked, key=LOCKING, by=people["editor"], at=now)
    newsroom.lock_draft(issue_id=locked, key=LOCKING, by=people["editor"], at=now)
    return keys


def _picture() -> Image:
    """A row of the library; nobody here looks at the file."""
    return Image.objects.create(
        file="images/absent.webp", width=1, height=1, alt="图", credit="自摄"
    )


def _samples(issue: Issue, author: Author, people: Mapping[str, User]) -> dict[str, Model]:
    plan = make.make_plan()
    wing.make_codes(plan=plan, count=1, batch="春", by=None)
    comment = make.make_comment(issue=issue, author=people["subscriber"])
    voice = HouseVoice.objects.create(name="另一个", engine="embedded", speed=1.5)
    return {
        "accounts_user": make.make_user(),
        "account_emailaddress": EmailAddress.objects.create(
            user=people["reader"], email=people["reader"].email
        ),
        "audio_housevoice": voice,
        "audio_narrationsettings": NarrationSettings.objects.create(
            column=make.make_column(), voice=HouseVoice.objects.earliest("pk")
        ),
        "audio_ownscript": OwnScript.objects.create(
            issue=make.make_issue(), text="一句话。", is_used=False, changed_at=timezone.now()
        ),
        "audio_narration": issue.live.narrations.get(),  # type: ignore[union-attr]
        "audio_pronunciation": Pronunciation.objects.create(
            term="重庆", kind="pinyin", reading="chong2 qing4"
        ),
        "columns_author": author,
        "columns_column": issue.season.column,
        "columns_image": _picture(),
        "columns_season": issue.season,
        "columns_term": Term.objects.create(wrong="Anthroic", right="Anthropic"),
        "comments_comment": comment,
        "comments_guidelines": comment.guidelines,
        "importing_importjob": _upload(people["author"]),
        "subscribers_entitlement": people["subscriber"].entitlements.get(),
        "subscribers_plan": plan,
        "subscribers_redemptioncode": RedemptionCode.objects.get(),
    }


def _upload(by: User) -> ImportJob:
    """A file of the author's that waits for his word."""
    page = "# 灯塔为什么还亮着\n\n一段话。\n".encode()
    now = timezone.now()
    column = Column.objects.order_by("pk").last()
    return jobs.rehearse(
        name="page.md", data=page, column=column, season_number=None, by=by, at=now
    )


def drafts_hold_the_secret() -> bool:
    """So that its absence from an answer means something."""
    return Draft.objects.filter(body__contains=SECRET).count() == 4


@dataclass(frozen=True, slots=True)
class Door:
    """A route: its name, or its pattern where it has none; and the names of its arguments."""

    name: str
    pattern: str
    arguments: tuple[str, ...]


def doors() -> list[Door]:
    """Every route of the house."""
    return list(_below(get_resolver()))


def _below(resolver: URLResolver, space: str = "", prefix: str = "/") -> Iterator[Door]:
    for one in resolver.url_patterns:
        pattern = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            name = f"{space}{one.name}" if one.name else pattern
            yield Door(name, pattern, tuple(one.pattern.regex.groupindex))
        else:
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _below(one, inner, pattern)
