"""`python -m tests.bench.serving app|floor BENCHED`: one of the two behind waitress, on the socket given as stdin.

The program is served as `tracker run` serves it, without the timetable.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict

from flask import Flask

from tests.bench.data import Benched
from tests.bench.floor import make_floor
from tests.bench.floor_database import FloorDatabase
from tests.support.requirements import ROOT
from tracker import create_app
from tracker.commands.http_server import http_server, spare_garbage_collection
from tracker.commands.serving import THREADS
from tracker.config import Config

APP, FLOOR = "app", "floor"
STOP_SECONDS = 10


@contextmanager
def running(what: str, environ: Mapping[str, str], benched: Benched) -> Iterator[int]:
    """The port of a server in a process of its own; it listens at once, and answers when it is ready."""
    command = [sys.executable, "-m", "tests.bench.serving", what, json.dumps(asdict(benched))]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        process = subprocess.Popen(command, stdin=listener.fileno(), cwd=ROOT, env={**os.environ, **environ})
    try:
        yield port
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _made(what: str, benched: Benched) -> Flask:
    if what == FLOOR:
        return make_floor(FloorDatabase(os.environ["TRACKER_DATABASE_URL"]), benched)
    return create_app(Config.from_environment(os.environ))


if __name__ == "__main__":
    # Eight clients at once are what is measured, not something to warn of.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listener = socket.socket(fileno=sys.stdin.fileno())
    app = _made(sys.argv[1], Benched(**json.loads(sys.argv[2])))
    server = http_server(app, {}, sockets=[listener], threads=THREADS)
    spare_garbage_collection()
    server.run()
