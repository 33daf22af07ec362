"""Bringing pictures into the library: who may, what comes back, what stays in the store."""

import json
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from columns import pictures, services
from columns.models import Image
from columns.services import imaging
from neican.accounts.roles import Role
from tests import factories
from tests.columns.images import files
from tests.threads import at_once

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/columns/image/upload/"


def _send(client: Client, content: bytes, name: str = "头图.jpg") -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def _stored(store: Path) -> list[str]:
    return sorted(str(one.relative_to(store)) for one in store.rglob("*") if one.is_file())


def test_the_answer_is_the_picture(desk: Client, store: Path) -> None:
    answer = _send(desk, files.plain("PNG", (1200, 800)), "<b>头图</b>.html")
    image = Image.objects.get()
    stem = image.digest[:32]
    assert answer.json() == {
        "id": image.pk,
        "src": f"/media/images/{stem}.webp",
        "thumbnail": f"/media/images/{stem}-480.webp",
        "width": 1200,
        "height": 800,
        "alt": "",
        "caption": "",
        "credit": "",
        "focal_x": 50,
        "focal_y": 50,
        "mayDescribe": True,
        "note": "",
        "isKnown": False,
    }
    assert image.renditions == [
        {"width": 480, "height": 320, "name": f"images/{stem}-480.webp"},
        {"width": 960, "height": 640, "name": f"images/{stem}-960.webp"},
    ]
    assert _stored(store) == sorted(
        [
            f"images/{stem}.webp",
            f"images/{stem}-480.webp",
            f"images/{stem}-960.webp",
            f"images/{stem}-share-50x50.jpg",
        ]
    )
    assert image.uploaded_by is not None


def test_the_same_picture_twice_is_one_row(desk: Client, store: Path) -> None:
    first = _send(desk, files.plain()).json()
    Image.objects.update(alt="一条河", credit="作者自摄")
    before = _stored(store)
    again = _send(desk, files.plain(), "另一个名字.jpg").json()
    assert (again["id"], again["alt"], again["isKnown"]) == (first["id"], "一条河", True)
    assert Image.objects.count() == 1
    assert _stored(store) == before


def test_an_animation_is_taken_with_a_word_about_it(desk: Client) -> None:
    assert _send(desk, files.moving()).json()["note"] == "动图只保留了第一帧。"


def test_a_refusal_is_a_sentence_and_leaves_nothing(desk: Client, store: Path) -> None:
    answer = _send(desk, b"<svg onload='alert(1)'/>", "x.svg")
    assert answer.status_code == 400
    assert "SVG" in answer.json()["error"]
    assert not Image.objects.exists()
    assert _stored(store) == []


def test_no_file_is_a_sentence_too(desk: Client) -> None:
    answer = desk.post(ADDRESS, {})
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.CHIEF_EDITOR])
def test_who_writes_may_bring_pictures(client: Client, role: Role) -> None:
    client.force_login(factories.make_staff(role))
    assert _send(client, files.plain()).status_code == 200
    assert Image.objects.count() == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE, Role.OPERATOR])
def test_others_may_not(client: Client, role: Role) -> None:
    client.force_login(factories.make_staff(role))
    assert _send(client, files.plain()).status_code == 403
    assert not Image.objects.exists()


def test_a_reader_and_a_stranger_come_before_a_closed_door(client: Client) -> None:
    assert _send(client, files.plain()).status_code == 302
    client.force_login(factories.make_subscriber())
    assert _send(client, files.plain()).status_code in (302, 403)
    assert not Image.objects.exists()


def test_a_strangers_form_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.make_staff(Role.EDITOR))
    assert _send(client, files.plain()).status_code == 403
    assert not Image.objects.exists()


def test_it_only_takes_what_is_posted(desk: Client) -> None:
    assert desk.get(ADDRESS).status_code == 405


def test_the_service_asks_for_the_right_itself(now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        services.keep_image(upload=BytesIO(files.plain()), by=factories.make_user(), at=now)


def _full_disk(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Let the store take so many files and then no more."""
    save = FileSystemStorage.save
    taken: list[str] = []

    def failing(self: FileSystemStorage, name: str, content: Any, **rest: Any) -> str:
        if len(taken) == after:
            raise OSError("No space left on device")
        taken.append(name)
        return save(self, name, content, **rest)

    monkeypatch.setattr(FileSystemStorage, "save", failing)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_full_disk_leaves_neither_row_nor_file(
    monkeypatch: pytest.MonkeyPatch, store: Path, now: datetime, after: int
) -> None:
    _full_disk(monkeypatch, after=after)
    with pytest.raises(OSError, match="No space"):
        services.keep_image(upload=BytesIO(files.plain(size=(1200, 800))), by=None, at=now)
    assert not Image.objects.exists()
    assert _stored(store) == []


def test_a_file_that_was_cut_off_is_written_again(store: Path, now: datetime) -> None:
    image = services.keep_image(upload=BytesIO(files.plain()), by=None, at=now).image
    whole = (store / image.file.name).read_bytes()
    Image.objects.all().delete()
    (store / image.file.name).write_bytes(whole[:50])
    services.keep_image(upload=BytesIO(files.plain()), by=None, at=now)
    assert (store / image.file.name).read_bytes() == whole


def _at_once(monkeypatch: pytest.MonkeyPatch, now: datetime) -> list[Any]:
    """Four bring the same picture; none sees the others' row before writing his own."""
    monkeypatch.setattr(imaging, "_known", lambda digest: None)
    content = files.plain(size=(700, 400))
    return at_once(4, lambda: services.keep_image(upload=BytesIO(content), by=None, at=now))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_who_bring_the_same_picture_at_once_get_the_same_row(
    monkeypatch: pytest.MonkeyPatch, store: Path, now: datetime
) -> None:
    answers = _at_once(monkeypatch, now)
    image = Image.objects.get()
    assert [one.image.pk for one in answers] == [image.pk] * 4
    assert sum(one.is_new for one in answers) == 1
    assert _stored(store) == sorted(image.file_names)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_they_would_be_four_rows(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    rewrite = pictures.rewrite
    monkeypatch.setattr(pictures, "rewrite", lambda upload: _replaced(rewrite(upload), digest=""))
    _at_once(monkeypatch, now)
    assert Image.objects.count() == 4


def _replaced(picture: pictures.Picture, **change: Any) -> pictures.Picture:
    return replace(picture, **change)


def test_words_are_kept_beside_the_picture(desk: Client, now: datetime) -> None:
    image = services.keep_image(upload=BytesIO(files.plain()), by=None, at=now).image
    address = reverse("admin:columns_image_words", args=[image.pk])
    answer = desk.post(address, {"alt": "一条河", "credit": "A & B"})
    assert (answer.json()["alt"], answer.json()["credit"]) == ("一条河", "A & B")
    refused = desk.post(address, {"alt": "长" * 121})
    assert (refused.status_code, list(json.loads(refused.content)["errors"])) == (400, ["alt"])
    image.refresh_from_db()
    assert (image.alt, image.credit, image.focal_x) == ("一条河", "A & B", 50)
