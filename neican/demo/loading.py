"""Writes the demonstration's content through the same services that people use."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from columns import services
from columns.models import Author, Column, Issue, Season
from neican.accounts.models import User
from neican.demo import accounts, files, newsroom, sound
from neican.demo.facts import facts_for
from subscribers import services as wing
from subscribers.comments import services as comments
from subscribers.comments.models import Clause, Comment, Guidelines
from subscribers.models import Entitlement, Plan, Scope


def load(stems: Iterable[str] | None = None) -> None:
    """
    Write what is not there yet; a second call changes nothing.

    `stems`: only these issues, with the comments under them, and no newsroom at work.
    """
    people = accounts.ensure()
    guidelines = _guidelines(files.table("guidelines"))
    _columns(files.table("columns"))
    sound.load()
    _plans()
    issues = {one.stem: _issue(one) for one in files.issues() if stems is None or one.stem in stems}
    _tie_author(people["author"])
    _rights(people)
    if stems is None:
        newsroom.load(people, issues)
    _comments(issues, people["moderator"], guidelines)


def _guidelines(table: dict[str, Any]) -> Guidelines:
    guidelines, is_new = Guidelines.objects.get_or_create(
        version=table["version"],
        defaults={
            "title": table["title"],
            "preamble": table["preamble"],
            "valid_from": table["effective_at"],
        },
    )
    if is_new:
        Clause.objects.bulk_create(Clause(guidelines=guidelines, **row) for row in table["clauses"])
    return guidelines


def _columns(table: dict[str, Any]) -> None:
    for row in table["authors"]:
        Author.objects.get_or_create(slug=row["slug"], defaults=row)
    for place, row in enumerate(table["columns"]):
        column, _new = Column.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "tagline": row["tagline"],
                "about": row["about"],
                "rubric": row["rubrics"][0],
                "reproduction_notice": row["reproduction_notice"],
                "complaint_notice": f"对本稿有异议，请写信至 {row['complaint_contact']}。",
                "position": place,
            },
        )
        for season in row["seasons"]:
            number = season.pop("number")
            Season.objects.get_or_create(column=column, number=number, defaults=season)


def _plans() -> None:
    columns = list(Column.objects.all())
    _plan("all-year", "全部专栏 · 一年", Scope.ALL, 36500, 12, "两个专栏，付费期内全部可读可听")
    for column in columns:
        name, code = f"《{column.name}》 · 一年", f"{column.slug}-year"
        _plan(code, name, Scope.COLUMN, 19900, 12, "付费期内可读可听", column=column)
        season = column.seasons.first()
        if season is not None:
            name = f"《{column.name}》{season.title} · 永久"
            code = f"{column.slug}-s{season.number}"
            _plan(code, name, Scope.SEASON, 14900, None, "买下这一季，永久可读可听", season=season)


def _plan(
    code: str, name: str, scope: Scope, price: int, months: int | None, blurb: str, **covers: Any
) -> None:
    values = {"name": name, "scope": scope, "price_fen": price, "months": months, "blurb": blurb}
    Plan.objects.get_or_create(code=code, defaults={**values, **covers})


def _issue(written: files.IssueFile) -> Issue:
    facts = written.facts
    season = Season.objects.get(column__slug=facts["column"], number=facts["season"])
    issue = season.issues.filter(number=facts["number"]).first()
    return issue or _publish(written, season)


@transaction.atomic
def _publish(written: files.IssueFile, season: Season) -> Issue:
    facts, at = written.facts, written.facts["published_at"]
    values = {name: facts[name] for name in ("number", "published_at")}
    issue = services.create_issue(season=season, by=None, at=at, **values, **facts_for(facts))
    services.save_revision(issue_id=issue.pk, body=written.body, by=None, at=at)
    services.approve_issue(issue_id=issue.pk, by=None, at=at)
    return services.publish_issue(issue_id=issue.pk, by=None, at=at)


def _rights(people: dict[str, User]) -> None:
    """The demonstration's subscriber, its commenting readers and its authors may read all."""
    readers = [people["subscriber"], *_commenters().values(), *_author_accounts().values()]
    for reader in readers:
        if not reader.entitlements.exists():
            wing.grant(
                reader=reader,
                source=Entitlement.Source.STAFF,
                reason="演示",
                starts_at=timezone.now() - timedelta(days=400),
                ends_at=timezone.now() + timedelta(days=365),
            )


def _commenters() -> dict[int, User]:
    rows = files.table("readers")["readers"]
    return {row["number"]: _reader(f"reader{row['number']}", row["display_name"]) for row in rows}


def _author_accounts() -> dict[str, User]:
    """An account for each author, tied to the by-line."""
    found = {}
    slugs = [row["slug"] for row in _author_rows()]
    for author in Author.objects.filter(slug__in=slugs).select_related("user"):
        found[author.slug] = author.user or _reader(author.slug, author.name)
        if author.user is None:
            author.user = found[author.slug]
            author.save(update_fields=["user"])
    return found


def _tie_author(user: User) -> None:
    """The account that shows an author's desk is the author's of that name."""
    Author.objects.filter(name=user.display_name).update(user=user)


def _author_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = files.table("columns")["authors"]
    return rows


def _reader(key: str, name: str) -> User:
    email = accounts.email_of(key)
    return User.objects.filter(email=email).first() or User.objects.create_user(
        email, display_name=name
    )


@transaction.atomic
def _comments(issues: dict[str, Issue], moderator: User, guidelines: Guidelines) -> None:
    if Comment.objects.filter(issue__in=issues.values()).exists():
        return
    readers, authors = _commenters(), _author_accounts()
    written: dict[str, Comment] = {}
    for row in files.table("comments")["comments"]:
        if row["issue"] in issues:
            by = authors[row["author"]] if row.get("by_author") else readers[row["by"]]
            parent = written.get(row.get("reply_to", ""))
            comment = _comment(issues[row["issue"]], by, parent, row)
            written[row.get("id", str(comment.pk))] = comment
            _settle(comment, row, moderator, guidelines)


def _comment(issue: Issue, by: User, parent: Comment | None, row: dict[str, Any]) -> Comment:
    comment = comments.write_comment(
        issue_id=issue.pk,
        author=by,
        body=row["body"],
        parent_id=parent.pk if parent else None,
        at=row["at"],
    )
    comments.judge_comment(comment_id=comment.pk, now=row["at"] + timedelta(seconds=2))
    comment.refresh_from_db()
    return comment


def _settle(comment: Comment, row: dict[str, Any], moderator: User, guidelines: Guidelines) -> None:
    """Where the machine left the decision to people, the demonstration's moderator takes it."""
    if comment.state == row["fate"] or row["fate"] == Comment.State.HELD:
        return
    removed = row["fate"] == Comment.State.REMOVED
    at: datetime = row["at"] + timedelta(minutes=20)
    comments.decide_comment(
        comment_id=comment.pk,
        expected_state=comment.state,
        to_state=row["fate"],
        clause=guidelines.clauses.get(code=row["clause"]) if removed else None,
        reason=row.get("reason", "") or ("与公约不符" if removed else ""),
        by=moderator,
        at=at,
    )
