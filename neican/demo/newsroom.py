"""A newsroom at work: an issue half written, one in review, one for tomorrow, an update."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from columns import services
from columns.models import Issue, Season, Term
from neican.accounts.models import User
from neican.demo import files
from neican.demo.facts import facts_for

MENDED = ("罢工不到一周便收场", "罢工前后六天便收场")
CORRECTION = "“罢工不到一周便收场”说得不够准，改为“前后六天”；据读者寄来的剪报核对。"
REWRITTEN = ("道理不难懂", "道理其实不难懂")
REMARK = "“六千出头”是几台的平均？请把六台各自的数写出来，或者注明是哪一台。"
QUOTE = "实测放出来六千出头"
TERMS = (("帐本", "账本"), ("登陆网站", "登录网站"), ("Anthroic", "Anthropic"))


@transaction.atomic
def load(people: dict[str, User], issues: dict[str, Issue]) -> None:
    """Write what the desks show; a second call changes nothing."""
    if Issue.objects.filter(source_key__startswith="demo:").exists():
        return
    now = timezone.now()
    for wrong, right in TERMS:
        Term.objects.get_or_create(wrong=wrong, column=None, defaults={"right": right})
    _half_written(people, now)
    _in_review(people, now)
    _tomorrow(people, now)
    if "tech-ledger-s2-03" in issues:
        _corrected(issues["tech-ledger-s2-03"], now)
    if "market-cries-s1-04" in issues:
        _being_rewritten(issues["market-cries-s1-04"], people, now)


def _open(stem: str, by: User | None, at: datetime) -> tuple[Issue, str]:
    written = files.desk(stem)
    facts = written.facts
    season = Season.objects.get(column__slug=facts["column"], number=facts["season"])
    issue = services.create_issue(
        season=season, by=None, at=at, source_key=f"demo:{stem}", **facts_for(facts)
    )
    services.save_revision(issue_id=issue.pk, body=written.body, by=by, at=at)
    return issue, written.body


def _half_written(people: dict[str, User], now: datetime) -> None:
    issue, body = _open("draft-umbrella", people["author"], now - timedelta(days=2))
    services.assign_issue(
        issue_id=issue.pk,
        to=people["author"],
        due_at=now + timedelta(days=4),
        by=None,
        at=now - timedelta(days=1),
    )
    more = body.replace("所以他的生意", "所以，他的生意")
    at = now - timedelta(hours=3)
    services.save_revision(
        issue_id=issue.pk, body=more, by=people["author"], at=at, note="顺了一遍开头"
    )


def _in_review(people: dict[str, User], now: datetime) -> None:
    editor, chief = people["editor"], people["chief"]
    issue, _body = _open("review-power-bank", editor, now - timedelta(days=1))
    services.submit_issue(
        issue_id=issue.pk,
        by=editor,
        at=now - timedelta(hours=20),
        reviewer=chief,
        due_at=now + timedelta(days=1),
        note="六台的发票都核过了，请看“还回来的理由”一节的口气。",
    )
    services.add_remark(
        issue_id=issue.pk, body=REMARK, quote=QUOTE, by=chief, at=now - timedelta(hours=2)
    )


def _tomorrow(people: dict[str, User], now: datetime) -> None:
    issue, _body = _open("scheduled-fax", people["editor"], now - timedelta(days=3))
    at = now - timedelta(hours=30)
    services.approve_issue(issue_id=issue.pk, by=people["chief"], at=at)
    local = timezone.localtime(now) + timedelta(days=1)
    hour = local.replace(hour=7, minute=30, second=0, microsecond=0)
    services.schedule_issue(issue_id=issue.pk, by=people["chief"], at=at, goes_out_at=hour)


def _corrected(issue: Issue, now: datetime) -> None:
    at = now - timedelta(days=1, hours=4)
    body = issue.draft.body.replace(*MENDED)
    services.save_revision(issue_id=issue.pk, body=body, by=None, at=at, note="更正罢工天数")
    services.approve_issue(issue_id=issue.pk, by=None, at=at)
    services.publish_issue(issue_id=issue.pk, by=None, at=at, correction=CORRECTION)


def _being_rewritten(issue: Issue, people: dict[str, User], now: datetime) -> None:
    body = issue.draft.body.replace(*REWRITTEN)
    services.save_revision(
        issue_id=issue.pk, body=body, by=people["editor"], at=now, note="结尾的口气"
    )
