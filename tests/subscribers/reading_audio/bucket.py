"""A storage elsewhere, as S3 is one: it signs addresses that live shortly, and its server obeys."""

import hmac
import mimetypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

KEY = b"only between the storage and its server"


def _signature(said: str) -> str:
    return hmac.new(KEY, said.encode(), "sha256").hexdigest()


@deconstructible
class Bucket(Storage):
    """Takes the arguments that django-storages' S3Storage takes; `location` is a prefix there."""

    location = ""
    querystring_auth = True

    def __init__(self, folder: str, address: str) -> None:
        self.folder, self.address = Path(folder), address

    def _open(self, name: str, mode: str = "rb") -> File:
        return ContentFile((self.folder / name).read_bytes(), name)

    def _save(self, name: str, content: Any) -> str:
        (self.folder / name).write_bytes(content.read())
        return name

    def exists(self, name: str) -> bool:
        """Whether it lies there."""
        return (self.folder / name).exists()

    def url(  # type: ignore[override]
        self,
        name: str,
        parameters: dict[str, str] | None = None,
        expire: int = 3600,
        http_method: str | None = None,
    ) -> str:
        """An address for whoever holds it, for `expire` seconds."""
        asked = {**(parameters or {}), "ends": str(int(time.time()) + expire)}
        signed = _signature(f"{http_method or 'GET'} /{name} {urlencode(asked)}")
        return f"{self.address}/{name}?{urlencode({**asked, 'signature': signed})}"


class OpenBucket(Bucket):
    """One whose addresses open for everybody for ever."""

    querystring_auth = False


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The bucket's server; its address."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            asked = dict(parse_qsl(parts.query))
            signed = asked.pop("signature", "")
            wanted = _signature(f"{self.command} {parts.path} {urlencode(asked)}")
            if signed != wanted or int(asked["ends"]) < time.time():
                self.send_error(403)
                return
            self._send((folder / parts.path[1:]).read_bytes(), asked)

        def _send(self, content: bytes, asked: dict[str, str]) -> None:
            start, whole = 0, len(content)
            given = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
            if given[0]:
                start, end = int(given[0]), int(given[2] or whole - 1) + 1
                content = content[start:end]
            self.send_response(206 if given[0] else 200)
            kind = mimetypes.guess_type(self.path)[0] or "application/octet-stream"
            self.send_header("Content-Type", asked.get("ResponseContentType", kind))
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Accept-Ranges", "bytes")
            if given[0]:
                last = start + len(content) - 1
                self.send_header("Content-Range", f"bytes {start}-{last}/{whole}")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
