"""Somebody who signs in, asks for pages and sends forms; every answer is timed."""

from __future__ import annotations

import http.client
import re
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

ANSWER_SECONDS = 60
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Session:
    """What stays the same from question to question."""

    cookie: str = ""
    csrf_token: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    milliseconds: float
    cookie: str


class Visitor(ABC):
    def __init__(self, session: Session | None = None) -> None:
        self.session = session or Session()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {"Cookie": self.session.cookie})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        content = urlencode({**fields, "csrf_token": self.session.csrf_token})
        return self._ask("POST", path, content, FORM | {"Cookie": self.session.cookie})

    def close(self) -> None:
        """Let go of what was held to ask."""
        return

    @abstractmethod
    def _ask(self, method: str, path: str, content: str | None, headers: Mapping[str, str]) -> Answer:
        raise NotImplementedError


class Browser(Visitor):
    """Asks a server, over a connection that stays open; timed by the clock."""

    def __init__(self, port: int, session: Session | None = None) -> None:
        super().__init__(session)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, content: str | None, headers: Mapping[str, str]) -> Answer:
        begun = time.perf_counter()
        self._connection.request(method, path, content, dict(headers))
        response = self._connection.getresponse()
        body = response.read()
        milliseconds = (time.perf_counter() - begun) * 1000
        return Answer(response.status, body.decode(), milliseconds, _cookie(response.headers.get("Set-Cookie", "")))


class InProcess(Visitor):
    """Calls the application itself; timed by the processor, so that nothing else on the machine counts."""

    def __init__(self, app: Flask, session: Session | None = None) -> None:
        super().__init__(session)
        self._app = app

    def _ask(self, method: str, path: str, content: str | None, headers: Mapping[str, str]) -> Answer:
        environ = EnvironBuilder(path, method=method, data=content, headers=Headers(dict(headers))).get_environ()
        begun = time.process_time()
        pieces, status, answered = run_wsgi_app(self._app.wsgi_app, environ)
        body = b"".join(pieces)
        milliseconds = (time.process_time() - begun) * 1000
        return Answer(int(status.split()[0]), body.decode(), milliseconds, _cookie(answered.get("Set-Cookie", "")))


def signed_in(visitor: Visitor, email: str, password: str) -> Session:
    """By the form, as a person would; the session's CSRF token is read from the page reached."""
    asked = visitor.get("/sign-in")
    visitor.session = Session(asked.cookie, _token(asked))
    entered = visitor.post("/sign-in?next=/overdue", {"email": email, "password": password})
    assert entered.status == http.client.FOUND, f"{email} could not sign in: {entered.status}"
    visitor.session = Session(entered.cookie)
    page = visitor.get("/overdue")
    # The page's form made a token, which the session holds from then on.
    visitor.session = Session(page.cookie or entered.cookie, _token(page))
    return visitor.session


def _cookie(header: str) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in SimpleCookie(header).items())


def _token(answer: Answer) -> str:
    found = _TOKEN.search(answer.text)
    assert found, f"no form on the page: {answer.status}"
    return found[1]
