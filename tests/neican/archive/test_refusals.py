"""What is no archive of ours, or no longer whole, is refused in words, and nothing is written."""

import json
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from columns.models import Image
from neican.accounts.models import User
from neican.archive import placing
from neican.archive.bounds import GIB, Bounds
from neican.archive.refusals import Refused
from neican.archive.taking_in import take_in
from tests.neican.archive.house import NOW, empty, files, forge, nothing_written

pytestmark = pytest.mark.django_db

USER = {
    "display_name": "读者",
    "email": "reader@neican.example",
    "id": 7,
    "is_active": True,
    "is_staff": False,
    "is_superuser": False,
    "joined_at": NOW.isoformat(),
    "last_login": None,
    "password": "!",
    "phone": None,
}
COLUMN = {
    "about": "",
    "complaint_notice": "",
    "created_at": NOW.isoformat(),
    "id": 3,
    "name": "灯塔",
    "position": 0,
    "reproduction_notice": "",
    "review_again": True,
    "reviews_audio": False,
    "rubric": "",
    "second_person": True,
    "slug": "lighthouse",
    "tagline": "",
}
SEASON = {"column_id": 3, "id": 1, "number": 1, "planned_count": None, "state": "running",
          "title": "第一季"}  # fmt: skip
IMAGE = "media/images/a.webp"


@pytest.fixture(autouse=True)
def clear_files() -> Any:
    """Neither before nor after a test lies a file."""
    empty()
    yield
    for path in files():
        path.unlink()


def _image(**extra: Any) -> dict[str, Any]:
    """A row of the library, whatever columns it has by now."""
    blank = Image(file="images/a.webp", width=1, height=1, uploaded_at=NOW)
    row = {field.attname: getattr(blank, field.attname) for field in Image._meta.concrete_fields}
    return {**row, "id": 5, "file": "images/a.webp", "uploaded_at": NOW.isoformat(), **extra}


def _refused(path: Path, because: str, bounds: Bounds | None = None) -> None:
    with pytest.raises(Refused, match=because):
        take_in(path, bounds=bounds or Bounds())
    assert nothing_written()


def _rewritten(path: Path, change: Callable[[ZipFile, ZipFile], None]) -> Path:
    """The archive written anew, with a hand in it."""
    made = BytesIO()
    with ZipFile(path) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        change(old, new)
    path.write_bytes(made.getvalue())
    return path


def _with(path: Path, entry: ZipInfo | str, content: bytes = b"x") -> Path:
    """The same archive and one more member."""
    with ZipFile(path, "a") as archive:
        archive.writestr(entry, content)
    return path


def test_a_forged_archive_that_keeps_to_the_format_is_taken_in(tmp_path: Path) -> None:
    """The control: what follows is refused for its one flaw, not for the forging."""
    rows: dict[str, list[Any]] = {"accounts.User": [USER], "columns.Image": [_image()]}
    rows |= {"columns.Column": [COLUMN], "columns.Season": [SEASON]}
    path = forge(tmp_path / "site.zip", rows=rows, media={IMAGE: b"picture"})
    take_in(path, bounds=Bounds())
    assert User.objects.get().display_name == "读者"
    assert [one.read_bytes() for one in files()] == [b"picture"]


def test_what_is_not_there_or_no_zip_is_said_so(tmp_path: Path) -> None:
    _refused(tmp_path / "none.zip", "找不到文件")
    (tmp_path / "text.zip").write_text("不是压缩包")
    _refused(tmp_path / "text.zip", "打不开，或者是坏的 zip 文件")


def test_a_zip_without_a_manifest_is_none_of_ours(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("media/a.webp", b"x")
    _refused(tmp_path / "site.zip", "这不是 export_site 写的档案")


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({"format": 2}, "这份档案的格式是 2，这里只认得 1"),
        ({"migrations": {"columns": "0001_initial"}}, "请先装上同一版本的程序"),
        ({"tables": []}, "多出了目录里没有的"),
        ({"tables": [{"name": 7}]}, r"manifest\.json 读不懂"),
        ({"sound": "yes"}, r"manifest\.json 读不懂"),
        ({"missing": [7]}, r"manifest\.json 读不懂"),
        ({"surprise": 1}, r"manifest\.json 读不懂"),
        ({"sound": False}, "档案里的表与这个版本的不同"),
        ({"missing": ["media/../../secret-key"]}, "与目录对不上"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    tmp_path: Path, given: dict[str, Any], because: str
) -> None:
    _refused(forge(tmp_path / "site.zip", **given), because)


def test_a_manifest_that_is_no_json_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("manifest.json", b"\xff{")
    _refused(tmp_path / "site.zip", r"manifest\.json 读不懂")


def test_a_missing_member_is_named(tmp_path: Path) -> None:
    def without_users(old: ZipFile, new: ZipFile) -> None:
        for name in old.namelist():
            if "accounts.User.jsonl" not in name:
                new.writestr(name, old.read(name))

    path = _rewritten(forge(tmp_path / "site.zip"), without_users)
    _refused(path, r"缺少 tables/01-accounts\.User\.jsonl")


def test_changed_bytes_are_noticed_whatever_their_number(tmp_path: Path) -> None:
    def promoted(old: ZipFile, new: ZipFile) -> None:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"reader@neican", b"hacker@neican"))

    path = forge(tmp_path / "site.zip", rows={"accounts.User": [USER]})
    _refused(_rewritten(path, promoted), r"accounts\.User\.jsonl 与目录对不上")


def test_a_picture_of_other_bytes_is_noticed_before_anything_is_written(tmp_path: Path) -> None:
    """By a dry run too, which writes nothing anyhow."""

    def repainted(old: ZipFile, new: ZipFile) -> None:
        for name in old.namelist():
            new.writestr(name, b"PICTURE" if name == IMAGE else old.read(name))

    rows: dict[str, list[Any]] = {"columns.Image": [_image()]}
    path = forge(tmp_path / "site.zip", rows=rows, media={IMAGE: b"picture"})
    take_in(path, bounds=Bounds(), dry_run=True)
    _rewritten(path, repainted)
    _refused(path, r"a\.webp 与目录对不上")
    with pytest.raises(Refused, match=r"a\.webp 与目录对不上"):
        take_in(path, bounds=Bounds(), dry_run=True)


def test_a_count_that_is_not_true_is_noticed(tmp_path: Path) -> None:
    def one_more(old: ZipFile, new: ZipFile) -> None:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                told = json.loads(content)
                told["tables"][0]["rows"] += 1
                content = json.dumps(told).encode()
            new.writestr(name, content)

    path = forge(tmp_path / "site.zip", rows={"accounts.User": [USER]})
    _refused(_rewritten(path, one_more), r"accounts\.User\.jsonl 与目录对不上")


def test_half_an_archive_is_refused(tmp_path: Path) -> None:
    path = forge(tmp_path / "site.zip", rows={"accounts.User": [USER]})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _refused(path, "打不开，或者是坏的 zip 文件")


def test_spoilt_bytes_in_the_middle_are_refused(tmp_path: Path) -> None:
    path = forge(tmp_path / "site.zip", rows={"accounts.User": [USER] * 50})
    content = bytearray(path.read_bytes())
    content[60:70] = b"\x00" * 10
    path.write_bytes(content)
    _refused(path, "打不开，或者是坏的 zip 文件")


@pytest.mark.parametrize(
    "name",
    [
        "media/../../evil.webp",
        "../evil.webp",
        "/media/evil.webp",
        "media//evil.webp",
        "media/./evil.webp",
        "media/.hidden/evil.webp",
        "media\\..\\evil.webp",
        "media/C:evil.webp",
        "media/ev\nil.webp",
        "media/" + "长" * 250,
        "media/",
        "tables/deep/evil.jsonl",
        "tables/evil.py",
        "elsewhere/evil.webp",
        "evil.webp",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    """Even where the manifest lists it."""
    _refused(forge(tmp_path / "site.zip", media={name: b"x"}), "不是导出时写的东西")
    assert not (Path(settings.MEDIA_ROOT).parent / "evil.webp").exists()


def test_a_name_cut_at_a_nul_is_refused(tmp_path: Path) -> None:
    path = forge(tmp_path / "site.zip", media={"media/evil.webpXpy": b"x"})
    path.write_bytes(path.read_bytes().replace(b"evil.webpXpy", b"evil.webp\x00py"))
    _refused(path, "不是导出时写的东西")


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = ZipInfo("media/link.webp")
    link.external_attr = 0o120777 << 16
    _refused(_with(forge(tmp_path / "site.zip"), link, b"/etc/passwd"), "不是导出时写的东西")


def test_a_locked_member_or_another_way_of_packing_is_refused(tmp_path: Path) -> None:
    packed = ZipInfo("media/a.webp")
    packed.compress_type = ZIP_BZIP2
    _refused(_with(forge(tmp_path / "one.zip"), packed), "不是导出时写的东西")
    path = forge(tmp_path / "two.zip")
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02") + 8
    path.write_bytes(content[:start] + struct.pack("<H", 1) + content[start + 2 :])
    _refused(path, "不是导出时写的东西")


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = forge(tmp_path / "site.zip", media={IMAGE: b"x"})
    with pytest.warns(UserWarning, match="Duplicate name"):
        _with(path, IMAGE, b"y")
    _refused(path, "重名")


def test_a_member_that_the_manifest_does_not_list_is_refused(tmp_path: Path) -> None:
    _refused(_with(forge(tmp_path / "site.zip"), "media/evil.html"), "多出了目录里没有的")


@pytest.mark.parametrize(
    ("bounds", "because"),
    [
        (Bounds(members=30), "文件太多，超过 30 个"),
        (Bounds(total=1000), "展开后超过 0 GiB"),
        (Bounds(manifest=1000), r"manifest\.json 太大"),
    ],
)
def test_more_than_the_bounds_allow_is_refused(
    tmp_path: Path, bounds: Bounds, because: str
) -> None:
    _refused(forge(tmp_path / "site.zip"), because, bounds)


def test_a_bomb_is_refused_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = forge(tmp_path / "site.zip", media={IMAGE: bytes(32 * 1024 * 1024)})
    monkeypatch.setattr(ZipFile, "open", lambda *_args, **_more: pytest.fail("unpacked"))
    _refused(path, "像是压缩炸弹")


def test_a_member_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    """The list at the end and the manifest say 10 bytes; a megabyte unpacks."""
    path = forge(tmp_path / "site.zip", media={IMAGE: b"0" * 1_000_000})
    told = struct.pack("<I", 1_000_000)

    def lying(old: ZipFile, new: ZipFile) -> None:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = content.replace(b"1000000", b"10")
            new.writestr(name, content)

    content = _rewritten(path, lying).read_bytes()
    assert content.count(told) == 2, "in the member's head and in the list"
    path.write_bytes(content.replace(told, struct.pack("<I", 10)))
    _refused(path, "打不开，或者是坏的 zip 文件|与目录对不上")


def _user(**extra: Any) -> dict[str, list[Any]]:
    return {"accounts.User": [{**USER, **extra}]}


@pytest.mark.parametrize(
    ("rows", "because"),
    [
        (_user(surprise=1), "“用户”里有一行读不懂"),
        ({"accounts.User": [{"id": 1}]}, "“用户”里有一行读不懂"),
        ({"accounts.User": ["{"]}, "“用户”里有一行读不懂"),
        ({"accounts.User": ["[1, 2]"]}, "“用户”里有一行读不懂"),
        (_user(display_name="长" * 31), "“用户”里有一行读不懂"),
        (_user(joined_at="yesterday"), "“用户”里有一行读不懂"),
        (_user(id="seven"), "“用户”里有一行读不懂"),
        (_user(is_staff="maybe"), "“用户”里有一行读不懂"),
        (_user(joined_at="2026-05-26T17:19:00+08:00"), "与目录对不上"),
        (_user(display_name=["a", "list"]), "与目录对不上"),
        (_user(id=10**30), "互相对不上"),
        ({"accounts.User": [USER, {**USER, "email": "b@neican.example"}]}, "互相对不上"),
        ({"accounts.User": [USER, {**USER, "id": 8}]}, "互相对不上"),
        ({"columns.Season": [SEASON]}, "互相对不上"),
        ({"columns.Column": [COLUMN], "columns.Season": [{**SEASON, "number": 0}]}, "互相对不上"),
        (
            {**_user(), "accounts.User_groups": [{"group_id": ["晓风"], "id": 1, "user_id": 7}]},
            "里有一行读不懂",
        ),
    ],
)
def test_rows_that_are_none_are_refused(
    tmp_path: Path, rows: dict[str, list[Any]], because: str
) -> None:
    _refused(forge(tmp_path / "site.zip", rows=rows), because)


@pytest.mark.postgres
def test_a_text_that_postgres_does_not_take_is_refused(tmp_path: Path) -> None:
    _refused(forge(tmp_path / "site.zip", rows=_user(display_name="a\x00b")), "互相对不上")


def test_a_half_pair_of_surrogates_is_refused(tmp_path: Path) -> None:
    bad = json.dumps(USER).replace('"\\u8bfb\\u8005"', '"\\ud800"')
    _refused(forge(tmp_path / "site.zip", rows={"accounts.User": [bad]}), "互相对不上")


def test_a_file_that_no_row_names_is_refused(tmp_path: Path) -> None:
    path = forge(tmp_path / "site.zip", media={"media/evil.html": b"<script>"})
    _refused(path, r"档案里的文件与行对不上：media/evil\.html")


def test_a_row_whose_file_is_not_in_the_archive_is_refused(tmp_path: Path) -> None:
    path = forge(tmp_path / "site.zip", rows={"columns.Image": [_image()]})
    _refused(path, r"档案里的文件与行对不上：media/images/a\.webp")


def test_another_file_in_the_place_of_ours_stays_and_stops_the_move(tmp_path: Path) -> None:
    there = _there(b"another")
    rows = {"columns.Image": [_image()]}
    path = forge(tmp_path / "site.zip", rows=rows, media={IMAGE: b"picture"})
    with pytest.raises(Refused, match="已经有一个内容不同的文件"):
        take_in(path, bounds=Bounds())
    assert files() == [there]
    assert there.read_bytes() == b"another"
    assert not Image.objects.exists()


def test_the_same_file_in_its_place_is_no_hindrance(tmp_path: Path) -> None:
    there = _there(b"picture")
    rows = {"columns.Image": [_image()]}
    take_in(forge(tmp_path / "site.zip", rows=rows, media={IMAGE: b"picture"}), bounds=Bounds())
    assert files() == [there]
    assert Image.objects.get().file.name == "images/a.webp"


def _there(content: bytes) -> Path:
    there = Path(settings.MEDIA_ROOT) / "images" / "a.webp"
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_bytes(content)
    return there


def test_a_failure_at_the_last_step_takes_rows_and_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up when all rows are in and the first file has its name."""
    rows: dict[str, list[Any]] = {
        "accounts.User": [USER],
        "columns.Image": [_image(), _image(id=6, file="images/b.webp")],
    }
    media = {IMAGE: b"one", "media/images/b.webp": b"two"}
    path = forge(tmp_path / "site.zip", rows=rows, media=media)
    placed: list[int] = []

    def place(self: placing.Placing) -> None:
        waiting, self._waiting = self._waiting, self._waiting[:1]
        original(self)
        placed.append(len(waiting))
        assert len(files()) == 2, "one in its place, one still hidden"
        raise OSError(28, "No space left on device")

    original = placing.Placing.place
    monkeypatch.setattr(placing.Placing, "place", place)
    with pytest.raises(CommandError, match="没有导入。读写文件时出错：No space left on device"):
        call_command("import_site", path)
    assert placed == [2]
    assert nothing_written()


def test_the_operator_may_widen_the_bound(tmp_path: Path) -> None:
    path = forge(tmp_path / "site.zip")
    with pytest.raises(CommandError, match=r"展开后超过 0 GiB。.*请用 --max-gib 放宽"):
        call_command("import_site", path, "--max-gib", "0")
    call_command("import_site", path, "--max-gib", "1")
    assert Bounds().total == 20 * GIB
