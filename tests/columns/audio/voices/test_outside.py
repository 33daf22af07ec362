"""An address that an engine names is asked only if it lies outside, and by https."""

import socket

import pytest

from columns.audio.voices.outside import outside

# Stands for the name server, of which there is none here.
NAMES = {
    "bucket.oss-cn-beijing.aliyuncs.com": ["47.95.85.22", "2408:4001::1"],
    "turncoat.example": ["47.95.85.22", "192.168.0.3"],
    "inside.example": ["fd00::1"],
}


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def found(host: str, port: int, type: int = 0) -> list[tuple[object, ...]]:
        if host in NAMES:
            return [(0, type, 6, "", (one, port)) for one in NAMES[host]]
        if host.endswith(".example"):
            raise socket.gaierror("unknown")
        return list(real(host, port, type=socket.SocketKind(type)))

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_a_public_address_is_asked_as_it_stands() -> None:
    url = "https://bucket.oss-cn-beijing.aliyuncs.com/a/b.wav?Expires=1&Signature=x%2By"
    assert outside(url) == url
    assert outside(url.replace("https", "http")) == url
    assert outside("https://47.95.85.22:8443/a") == "https://47.95.85.22:8443/a"


@pytest.mark.parametrize(
    "url",
    [
        "http://47.95.85.22/a",
        "https://turncoat.example/a",
        "https://inside.example/a",
        "https://unknown.example/a",
        "https://localhost/a",
        "https://127.1/a",
        "https://0x7f.0.0.1/a",
        "https://2130706433/a",
        "https://[::1]/a",
        "https://[::ffff:10.0.0.7]/a",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/a",
        "https://47.95.85.22@10.0.0.7/a",
        "https://47.95.85.22:99999/a",
        "https://[broken/a",
        "file:///etc/passwd",
        "//47.95.85.22/a",
        "",
    ],
)
def test_any_other_is_not(url: str) -> None:
    assert outside(url) is None
