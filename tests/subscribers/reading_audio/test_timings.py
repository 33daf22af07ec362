"""When each sentence is spoken: all of it with access, of the opening without."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from columns.audio.models import Recording
from columns.models import Issue
from tests.factories import (
    BODY,
    CANARY,
    make_issue,
    make_published_issue,
    make_subscriber,
    make_user,
    republish,
)
from tests.subscribers.reading_audio.sounds import (
    LIGHT,
    WHOLE,
    bare,
    body,
    client_of,
    lighten,
    make_narration,
    narrate,
)

pytestmark = pytest.mark.django_db
FORMATS = ["timings.json", "timings.vtt"]
NEW_TEXT = "<p>新的开头。</p><h2>节</h2><p>新的正文。</p>"


def paid_ids(narration: Recording) -> list[str]:
    return list(narration.segments.filter(is_free=False).values_list("sentence_id", flat=True))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("file", ["%00", "a%00b", "..%2F..%2Fx", "%ED%A0%80", "文"])
def test_what_no_file_is_called_is_no_file(name: str, file: str) -> None:
    issue = make_published_issue()
    narrate(issue)
    assert client_of(None).get(f"/issues/{issue.pk}/{name}?file={file}").status_code == 200


def test_a_subscriber_gets_every_cue_of_the_whole_file() -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    response = client_of(make_subscriber()).get(f"/issues/{issue.pk}/timings.json")
    sheet = response.json()
    assert bare(sheet["src"]) == f"/issues/{issue.pk}/audio/{narration.file}"
    assert (sheet["preview"], sheet["duration"]) == (False, narration.duration_ms / 1000)
    assert [cue["id"] for cue in sheet["segments"]] == list(
        narration.segments.values_list("sentence_id", flat=True)
    )
    second = narration.segments.all()[1]
    assert sheet["segments"][1] == {
        "id": second.sentence_id,
        "block": second.block_id,
        "start": 2.0,
        "end": 4.0,
        "text": second.text,
    }
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_visitor_gets_the_cues_of_the_preview_file_alone() -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    for reader in (None, make_user()):
        sheet = client_of(reader).get(f"/issues/{issue.pk}/timings.json").json()
        assert sheet["src"] == f"/issues/{issue.pk}/preview/{narration.preview_file}"
        assert (sheet["preview"], sheet["duration"]) == (True, narration.preview_duration_ms / 1000)
        assert [(cue["start"], cue["end"]) for cue in sheet["segments"]] == [(0, 2), (2, 4)]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_behind_the_wall_is_in_a_visitors_cues(name: str) -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    path = f"/issues/{issue.pk}/{name}"
    everything = client_of(make_subscriber()).get(path).content.decode()
    for address in (path, f"{path}?file={narration.file.removesuffix('.mp3')}", f"{path}?full=1"):
        opening = client_of(None).get(address).content.decode()
        assert CANARY not in opening
        assert narration.file not in opening
        for sentence_id in paid_ids(narration):
            assert sentence_id in everything
            assert sentence_id not in opening


def test_text_tracks_carry_the_words() -> None:
    issue = make_published_issue(body="<p>一 &lt;b&gt; 二。</p><h2>节</h2><p>后面。</p>")
    narration = narrate(issue)
    response = client_of(None).get(f"/issues/{issue.pk}/timings.vtt")
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    first = narration.segments.get(position=0).sentence_id
    assert response.content.decode() == (
        f"WEBVTT\n\n{first}\n00:00:00.000 --> 00:00:02.000\n一 &lt;b&gt; 二。\n"
    )
    full = client_of(make_subscriber()).get(f"/issues/{issue.pk}/timings.vtt").content.decode()
    assert "后面。" in full


def test_a_running_play_keeps_its_own_cues_and_a_new_one_gets_the_new(now: datetime) -> None:
    issue = make_published_issue()
    old = narrate(issue)
    changed = republish(issue, NEW_TEXT, at=now)
    new = narrate(changed, whole=b"new", opening=b"new opening")
    client = client_of(make_subscriber())
    path = f"/issues/{issue.pk}/timings.json"
    assert bare(client.get(path).json()["src"]).endswith(new.file)
    running = client.get(path, {"file": old.file.removesuffix(".mp3")}).json()
    assert bare(running["src"]).endswith(old.file)
    assert len(running["segments"]) == old.segments.count()
    gone = client.get(path, {"file": "0" * 64}).json()
    assert bare(gone["src"]).endswith(new.file)


def test_a_preview_playing_on_is_named_by_its_own_file(now: datetime) -> None:
    issue = make_published_issue()
    old = narrate(issue)
    changed = republish(issue, BODY.replace("最后一段", "改过的一段"), at=now)
    narrate(changed, whole=b"new", opening=b"new opening")
    name = old.preview_file.removesuffix(".mp3")
    sheet = client_of(None).get(f"/issues/{issue.pk}/timings.json", {"file": name}).json()
    assert sheet["src"].endswith(old.preview_file)


MOVED = BODY.replace("第二句也在这里。</p>", "</p><hr class='paywall-cut'><p>第二句也在这里。</p>")
GONE = BODY.replace("第二句也在这里。", "")


@pytest.mark.parametrize("body", [MOVED, GONE], ids=["behind the wall now", "taken away"])
@pytest.mark.parametrize("is_narrated", [False, True])
def test_what_is_free_no_more_is_not_heard_in_an_old_preview(
    body: str, is_narrated: bool, now: datetime
) -> None:
    issue = make_published_issue()
    old = narrate(issue)
    before = client_of(None).get(f"/issues/{issue.pk}/timings.vtt").content.decode()
    assert "第二句也在这里" in before
    changed = republish(issue, body, at=now)
    if is_narrated:
        narrate(changed, whole=b"new", opening=b"new opening")
    name = old.preview_file.removesuffix(".mp3")
    stranger = client_of(None)
    assert stranger.get(f"/issues/{issue.pk}/preview/{name}.mp3").status_code == 404
    for sheet in ("timings.json", "timings.vtt"):
        for query in ({}, {"file": name}):
            answer = stranger.get(f"/issues/{issue.pk}/{sheet}", query)
            assert "第二句也在这里" not in answer.content.decode()
    assert name not in stranger.get(f"/issues/{issue.pk}/").content.decode()
    everything = client_of(make_subscriber()).get(f"/issues/{issue.pk}/timings.vtt")
    assert CANARY in everything.content.decode()


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_not_there_is_not_found(name: str, now: datetime) -> None:
    silent = make_published_issue()
    failed = make_published_issue()
    make_narration(failed.live, now, state="failed")
    draft: Issue = make_issue()
    for issue_id in (silent.pk, failed.pk, draft.pk, 999_999):
        assert client_of(None).get(f"/issues/{issue_id}/{name}").status_code == 404
        assert client_of(make_subscriber()).get(f"/issues/{issue_id}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ({"state": "queued"}, {"state": "queued", "done": 0, "total": 0}),
        ({"state": "blocked", "done": 3, "total": 9}, {"state": "queued", "done": 3, "total": 9}),
        (
            {"state": "generating", "done": 34, "total": 128},
            {"state": "generating", "done": 34, "total": 128},
        ),
    ],
)
def test_a_sound_on_its_way_says_how_far_it_is(
    kept: dict[str, Any], told: dict[str, Any], now: datetime
) -> None:
    issue = make_published_issue()
    claimed = {"claim": uuid4(), "lease_until": now} if kept["state"] == "generating" else {}
    make_narration(issue.live, now, **kept, **claimed)
    for reader in (None, make_subscriber()):
        answer = client_of(reader).get(f"/issues/{issue.pk}/timings.json")
        assert (answer.status_code, answer.json()) == (202, told)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert client_of(reader).get(f"/issues/{issue.pk}/timings.vtt").status_code == 404


def test_the_addresses_in_it_open_for_who_asked() -> None:
    issue = make_published_issue()
    lighten(narrate(issue))
    client = client_of(make_subscriber())
    sheet = client.get(f"/issues/{issue.pk}/timings.json").json()
    assert body(client.get(sheet["src"])) == WHOLE
    assert body(client.get(sheet["light"])) == LIGHT
    opening = client_of(None).get(f"/issues/{issue.pk}/timings.json").json()
    assert opening["light"] == ""
    assert "?" not in opening["src"], "the same for everybody"


def test_what_a_person_read_says_so_and_that_its_times_are_estimates() -> None:
    issue = make_published_issue()
    recording = narrate(issue)
    path = f"/issues/{issue.pk}/timings.json"
    sheet = client_of(None).get(path).json()
    assert (sheet["origin"], sheet["is_coarse"]) == ("synthetic", False)
    Recording.objects.filter(pk=recording.pk).update(origin="own", is_coarse=True)
    sheet = client_of(None).get(path).json()
    assert (sheet["origin"], sheet["is_coarse"]) == ("own", True)


def test_another_issues_file_opens_none_of_its_cues() -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    other = make_published_issue(is_trial=True, body="<p>别的一期。</p><h2>节</h2><p>别的话。</p>")
    narrate(other, whole=b"other", opening=b"other opening")
    name = narration.file.removesuffix(".mp3")
    sheet = client_of(None).get(f"/issues/{other.pk}/timings.json", {"file": name}).json()
    assert sheet["src"].startswith(f"/issues/{other.pk}/audio/")
    assert {cue["id"] for cue in sheet["segments"]}.isdisjoint(paid_ids(narration))


@pytest.mark.parametrize("name", FORMATS)
def test_cues_cost_few_queries(
    name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    file = narration.file.removesuffix(".mp3")
    client = client_of(make_subscriber())
    with django_assert_num_queries(5):  # the session, who, what, may they, when
        client.get(f"/issues/{issue.pk}/{name}", {"file": file})
    with django_assert_num_queries(2):
        client_of(None).get(f"/issues/{issue.pk}/{name}", {"file": file})
