"""What the container files promise, read from the files themselves."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from neican.schedule import SCHEDULE

DOCKER = Path(settings.BASE_DIR) / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (DOCKER / "Dockerfile").read_text()
EVERY = pytest.mark.parametrize("name", sorted(SERVICES))
OURS = ("migrate", "web", "narration", "worker", "schedule")


def test_the_house_has_these_parts_and_one_schedule() -> None:
    assert set(SERVICES) == {*OURS, "database", "broker", "cache", "front"}
    clocks = [name for name, one in SERVICES.items() if one.get("command") == ["schedule"]]
    assert clocks == ["schedule"]
    assert "deploy" not in SERVICES["schedule"], "no replicas"


@EVERY
def test_a_container_can_write_little_and_become_nothing(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"privileged", "cap_add", "network_mode", "pid"} & service.keys() == set()


@EVERY
def test_a_container_has_limits_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert {"mem_limit", "cpus", "pids_limit"} <= service.keys()
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")


@EVERY
def test_images_are_named_by_version(name: str) -> None:
    repository, _colon, tag = SERVICES[name]["image"].partition(":")
    assert repository
    assert tag not in ("", "latest")
    assert not re.search(r"^FROM \S+:latest|^FROM [^:\s]+\s*(AS|$)", DOCKERFILE, re.MULTILINE)


@EVERY
def test_every_lasting_part_is_asked_for_its_health(name: str) -> None:
    if name == "migrate":
        assert SERVICES[name]["healthcheck"] == {"disable": True}
    elif name == "web":
        assert '"/app/docker/healthcheck.py", "web"' in DOCKERFILE
    else:
        assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


def test_only_nginx_is_reachable_from_outside() -> None:
    published = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}
    assert published == {"front": ["80:8080", "443:8443"]}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("database", "broker", "cache"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert SERVICES["front"]["networks"] == ["outside"], "nginx does not see the database"


def test_migrations_come_before_anything_that_reads_the_tables() -> None:
    for name in ("web", "narration", "worker", "schedule"):
        needs = SERVICES[name]["depends_on"]
        assert needs["migrate"] == {"condition": "service_completed_successfully"}
        assert {needs[one]["condition"] for one in ("database", "broker", "cache")} == {
            "service_healthy"
        }
    assert SERVICES["front"]["depends_on"]["web"]["restart"] is True


def test_the_bell_keeps_what_it_has_and_the_cache_throws_away() -> None:
    broker, cache = SERVICES["broker"]["command"], SERVICES["cache"]["command"]
    assert "--appendonly yes --appendfsync everysec" in broker
    assert "--maxmemory-policy noeviction" in broker
    assert "--maxmemory-policy allkeys-lru" in cache
    environment = SERVICES["web"]["environment"]
    assert environment["REDIS_URL"].startswith("redis://cache:")
    assert environment["CELERY_BROKER_URL"].startswith("redis://broker:")


def test_every_queue_has_a_worker() -> None:
    served = {
        queue
        for one in SERVICES.values()
        if one.get("command", [""])[0] == "worker"
        for queue in one["command"][1].split(",")
    }
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert served == routed | {settings.CELERY_TASK_DEFAULT_QUEUE}
    assert SCHEDULE, "and the schedule rings for them"


def test_sound_is_written_by_us_and_only_read_by_nginx() -> None:
    assert SERVICES["front"]["volumes"] == ["data:/srv/data:ro"]
    assert SERVICES["narration"]["volumes"] == ["data:/srv/data"]
    assert "volumes" not in SERVICES["schedule"]


def test_nginx_says_itself_who_asks_and_believes_nobody() -> None:
    said = re.findall(
        r"proxy_set_header (X-\S+|Forwarded|Host) (\S+);", (DOCKER / "nginx.conf").read_text()
    )
    assert dict(said) == {
        "Host": "$http_host",
        "X-Forwarded-For": "$remote_addr",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-Host": '""',
        "X-Real-IP": '""',
        "Forwarded": '""',
    }
    assert len(said) == 6, "a location with headers of its own would lose the others"


def test_secrets_are_files_and_never_part_of_an_image_or_of_this_folder() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if any(word in name for word in ("SECRET", "PASSWORD", "DATABASE_URL", "EMAIL_URL")):
                assert name.endswith("_FILE")
                assert value.startswith("/run/secrets/")
    ignored = (DOCKER.parent / ".dockerignore").read_text().splitlines()
    assert ignored[1] == "*", "the context holds only what is named"
    named = {line[1:] for line in ignored if line.startswith("!")}
    assert not {"docker", "docker/secrets", "docker/house.env", ".git", "tests"} & named
    assert {"/house.env", "/secrets/"} <= set((DOCKER / ".gitignore").read_text().split())


def test_the_image_is_built_from_locked_wheels_and_runs_as_nobody_special() -> None:
    assert "pip install --require-hashes --only-binary :all:" in DOCKERFILE
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001", "101:101"]
    for stage in DOCKERFILE.split("\nFROM ")[2:]:
        assert "SECRET_KEY" not in stage
        assert "HEALTHCHECK" in stage


def test_everything_the_image_needs_is_let_into_its_build() -> None:
    ignored = (DOCKER.parent / ".dockerignore").read_text().splitlines()
    named = {line[1:] for line in ignored if line.startswith("!")}
    packages = {path.parent.name for path in Path(settings.BASE_DIR).glob("*/__init__.py")}
    assert packages - {"tests"} <= named
    assert {"manage.py", "templates", "requirements.txt", "docker/entrypoint"} <= named
    assert all((Path(settings.BASE_DIR) / path).exists() for path in named)
