"""nginx, gunicorn and production settings together, over HTTP: what comes out of the front door."""

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.neican import front_door
from tests.neican.front_content import LIGHT, PREVIEW, SOUND
from tests.neican.front_door import DOCKER, ENTRYPOINT, House

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(front_door.absent() != "", reason=front_door.absent() or "all there"),
]

CSS = "/static/neican/css/tokens.css"
CONTENT_POLICY = "sandbox; default-src 'none'"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with front_door.opened(tmp_path_factory.mktemp("front")) as opened:
        yield opened


@pytest.fixture
def sound(house: House) -> str:
    return f"/issues/{house.content['issue']}/audio/{house.content['sound']}.mp3"


@pytest.fixture
def subscriber(house: House) -> dict[str, str]:
    return {"Cookie": house.content["cookie"]}


def test_the_house_is_healthy_and_knows_only_its_own_name(house: House) -> None:
    assert house.get("/healthz").body == b"ok"
    assert house.get("/healthz", tls=False).status == 200
    assert house.get("/front-healthz", tls=False).body == b"ok\n"
    assert house.get("/healthz", {"Host": "elsewhere.example"}).status == 400


def test_the_containers_own_health_check_agrees(house: House) -> None:
    house.run(sys.executable, str(DOCKER / "healthcheck.py"), "web")


def test_a_plain_request_is_sent_to_https_whatever_it_claims(house: House) -> None:
    claimed = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "elsewhere.example"}
    for headers in ({}, claimed):
        answer = house.get("/", headers, tls=False)
        assert (answer.status, answer.headers["location"]) == (301, "https://column.example/")


def test_text_is_packed_and_a_named_version_is_kept_for_good(house: House) -> None:
    packed = house.get(CSS, {"Accept-Encoding": "gzip"})
    plain = house.get(CSS)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body != b""
    assert plain.headers["cache-control"] == "public, max-age=3600"
    manifest = json.loads((house.folder / "static" / "staticfiles.json").read_text())
    named = house.get(f"/static/{manifest['paths'][CSS.removeprefix('/static/')]}")
    assert (named.status, named.body) == (200, plain.body)
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert named.headers["x-content-type-options"] == "nosniff"


def test_a_page_is_packed_and_keeps_its_policy(house: House) -> None:
    page = house.get("/", {"Accept-Encoding": "gzip"})
    assert (page.status, page.headers["content-encoding"]) == (200, "gzip")
    assert b"</html>" in gzip.decompress(page.body)
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["strict-transport-security"].startswith("max-age=31536000")
    assert page.headers["server"] == "nginx", "without its version"


def test_an_upload_is_shown_but_never_run(house: House) -> None:
    answer = house.get(f"/media/{house.content['upload']}.html")
    assert answer.status == 200
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_paid_sound_is_refused_without_a_right(house: House, sound: str) -> None:
    for headers in ({}, {"Range": "bytes=0-99"}, {"Cookie": "__Host-sid=guessed"}):
        answer = house.get(sound, headers)
        assert answer.status == 403
        assert json.loads(answer.body)["reason"] == "signed_out"
        assert answer.headers["cache-control"] == "private, no-store"
        assert "accept-ranges" not in answer.headers


@pytest.fixture
def given(house: House, subscriber: dict[str, str]) -> dict[str, str]:
    """What the player is told, with the addresses of this moment."""
    answer = house.get(f"/issues/{house.content['issue']}/timings.json", subscriber)
    sheet: dict[str, str] = json.loads(answer.body)
    return sheet


def test_a_subscriber_hears_it_by_ranges(
    house: House, given: dict[str, str], subscriber: dict[str, str]
) -> None:
    sound = given["src"]
    whole = house.get(sound, {**subscriber, "Accept-Encoding": "gzip"})
    assert (whole.status, whole.body) == (200, SOUND)
    assert "content-encoding" not in whole.headers
    part = house.get(sound, {**subscriber, "Range": "bytes=100-199"})
    assert (part.status, part.body) == (206, SOUND[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(SOUND)}"
    assert part.headers["content-type"] == "audio/mpeg"
    assert part.headers["cache-control"] == "private, no-store"
    assert part.headers["x-robots-tag"] == "noindex"
    assert part.headers["x-content-type-options"] == "nosniff"
    assert "x-accel-redirect" not in part.headers
    behind = house.get(sound, {**subscriber, "Range": f"bytes={len(SOUND)}-"})
    assert behind.status == 416
    last = house.get(sound, {**subscriber, "Range": "bytes=-7"})
    assert (last.status, last.body) == (206, SOUND[-7:])
    tag = part.headers["etag"]
    same = house.get(sound, {**subscriber, "Range": "bytes=0-3", "If-Range": tag})
    assert (same.status, same.body) == (206, SOUND[:4])
    other = house.get(sound, {**subscriber, "Range": "bytes=0-3", "If-Range": '"other"'})
    assert (other.status, other.body) == (200, SOUND)


def test_a_sound_without_its_token_is_refused_to_its_own_reader(
    house: House, sound: str, given: dict[str, str], subscriber: dict[str, str]
) -> None:
    assert given["src"].startswith(f"{sound}?t=")
    for address in (sound, f"{given['src']}x"):
        answer = house.get(address, {**subscriber, "Range": "bytes=0-99"})
        assert (answer.status, json.loads(answer.body)["reason"]) == (403, "foreign")
    assert house.get(given["src"]).status == 403


def test_the_smaller_file_goes_the_same_way(
    house: House, given: dict[str, str], subscriber: dict[str, str]
) -> None:
    part = house.get(given["light"], {**subscriber, "Range": "bytes=100-199"})
    assert (part.status, part.body) == (206, LIGHT[100:200])
    assert part.headers["content-type"] == "audio/mp4"
    assert part.headers["cache-control"] == "private, no-store"


def test_no_token_is_in_a_log(
    house: House, given: dict[str, str], subscriber: dict[str, str]
) -> None:
    token = given["src"].partition("?t=")[2]
    house.get(given["src"], subscriber)
    house.get(given["src"])
    for log in house.folder.glob("*.log"):
        assert token not in log.read_text(errors="replace"), log


def test_the_preview_is_anybodys(house: House) -> None:
    content = house.content
    answer = house.get(f"/issues/{content['issue']}/preview/{content['preview']}.mp3")
    assert (answer.status, answer.body) == (200, PREVIEW)


@pytest.mark.parametrize(
    "pattern",
    [
        "/protected/{}",
        "/protected/./{}",
        "/protected/../protected/{}",
        "/protected/../audio/{}",
        "/%70rotected/{}",
        "/protected%2f{}",
        "/PROTECTED/{}",
        "//protected/{}",
        "/protected//{}",
        "/static/../protected/{}",
        "/static/..%2fprotected/{}",
        "/static/../data/audio/{}",
        "/static/..%2fdata/audio/{}",
        "/static../data/audio/{}",
        "/static/%2e%2e/data/audio/{}",
        "/media/../audio/{}",
        "/media/..%2faudio/{}",
        "/media../audio/{}",
        "/media/%2e%2e/audio/{}",
        "/audio/{}",
        "/srv/data/audio/{}",
    ],
)
def test_no_way_leads_around_the_gate(
    house: House, subscriber: dict[str, str], pattern: str
) -> None:
    path = pattern.format(f"{house.content['sound']}.mp3")
    for headers in ({}, subscriber, {"X-Accel-Redirect": f"/protected/{path}"}):
        answer = house.get(path, headers)
        assert answer.status in (400, 404)
        assert SOUND[:64] not in answer.body


def test_the_log_holds_no_query_and_no_key(house: House) -> None:
    house.get("/search/?q=opensesame", {"Referer": "https://column.example/?token=opensesame"})
    house.get("/accounts/password/reset/key/1-opensesame/")
    house.get("/review/1.opensesame/")
    house.get("/static/missing.css?token=opensesame")
    house.get("/healthz")
    log = house.log.read_text()
    assert "GET /search/ " in log
    assert "GET /accounts/.../key/... " in log
    assert "GET /review/... 404" in log
    assert "GET /static/missing.css 404" in log
    assert "opensesame" not in log + (house.folder / "web.log").read_text()


def test_a_worker_and_the_schedule_start_and_end_when_asked(house: House) -> None:
    queues = "default,moderation"
    with (
        front_door.running(house, "worker.log", str(ENTRYPOINT), "worker", queues),
        front_door.running(house, "schedule.log", str(ENTRYPOINT), "schedule"),
    ):
        deadline = time.monotonic() + 40
        while " ready." not in (house.folder / "worker.log").read_text():
            assert time.monotonic() < deadline, (house.folder / "worker.log").read_text()[-2000:]
            time.sleep(0.2)
        house.run(sys.executable, str(DOCKER / "healthcheck.py"), "schedule")
        assert "1 node online" in house.run(str(ENTRYPOINT), "answers")
    with pytest.raises(subprocess.CalledProcessError):
        house.run(str(ENTRYPOINT), "answers")
    assert "narration" not in (house.folder / "worker.log").read_text().partition("[tasks]")[0]


def test_a_worker_without_queues_does_not_start(house: House) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        house.run(str(ENTRYPOINT), "worker")
    assert "worker needs its queues" in refusal.value.stderr
