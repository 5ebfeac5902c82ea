"""People who fill in their reports over real HTTP: the one place where tests know the addresses and fields of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from tests.support.html import Element, parse

TIMEOUT_SECONDS = 120

Fields = dict[str, str]


class NoAnswer(Exception):
    """The connection broke before the whole answer was there: nobody knows whether the save was done."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    location: str
    text: str

    @property
    def is_kept(self) -> bool:
        """It says that everything was taken in."""
        return self.status == 200 or (self.status == 302 and not self.location.startswith("/sign-in"))

    @property
    def is_conflict(self) -> bool:
        return self.status == 409

    @property
    def page(self) -> Element:
        return parse(self.text)


@dataclass(frozen=True, slots=True)
class Report:
    """One card as somebody leaves it; `version` is the one they have seen."""

    id: int
    version: int
    text: str
    answer: str = "progress"

    @property
    def fields(self) -> Fields:
        said = {"version": str(self.version), "answer": self.answer, "percent": "40", "done_text": self.text}
        return {f"r{self.id}-{name}": value for name, value in said.items()}


class ReportClient:
    """One person at one device, with cookies of their own."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self._host = urlsplit(address).netloc
        self._connection: HTTPConnection | None = None
        self._cookie = self._token = ""
        self._token = _token_in(self._ask("GET", "/sign-in"))
        signed_in = self._post("/sign-in", {"email": email, "password": password})
        assert signed_in.status == 302, signed_in
        self._token = _token_in(self._ask("GET", "/my-reports"))

    def version_of(self, report_id: int) -> int:
        found = re.search(rf'name="r{report_id}-version"[^>]* value="(\d+)"', self.look_at(report_id).text)
        assert found
        return int(found[1])

    def look_at(self, report_id: int) -> Reply:
        return self._ask("GET", f"/my-reports/{report_id}")

    def save_draft(self, report: Report) -> Reply:
        """As the script does while somebody writes."""
        return self._post(f"/my-reports/{report.id}/draft", report.fields, accept="application/json")

    def send(self, report: Report) -> Reply:
        return self._post(f"/my-reports/{report.id}", report.fields | {"do": "send"})

    def send_page(self, reports: list[Report]) -> Reply:
        fields = {name: value for report in reports for name, value in report.fields.items()}
        return self._post("/my-reports", fields | {"do": "send"})

    def enter_on_behalf(self, report: Report) -> Reply:
        """The secretary, who was told by telephone."""
        fields = report.fields | {f"r{report.id}-channel": "phone", f"r{report.id}-told_by": "ผู้อำนวยการกอง"}
        return self._post(f"/meetings/reports/{report.id}/enter", fields)

    def _post(self, path: str, fields: Mapping[str, str], accept: str = "text/html") -> Reply:
        return self._ask("POST", path, urlencode({**fields, "csrf_token": self._token}), accept)

    def _ask(self, method: str, path: str, body: str | None = None, accept: str = "text/html") -> Reply:
        headers = {"Accept": accept, "Cookie": self._cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            if self._connection is None:
                self._connection = HTTPConnection(self._host, timeout=TIMEOUT_SECONDS)
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException) as broken:
            self.close()
            raise NoAnswer(str(broken)) from broken
        for cookie in response.headers.get_all("Set-Cookie") or ():
            self._cookie = cookie.partition(";")[0]
        return Reply(response.status, response.headers.get("Location") or "", text)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def version_told(reply: Reply) -> int:
    """That of a draft that was saved."""
    return int(json.loads(reply.text)["version"])


def _token_in(reply: Reply) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', reply.text)
    assert found, reply
    return found[1]
