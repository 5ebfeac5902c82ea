"""Somebody at a browser that keeps its connection: signs in, asks for pages, sends forms; every answer is timed."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

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


class Visitor:
    def __init__(self, port: int, session: Session | None = None) -> None:
        self.session = session or Session()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        content = urlencode({**fields, "csrf_token": self.session.csrf_token})
        return self._ask("POST", path, content, FORM)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, content: str | None, headers: Mapping[str, str]) -> Answer:
        begun = time.perf_counter()
        self._connection.request(method, path, content, {**headers, "Cookie": self.session.cookie})
        response = self._connection.getresponse()
        body = response.read()
        milliseconds = (time.perf_counter() - begun) * 1000
        cookies = SimpleCookie(response.headers.get("Set-Cookie", ""))
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
        return Answer(response.status, body.decode(), milliseconds, cookie)


def signed_in(port: int, email: str, password: str) -> Session:
    """By the form, as a person would; the session's CSRF token is read from the page reached."""
    visitor = Visitor(port)
    asked = visitor.get("/sign-in")
    visitor.session = Session(asked.cookie, _token(asked))
    entered = visitor.post("/sign-in?next=/overdue", {"email": email, "password": password})
    assert entered.status == http.client.FOUND, f"{email} could not sign in: {entered.status}"
    visitor.session = Session(entered.cookie)
    page = visitor.get("/overdue")
    visitor.close()
    # The page's form made a token, which the session holds from then on.
    return Session(page.cookie or entered.cookie, _token(page))


def _token(answer: Answer) -> str:
    found = _TOKEN.search(answer.text)
    assert found, f"no form on the page: {answer.status}"
    return found[1]
