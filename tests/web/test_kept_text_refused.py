"""What is not kept of a form that comes without a sign-in: another site's, one for elsewhere, half of one."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.web import kept_text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "null"},
    ],
)
def test_what_another_site_sends_is_not_kept(client: FlaskClient, office: Office, headers: dict[str, str]) -> None:
    answer = client.post("/divisions/add", data={"name": "กองปลอม"}, headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in")
    carried = {"kept_address": "/divisions/add", "kept:name": "กองปลอม"}
    assert client.post("/sign-in", data=carried, headers=headers).status_code == 302


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}])
def test_what_our_own_pages_send_is_kept(client: FlaskClient, office: Office, headers: dict[str, str]) -> None:
    assert client.post("/divisions/add", data={"name": "กองใหม่"}, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/divisions/add", "//evil.example/divisions/add", "/\\evil.example", "javascript:alert(1)",
        "/no-such-page", "/audit", "/password", "/sign-out", "/language/en", "",
    ],
)  # fmt: skip
def test_it_is_sent_again_to_forms_of_this_site_only(client: FlaskClient, office: Office, address: str) -> None:
    visitor = Visitor(client)
    form = visitor.get("/sign-in").one("form", id="sign-in")
    form.children += [hidden("kept_address", address), hidden("kept:name", "กองใหม่")]
    page = visitor.send(form, email=office.head.email, password="ผิดแน่นอนครับ")
    assert page.one("h1").text == "Sign in"
    assert "กองใหม่" not in page.text


@pytest.mark.parametrize(
    "too_much",
    [
        {f"field{number}": "ข้อความ" for number in range(kept_text.MOST_FIELDS + 1)},
        {"text": "half and", "more": "a" * kept_text.MOST_CHARACTERS},
    ],
    ids=["too many fields", "too long"],
)
def test_half_a_form_is_not_kept(client: FlaskClient, office: Office, too_much: dict[str, str]) -> None:
    assert client.post("/divisions/add", data=too_much).status_code == 302


def hidden(name: str, value: str) -> Element:
    return Element("input", {"type": "hidden", "name": name, "value": value})
