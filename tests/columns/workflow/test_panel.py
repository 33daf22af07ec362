"""What the panel says and offers, by stage and by person."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.template.loader import render_to_string
from django.test import RequestFactory

from columns import services
from columns.admin.panel import Panel, panel_for
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


def _panel(issue: Issue, by: User) -> Panel:
    request = RequestFactory().get("/")
    request.user, request.session = by, SessionStore()
    panel = panel_for(request, Issue.objects.get(pk=issue.pk))
    assert panel is not None
    return panel


def _names(issue: Issue, by: User) -> list[str]:
    return [step.name for step in _panel(issue, by).steps]


def _labels(issue: Issue, by: User) -> list[str]:
    return [step.label for step in _panel(issue, by).steps]


def _at(stage: str, now: datetime, **extra: Any) -> Issue:
    """An issue that the house has brought to a stage."""
    issue = factories.make_issue(at=now, **extra)
    hand: dict[str, Any] = {"issue_id": issue.pk, "by": None, "at": now}
    if stage != "draft":
        services.submit_issue(**hand)
    if stage not in ("draft", "review"):
        services.approve_issue(**hand)
    if stage == "scheduled":
        services.schedule_issue(**hand, goes_out_at=now + timedelta(days=36500))
    if stage in ("published", "withdrawn"):
        services.publish_issue(**hand)
    if stage == "withdrawn":
        services.withdraw_issue(**hand)
    return issue


@pytest.mark.parametrize(
    ("stage", "names"),
    [
        ("draft", ["submit", "approve", "assign"]),
        ("review", ["approve", "reject", "recall", "assign"]),
        ("approved", ["publish", "schedule", "reject", "assign"]),
        ("scheduled", ["schedule", "unschedule", "publish"]),
        ("published", ["submit", "withdraw"]),
        ("withdrawn", ["publish", "submit"]),
    ],
)
def test_an_editor_is_offered_what_the_stage_allows(
    stage: str, names: list[str], editor: User, now: datetime
) -> None:
    assert _names(_at(stage, now), editor) == names


@pytest.mark.parametrize(
    ("stage", "names"),
    [
        ("draft", ["submit", "assign"]),
        ("review", ["recall", "assign"]),
        ("approved", ["assign"]),
        ("scheduled", []),
        ("published", ["submit"]),
        ("withdrawn", ["submit"]),
    ],
)
def test_an_author_is_offered_no_decision(
    stage: str, names: list[str], author: User, now: datetime
) -> None:
    assert _names(_at(stage, now, authors=(author.author,)), author) == names


def test_who_wrote_it_is_told_why_he_cannot_pass_it(editor: User, now: datetime) -> None:
    panel = _panel(factories.make_issue(by=editor, at=now), editor)
    assert "approve" not in [step.name for step in panel.steps]
    assert "要由另一位编辑通过" in panel.hint


def test_one_press_is_offered_where_no_second_person_is_asked_for(
    editor: User, now: datetime
) -> None:
    issue = factories.make_issue(by=editor, at=now)
    column = issue.season.column
    column.second_person = False
    column.save()
    assert _labels(issue, editor)[0] == "通过并发布"


def test_a_changed_public_issue_speaks_of_its_update(editor: User, now: datetime) -> None:
    issue = _at("published", now)
    services.save_revision(issue_id=issue.pk, body="<p>改。</p><p>尾。</p>", by=None, at=now)
    assert _labels(issue, editor)[:2] == ["送审改动", "通过改动"]
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    assert _labels(issue, editor)[:2] == ["更新线上", "定时更新"]


def test_what_readers_have_is_not_pressed_for_until_it_changes(editor: User, now: datetime) -> None:
    issue = _at("published", now)
    assert _panel(issue, editor).steps[0].tone == "plain"
    draft = issue.draft
    draft.body = "<p>改。</p>"
    draft.save()
    assert _panel(issue, editor).steps[0].tone == "forward"


def test_it_says_who_has_it_until_when_and_that_it_is_late(
    editor: User, chief: User, now: datetime
) -> None:
    issue = factories.make_issue(at=now)
    due = datetime.fromisoformat("2020-05-28T23:59+08:00")
    services.assign_issue(issue_id=issue.pk, to=editor, due_at=due, by=chief, at=now)
    panel = _panel(issue, chief)
    assert panel.where == ["在李四手里", "2020年5月28日前（已过期）"]
    assert panel.is_late


def test_an_hour_is_named_in_the_publications_zone(editor: User, now: datetime) -> None:
    issue = _at("approved", now)
    hour = datetime.fromisoformat("2127-05-26T09:19+00:00")
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    panel = _panel(issue, editor)
    assert panel.where == ["2127年5月26日 17:19（北京时间）上线"]
    assert panel.log[0].note == "2127年5月26日 17:19"
    assert panel.log[0].move == "已通过 → 定时"


def test_the_log_of_a_public_issue_speaks_of_its_update(editor: User, now: datetime) -> None:
    issue = _at("published", now)
    services.save_revision(issue_id=issue.pk, body="<p>改。</p><p>尾。</p>", by=None, at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.publish_issue(issue_id=issue.pk, by=None, at=now)
    services.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    moves = [line.move for line in _panel(issue, editor).log if line.move]
    assert moves == [
        "已发布 → 已撤回",
        "改稿已通过 → 已发布",
        "改稿 → 改稿已通过",
        "已发布 → 改稿",
        "已通过 → 已发布",
        "审稿中 → 已通过",
        "草稿 → 审稿中",
    ]


def test_remarks_are_settled_on_their_own_page(editor: User, now: datetime) -> None:
    issue = factories.make_issue(at=now)
    services.add_remark(issue_id=issue.pk, body="出处？", by=None, at=now)
    (found,) = [one for one in _panel(issue, editor).findings if one.field == "remarks"]
    assert found.link == f"/admin/columns/issue/{issue.pk}/review/"


def test_who_only_reads_along_has_no_panel(now: datetime) -> None:
    request = RequestFactory().get("/")
    request.user = factories.make_staff(Role.MODERATOR)
    assert panel_for(request, _at("published", now)) is None


def test_a_silent_fix_is_chosen_until_somebody_says_otherwise(editor: User, now: datetime) -> None:
    issue = _at("published", now)
    services.save_revision(issue_id=issue.pk, body="<p>改。</p><p>尾。</p>", by=None, at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    inside = render_to_string("admin/columns/issue/_panel.html", {"panel": _panel(issue, editor)})
    assert inside.count('<option value="silent" selected>') == inside.count('name="kind"') == 2


def test_no_form_stands_in_the_panel_and_each_field_names_its_own(
    editor: User, now: datetime
) -> None:
    panel = _panel(_at("review", now), editor)
    inside = render_to_string("admin/columns/issue/_panel.html", {"panel": panel})
    outside = render_to_string("admin/columns/issue/_panel_forms.html", {"panel": panel})
    assert "<form" not in inside
    for step in panel.steps:
        assert f'<form id="{step.form_id}"' in outside
        assert f'type="submit" form="{step.form_id}"' in inside
    fields = inside.count("<input") + inside.count("<textarea") + inside.count("<select")
    assert inside.count(' form="nc-step-') == fields + len(panel.steps)
