"""An engine on this machine that can be away, break off in the middle, or be well."""

import io
import json
import math
import threading
import wave
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RATE = 24_000


def _sound(words: str) -> bytes:
    """As long as somebody would take to say so much."""
    samples = round(RATE * (0.3 + 0.15 * len(words)))
    tone = array("h", (round(8000 * math.sin(n / 9)) for n in range(samples)))
    kept = io.BytesIO()
    with wave.open(kept, "wb") as recorded:
        recorded.setnchannels(1)
        recorded.setsampwidth(2)
        recorded.setframerate(RATE)
        recorded.writeframes(tone.tobytes())
    return kept.getvalue()


@dataclass
class Engine:
    """What it is like, and what it would send a bill for."""

    address: str = ""
    mood: str = "well"
    spoken: int = 0
    characters: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def engine_server() -> Iterator[Engine]:
    """One that listens until the block is left."""
    engine = Engine()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            words = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
            if engine.mood == "away":
                self.send_response(503)
                self.send_header("Retry-After", "1")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            content = _sound(words)
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if engine.mood == "broken off":
                self.wfile.write(content[: len(content) // 2])
                self.close_connection = True
                return
            self.wfile.write(content)
            with engine.lock:
                engine.spoken += 1
                engine.characters += len(words)

        def log_message(self, format: str, *_arguments: object) -> None:
            """Nothing is written."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    engine.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield engine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
