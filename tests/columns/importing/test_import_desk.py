"""The import desk: rehearsed, looked at, confirmed once, by the one who uploaded it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns.importing import jobs, tasks
from columns.importing.models import ImportJob
from columns.models import Column, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.schedule import SCHEDULE
from tests.columns.importing.ghosts import export, post
from tests.factories import make_column, make_season, make_staff, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/importing/importjob/add/"
MARKDOWN = "---\ntitle: 灯\ncolumn: 海\n---\n灯亮了\n".encode()


@pytest.fixture
def chief(client: Client) -> User:
    """Signed in, and free to open columns."""
    user = make_staff(Role.CHIEF_EDITOR)
    client.force_login(user)
    return user


def upload(client: Client, data: bytes = MARKDOWN, name: str = "a.md", **extra: Any) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(ADD, {"file": file, "column": "", "season_number": "", **extra})


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_an_upload_shows_what_would_be_made_and_makes_nothing(client: Client, chief: User) -> None:
    response = upload(client)

    job = ImportJob.objects.get()
    assert (response.status_code, response.url) == (302, job.get_absolute_url())
    page = text_of(client.get(response.url))
    assert "会建立新的一期" in page
    assert "新建：专栏 海" in page
    assert "确认导入 1 期" in page
    assert (Issue.objects.count(), Column.objects.count()) == (0, 0)


def test_a_confirmation_imports_links_and_lets_the_bytes_go(client: Client, chief: User) -> None:
    address = upload(client).url

    response = client.post(address)

    issue, job = Issue.objects.get(), ImportJob.objects.get()
    assert (response.status_code, response["Location"]) == (302, address)
    page = text_of(client.get(address))
    assert reverse("admin:columns_issue_change", args=[issue.pk]) in page
    assert "收了 1 期" in page
    assert "确认导入" not in page
    assert (bytes(job.content), job.is_done) == (b"", True)
    assert (issue.status, issue.events.filter(kind="imported").get().by) == ("draft", chief)


def test_a_second_confirmation_changes_nothing(client: Client, chief: User) -> None:
    address = upload(client).url
    client.post(address)
    done_at = ImportJob.objects.get().done_at

    client.post(address)

    assert (Issue.objects.count(), ImportJob.objects.get().done_at) == (1, done_at)


def test_what_the_tables_hold_at_confirmation_counts(client: Client, chief: User) -> None:
    first, second = upload(client).url, upload(client).url
    client.post(first)

    client.post(second)

    assert Issue.objects.count() == 1
    assert "没有变化" in text_of(client.get(second))


def test_refused_and_skipped_parts_are_said_beside_the_good_ones(
    client: Client, chief: User
) -> None:
    data = export(post(1), post(2, html=None), post(3, type="page"))

    page = text_of(client.get(upload(client, data, "site.json").url))

    assert "能收 1 期" in page
    assert "1 期收不进来" in page
    assert "跳过 1 项" in page
    assert "没有这一篇的 HTML 正文" in page


def test_column_and_season_are_as_chosen(client: Client, chief: User) -> None:
    column = make_column(slug="sea")
    make_season(column=column, number=1)
    season = make_season(column=column, number=2)

    address = upload(client, b"# A\n\ntext\n", column=column.pk, season_number=2).url
    client.post(address)

    assert Issue.objects.get().season == season


def test_a_file_that_cannot_be_read_is_said_at_its_field(client: Client, chief: User) -> None:
    response = upload(client, b"%PDF-1.7", "a.pdf")

    assert response.status_code == 200
    assert "这是 PDF" in text_of(response)
    assert not ImportJob.objects.exists()


def test_a_file_beyond_the_bound_is_refused(
    client: Client, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "UPLOAD_AT_MOST", len(MARKDOWN) - 1)

    assert "超过 12 MB" in text_of(upload(client))
    assert not ImportJob.objects.exists()
    monkeypatch.setattr(jobs, "UPLOAD_AT_MOST", len(MARKDOWN))
    assert upload(client).status_code == 302


def test_a_whole_site_is_sent_to_the_command(
    client: Client, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "ISSUES_AT_MOST", 1)

    assert "命令行" in text_of(upload(client, export(post(1), post(2)), "a.json"))
    assert upload(client, export(post(1)), "a.json").status_code == 302


def test_a_file_that_nobody_confirmed_in_time_is_gone(client: Client, chief: User) -> None:
    address = upload(client).url
    ImportJob.objects.update(expires_at=timezone.now())

    response = client.post(address, follow=True)

    assert "已经不留了" in text_of(response)
    assert not Issue.objects.exists()
    upload(client)
    assert ImportJob.objects.count() == 1


def test_the_clock_lets_go_of_what_nobody_confirmed_and_of_nothing_else(
    client: Client, chief: User
) -> None:
    done = upload(client).url
    client.post(done)
    waiting = upload(client).url
    ImportJob.objects.create(
        by=chief,
        name="late.md",
        content=MARKDOWN,
        uploaded_at=timezone.now(),
        expires_at=timezone.now(),
    )

    tasks.forget_stale()

    assert {job.get_absolute_url() for job in ImportJob.objects.all()} == {done, waiting}
    assert tasks.forget_stale.name in {job["task"] for job in SCHEDULE.values()}


def test_a_person_keeps_a_handful_of_waiting_files(client: Client, chief: User) -> None:
    other = jobs.rehearse(
        name="a.md",
        data=MARKDOWN,
        column=None,
        season_number=None,
        by=make_staff(Role.CHIEF_EDITOR),
        at=timezone.now(),
    )

    for _time in range(7):
        upload(client)

    assert ImportJob.objects.filter(by=chief).count() == jobs.WAITING_AT_MOST
    assert ImportJob.objects.filter(pk=other.pk).exists()


def test_nobody_sees_or_confirms_the_file_of_another(client: Client, chief: User) -> None:
    address = upload(client).url
    client.force_login(make_user(is_staff=True, is_superuser=True))

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert "a.md" not in text_of(client.get(reverse("admin:importing_importjob_changelist")))
    assert not Issue.objects.exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE])
def test_who_may_not_open_issues_has_no_desk(client: Client, role: Role) -> None:
    user = make_staff(role)
    client.force_login(user)
    job = ImportJob.objects.create(
        by=user,
        name="a.md",
        content=MARKDOWN,
        uploaded_at=timezone.now(),
        expires_at=timezone.now() + timedelta(hours=1),
    )

    assert client.get(ADD).status_code == 403
    assert upload(client).status_code == 403
    assert client.get(job.get_absolute_url()).status_code == 403
    assert client.post(job.get_absolute_url()).status_code == 403
    assert client.get(reverse("admin:importing_importjob_changelist")).status_code == 403
    assert not Issue.objects.exists()


def test_the_side_doors_are_shut(client: Client, chief: User) -> None:
    upload(client)
    job = ImportJob.objects.get()

    assert client.post(f"/admin/importing/importjob/{job.pk}/delete/").status_code == 403
    assert client.get(f"/admin/importing/importjob/{job.pk}/history/").status_code == 403
    assert ImportJob.objects.filter(pk=job.pk).exists()


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert upload(client).status_code == 302
    assert not ImportJob.objects.exists()


def test_an_upload_without_the_token_is_refused(chief: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief)

    assert upload(strict).status_code == 403
    assert not ImportJob.objects.exists()


def test_words_of_the_file_are_words_on_the_page(client: Client, chief: User) -> None:
    data = export(post(1, title="<script>alert(1)</script>", custom_excerpt="<img src=x>"))

    page = text_of(client.get(upload(client, data, "<b>.json").url))

    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)" in page
