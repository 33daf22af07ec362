"""The script desk's pages: who sees what, what is done there, what a stale form is told."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from columns import services as newsroom
from columns.audio import services
from columns.audio.admin.script_desk.rows import Row
from columns.audio.models import OwnScript, Pronunciation, ReadLine, Sample, ScriptLine, Segment
from columns.audio.services.reading import script_of
from columns.audio.voices.base import Voice
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories
from tests.columns.narration.narrated import only, read_aloud

pytestmark = pytest.mark.django_db

LAST = "最后一段。"


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, int]]]:
    bells: list[tuple[str, dict[str, int]]] = []
    monkeypatch.setattr(BELL, "ring", lambda task, **ids: bells.append((task.name, ids)))
    return bells


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_published_issue(at=now)


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR)


@pytest.fixture
def desk(client: Client, editor: User, rung: list[Any]) -> Client:
    client.force_login(editor)
    return client


def address(name: str, issue: Issue) -> str:
    return reverse(f"admin:{name}", args=[issue.pk])


def sentence(issue: Issue, text: str = LAST) -> str:
    assert issue.live is not None
    (found,) = [one.sentence_id for one in script_of(issue.live) if one.text == text]
    return found


def shown(desk: Client, issue: Issue, **query: Any) -> str:
    answer = desk.get(address("audio_script", issue), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_written_and_spoken_stand_side_by_side_once_a_worker_has_read(
    desk: Client, issue: Issue, rung: list[Any], now: datetime
) -> None:
    page = shown(desk, issue)
    assert LAST in page
    assert "data-unread" in page
    assert rung == [("audio.read", {"revision_id": issue.live_id, "page": 1})]
    assert services.read_page(revision_id=issue.live_id or 0, page=1, now=now)
    data = desk.get(address("audio_script_readings", issue)).json()
    assert data["missing"] == 0
    page = shown(desk, issue)
    assert "data-unread" not in page
    assert "以下付费" in page
    assert rung == [("audio.read", {"revision_id": issue.live_id, "page": 1})]


def test_a_sentence_that_was_changed_is_not_played_as_it_was(issue: Issue) -> None:
    assert issue.live is not None
    line = script_of(issue.live)[0]
    row = Row(number=1, line=line, segment=Segment(spoken="从前的话"))
    assert row.is_playable
    changed = replace(row, change=ScriptLine(spoken="现在的话"))
    assert not changed.is_playable
    ruled = replace(row, rules=[Pronunciation(term="话")])
    assert not ruled.is_playable
    assert replace(ruled, is_known=True, spoken="从前的话").is_playable


def test_only_polyphones_bear_pinyin(desk: Client, rung: list[Any], now: datetime) -> None:
    issue = factories.make_published_issue(at=now, body="<p>银行的猫。</p>")
    services.read_page(revision_id=issue.live_id or 0, page=1, now=now)
    page = shown(desk, issue)
    assert "行<rt>háng</rt>" in page
    assert "<rt>māo</rt>" not in page


def test_reading_twice_reads_nothing_anew(issue: Issue, now: datetime) -> None:
    assert services.read_page(revision_id=issue.live_id or 0, page=1, now=now)
    assert not services.read_page(revision_id=issue.live_id or 0, page=1, now=now)
    Pronunciation.objects.create(term="矿井", reading="坑道")
    assert services.read_page(revision_id=issue.live_id or 0, page=1, now=now) == 1


def test_what_shaped_a_line_is_named(
    desk: Client, issue: Issue, editor: User, now: datetime
) -> None:
    Pronunciation.objects.create(term="矿井", reading="坑道", issue=issue)
    services.skip_lines(
        issue_id=issue.pk, sentence_ids=[sentence(issue)], seen="", by=editor, at=now
    )
    page = shown(desk, issue)
    assert "矿井 → 坑道 · 本期" in page
    assert f"<s>{LAST}</s>" in page
    assert "编辑不读" in page
    assert f"{editor} 05-26 17:19" in page


def test_what_the_settings_leave_out_says_so(desk: Client, now: datetime) -> None:
    row = "<tr><td>格子</td><td>另一格</td></tr>"
    body = f"<p>一句。</p><table><tbody>{row}{row}</tbody></table>"
    page = shown(desk, factories.make_published_issue(at=now, body=body))
    assert "<s>格子</s>" in page
    assert "朗读设置：不读表格" in page


def test_a_text_that_is_not_frozen_yet_can_be_looked_at(
    desk: Client, issue: Issue, now: datetime
) -> None:
    newsroom.save_revision(issue_id=issue.pk, body="<p>新写的一句。</p>", by=None, at=now)
    assert "新写的一句" not in shown(desk, issue)
    number = issue.revisions.order_by("-number").values_list("number", flat=True)[0]
    page = shown(desk, issue, revision=number)
    assert "新写的一句" in page
    assert "还没有通过" in page
    assert desk.get(address("audio_script", issue), {"revision": 99}).status_code == 404


def post(desk: Client, issue: Issue, do: str, **extra: str) -> Any:
    extra.setdefault("sentence", "") or extra.update(sentence=sentence(issue))
    form = {"seen": "", "block_seen": "", "do": do, **extra}
    return desk.post(address("audio_script_line", issue), form)


def test_a_change_is_one_post_and_leads_back_to_its_sentence(
    desk: Client, issue: Issue, rung: list[Any]
) -> None:
    answer = post(desk, issue, "skip")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#line-{sentence(issue)}")
    assert ScriptLine.objects.get().is_skipped
    assert rung == [("audio.narrate", {})]


def test_a_whole_block_is_left_out_and_restored(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue(at=now, body="<p>甲句。乙句。</p><p>丙句。</p>")
    post(desk, issue, "skip_block", sentence=sentence(issue, "甲句。"))
    assert ScriptLine.objects.filter(is_skipped=True).count() == 2
    page = shown(desk, issue)
    seen = page.split('name="block_seen" value="')[-3].split('"')[0]
    post(desk, issue, "restore_block", sentence=sentence(issue, "甲句。"), block_seen=seen)
    assert not ScriptLine.objects.exists()


def test_a_stale_form_is_told_and_keeps_its_words(desk: Client, issue: Issue) -> None:
    post(desk, issue, "say", words="先来的话。")
    late = post(desk, issue, "say", words="后来的话。")
    assert late.status_code == 409
    told = late.content.decode()
    assert "改过这里" in told
    assert "后来的话。</textarea>" in told
    assert ScriptLine.objects.get().spoken == "先来的话。"


def test_words_that_cannot_be_said_are_refused_on_the_page(desk: Client, issue: Issue) -> None:
    answer = post(desk, issue, "say", words="……")
    assert answer.status_code == 422
    assert "改读成什么还没有写" in answer.content.decode()


def test_a_sentence_or_deed_that_is_none_is_not_found(desk: Client, issue: Issue) -> None:
    assert post(desk, issue, "skip", sentence="s00000000").status_code == 404
    assert post(desk, issue, "sing").status_code == 404
    assert desk.get(address("audio_script_line", issue)).status_code == 405


WORDS_OF_UPDATE = "更新里还没有发出去的话。"


@pytest.fixture
def update(issue: Issue, now: datetime) -> Issue:
    """A public issue with an update that is being written."""
    body = f"<p>{WORDS_OF_UPDATE}</p>"
    newsroom.save_revision(issue_id=issue.pk, body=body, by=None, at=now)
    return issue


@pytest.mark.parametrize(
    ("role", "live", "newest"),
    [
        (Role.EDITOR, 200, 200),
        (Role.CHIEF_EDITOR, 200, 200),
        (Role.OPERATOR, 200, 404),
        (Role.MODERATOR, 403, 403),
        (Role.AUTHOR, 404, 404),
        (Role.FINANCE, 404, 404),
    ],
)
def test_the_words_of_an_update_are_for_those_who_write_it(
    client: Client,
    rung: list[Any],
    update: Issue,
    now: datetime,
    role: Role,
    live: int,
    newest: int,
) -> None:
    client.force_login(factories.make_staff(role))
    page = address("audio_script", update)
    number = update.revisions.order_by("-number").values_list("number", flat=True)[0]
    answers = [client.get(page), client.get(page, {"revision": number})]
    assert [answer.status_code for answer in answers] == [live, newest]
    assert (WORDS_OF_UPDATE in answers[1].content.decode()) == (newest == 200)
    newsroom.approve_issue(issue_id=update.pk, by=None, at=now)
    newsroom.publish_issue(issue_id=update.pk, by=None, at=now)
    assert (WORDS_OF_UPDATE in client.get(page).content.decode()) == (live == 200)


def test_an_author_looks_at_his_own_issue_and_changes_nothing(
    client: Client, rung: list[Any], issue: Issue
) -> None:
    person = factories.make_staff(Role.AUTHOR)
    issue.bylines.create(author=factories.make_author(user=person))
    client.force_login(person)
    page = shown(client, issue)
    assert LAST in page
    assert 'name="do"' not in page
    assert post(client, issue, "skip").status_code == 403
    own = address("audio_own_script", issue)
    assert client.get(own).status_code == 200
    assert client.post(own, {"do": "save", "text": "我的话。"}).status_code == 403
    assert not ScriptLine.objects.exists()
    assert not OwnScript.objects.exists()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MODERATOR, Role.FINANCE, Role.AUTHOR])
def test_nobody_else_writes_a_script_or_spends_on_samples(
    client: Client, rung: list[Any], issue: Issue, role: Role
) -> None:
    client.force_login(factories.make_staff(role))
    form = {"sentence": sentence(issue), "do": "skip", "text": "话", "term": "甲", "reading": "乙"}
    for name in ("audio_script_line", "audio_own_script", "audio_sample_ask", "audio_script_word"):
        assert client.post(address(name, issue), form).status_code in (403, 404)
    for table in (ScriptLine, OwnScript, Sample, Pronunciation):
        assert not table._default_manager.exists()


def test_a_sentence_of_the_recording_is_heard_by_those_who_write(
    client: Client,
    voice: Voice,
    issue: Issue,
    editor: User,
    rung: list[Any],
    now: datetime,
    own_sounds: Path,
) -> None:
    segment = read_aloud(voice, issue, now).segments.last()
    assert segment is not None
    sound = reverse("admin:audio_sentence_sound", args=[issue.pk, segment.pk])
    client.force_login(factories.make_staff(Role.OPERATOR))
    assert client.get(sound).status_code == 403
    client.force_login(editor)
    assert sound in shown(client, issue)
    heard = client.get(sound)
    assert heard.content[:4] == b"RIFF"
    assert "no-store" in heard["Cache-Control"]
    other = factories.make_published_issue(at=now)
    elsewhere = reverse("admin:audio_sentence_sound", args=[other.pk, segment.pk])
    assert client.get(elsewhere).status_code == 404
    clip = own_sounds / "clips" / segment.clip_key[:2] / f"{segment.clip_key}.wav"
    clip.write_bytes(b"RIFF, and no more")
    assert client.get(sound).status_code == 404


def test_a_sample_is_heard_by_whoever_asked_and_by_nobody_else(
    desk: Client, voice: Voice, issue: Issue, rung: list[Any]
) -> None:
    form = {"sentence": sentence(issue), "term": "一段", "reading": "两段", "kind": "alias"}
    asked = desk.post(
        address("audio_sample_ask", issue), form, headers={"Accept": "application/json"}
    )
    assert asked.status_code == 202
    page = asked.json()["address"]
    as_data: dict[str, Any] = {"headers": {"Accept": "application/json"}}
    assert desk.get(page, **as_data).json()["state"] == "waiting"
    sample = Sample.objects.get()
    assert rung == [("audio.sample", {"sample_id": sample.pk})]
    services.say_sample(sample_id=sample.pk, voices=only(voice))
    told = desk.get(page, **as_data).json()
    assert (told["state"], told["spoken"]) == ("ready", "最后两段。")
    assert desk.get(told["sound"]).content[:4] == b"RIFF"
    assert "最后两段" in desk.get(page).content.decode()
    desk.force_login(factories.make_staff(Role.CHIEF_EDITOR))
    assert desk.get(page).status_code == 404
    assert desk.get(told["sound"]).status_code == 404


def test_a_sample_that_cannot_be_said_is_refused_in_words(desk: Client, issue: Issue) -> None:
    form = {"sentence": sentence(issue), "term": "一段", "reading": "duan", "kind": "pinyin"}
    asked = desk.post(address("audio_sample_ask", issue), form)
    assert asked.status_code == 422
    assert "声调数字" in asked.json()["reason"]


def word(issue: Issue, **extra: str) -> dict[str, str]:
    form = {"sentence": sentence(issue), "kind": "alias", "scope": "issue", "told": ""}
    return {**form, "term": "一段", "reading": "两段", **extra}


@pytest.mark.parametrize("scope", ["issue", "column", "site"])
def test_a_words_reading_is_kept_in_its_scope(
    desk: Client, issue: Issue, scope: str, rung: list[Any]
) -> None:
    page = address("audio_script_word", issue)
    answer = desk.post(page, word(issue, scope=scope))
    assert answer.status_code == 302
    rule = Pronunciation.objects.get()
    assert (rule.issue == issue, rule.column == issue.season.column) == (
        scope == "issue",
        scope == "column",
    )
    desk.post(page, word(issue, scope=scope, reading="三段"))
    assert Pronunciation.objects.get().reading == "三段"


def test_its_effect_is_told_before_it_is_saved(
    desk: Client, voice: Voice, issue: Issue, rung: list[Any], now: datetime
) -> None:
    read_aloud(voice, issue, now)
    page = address("audio_script_word", issue)
    told = desk.post(page, word(issue))
    assert told.status_code == 422
    assert "影响 1 期、2 句" in told.content.decode()
    assert 'name="told" value="1-2"' in told.content.decode()
    assert not Pronunciation.objects.exists()
    assert desk.post(page, word(issue, told="1-2")).status_code == 302
    assert Pronunciation.objects.exists()


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"reading": "一段段"}, "又出现了写作本身"),
        ({"reading": "yi duan", "kind": "pinyin"}, "声调数字"),
        ({"term": ""}, "写作"),
        ({"term": "字" * 61}, "写作"),
    ],
)
def test_a_reading_that_cannot_work_is_refused(
    desk: Client, issue: Issue, rule: dict[str, str], why: str
) -> None:
    answer = desk.post(address("audio_script_word", issue), word(issue, **rule))
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Pronunciation.objects.exists()


def test_the_dialog_is_filled_with_the_word_and_its_reading(desk: Client, issue: Issue) -> None:
    query = {"sentence": sentence(issue), "term": "最后", "reading": "zui4 hou4"}
    page = desk.get(address("audio_script_word", issue), query).content.decode()
    assert 'value="最后"' in page
    assert 'value="zui4 hou4"' in page
    assert LAST in page


def own(desk: Client, issue: Issue, do: str, text: str = "", seen: str = "") -> Any:
    form = {"do": do, "text": text, "seen": seen}
    return desk.post(address("audio_own_script", issue), form)


def test_a_script_begins_from_the_text_and_says_the_same(desk: Client, issue: Issue) -> None:
    answer = own(desk, issue, "derive").content.decode()
    text = answer.split('lang="zh-Hans">')[1].split("</textarea>")[0]
    assert text.split("\n\n")[:3] == [
        "开头这一段人人可读。第二句也在这里。",
        "===",
        "# 第一节，第一节",
    ]
    assert not OwnScript.objects.exists()
    assert "句和正文对得上" in answer


def test_it_is_saved_and_put_to_use_and_set_aside(desk: Client, issue: Issue) -> None:
    assert own(desk, issue, "keep", "只存着。").status_code == 302
    kept = OwnScript.objects.get()
    assert not kept.is_used
    page = desk.get(address("audio_own_script", issue)).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert own(desk, issue, "use", seen=seen).status_code == 302
    assert OwnScript.objects.get().is_used


def test_a_refused_script_keeps_its_words(desk: Client, issue: Issue) -> None:
    own(desk, issue, "save", "先来的稿。")
    late = own(desk, issue, "save", "后来的稿。")
    assert late.status_code == 409
    assert "后来的稿。</textarea>" in late.content.decode()
    assert "改过这里" in late.content.decode()
    assert OwnScript.objects.get().text == "先来的稿。"


def test_the_page_says_that_only_the_opening_is_free_without_a_wall(
    desk: Client, issue: Issue
) -> None:
    own(desk, issue, "save", "一句话。")
    page = desk.get(address("audio_own_script", issue)).content.decode()
    assert "稿子里没有“===”这一行" in page
    told = own(desk, issue, "look", "墙后的第一句。\n===\n尾").content.decode()
    assert "“===”之前有正文里付费的句子" in told


def test_the_page_says_when_the_text_has_moved_on(
    desk: Client, issue: Issue, now: datetime
) -> None:
    own(desk, issue, "save", "一句话。")
    assert "正文后来改过" not in desk.get(address("audio_own_script", issue)).content.decode()
    factories.republish(issue, factories.BODY.replace("最后", "末"), at=now)
    assert "正文后来改过" in desk.get(address("audio_own_script", issue)).content.decode()


def test_a_long_script_comes_in_parts(desk: Client, now: datetime) -> None:
    body = "".join(f"<h2>第{n}节</h2>" + f"<p>第{n}段话说完了。</p>" * 60 for n in range(8))
    issue = factories.make_published_issue(at=now, body=body)
    first, last = shown(desk, issue), shown(desk, issue, part=99)
    assert "第0段话" in first
    assert "第7段话" not in first
    assert "第7段话" in last
    found = shown(desk, issue, sentence=sentence(issue, "第5节"))
    assert 'aria-current="page"' in found
    assert "第5段话" in found


PROBE = """
import json, sys, django
django.setup()
from django.urls import reverse
reverse("admin:audio_script", args=[1])
print(json.dumps([name for name in ("wetext", "pypinyin", "rjieba") if name in sys.modules]))
"""


def test_the_web_process_loads_no_dictionaries(
    desk: Client, issue: Issue, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, check=True)
    assert json.loads(out.stdout.splitlines()[-1]) == []
    for name in ("rjieba", "pypinyin", "wetext"):
        monkeypatch.setitem(sys.modules, name, None)
    Pronunciation.objects.create(term="一段", reading="两段")
    shown(desk, issue)
    desk.get(address("audio_script_readings", issue))
    desk.post(address("audio_script_word", issue), word(issue))
    assert Pronunciation.objects.filter(issue=issue).exists()
    assert not ReadLine.objects.exists()
