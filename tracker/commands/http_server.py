"""The HTTP server (waitress), which also tells somebody who sends far too much why it is not taken.

By itself it refuses such a request at its first line and hangs up. A browser that is still sending then shows a
broken connection instead of the page with the sentence. Here the rest is taken off the line and thrown away, and
the application answers as it does to everything else.
"""

from __future__ import annotations

import gc
import io
from typing import Any

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer

MOST_BYTES_DRAINED = 4 * 1024**3
"""A film of a phone. What announces itself as more than that is refused at its first line."""


class _Drain:
    """Stands in the place of a body and keeps nothing of it."""

    error = None

    def __init__(self, announced: int) -> None:
        self.left = announced

    @property
    def completed(self) -> bool:
        return self.left == 0

    def received(self, data: bytes) -> int:
        taken = min(len(data), self.left)
        self.left -= taken
        return taken

    def getfile(self) -> io.BytesIO:
        return io.BytesIO()

    getbuf = getfile


class _Parser(HTTPRequestParser):
    completed: bool
    expect_continue: bool
    content_length: int
    body_rcv: Any

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        announced = self.content_length
        if not self.adj.max_request_body_size <= announced <= MOST_BYTES_DRAINED:
            return
        # The announced length stays in the headers, where the application finds it and refuses it.
        self.content_length = 0
        if self.expect_continue:
            # It asks before it sends; the answer is the refusal, and it may hang up on it.
            self.expect_continue, self.body_rcv = False, None
            self.headers["CONNECTION"] = "close"
        else:
            self.body_rcv = _Drain(announced)

    def received(self, data: bytes) -> int:
        if not isinstance(self.body_rcv, _Drain) or self.completed:
            consumed: int = super().received(data)
            return consumed
        taken = self.body_rcv.received(data)
        self.completed = self.body_rcv.completed
        return taken


class _Channel(HTTPChannel):
    parser_class = _Parser


def http_server(app: Flask, connections: dict[int, Any], **settings: Any) -> Any:
    """`connections` is filled by the server; raises OSError when the port cannot be had."""
    most = app.config["MAX_CONTENT_LENGTH"] + 1
    server = create_server(app, map=connections, max_request_body_size=most, **settings)
    # One for each address that a name such as localhost stands for.
    for one in connections.values():
        if isinstance(one, BaseWSGIServer):
            one.channel_class = _Channel
    return server


def spare_garbage_collection() -> None:
    """Leave what the program is made of, some 180,000 objects, out of every collection from here on.

    To be called when all is loaded and about to serve: to look through them again and again is a part of every page's
    time, and the page during which it happens takes a tenth of a second.
    """
    gc.collect()
    gc.freeze()
