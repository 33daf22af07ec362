"""A server on this machine that stands in for an engine's: it keeps what it is sent."""

import io
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from wave import open as open_wave

from columns.audio.voices.base import Voice


@dataclass(frozen=True)
class Asked:
    """One request as it came over the wire."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """
    What is sent back: `pieces` one by one, each as a chunk of its own.

    `promised`: more bytes than will come. `held`: none comes before this is set. `pause`: seconds
    between two pieces.
    """

    status: int = 200
    pieces: Sequence[bytes] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    held: threading.Event | None = None
    pause: float = 0.0


@dataclass
class Vendor:
    """Answers in turn, the last one for ever."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)

    def serves(self, voice: Voice) -> Voice:
        """The voice, to be closed when all is said."""
        self.voices.append(voice)
        return voice

    def says(self, *answers: Answer) -> None:
        self.answers[:] = answers

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _handler(vendor: Vendor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            vendor.asked.append(Asked(self.command, self.path, dict(self.headers), body))
            answer = vendor.next()
            if answer.held is not None:
                answer.held.wait(10)
            self.close_connection = True
            try:
                self._send(answer)
            except (BrokenPipeError, ConnectionResetError):
                return  # who asked did not wait for it

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.promised is not None:
                self.send_header("Content-Length", str(answer.promised))
                self.end_headers()
                self.wfile.write(b"".join(answer.pieces))
                return
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in answer.pieces:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                time.sleep(answer.pause)
            self.wfile.write(b"0\r\n\r\n")

    return Handler


@contextmanager
def vendor_server() -> Iterator[Vendor]:
    vendor = Vendor("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(vendor))
    vendor.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield vendor
    for voice in vendor.voices:
        voice.close()
    server.shutdown()
    server.server_close()
    thread.join()


def as_json(what: Any, status: int = 200) -> Answer:
    return Answer(status, [json.dumps(what, ensure_ascii=False).encode()])


def tone(milliseconds: int, rate: int = 24_000, height: int = 8_000) -> bytes:
    """PCM that can be heard: a square wave of 200 Hz."""
    half = rate // 400
    wave = height.to_bytes(2, "little", signed=True) * half
    wave += (-height).to_bytes(2, "little", signed=True) * half
    size = 2 * round(milliseconds * rate / 1000)
    return (wave * (size // len(wave) + 1))[:size]


def wav(pcm: bytes, rate: int = 24_000, channels: int = 1) -> bytes:
    kept = io.BytesIO()
    with open_wave(kept, "wb") as written:
        written.setnchannels(channels)
        written.setsampwidth(2)
        written.setframerate(rate)
        written.writeframes(pcm)
    return kept.getvalue()
