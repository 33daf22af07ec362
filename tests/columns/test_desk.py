"""The newsroom's desks in the admin, through its forms."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture

from columns import services as newsroom
from columns.models import Image, Issue
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
EMPTY_INLINES = {
    f"{name}-{field}": value
    for name in ("bylines", "topics", "events")
    for field, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.make_staff(Role.EDITOR))
    return client


def _fields(issue: Issue, **changed: Any) -> dict[str, Any]:
    byline = issue.bylines.get()
    own = {
        "season": issue.season_id,
        "headline": issue.headline,
        "rubric": issue.rubric,
        "body": "<p>新写的开头。</p><h2>节</h2><p>新写的后文。</p>",
        "bylines-TOTAL_FORMS": 1,
        "bylines-INITIAL_FORMS": 1,
        "bylines-0-id": byline.pk,
        "bylines-0-issue": issue.pk,
        "bylines-0-author": byline.author_id,
        "bylines-0-position": 1,
    }
    return {**EMPTY_INLINES, **own, **changed}


def _change(issue: Issue) -> str:
    return reverse("admin:columns_issue_change", args=[issue.pk])


def test_a_new_issue_gets_its_number_its_text_and_its_log(desk: Client) -> None:
    season = factories.make_season()
    fields = {
        **EMPTY_INLINES,
        "season": season.pk,
        "headline": "第一期",
        "body": "<p>正文<script>alert(1)</script></p>",
    }
    desk.post(reverse("admin:columns_issue_add"), fields)
    issue = Issue.objects.get()
    assert (issue.number, issue.status) == (1, Issue.Status.DRAFT)
    assert issue.revisions.get().body == "<p>正文</p>"
    assert {event.kind for event in issue.events.all()} == {"created", "saved"}


def test_saving_keeps_a_revision_and_changes_nothing_for_readers(desk: Client) -> None:
    issue = factories.make_published_issue()
    desk.post(_change(issue), _fields(issue))
    issue.refresh_from_db()
    assert issue.revisions.count() == 2
    assert issue.live == issue.revisions.last()


def test_save_and_publish_gives_readers_the_new_text(desk: Client) -> None:
    issue = factories.make_issue()
    desk.post(_change(issue), _fields(issue, columns_issue_save_and_publish="1"))
    issue.refresh_from_db()
    assert issue.is_public
    assert issue.live is not None
    assert "新写的开头" in issue.live.preview_html


def test_what_is_missing_is_said_and_the_text_is_kept(desk: Client) -> None:
    issue = factories.make_issue()
    fields = _fields(issue, columns_issue_save_and_publish="1", **{"bylines-0-DELETE": "on"})
    answer = desk.post(_change(issue), fields, follow=True)
    assert "还没有署名" in answer.content.decode()
    issue.refresh_from_db()
    assert not issue.is_public
    assert "新写的后文" in issue.revisions.first().body  # type: ignore[union-attr]


def test_by_lines_and_topics_are_edited_with_the_issue(desk: Client) -> None:
    issue, second = factories.make_issue(), factories.make_author()
    fields = _fields(
        issue,
        **{
            "bylines-TOTAL_FORMS": 2,
            "bylines-1-issue": issue.pk,
            "bylines-1-author": second.pk,
            "bylines-1-position": 2,
            "topics-TOTAL_FORMS": 1,
            "topics-0-issue": issue.pk,
            "topics-0-position": 1,
            "topics-0-label": "话题",
            "topics-0-question": "为什么？",
            "topics-0-section": "节",
            "columns_issue_save_and_publish": "1",
        },
    )
    desk.post(_change(issue), fields)
    issue.refresh_from_db()
    assert [byline.author for byline in issue.bylines.all()][1] == second
    assert issue.live is not None
    (topic,) = issue.live.topics
    assert topic["section_id"] == issue.live.sections[0]["id"]


def test_a_text_that_somebody_else_saved_is_not_replaced(desk: Client) -> None:
    issue = factories.make_issue()
    stale = _fields(issue, opened=1, standfirst="只改了导语")
    newsroom.save_draft(issue_id=issue.pk, body="<p>同事写的。</p>", by=None, at=issue.created_at)
    answer = desk.post(_change(issue), stale).content.decode()
    assert "保存过这一期" in answer
    assert "新写的后文" in answer
    assert issue.revisions.first().body == "<p>同事写的。</p>"  # type: ignore[union-attr]


def test_a_public_issue_keeps_an_author_and_says_what_changed_at_once(desk: Client) -> None:
    issue = factories.make_published_issue()
    bare = _fields(issue, **{"bylines-0-DELETE": "on"})
    assert "至少要有一位作者" in desk.post(_change(issue), bare).content.decode()
    assert issue.bylines.count() == 1
    renamed = _fields(issue, headline="换了标题")
    answer = desk.post(_change(issue), renamed, follow=True).content.decode()
    assert "网站上已经换成新的" in answer
    assert issue.events.filter(kind="updated", note="标题").count() == 1


def test_an_issue_that_cannot_go_out_stays_a_draft(desk: Client) -> None:
    issue = factories.make_issue()
    desk.post(_change(issue), _fields(issue, body="", columns_issue_save_and_publish="1"))
    issue.refresh_from_db()
    assert issue.status == Issue.Status.DRAFT


def test_an_issue_stays_in_its_season(desk: Client) -> None:
    issue, other = factories.make_issue(), factories.make_issue()
    desk.post(_change(issue), _fields(issue, season=other.season_id, headline="改过"))
    season = issue.season_id
    issue.refresh_from_db()
    assert (issue.season_id, issue.headline) == (season, "改过")


def test_withdrawing_takes_the_page_away(desk: Client) -> None:
    issue = factories.make_published_issue()
    desk.post(_change(issue), _fields(issue, columns_issue_withdraw="1"))
    assert Client().get(issue.get_absolute_url()).status_code == 404


def test_a_stale_form_does_not_undo_a_publication(desk: Client) -> None:
    """The form was opened on a draft; the clock published it before the editor saved."""
    issue = factories.make_issue()
    fields = _fields(issue, headline="改过的标题", status="draft", live="")
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=issue.created_at)
    newsroom.publish_issue(issue_id=issue.pk, by=None, at=issue.created_at)
    desk.post(_change(issue), fields)
    issue.refresh_from_db()
    assert (issue.headline, issue.status) == ("改过的标题", Issue.Status.PUBLISHED)


def test_authors_see_their_own_issues_only(client: Client) -> None:
    person = factories.make_staff(Role.AUTHOR)
    own = factories.make_issue(authors=(factories.make_author(user=person),))
    other = factories.make_issue()
    client.force_login(person)
    assert client.get(_change(own)).status_code == 200
    assert client.get(_change(other)).status_code == 302
    assert client.post(_change(own), _fields(own)).status_code == 403


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OPERATOR])
def test_those_who_read_along_see_no_drafts(client: Client, role: Role) -> None:
    public, draft = factories.make_published_issue(), factories.make_issue()
    client.force_login(factories.make_staff(role))
    assert [client.get(_change(issue)).status_code for issue in (public, draft)] == [200, 302]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE, Role.AUTHOR, Role.OPERATOR])
def test_others_cannot_write(client: Client, role: Role) -> None:
    issue = factories.make_issue()
    client.force_login(factories.make_staff(role))
    client.post(_change(issue), _fields(issue, columns_issue_save_and_publish="1"))
    issue.refresh_from_db()
    assert (issue.revisions.count(), issue.status) == (1, Issue.Status.DRAFT)


def _upload(desk: Client, name: str, content: bytes) -> Any:
    fields = {"alt": "图", "credit": "作者摄", "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("admin:columns_image_add"), fields)


def _picture(kind: str, size: tuple[int, int] = (3000, 1500)) -> bytes:
    written = BytesIO()
    Picture.new("RGB", size, "#a8301f").save(written, format=kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_written_anew_and_bounded(desk: Client, kind: str) -> None:
    _upload(desk, "头图.html", _picture(kind) + b"<script>alert(1)</script>")
    image = Image.objects.get()
    assert (image.width, image.height) == (2000, 1000)
    assert image.file.name.endswith(".webp")
    with image.file.open() as stored:
        assert b"script" not in stored.read()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a<script>",
        b"",
        b"%PDF-1.4",
        _picture("PNG", (10, 20_000)),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(desk: Client, content: bytes) -> None:
    answer = _upload(desk, "x.png", content)
    assert answer.status_code == 200
    assert not Image.objects.exists()


def test_a_bomb_is_refused_before_it_is_decoded(desk: Client) -> None:
    written = BytesIO()
    Picture.new("1", (9000, 9000)).save(written, format="PNG")
    answer = _upload(desk, "bomb.png", written.getvalue())
    assert "4000 万像素" in answer.content.decode()
    assert not Image.objects.exists()
