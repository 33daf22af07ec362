"""Listening through what happens meanwhile: addresses die, rights end, texts and files change."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from columns.audio.models import Narration, Recording, Segment
from columns.models import Issue
from neican.accounts.models import User
from subscribers import services
from subscribers.models import Entitlement
from tests.browser.test_player import SOUND, plays_beyond, seconds
from tests.factories import (
    BODY,
    make_entitlement,
    make_narration,
    make_published_issue,
    make_subscriber,
    republish,
)
from tests.subscribers.reading_audio import tones
from tests.subscribers.reading_audio.bucket import served
from tests.subscribers.reading_audio.sounds import lighten, narrate

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[User], None]
LAST = 6 * 480  # where the last section begins, so stretched
STRETCH = 240  # from seconds to an hour: more than a browser fetches ahead


@pytest.fixture(scope="module")
def short() -> bytes:
    return tones.mp3(tones.tone(18))


@pytest.fixture(scope="module")
def long() -> bytes:
    return tones.mp3(tones.tone(20), times=192)


@pytest.fixture
def reader(sign_in: SignIn) -> User:
    who = make_subscriber()
    sign_in(who)
    return who


def ids(issue: Issue) -> list[str]:
    assert issue.live is not None
    return [s["id"] for block in issue.live.blocks for s in block["sentences"]]


def stretch(recording: Recording) -> None:
    """Let every sentence last some minutes."""
    longer = F("duration_ms") * STRETCH
    Recording.objects.filter(pk=recording.pk).update(duration_ms=longer)
    # Ends first: no sentence may end before it begins, not even meanwhile.
    recording.segments.update(end_ms=F("end_ms") * STRETCH)
    recording.segments.update(start_ms=F("start_ms") * STRETCH)


def open_player(page: Page, issue: Issue) -> None:
    page.goto(issue.get_absolute_url())
    page.wait_for_selector(".player.is-enhanced")


def source(page: Page) -> str:
    return str(page.evaluate(f"{SOUND}.getAttribute('src')"))


def refusals(page: Page) -> list[int]:
    """Statuses of answers about the whole sound that were no sound, as they come."""
    found: list[int] = []
    page.on(
        "response",
        lambda answer: (
            found.append(answer.status) if "/audio/" in answer.url and answer.status > 399 else None
        ),
    )
    return found


def troubled(page: Page) -> bool:
    return page.locator("[data-panel=trouble]").is_visible()


def to_the_last_section(page: Page) -> None:
    page.locator(".player [data-chapter='2']").click()


def grow_old(page: Page, settings: Settings) -> None:
    """Let what was given out so far be too old, and what is given out now live on."""
    page.wait_for_timeout(3200)
    settings.SOUND_URL_MINUTES = 2 / 60


def test_an_address_that_has_died_before_the_first_play_is_renewed_in_silence(
    page: Page, reader: User, short: bytes, settings: Settings
) -> None:
    issue = make_published_issue()
    narrate(issue, whole=short)
    open_player(page, issue)
    grow_old(page, settings)
    refused, before = refusals(page), source(page)
    page.locator(".player [data-chapter='2']").click()
    assert plays_beyond(page, 12)
    assert seconds(page) < 13.5
    assert refused, "the address was dead"
    assert source(page) != before
    assert not troubled(page)


def test_an_address_that_dies_in_the_middle_is_renewed_at_the_same_second(
    page: Page, reader: User, long: bytes, settings: Settings
) -> None:
    issue = make_published_issue()
    stretch(narrate(issue, whole=long))
    open_player(page, issue)
    page.click(".player [data-do=toggle]")
    assert plays_beyond(page, 0.5)
    grow_old(page, settings)
    refused = refusals(page)
    to_the_last_section(page)
    assert plays_beyond(page, LAST)
    assert seconds(page) < LAST + 2
    assert 403 in refused
    assert not troubled(page)
    assert page.locator(".is-spoken").get_attribute("data-s") == ids(issue)[6]


def test_a_right_that_ends_in_the_middle_says_so_and_comes_back_without_a_reload(
    page: Page, reader: User, long: bytes
) -> None:
    issue = make_published_issue()
    stretch(narrate(issue, whole=long))
    open_player(page, issue)
    page.evaluate("window.sameDocument = true")
    page.click(".player [data-do=toggle]")
    assert plays_beyond(page, 0.5)
    for right in Entitlement.objects.filter(reader=reader):
        services.revoke(entitlement_id=right.pk, reason="到期", at=timezone.now(), by=None)
    page.wait_for_timeout(500)
    assert not page.evaluate(f"{SOUND}.paused"), "what has come is played"
    to_the_last_section(page)
    page.wait_for_selector("[data-panel=trouble]:not([hidden])")
    assert "订阅后，可以听完整的一期" in page.inner_text("[data-panel=trouble]")
    assert page.locator("[data-renew]").is_visible()
    assert page.locator(".player.is-waiting").count() == 0
    assert page.inner_text(".player [data-show=position]") == "48:00"
    make_entitlement(reader=reader)
    page.click("[data-do=retry]")
    assert plays_beyond(page, LAST)
    assert seconds(page) < LAST + 2
    assert not troubled(page)
    assert page.evaluate("window.sameDocument")


def test_a_running_play_keeps_its_version_when_its_address_is_renewed(
    page: Page, reader: User, long: bytes, short: bytes, now: datetime, settings: Settings
) -> None:
    issue = make_published_issue()
    old = narrate(issue, whole=long)
    stretch(old)
    open_player(page, issue)
    page.click(".player [data-do=toggle]")
    assert plays_beyond(page, 0.5)
    changed = republish(issue, BODY.replace("<h2>第二节", "<p>新的一段。</p><h2>第二节"), at=now)
    narrate(changed, whole=short, opening=b"new opening")
    grow_old(page, settings)
    to_the_last_section(page)
    assert plays_beyond(page, LAST)
    assert old.file in source(page)
    assert page.locator(".is-spoken").get_attribute("data-s") == ids(issue)[6]


def test_a_version_that_is_gone_gives_way_to_the_new_one_at_the_same_sentence(
    page: Page, reader: User, long: bytes, short: bytes, now: datetime
) -> None:
    issue = make_published_issue()
    old = narrate(issue, whole=long)
    stretch(old)
    open_player(page, issue)
    page.click(".player [data-do=toggle]")
    assert plays_beyond(page, 0.5)
    changed = republish(issue, BODY.replace("<h2>第二节", "<p>新的一段。</p><h2>第二节"), at=now)
    new = narrate(changed, whole=short, opening=b"new opening")
    assert ids(changed)[7] == ids(issue)[6], "one more sentence before it"
    Narration.objects.filter(recording=old).delete()
    old.delete()
    to_the_last_section(page)
    page.wait_for_selector(".player__status:has-text('音频已更新')")
    assert new.file in source(page)
    assert plays_beyond(page, 7 * 2)
    assert seconds(page) < 7 * 2 + 2


@pytest.mark.parametrize("is_deleted", [False, True], ids=["kept", "deleted"])
def test_the_next_play_begins_at_the_same_sentence_of_the_new_version(
    is_deleted: bool, page: Page, reader: User, short: bytes, now: datetime
) -> None:
    issue = make_published_issue()
    narrate(issue, whole=short)
    open_player(page, issue)
    page.click(".player [data-do=toggle]")
    page.evaluate(f"{SOUND}.currentTime = 10.8")
    assert plays_beyond(page, 10.9)
    page.click(".player [data-do=toggle]")
    stopped = (seconds(page) - 10) if not is_deleted else 0
    body = BODY.replace("<h2>第一节</h2>", "<p>插入一。插入二。</p><h2>第一节</h2>")
    if is_deleted:
        body = body.replace("随后还有一句。", "")
    changed = republish(issue, body, at=now)
    narrate(changed, whole=tones.mp3(tones.tone(22)), opening=b"new opening")
    where = ids(issue)[5 - is_deleted]
    page.goto(issue.get_absolute_url())
    page.click("[data-do=resume]")
    assert plays_beyond(page, 1)
    start = ids(changed).index(where) * 2
    assert seconds(page) == pytest.approx(start + stopped, abs=0.8)
    page.wait_for_selector(f"[data-s='{where}'].is-spoken")


def test_the_smaller_file_is_played_from_the_same_second_and_stays_chosen(
    page: Page, reader: User, short: bytes
) -> None:
    issue = make_published_issue()
    recording = lighten(narrate(issue, whole=short), tones.m4a(tones.tone(18)))
    open_player(page, issue)
    assert recording.file in source(page)
    page.click(".player [data-do=toggle]")
    page.evaluate(f"{SOUND}.currentTime = 9")
    assert plays_beyond(page, 9.2)
    page.select_option("[data-quality]", "light")
    assert recording.light_file in source(page)
    assert plays_beyond(page, 9.3)
    assert seconds(page) < 11
    expect(page.locator(".is-waiting")).to_have_count(0)
    page.reload()
    page.wait_for_selector(".player.is-enhanced")
    assert recording.light_file in source(page)
    page.click("[data-do=resume]")
    assert plays_beyond(page, 9.2)


@pytest.mark.parametrize("saves", [True, False])
def test_who_saves_data_gets_the_smaller_file_unasked(
    saves: bool, page: Page, reader: User, short: bytes
) -> None:
    told = "Object.defineProperty(navigator, 'connection', {{ value: {{ saveData: {} }} }});"
    page.add_init_script(told.format(str(saves).lower()))
    issue = make_published_issue()
    recording = lighten(narrate(issue, whole=short), tones.m4a(tones.tone(18)))
    open_player(page, issue)
    assert (recording.light_file in source(page)) is saves
    page.select_option("[data-quality]", "whole")
    assert recording.file in source(page)
    page.reload()
    page.wait_for_selector(".player.is-enhanced")
    assert recording.file in source(page), "what is chosen by hand holds"


def lights(page: Page) -> tuple[float, int]:
    """Where the sound is and how many sentences are lit, at one moment."""
    at, lit = page.evaluate(
        f"[{SOUND}.currentTime, document.querySelectorAll('.is-spoken').length]"
    )
    return at, lit


def test_what_is_not_on_the_page_lights_nothing(page: Page, reader: User, short: bytes) -> None:
    issue = make_published_issue()
    recording = narrate(issue, whole=short)
    first = recording.segments.get(position=0)
    Segment.objects.filter(pk=first.pk).update(sentence_id="column", block_id="column")
    third = recording.segments.get(position=2)
    Segment.objects.filter(pk=third.pk).update(sentence_id="own-3", block_id="own-3")
    open_player(page, issue)
    page.click(".player [data-do=toggle]")
    assert plays_beyond(page, 0.4)
    at, lit = lights(page)
    assert (at < 2, lit) == (True, 0)
    page.wait_for_selector(f"[data-s='{ids(issue)[1]}'].is-spoken")
    page.evaluate(f"{SOUND}.currentTime = 4.2")
    assert plays_beyond(page, 4.4)
    at, lit = lights(page)
    assert (4 < at < 6, lit) == (True, 0)


def test_where_times_are_estimates_the_block_is_lit_and_it_is_said(
    page: Page, reader: User, short: bytes
) -> None:
    issue = make_published_issue()
    recording = narrate(issue, whole=short)
    Recording.objects.update(origin="own", voices="赵赛坡", is_coarse=True)
    open_player(page, issue)
    note = page.inner_text(".player__note")
    assert "真人录音 · 赵赛坡" in note
    assert "句子时间是估的" in note
    page.click(".player [data-do=toggle]")
    page.wait_for_selector(".is-spoken")
    lit = page.locator(".is-spoken").evaluate_all("all => all.map(one => one.dataset.s)")
    assert lit == ids(issue)[:2], "the first paragraph holds two sentences"
    block = recording.segments.get(position=0).block_id
    assert recording.segments.filter(block_id=block).count() == 2


def test_a_sound_in_the_making_counts_and_then_stands_there_without_a_reload(
    page: Page, reader: User, short: bytes, now: datetime
) -> None:
    issue = make_published_issue()
    work = make_narration(issue.live)
    open_waiting(page, issue)
    assert "正在排队朗读" in page.inner_text(".player__note")
    Narration.objects.filter(pk=work.pk).update(
        state="generating",
        done=34,
        total=128,
        claim="7f8d6f0e-0b63-4f0c-9a55-2f6ad2f5f001",
        lease_until=now,
    )
    page.wait_for_selector("[data-made]:not([hidden])")
    assert "正在合成 34/128 句" in page.inner_text(".player__note")
    assert page.locator("[data-made]").evaluate("bar => bar.position") == pytest.approx(34 / 128)
    narrate(issue, whole=short)
    page.wait_for_selector(".player.is-enhanced")
    assert "朗读好了" in page.inner_text(".player [data-show=status]")
    assert page.evaluate("window.sameDocument")
    page.click(".player [data-do=toggle]")
    assert plays_beyond(page, 0.5)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector("[data-s].is-spoken")


def open_waiting(page: Page, issue: Issue) -> None:
    page.goto(issue.get_absolute_url())
    page.evaluate("window.sameDocument = true")


def test_a_sound_that_cannot_be_made_is_said_and_not_waited_for(page: Page, reader: User) -> None:
    issue = make_published_issue()
    work = make_narration(issue.live)
    open_waiting(page, issue)
    Narration.objects.filter(pk=work.pk).update(state="failed")
    page.wait_for_selector("text=暂时不能收听，正文照常可读。")


# Every sample that the element plays, from the first that is none of silence.
RECORD = """async ([at, wanted]) => {
  const audio = document.querySelector('[data-sound]');
  window.tape ??= new AudioContext({ sampleRate: 24000 });
  window.wire ??= window.tape.createMediaElementSource(audio);
  await window.tape.resume();
  if (audio.readyState < 2) {
    const loaded = new Promise((done) => audio.addEventListener('canplay', done, { once: true }));
    audio.preload = 'auto';
    audio.load();
    await loaded;
  }
  audio.pause();
  const seeked = new Promise((done) => audio.addEventListener('seeked', done, { once: true }));
  audio.currentTime = at;
  await seeked;
  const ear = window.tape.createScriptProcessor(1024, 1, 1);
  const heard = [];
  const full = new Promise((done) => {
    ear.onaudioprocess = ({ inputBuffer }) => {
      const samples = inputBuffer.getChannelData(0);
      const first = heard.length ? 0 : samples.findIndex((one) => Math.abs(one) > 0.001);
      if (first >= 0) heard.push(...samples.subarray(first));
      if (heard.length >= wanted) done();
    };
  });
  window.wire.connect(ear);
  ear.connect(window.tape.destination);
  await audio.play();
  await full;
  audio.pause();
  window.wire.disconnect();
  ear.disconnect();
  return heard.slice(0, wanted).map((one) => Math.round(one * 32768));
}"""


def found_at(heard: list[int], samples: Sequence[int], about: int) -> int:
    """Where in the file this was, in samples: the place that differs least from what was heard."""
    reach = 2400
    places = range(max(0, about - reach), about + reach)

    def difference(place: int) -> int:
        there = samples[place : place + len(heard)]
        return sum(abs(one - two) for one, two in zip(heard, there, strict=True))

    return min(places, key=difference)


def test_a_sentence_is_found_to_the_fiftieth_of_a_second(page: Page, reader: User) -> None:
    file = tones.mp3(tones.noise(18))
    issue = make_published_issue()
    recording = narrate(issue, whole=file)
    samples = tones.samples_of(file)
    starts = [1000 * place + 137 for place in range(1, 16, 2)] + [2000, 14_000]
    open_player(page, issue)
    errors = []
    for start in starts:
        heard = page.evaluate(RECORD, [start / 1000, 600])
        about = start * tones.RATE // 1000
        errors.append(
            abs(found_at(heard[200:], samples, about + 200) - about - 200) * 1000 // tones.RATE
        )
    assert recording.duration_ms == 16_000
    assert max(errors) <= 50


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The sound lies with another server."""
    kind = "tests.subscribers.reading_audio.bucket.Bucket"
    with served(tmp_path) as address:
        options = {"folder": str(tmp_path), "address": address}
        audio = {"BACKEND": kind, "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "audio": audio}
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        told = {**policy, "media-src": ["'self'", address]}
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": told}
        yield


@pytest.mark.usefixtures("elsewhere")
def test_an_address_of_another_server_that_died_is_asked_for_anew(
    page: Page, reader: User, long: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subscribers.reading.elsewhere.LIVES", 2)
    issue = make_published_issue()
    stretch(narrate(issue, whole=long))
    open_player(page, issue)
    page.click(".player [data-do=toggle]")
    assert plays_beyond(page, 0.5)
    page.wait_for_timeout(3500)
    to_the_last_section(page)
    page.wait_for_timeout(10_000)  # as long as a browser may go on asking there
    assert plays_beyond(page, LAST)
    assert seconds(page) < LAST + 9
    assert not troubled(page)


def test_a_server_that_fails_again_and_again_is_not_asked_for_ever(
    page: Page, reader: User, short: bytes
) -> None:
    issue = make_published_issue()
    narrate(issue, whole=short)
    asked: list[str] = []

    def spoil(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="audio/mpeg", body=b"no sound")

    page.route("**/audio/*.mp3*", spoil)
    open_player(page, issue)
    page.click(".player [data-do=toggle]")
    page.wait_for_selector("[data-panel=trouble]:not([hidden])")
    assert "暂时不能收听" in page.inner_text("[data-panel=trouble]")
    assert len(asked) < 8
