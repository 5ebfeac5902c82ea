"""The server over a real socket: somebody who sends far too much gets the page that says so, and nothing is kept."""

from __future__ import annotations

import http.client
import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.support import attachments
from tests.support.html import parse
from tests.support.office import Office
from tracker.commands.http_server import MOST_BYTES_DRAINED

GIGABYTE = 1024**3
MEGABYTE = 1024**2
PIECE = bytes(MEGABYTE)
WHERE = "/my-reports/1/evidence/file"


@pytest.fixture
def line(live_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[http.client.HTTPConnection]:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("what is thrown away was written to the disk")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    connection = http.client.HTTPConnection(urlsplit(live_url).netloc, timeout=60)
    yield connection
    connection.close()


def announce(line: http.client.HTTPConnection, length: int, **headers: str) -> None:
    line.putrequest("POST", WHERE)
    line.putheader("Content-Type", "multipart/form-data; boundary=x")
    line.putheader("Content-Length", str(length))
    for name, value in headers.items():
        line.putheader(name, value)
    line.endheaders()


def sentence(answer: http.client.HTTPResponse) -> str:
    assert answer.status == 413
    return parse(answer.read().decode()).one("div", class_="t-panel__lead").text


@pytest.mark.parametrize("length", [21 * MEGABYTE, GIGABYTE])
def test_who_sends_too_much_reads_why(
    app: Flask, office: Office, line: http.client.HTTPConnection, length: int
) -> None:
    announce(line, length)
    for _piece in range(length // MEGABYTE):
        line.send(PIECE)
    assert "15 MB" in sentence(line.getresponse())
    assert attachments.files_on_disk() == []
    line.request("GET", "/sign-in")
    assert line.getresponse().status == 200, "the connection goes on with the next page"


def test_who_asks_before_sending_is_told_at_once(office: Office, line: http.client.HTTPConnection) -> None:
    announce(line, GIGABYTE, Expect="100-continue")
    answer = line.getresponse()
    assert answer.headers["Connection"] == "close"
    assert "15 MB" in sentence(answer)


def test_who_announces_more_than_any_film_is_refused_at_once(office: Office, line: http.client.HTTPConnection) -> None:
    announce(line, MOST_BYTES_DRAINED + 1)
    assert line.getresponse().status == 413


def test_who_never_says_how_much_is_stopped_at_the_limit(app: Flask, office: Office, live_url: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(live_url).netloc, timeout=60)
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        connection.request("POST", WHERE, body=iter([PIECE] * 1024), encode_chunked=True)
    connection.close()
    assert attachments.files_on_disk() == []
