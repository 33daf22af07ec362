"""Files of many issues: rehearsed first, each issue on its own, twice the same as once."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from PIL import Image as Pillow

from columns import services
from columns.importing.formats import read_file
from columns.importing.services import FileReport, Orders, Outcome, import_file
from columns.models import Column, Image, Issue
from columns.signals import issue_published
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests.columns.importing.ghosts import export, post
from tests.columns.importing.word import paragraph, picture, relationships, word_file
from tests.factories import make_column, make_season, make_staff

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 26, 9, 19, tzinfo=UTC)
HEAD = "---\ntitle: 灯塔\ncolumn: 海上的光\nauthor: 陆遥\ndate: 2024-06-01\n---\n"
MARKDOWN = f"{HEAD}灯亮了一整夜。\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where pictures go."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def bring_in(
    name: str,
    data: bytes,
    *,
    by: User | None = None,
    dry_run: bool = False,
    column: str = "",
    season: int | None = None,
    publish: bool = False,
) -> FileReport:
    orders = Orders(column, season, publish)
    return import_file(file=read_file(name, data), orders=orders, by=by, at=AT, dry_run=dry_run)


def rows() -> dict[str, int]:
    """How many rows every table of the house holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def png(colour: str = "navy", size: tuple[int, int] = (40, 30)) -> bytes:
    file = BytesIO()
    Pillow.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def manuscript(*pictures: bytes) -> bytes:
    """A document with these pictures."""
    keys = [f"p{n}" for n in range(len(pictures))]
    return word_file(
        paragraph("灯塔", style="T"),
        paragraph("文章所属专栏 海上的光"),
        paragraph("作者 | 陆遥"),
        paragraph("灯亮了一整夜。"),
        *(paragraph("", inside=picture(key, "一座灯塔")) for key in keys),
        rels=relationships(**{key: f"media/{key}.png" for key in keys}),
        **{f"media_{key}_png": content for key, content in zip(keys, pictures, strict=True)},
    )


def without_numbers(report: FileReport) -> FileReport:
    """The report without what only a written row has."""
    done = tuple(replace(one, issue_id=0) for one in report.done)
    return replace(report, is_dry_run=False, done=done)


SITE = export(post(1), post(2, html=None), post(3), post(4, status="draft"), post(5, type="page"))


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.md", MARKDOWN.encode()), ("a.json", SITE), ("a.docx", manuscript(png(), b"no picture"))],
)
@pytest.mark.parametrize("publish", [False, True])
def test_a_rehearsal_says_what_the_run_says_and_writes_nothing(
    name: str, data: bytes, publish: bool, folder: Path
) -> None:
    before = rows()

    rehearsal = bring_in(name, data, dry_run=True, publish=publish)

    assert (rows(), list(folder.iterdir())) == (before, [])
    assert {one.issue_id for one in rehearsal.done} == {0}
    run = bring_in(name, data, publish=publish)
    assert without_numbers(rehearsal) == without_numbers(run)
    assert rows()["columns.Issue"] == before["columns.Issue"] + len(run.done)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.md", MARKDOWN.encode()), ("a.json", SITE), ("a.docx", manuscript(png()))],
)
def test_a_second_run_changes_nothing(name: str, data: bytes, folder: Path) -> None:
    first = bring_in(name, data, publish=True)
    before, issues = rows(), list(Issue.objects.order_by("pk").values())

    second = bring_in(name, data, publish=True)

    assert {one.outcome for one in second.done} == {Outcome.UNCHANGED}
    assert [one.issue_id for one in second.done] == [one.issue_id for one in first.done]
    assert {(one.made, one.remarks) for one in second.done} == {((), ())}
    assert (rows(), list(Issue.objects.order_by("pk").values())) == (before, issues)
    assert len(list(folder.rglob("*.webp"))) == (name == "a.docx")


def test_a_rehearsal_of_a_known_file_names_the_issue() -> None:
    issue_id = bring_in("a.md", MARKDOWN.encode()).done[0].issue_id

    rehearsal = bring_in("a.md", MARKDOWN.encode(), dry_run=True)

    assert [(one.outcome, one.issue_id) for one in rehearsal.done] == [
        (Outcome.UNCHANGED, issue_id)
    ]


def test_a_rehearsal_tells_nobody(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[int] = []

    def hear(issue_id: int, **_more: object) -> None:
        heard.append(issue_id)

    issue_published.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            bring_in("a.json", SITE, dry_run=True, publish=True)
        assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            bring_in("a.json", SITE, publish=True)
        assert len(heard) == 2
    finally:
        issue_published.disconnect(hear)


def test_one_bad_issue_leaves_nothing_and_holds_up_nobody() -> None:
    long = post(2, title="长" * 81)

    report = bring_in("a.json", export(post(1), long, post(3), users=[]), publish=False)

    assert [one.page.headline for one in report.done] == ["第1盏灯", "第3盏灯"]
    assert [(row.title[:1], "最多 80 个" in row.reason) for row in report.refused] == [("长", True)]
    assert Issue.objects.count() == 2


def test_an_issue_that_cannot_go_out_does_not_come_in() -> None:
    """By-line missing: published elsewhere, but not fit to be published here."""
    data = export(post(1), posts_authors=[])

    report = bring_in("a.json", data, publish=True)

    assert (report.done, Issue.objects.count(), Column.objects.count()) == ((), 0, 0)
    assert "署名" in report.refused[0].reason


def test_posts_of_one_title_stay_apart_even_on_one_day() -> None:
    twins = [post(n, title="灯", published_at="2024-01-01T00:00:00Z") for n in (1, 2)]
    drafts = [post(n, title="灯", status="draft", published_at=None) for n in (3, 4)]
    data = export(*twins, *drafts)

    bring_in("a.json", data)
    second = bring_in("a.json", data)

    keys = sorted(Issue.objects.values_list("source_key", flat=True))
    assert keys == ["ghost:u1", "ghost:u2", "ghost:u3", "ghost:u4"]
    assert {one.outcome for one in second.done} == {Outcome.UNCHANGED}


def test_a_post_is_known_by_its_name_when_title_and_date_have_changed() -> None:
    bring_in("a.json", export(post(1)))

    later = post(1, title="新标题", published_at="2025-01-01T00:00:00Z")

    report = bring_in("a.json", export(later))

    assert [(one.outcome, len(one.remarks)) for one in report.done] == [(Outcome.UNCHANGED, 1)]
    assert Issue.objects.get().headline == "第1盏灯"


def test_drafts_stay_drafts_and_free_posts_are_free() -> None:
    data = export(post(1), post(2, status="draft"), post(3, visibility="public"))

    bring_in("a.json", data, publish=True)

    found = Issue.objects.order_by("source_key").values_list("source_key", "status", "is_trial")
    assert list(found) == [
        ("ghost:u1", "published", False),
        ("ghost:u2", "draft", False),
        ("ghost:u3", "published", True),
    ]


def test_issues_go_where_they_are_told() -> None:
    column = make_column(slug="sea")
    make_season(column=column, number=1)
    second = make_season(column=column, number=2)

    report = bring_in("a.json", export(post(1), post(2)), column="sea", season=2)

    assert [issue.season for issue in Issue.objects.all()] == [second, second]
    assert [one.remarks for one in report.done] == [(), ()]
    assert list(Issue.objects.order_by("number").values_list("number", "headline")) == [
        (1, "第1盏灯"),
        (2, "第2盏灯"),
    ]


def test_pictures_enter_the_library_once_and_stand_in_the_text(folder: Path) -> None:
    report = bring_in("a.docx", manuscript(png("navy"), png("navy"), png("teal")))

    assert sorted(Image.objects.values_list("width", "height", "alt")) == [(40, 30, "一座灯塔")] * 2
    assert len(list(folder.rglob("*.webp"))) == 2
    body = Issue.objects.get(pk=report.done[0].issue_id).revisions.get().body
    navy, teal = Image.objects.order_by("pk")
    assert body.count(f'src="{navy.file.url}"') == 2
    assert body.count(f'src="{teal.file.url}"') == 1
    assert (folder / teal.file.name).exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no picture", "不是能用的图片"),
        (b"GIF89a" + b"\xff" * 20, "不是能用的图片"),
        (png(size=(17_000, 1)), "图片太长"),
    ],
)
def test_what_is_no_picture_is_left_out_and_named(content: bytes, words: str, folder: Path) -> None:
    report = bring_in("a.docx", manuscript(content))

    assert [words in remark for remark in report.done[0].remarks] == [True]
    assert Issue.objects.get().revisions.get().body == "<p>灯亮了一整夜。</p>"
    assert (Image.objects.count(), list(folder.rglob("*.*"))) == (0, [])


def test_pictures_beyond_what_one_issue_may_unfold_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("columns.importing.shelf.PIXELS_AT_MOST", 2 * 40 * 30)

    report = bring_in("a.docx", manuscript(png("navy"), png("navy"), png("teal"), png("red")))

    assert Image.objects.count() == 2
    assert ["加起来太大" in remark for remark in report.done[0].remarks] == [True]


def test_a_picture_shown_many_times_is_held_once() -> None:
    shown = [paragraph("", inside=picture("p")) for _time in range(150)]
    data = word_file(
        paragraph("灯", style="T"),
        paragraph("字。"),
        *shown,
        rels=relationships(p="media/a.png"),
        media_a_png=png(),
    )

    found = read_file("a.docx", data).issues[0].pictures

    assert (len(found), len({id(one.content) for one in found})) == (150, 1)


def test_a_standfirst_too_long_is_cut_and_named() -> None:
    report = bring_in("a.json", export(post(1, custom_excerpt="导" * 250)))

    assert Issue.objects.get().standfirst == "导" * 199 + "…"
    assert "最多 200 个" in report.done[0].page.dropped[-1].reason


def test_a_withdrawn_issue_with_a_new_text_is_not_published_again() -> None:
    issue_id = bring_in("a.json", export(post(1)), publish=True).done[0].issue_id
    services.withdraw_issue(issue_id=issue_id, by=None, at=AT)

    report = bring_in("a.json", export(post(1, html="<p>新的字。</p>")), publish=True)

    assert not report.done[0].is_public
    assert any("已经撤回" in remark for remark in report.done[0].remarks)


def test_who_may_not_open_issues_may_not_import() -> None:
    with pytest.raises(PermissionDenied):
        bring_in("a.md", MARKDOWN.encode(), by=make_staff(Role.MODERATOR), dry_run=True)


def test_an_editor_may_not_open_a_column_by_importing() -> None:
    editor = make_staff(Role.EDITOR)

    report = bring_in("a.md", MARKDOWN.encode(), by=editor)

    assert (report.done, Column.objects.count()) == ((), 0)
    assert "没有这个权限" in report.refused[0].reason


def test_nobody_passes_his_own_import() -> None:
    chief = make_staff(Role.CHIEF_EDITOR)

    report = bring_in("a.md", MARKDOWN.encode(), by=chief, publish=True)

    assert (report.done, Issue.objects.count()) == ((), 0)
    assert "另一位编辑" in report.refused[0].reason
    assert bring_in("a.md", MARKDOWN.encode(), by=chief).done[0].outcome is Outcome.CREATED
