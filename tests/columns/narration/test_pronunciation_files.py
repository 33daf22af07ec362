"""Pronunciations in a table: out, harmless to spreadsheets; in, looked at first and whole."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from columns.audio.admin.pronunciation_files import MARK, rehearsed, written
from columns.audio.models import HouseVoice, NarrationSettings, Pronunciation
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories

pytestmark = pytest.mark.django_db

IMPORT = "admin:audio_pronunciation_import"


@pytest.fixture
def desk(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(BELL, "ring", lambda task, **ids: None)
    client.force_login(factories.make_staff(Role.EDITOR))
    return client


def upload(desk: Client, text: str, *, encoding: str = "utf-8-sig") -> Any:
    file = SimpleUploadedFile("a.csv", text.encode(encoding))
    return desk.post(reverse(IMPORT), {"file": file})


def confirm(desk: Client, report: Any) -> Any:
    form = {"text": report.context["text"], "seen": report.context["seen"]}
    return desk.post(reverse(IMPORT), form)


def test_what_goes_out_comes_in_again_unchanged(now: datetime) -> None:
    issue = factories.make_published_issue(at=now, headline='标题，有"引号"')
    for rule in (
        {"term": "=1+1", "reading": "等号", "kind": "alias"},
        {"term": "-5", "reading": "负五", "kind": "alias", "issue": issue},
        {"term": "国药", "reading": "guo2 yao4", "kind": "pinyin", "column": issue.season.column},
        {"term": "'甲", "reading": "乙", "kind": "alias", "case_sensitive": True, "note": "备注"},
    ):
        Pronunciation.objects.create(**rule)
    text = written(Pronunciation.objects.order_by("pk"))
    assert text.startswith(f"{MARK}写作,读作,方式,区分大小写,专栏,期,备注")
    assert "\n'=1+1," in text
    assert "\n'-5," in text
    assert {row.outcome for row in rehearsed(text)} == {"same"}


def test_a_table_is_looked_at_first_and_written_when_confirmed(desk: Client) -> None:
    kept = Pronunciation.objects.create(term="国药", reading="国要", kind="alias")
    report = upload(desk, "写作,读作\n国药,guo2 yao4\nAI,人工智能\n")
    assert [row.outcome for row in report.context["rows"]] == ["changed", "new"]
    assert Pronunciation.objects.get().reading == "国要"
    assert confirm(desk, report).status_code == 302
    rows = Pronunciation.objects.order_by("pk").values_list("pk", "term", "reading", "kind")
    first, second = rows
    assert first == (kept.pk, "国药", "guo2 yao4", "pinyin")
    assert second[1:] == ("AI", "人工智能", "alias")


def test_a_table_as_chinese_spreadsheets_save_it_is_read(desk: Client) -> None:
    report = upload(desk, "写作,读作\n国药,guo2 yao4\n", encoding="gb18030")
    assert report.context["rows"][0].term == "国药"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("甲,甲乙,,,,,", "又出现了写作本身"),
        ("国药,guo2,拼音,,,,", "一样多"),
        (",乙,,,,,", "都要填"),
        ("甲,乙,唱歌,,,,", "“拼音”或“别字”"),
        ("甲,乙,,,没有的专栏,,", "没有叫“没有的专栏”的专栏"),
        ("甲,乙,,,,99999,", "没有这一期"),
        (f"{'字' * 61},乙,,,,,", "最多 60 个字"),
        ("好,丁,,,,,", "和第 2 行重复"),
    ],
)
def test_one_bad_row_keeps_all_out(desk: Client, row: str, why: str) -> None:
    head = "写作,读作,方式,区分大小写,专栏,期,备注\n好,行,,,,,\n"
    report = upload(desk, head + row + "\n")
    refused = [one for one in report.context["rows"] if one.outcome == "refused"]
    assert why in refused[0].reason
    assert "什么都没有导入" in report.content.decode()
    assert confirm(desk, report).status_code == 409
    assert not Pronunciation.objects.exists()


def test_a_circle_through_the_table_and_what_is_there_is_refused(desk: Client) -> None:
    Pronunciation.objects.create(term="甲", reading="乙", kind="alias")
    report = upload(desk, "写作,读作\n乙,甲\n")
    assert "成了圈" in report.context["rows"][0].reason


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "第一行要是栏名"), ("a,b\n1,2\n", "第一行要是栏名"), ("写作,读作\n", "只有栏名")],
)
def test_what_is_no_such_table_is_refused_in_words(desk: Client, text: str, why: str) -> None:
    answer = upload(desk, text or " ")
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_what_is_confirmed_without_having_been_shown_is_refused(desk: Client) -> None:
    address = reverse("admin:audio_pronunciation_import")
    assert desk.post(address, {"text": "无关的话", "seen": ""}).status_code == 400
    assert not Pronunciation.objects.exists()


def test_what_changed_after_the_rehearsal_is_shown_again(desk: Client) -> None:
    report = upload(desk, "写作,读作\n甲,乙\n")
    Pronunciation.objects.create(term="甲", reading="丙", kind="alias")
    assert confirm(desk, report).status_code == 409
    assert Pronunciation.objects.get().reading == "丙"


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.OPERATOR, Role.MODERATOR, Role.FINANCE])
def test_tables_are_the_editors(client: Client, role: Role) -> None:
    client.force_login(factories.make_staff(role))
    for name in ("import", "export", "effect"):
        assert client.get(reverse(f"admin:audio_pronunciation_{name}")).status_code == 403
    assert upload(client, "写作,读作\n甲,乙\n").status_code == 403


def test_the_same_word_twice_in_one_scope_is_refused_in_words(desk: Client) -> None:
    Pronunciation.objects.create(term="甲", reading="乙", kind="alias")
    form = {"term": "甲", "kind": "alias", "reading": "丙"}
    answer = desk.post(reverse("admin:audio_pronunciation_add"), form)
    assert "已经有一条了" in answer.content.decode()
    assert Pronunciation.objects.count() == 1


def test_an_effect_is_told_in_numbers_and_flaws_in_words(desk: Client) -> None:
    page = reverse("admin:audio_pronunciation_effect")
    told = desk.get(page, {"term": "甲", "reading": "乙", "kind": "alias"}).json()
    assert (told["flaws"], told["count"]) == ([], 0)
    told = desk.get(page, {"term": "甲", "reading": "甲", "kind": "alias"}).json()
    assert "又出现了写作本身" in told["flaws"][0]


def test_a_voice_speaks_with_an_engine_that_the_settings_know(client: Client) -> None:
    client.force_login(factories.make_staff(Role.CHIEF_EDITOR))
    page = reverse("admin:audio_housevoice_add")
    form = {"name": "快一点", "engine": "embedded", "speaker": "", "speed": "1.2"}
    assert client.post(page, {**form, "engine": "nobody"}).status_code == 200
    assert HouseVoice.objects.count() == 1
    assert client.post(page, form).status_code == 302
    assert HouseVoice.objects.filter(name="快一点").exists()


def test_the_sites_settings_stay_and_nothing_old_is_read_anew(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narration = factories.make_narration(issue.live, sound="whole.mp3", at=now)
    row = NarrationSettings.objects.get()
    delete = reverse("admin:audio_narrationsettings_delete", args=[row.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    page = reverse("admin:audio_narrationsettings_change", args=[row.pk])
    form = {"voice": row.voice_id, "captions": "read", "tables": "skip", "notes": "skip"}
    answer = desk.post(page, form, follow=True)
    assert "不会自己重读" in answer.content.decode()
    row.refresh_from_db()
    assert row.captions == "read"
    narration.refresh_from_db()
    assert narration.state == "ready"


def test_a_columns_own_settings_may_go(desk: Client) -> None:
    site = NarrationSettings.objects.get()
    own = NarrationSettings.objects.create(column=factories.make_column(), voice=site.voice)
    delete = reverse("admin:audio_narrationsettings_delete", args=[own.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 302
    assert NarrationSettings.objects.get() == site
