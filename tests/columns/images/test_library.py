"""The library's pages: finding a picture, describing it, seeing where it stands, deleting it."""

import json
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from columns import pictures, services
from columns.models import EditingSession, Image
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.images import files
from tests.columns.images.files import parsed

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/columns/image/"


def make_image(
    now: datetime, *, colour: str = "#a8301f", by: User | None = None, **words: Any
) -> Image:
    upload = BytesIO(files.plain(size=(900, 600), colour=colour))
    return services.keep_image(upload=upload, by=by, at=now, **words).image


def _shown(client: Client, query: str = "") -> list[str]:
    page = parsed(client.get(LIBRARY + query).content)
    return [one.get("href").split("/")[-3] for one in page.xpath("//a[@class='nc-choice']")]


def _page(image: Image) -> str:
    return reverse("admin:columns_image_change", args=[image.pk])


def test_pictures_are_found_by_their_words_and_their_bringer(desk: Client, now: datetime) -> None:
    author = factories.make_staff(Role.AUTHOR, display_name="钟离")
    river = make_image(now, alt="一条河", credit="作者自摄", by=author)
    street = make_image(now, colour="#00f", caption="夜里的街", credit="视觉中国")
    for words, found in {
        "": [street, river],
        "河": [river],
        "夜里 视觉": [street],
        "钟离": [river],
        "山": [],
    }.items():
        assert _shown(desk, f"?q={words}") == [str(one.pk) for one in found]


def test_parts_of_the_library(client: Client, now: datetime) -> None:
    author = factories.make_staff(Role.AUTHOR)
    mine = make_image(now, by=author)
    others = make_image(now, colour="#00f", credit="视觉中国")
    Image.objects.create(credit="还没有文件")
    client.force_login(author)
    assert _shown(client) == [str(others.pk), str(mine.pk)]
    assert _shown(client, "?part=mine") == [str(mine.pk)]
    assert _shown(client, "?part=uncredited") == [str(mine.pk)]
    assert _shown(client, "?part=mine&q=视觉") == []


def test_a_library_of_any_size_takes_the_same_queries(desk: Client, now: datetime) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            desk.get(LIBRARY)
        return len(seen)

    by = factories.make_staff(Role.EDITOR)
    make_image(now, by=by)
    desk.get(LIBRARY)
    few = count()
    for number in range(30):
        make_image(now, colour=f"#{number * 8:02x}40c0", by=by)
    assert count() == few
    assert len(_shown(desk)) == 24
    assert len(_shown(desk, "?page=2")) == 7


def test_an_authors_picker_asks_no_more_for_more_pictures(client: Client, now: datetime) -> None:
    author = factories.make_staff(Role.AUTHOR)
    client.force_login(author)
    counts = []
    for number in range(3):
        make_image(now, colour=f"#{number * 60:02x}40c0", by=author)
        with CaptureQueriesContext(connection) as seen:
            client.get(LIBRARY + "picker/?list=1")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]


def test_the_picker_offers_pictures_as_data(desk: Client, now: datetime) -> None:
    image = make_image(now, alt='"河"', credit="<A & B>")
    answer = desk.get(LIBRARY + "picker/?list=1")
    assert "no-store" in answer.headers["Cache-Control"]
    (choice,) = parsed(answer.content).xpath("//*[@data-image]")
    data = json.loads(choice.get("data-image"))
    assert (data["id"], data["alt"], data["credit"]) == (image.pk, '"河"', "<A & B>")
    assert b"<dialog" not in answer.content
    assert b"<dialog" in desk.get(LIBRARY + "picker/").content


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE])
def test_who_has_nothing_to_do_with_pictures_sees_none(
    client: Client, now: datetime, role: Role
) -> None:
    client.force_login(factories.make_staff(role))
    image = make_image(now)
    for address in (LIBRARY, LIBRARY + "picker/", _page(image)):
        assert client.get(address).status_code == 403


def test_an_operator_looks_but_does_not_touch(client: Client, now: datetime) -> None:
    image = make_image(now, alt="一条河")
    client.force_login(factories.make_staff(Role.OPERATOR))
    page = client.get(_page(image)).content.decode()
    assert "一条河" in page
    assert 'type="submit" class="nc-button"' not in page
    assert (
        client.post(_page(image), {"alt": "别的", "focal_x": 50, "focal_y": 50}).status_code == 403
    )
    image.refresh_from_db()
    assert image.alt == "一条河"


def test_words_and_focus_are_saved_and_the_card_is_cut_anew(
    desk: Client, now: datetime, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image(now)
    before = image.share
    values = {"alt": "一条河", "caption": "春天", "credit": "A & B", "focal_x": 20, "focal_y": 80}
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(_page(image), values).status_code == 302
    image.refresh_from_db()
    assert {name: getattr(image, name) for name in values} == values
    assert image.share == f"images/{image.stem}-share-20x80.jpg"
    assert (store / image.share).exists()
    assert not (store / before).exists()


def test_what_is_refused_stays_in_the_form(desk: Client, now: datetime) -> None:
    image = make_image(now)
    values = {"alt": "一条河", "caption": "", "credit": "", "focal_x": 101, "focal_y": 50}
    answer = desk.post(_page(image), values)
    assert answer.status_code == 200
    assert 'value="一条河"' in answer.content.decode()
    image.refresh_from_db()
    assert (image.alt, image.focal_x) == ("", 50)


@pytest.mark.parametrize("number", ["0", "999999", "x", "²"])
def test_a_picture_that_is_not_there(desk: Client, number: str) -> None:
    assert desk.get(f"{LIBRARY}{number}/change/").status_code == 404


def test_an_author_describes_his_own_until_readers_see_it(now: datetime) -> None:
    author = factories.make_staff(Role.AUTHOR)
    mine, others = make_image(now, by=author), make_image(now, colour="#00f")
    services.describe_image(image_id=mine.pk, words={"credit": "作者自摄"}, by=author)
    with pytest.raises(PermissionDenied):
        services.describe_image(image_id=others.pk, words={"credit": "作者自摄"}, by=author)
    services.describe_image(image_id=mine.pk, words={"alt": "河"}, by=author)
    factories.make_published_issue(head_image=mine.pk)
    with pytest.raises(PermissionDenied):
        services.describe_image(image_id=mine.pk, words={"credit": "别人"}, by=author)
    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.credit, others.credit) == ("作者自摄", "")


@pytest.mark.parametrize("place", ["head", "body"])
def test_an_author_does_not_change_the_words_of_a_picture_that_was_passed(
    place: str, client: Client, now: datetime
) -> None:
    author = factories.make_staff(Role.AUTHOR)
    image, free = make_image(now, by=author), make_image(now, colour="#00f", by=author)
    given: dict[str, Any] = (
        {"head_image": image.pk} if place == "head" else {"body": _figure(image)}
    )
    issue = factories.make_issue(**given)
    services.describe_image(image_id=image.pk, words={"credit": "作者自摄"}, by=author)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    client.force_login(author)
    for number, status in ((image.pk, 403), (free.pk, 200)):
        address = reverse("admin:columns_image_words", args=[number])
        assert client.post(address, {"credit": "别人"}).status_code == status
    image.refresh_from_db()
    assert image.credit == "作者自摄"
    services.describe_image(image_id=image.pk, words={"credit": "视觉中国"}, by=_editor())


@pytest.mark.parametrize("place", ["head", "body"])
def test_the_words_of_a_picture_are_free_until_its_text_is_passed(
    place: str, now: datetime
) -> None:
    author = factories.make_staff(Role.AUTHOR)
    image = make_image(now, by=author)
    given: dict[str, Any] = (
        {"head_image": image.pk} if place == "head" else {"body": _figure(image)}
    )
    issue = factories.make_issue(**given)
    services.submit_issue(issue_id=issue.pk, by=None, at=now)
    assert services.may_describe(author, [image]) == {image.pk}
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.reject_issue(issue_id=issue.pk, reason="再改改", by=None, at=now)
    assert services.may_describe(author, [image]) == {image.pk}


def test_who_may_describe_a_shelf_of_pictures_is_one_query(now: datetime) -> None:
    author = factories.make_staff(Role.AUTHOR)
    colours = [f"#0000{number:02x}" for number in range(0, 250, 40)]
    images = [make_image(now, colour=one, by=author, alt="图", credit="源") for one in colours]
    factories.make_published_issue(body=_figure(images[0]), head_image=images[1].pk)
    author = User.objects.get(pk=author.pk)
    author.has_perm("columns.change_image")
    with CaptureQueriesContext(connection) as seen:
        assert services.may_describe(author, images) == {image.pk for image in images[2:]}
    assert len(seen) == 1


def _editor() -> User:
    return factories.make_staff(Role.EDITOR)


def _figure(image: Image) -> str:
    return f'<p>文。</p><figure><img src="{image.file.url}" alt="图"></figure>'


def _uses(image: Image, now: datetime) -> list[tuple[str, list[str]]]:
    return [
        (str(use.issue), [str(place) for place in use.places])
        for use in pictures.uses_of(image, now)
    ]


def test_where_a_picture_stands(now: datetime) -> None:
    image, other = make_image(now, alt="图", credit="源"), make_image(now, colour="#00f")
    head = factories.make_published_issue(head_image=image.pk)
    live = factories.make_published_issue(body=_figure(image))
    draft = factories.make_issue(body=_figure(image))
    kept = factories.make_issue(body=_figure(image))
    services.save_revision(issue_id=kept.pk, body="<p>没有图了。</p>", by=None, at=now)
    factories.make_issue(body=_figure(other))
    assert dict(_uses(image, now)) == {
        str(head): ["head", "draft"],
        str(live): ["live", "draft"],
        str(draft): ["draft"],
        str(kept): ["kept"],
    }


def test_a_picture_in_an_unsaved_window_is_in_use(now: datetime) -> None:
    image = make_image(now)
    issue, by = factories.make_issue(), factories.make_staff(Role.EDITOR)
    assert _uses(image, now) == []
    window = services.open_session(issue_id=issue.pk, key=uuid4(), by=by, at=now)
    EditingSession.objects.filter(pk=window.pk).update(
        refused={"body": _figure(image), "facts": {"head_image": None}}
    )
    assert _uses(image, now) == [(str(issue), ["draft"])]
    EditingSession.objects.filter(pk=window.pk).update(
        refused={"body": "", "facts": {"head_image": image.pk}}
    )
    assert _uses(image, now) == [(str(issue), ["draft"])]


def test_a_window_that_was_closed_long_ago_holds_nothing_back(now: datetime) -> None:
    image, by = make_image(now), factories.make_staff(Role.EDITOR)
    issue = factories.make_issue()
    window = services.open_session(issue_id=issue.pk, key=uuid4(), by=by, at=now)
    for days, found in ((6, [(str(issue), ["draft"])]), (8, [])):
        EditingSession.objects.filter(pk=window.pk).update(
            body=_figure(image), seen_at=now - timedelta(days=days)
        )
        assert _uses(image, now) == found


def _delete(client: Client, image: Image) -> Any:
    return client.post(reverse("admin:columns_image_delete", args=[image.pk]), follow=True)


def test_what_nobody_uses_is_deleted_with_its_files(
    client: Client, now: datetime, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image(now)
    client.force_login(factories.make_staff(Role.CHIEF_EDITOR))
    assert client.get(reverse("admin:columns_image_delete", args=[image.pk])).status_code == 302
    assert Image.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert "已删除" in _delete(client, image).content.decode()
    assert not Image.objects.exists()
    assert [one for one in store.rglob("*") if one.is_file()] == []


def test_what_an_old_text_holds_stays_and_is_said_to(
    client: Client, now: datetime, store: Path
) -> None:
    image = make_image(now)
    issue = factories.make_issue(body=_figure(image))
    services.save_revision(issue_id=issue.pk, body="<p>没有图了。</p>", by=None, at=now)
    client.force_login(factories.make_staff(Role.CHIEF_EDITOR))
    page = _delete(client, image).content.decode()
    assert "还在用" in page
    assert issue.headline in page
    assert Image.objects.get() == image
    assert all((store / name).exists() for name in image.file_names)


def test_files_that_an_older_row_holds_too_stay(
    now: datetime, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image(now)
    older = Image.objects.create(file=image.file.name, width=900, height=600)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_image(image_id=image.pk, by=None, at=now)
    assert Image.objects.get() == older
    assert (store / older.file.name).exists()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.OPERATOR])
def test_only_a_chief_editor_deletes(client: Client, now: datetime, role: Role) -> None:
    by = factories.make_staff(role)
    image = make_image(now)
    client.force_login(by)
    assert _delete(client, image).status_code == 403
    assert Image.objects.exists()
    with pytest.raises(PermissionDenied):
        services.delete_image(image_id=image.pk, by=by, at=now)


def test_an_author_is_not_told_of_issues_he_may_not_see(client: Client, now: datetime) -> None:
    author = factories.make_staff(Role.AUTHOR)
    image = make_image(now, by=author)
    secret = factories.make_issue(body=_figure(image), headline="别人的秘密稿")
    client.force_login(author)
    page = client.get(_page(image)).content.decode()
    assert secret.headline not in page
    assert "另有 1 期，您看不到" in page


def test_a_picture_that_was_announced_but_never_came_can_be_looked_at(
    desk: Client, now: datetime
) -> None:
    awaited = Image.objects.create(credit="视觉中国")
    words = reverse("admin:columns_image_words", args=[awaited.pk])
    assert desk.post(words, {"alt": "图"}).status_code == 404
    assert "图片还没有传" in desk.get(_page(awaited)).content.decode()
    values = {"alt": "", "caption": "", "credit": "改了", "focal_x": 10, "focal_y": 50}
    assert desk.post(_page(awaited), values).status_code == 302
    awaited.refresh_from_db()
    assert (awaited.credit, awaited.share) == ("改了", "")
