"""A page comes in once, whole or not at all, and never over an editor's work."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from columns import services
from columns.importing.parsed import NotUnderstood
from columns.importing.services import ImportReport, Outcome, import_page
from columns.models import Author, Column, Event, Issue, Season
from columns.richtext import sanitise
from neican.accounts.roles import Role
from tests.columns.importing.reading import page, with_head
from tests.factories import make_author, make_column, make_season, make_staff

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 26, 9, 19, tzinfo=UTC)
WENT_OUT = datetime(2024, 3, 7, 23, 5, tzinfo=UTC)


def bring_in(text: str, *, column: str = "", publish: bool = False) -> ImportReport:
    return import_page(text=text, column_slug=column, publish=publish, by=None, at=AT)


def row_counts() -> dict[str, int]:
    """How many rows every table of the house holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_a_new_page_opens_column_season_author_and_a_draft() -> None:
    report = bring_in(page("wide"))

    issue = Issue.objects.get(pk=report.issue_id)
    assert (report.outcome, report.revision, report.is_public) == (Outcome.CREATED, 1, False)
    assert (issue.headline, issue.rubric) == ("为什么港口先学会了等待？", "码头笔记")
    assert (issue.status, issue.published_at) == (Issue.Status.DRAFT, WENT_OUT)
    assert str(issue.season) == "潮汐观察 第十二季 北方港"
    column = issue.season.column
    assert (column.slug, column.tagline) == ("潮汐观察", "海边的账")
    assert column.reproduction_notice == "本文版权归作者所有，未经书面许可不得转载。"
    assert [byline.author.name for byline in issue.bylines.all()] == ["沈砚秋", "Ben Holloway"]
    assert [topic.section for topic in issue.topics.all()] == ["锚地里的九天", "闸口前的白天"]
    assert issue.revisions.get().body == sanitise(report.page.body_html)
    assert len(report.made) == 4
    assert issue.events.filter(kind=Event.Kind.IMPORTED).count() == 1
    assert issue.head_image is not None
    assert "作者自摄" in issue.head_image.credit
    assert issue.picture is None


def test_a_second_run_changes_nothing() -> None:
    first = bring_in(page("wide"), publish=True)
    before, issue = row_counts(), Issue.objects.filter(pk=first.issue_id).values().get()

    second = bring_in(page("wide"), publish=True)

    assert (second.outcome, second.issue_id) == (Outcome.UNCHANGED, first.issue_id)
    assert (second.revision, second.made, second.remarks) == (None, (), ())
    assert row_counts() == before
    assert Issue.objects.filter(pk=first.issue_id).values().get() == issue


def test_the_real_page_comes_in_once(real_page: str) -> None:
    report = bring_in(real_page, publish=True)
    before = row_counts()

    assert bring_in(real_page).outcome is Outcome.UNCHANGED
    assert row_counts() == before
    issue = Issue.objects.get(pk=report.issue_id)
    assert issue.published_at == datetime(2023, 5, 26, 9, 19, tzinfo=UTC)
    assert issue.live is not None
    assert [section["title"] for section in issue.live.sections] == list(report.page.sections)
    assert all(topic["section_id"] for topic in issue.live.topics)


def test_publishing_keeps_the_date_on_the_page() -> None:
    report = bring_in(page("wide"), publish=True)

    issue = Issue.objects.get(pk=report.issue_id)
    assert report.is_public
    assert (issue.status, issue.published_at) == (Issue.Status.PUBLISHED, WENT_OUT)


def test_a_draft_imported_before_can_go_out_later() -> None:
    bring_in(page("wide"))

    report = bring_in(page("wide"), publish=True)

    assert (report.outcome, report.revision, report.is_public) == (Outcome.PUBLISHED, None, True)


def test_a_changed_page_adds_a_draft_revision_and_leaves_the_live_text() -> None:
    first = bring_in(page("wide"), publish=True)
    changed = page("wide").replace("大约少掉一辆小轿车", "大约少掉两辆小轿车")

    report = bring_in(changed)

    issue = Issue.objects.get(pk=first.issue_id)
    assert (report.outcome, report.issue_id, report.revision) == (Outcome.REVISED, issue.pk, 2)
    assert issue.live is not None
    assert issue.live.number == 1
    assert "两辆" in issue.revisions.get(number=2).body


def test_an_editors_later_work_is_not_undone_by_the_same_file() -> None:
    issue_id = bring_in(page("wide")).issue_id
    services.save_revision(issue_id=issue_id, body="<p>改过的正文。</p>", by=None, at=AT)

    report = bring_in(page("wide"))

    issue = Issue.objects.get(pk=issue_id)
    assert report.outcome is Outcome.UNCHANGED
    assert issue.revisions.latest("number").body == "<p>改过的正文。</p>"


def test_a_section_chosen_by_an_editor_survives_a_changed_file() -> None:
    issue_id = bring_in(page("unsure")).issue_id
    topic = Issue.objects.get(pk=issue_id).topics.get(label="河岸")
    topic.section = "河的两边"
    topic.save()

    bring_in(page("unsure").replace("堤坝不是越高越好", "堤坝并不是越高越好"))

    assert Issue.objects.get(pk=issue_id).topics.get(label="河岸").section == "河的两边"


def test_a_withdrawn_issue_is_not_published_again() -> None:
    issue_id = bring_in(page("wide"), publish=True).issue_id
    services.withdraw_issue(issue_id=issue_id, by=None, at=AT)

    report = bring_in(page("wide"), publish=True)

    assert not report.is_public
    assert "已经撤回" in report.remarks[0]
    assert Issue.objects.get(pk=issue_id).status == Issue.Status.WITHDRAWN


def test_known_column_season_and_author_are_used_and_left_as_they_are() -> None:
    column = make_column(slug="sea", name="海上的光", tagline="旧副题")
    season, author = make_season(column=column), make_author(name="陆遥")

    report = bring_in(with_head("灯亮了一整夜。"))

    issue = Issue.objects.get(pk=report.issue_id)
    assert (issue.season, issue.bylines.get().author, report.made) == (season, author, ())
    column.refresh_from_db()
    assert column.tagline == "旧副题"
    assert "旧副题" in report.remarks[0]


def test_a_page_that_names_no_column_goes_where_it_is_told() -> None:
    column = make_column(slug="bread")

    report = bring_in(page("tight"), column="bread")

    assert Issue.objects.get(pk=report.issue_id).season.column == column
    assert Season.objects.get().number == 1


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        (page("tight"), "", "--column"),
        (page("tight"), "nowhere", "先建立专栏"),
        (page("two-issues"), "", "两期"),
        (with_head("灯亮了。").replace("海岸线", "很" * 21), "", "最多 20 个"),
    ],
)
def test_a_refusal_writes_nothing(text: str, column: str, words: str) -> None:
    before = row_counts()

    with pytest.raises(NotUnderstood, match=words):
        bring_in(text, column=column)

    assert row_counts() == before


def test_a_page_without_an_author_cannot_go_out_and_writes_nothing() -> None:
    before = row_counts()

    with pytest.raises(services.NotReady, match="作者"):
        bring_in(with_head("灯亮了。").replace("作者 | 陆遥", ""), publish=True)

    assert row_counts() == before


def test_several_seasons_leave_the_question_open() -> None:
    column = make_column(slug="sea", name="海上的光")
    make_season(column=column, number=1)
    make_season(column=column, number=2)

    with pytest.raises(NotUnderstood, match="第几季"):
        bring_in(with_head("灯亮了。").replace(" 第一季", ""))


def test_two_authors_of_one_name_leave_the_question_open() -> None:
    make_author(name="陆遥")
    make_author(name="陆遥")

    with pytest.raises(NotUnderstood, match=r"第 6 行：.*陆遥"):
        bring_in(with_head("灯亮了。"))

    assert not Column.objects.exists()


def test_an_author_of_another_name_keeps_the_slug() -> None:
    make_author(name="陆先生", slug="陆遥")

    bring_in(with_head("灯亮了。"))

    assert Author.objects.get(name="陆遥").slug == "陆遥-2"


def test_a_person_may_import_only_what_their_role_allows() -> None:
    moderator = make_staff(Role.MODERATOR)

    with pytest.raises(PermissionDenied):
        import_page(text=page("wide"), column_slug="", publish=False, by=moderator, at=AT)

    assert not Column.objects.exists()
