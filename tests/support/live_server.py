"""The application behind the server of production (waitress), for tests that speak real HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress import wasyncore

from tracker.commands.http_server import http_server

THREADS = 4
STOP_SECONDS = 60


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A free loopback port, taken before the application is made, so that its settings can name it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def serving(app: Flask, listener: socket.socket) -> Iterator[str]:
    connections: dict[int, object] = {}
    server = http_server(app, connections, sockets=[listener], threads=THREADS, clear_untrusted_proxy_headers=True)
    thread = threading.Thread(target=server.run, name="live server", daemon=True)
    thread.start()
    try:
        yield address(listener)
    finally:
        server.task_dispatcher.shutdown()
        # Closed by its own thread, which is woken for it; kept-alive connections of a browser are closed too.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(connections))
        thread.join(STOP_SECONDS)
