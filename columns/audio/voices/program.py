"""Engines that run as a program of their own: a line of JSON in, a line of JSON and PCM out."""

import json
import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext_lazy as _

from columns.audio.voices.base import VoiceRefused, VoiceUnavailable

logger = logging.getLogger(__name__)

Answer = tuple[Mapping[str, Any], bytes]
"""The header of an answer, and the PCM that follows it."""

# The program reads articles with a C library: it gets what it needs to start, and no secret.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "SYSTEMROOT")


class Ended(Exception):
    """The program went away: in the middle of a sentence, or before the first."""


class Program:
    """One running program: a question in, an answer out, each within its time."""

    def __init__(self, command: Sequence[str], timeout: float, start_timeout: float) -> None:
        self.owner = os.getpid()
        self._timeout = timeout
        self._process = subprocess.Popen(  # noqa: S603 - our own file, no shell
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        self._said: deque[str] = deque(maxlen=20)
        # An unread pipe fills up and would stop the program in the middle of a complaint.
        self._drain = threading.Thread(target=self._listen, daemon=True)
        self._drain.start()
        self._buffer = bytearray()
        os.set_blocking(self._out, False)
        os.set_blocking(self._in, False)
        try:
            self.greeting = self._header(time.monotonic() + start_timeout)
        except (Ended, TimeoutError):
            self.end()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, question: Mapping[str, Any]) -> Answer:
        """:raises TimeoutError: if no answer comes. :raises Ended: if the program died."""
        deadline = time.monotonic() + self._timeout
        self._write(json.dumps(question).encode() + b"\n", deadline)
        header = self._header(deadline)
        return header, self._take(int(header.get("bytes", 0)), deadline)

    def end(self) -> None:
        """Kill it and let go of its pipes; it holds nothing that is worth a farewell."""
        self._process.kill()
        self._process.wait()
        self._drain.join(timeout=5)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()

    @property
    def _in(self) -> int:
        assert self._process.stdin is not None
        return self._process.stdin.fileno()

    @property
    def _out(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said.append(line.decode(errors="replace").strip())

    def _write(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            self._wait(self._in, selectors.EVENT_WRITE, deadline)
            try:
                rest = rest[os.write(self._in, rest) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise self._ended() from error

    def _header(self, deadline: float) -> Mapping[str, Any]:
        while (end := self._buffer.find(b"\n")) < 0:
            self._read(deadline)
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        try:
            header: Mapping[str, Any] = json.loads(line)
        except ValueError as error:
            raise self._ended() from error
        return header

    def _take(self, size: int, deadline: float) -> bytes:
        while len(self._buffer) < size:
            self._read(deadline)
        body = bytes(self._buffer[:size])
        del self._buffer[:size]
        return body

    def _read(self, deadline: float) -> None:
        self._wait(self._out, selectors.EVENT_READ, deadline)
        piece = os.read(self._out, 1 << 16)
        if not piece:
            raise self._ended()
        self._buffer += piece

    def _ended(self) -> Ended:
        """What is known of its end: its last words on stderr."""
        self._drain.join(timeout=0.5)
        return Ended(" ".join(self._said))

    @staticmethod
    def _wait(pipe: int, event: int, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError


class Keeper:
    """
    Keeps one program running; starts it with the first sentence and again after its death.

    One process may use it from several threads: sentences queue for the one program.

    :param command: a file of ours and its arguments.
    :param timeout: seconds for one sentence; `start_timeout`: until it greets, models loaded.
    """

    def __init__(
        self, command: Sequence[str], *, timeout: float, start_timeout: float | None = None
    ) -> None:
        self._command, self._timeout = command, timeout
        self._start_timeout = timeout if start_timeout is None else start_timeout
        self._program: Program | None = None
        self._lock = threading.Lock()

    def ask(self, question: Mapping[str, Any]) -> Answer:
        """
        :raises VoiceUnavailable: if the program does not start, hangs, or dies twice.
        :raises VoiceRefused: if it has no such speaker, or cannot speak this.
        """
        with self._lock:
            header, pcm = self._asked(question)
        if "error" in header:
            raise VoiceRefused(_("朗读引擎不能朗读这句话。"), str(header["error"]))
        return header, pcm

    def close(self) -> None:
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """The process id of the running program, if one runs."""
        return self._program.pid if self._program else None

    def _asked(self, question: Mapping[str, Any]) -> Answer:
        """A program that died is tried once more, for it may have died of its last sentence."""
        try:
            return self._running().ask(question)
        except Ended:
            logger.warning("A voice's program ended; starting it again.")
            self._end()
        except TimeoutError as error:
            self._end()
            raise VoiceUnavailable(_("朗读引擎超时没有回答。"), "timed out") from error
        try:
            return self._running().ask(question)
        except (Ended, TimeoutError) as error:
            self._end()
            raise VoiceUnavailable(_("朗读引擎意外退出。"), f"ended twice: {error}") from error

    def _running(self) -> Program:
        # After a fork the pipes belong to the parent: two processes on one pipe would mix answers.
        if self._program is None or self._program.owner != os.getpid():
            self._program = self._started()
        return self._program

    def _started(self) -> Program:
        try:
            program = Program(self._command, self._timeout, self._start_timeout)
        except OSError as error:
            raise VoiceUnavailable(_("朗读引擎无法启动。"), str(error)) from error
        if "error" in program.greeting:
            program.end()
            said = _("朗读引擎没有这个音色，请在音色设置里换一个。")
            raise VoiceRefused(said, str(program.greeting["error"]))
        return program

    def _end(self) -> None:
        if self._program is not None and self._program.owner == os.getpid():
            self._program.end()
        self._program = None
