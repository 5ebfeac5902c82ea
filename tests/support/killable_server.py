"""`tracker run` on a fixed port, to be killed without a warning and started again."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.forking import Forker, running_forker
from tests.support.ports import free_port

START_SECONDS = 120


class KillableServer:
    def __init__(self, forker: Forker, environ: Mapping[str, str]) -> None:
        self._forker = forker
        self._environ = environ
        self._port = free_port()
        self._pid = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        self._pid = self._forker.start(["run", "--port", str(self._port)], self._environ)
        deadline = time.monotonic() + START_SECONDS
        while not self._listens():
            assert time.monotonic() < deadline, f"the server does not answer: {self._forker.said()}"
            time.sleep(0.005)

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        assert self._forker.exit_code() == -signal.SIGKILL, self._forker.said()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0


@contextmanager
def killable_server(environ: Mapping[str, str], log: Path) -> Iterator[KillableServer]:
    """Started, and ended by the same rough means."""
    with running_forker("tracker.cli", log) as forker:
        server = KillableServer(forker, environ)
        server.start()
        try:
            yield server
        finally:
            server.kill()
