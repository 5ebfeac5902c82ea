"""Every door of the site: who may open which, what belongs to another agency, and what every answer carries.

The tests walk the map of addresses, so a page that is added later is held to all of this without being named here.
"""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import add_post, create_person
from tests.support.doors import Caller, Door, doors, ids_of
from tests.support.office import TODAY, Office
from tracker.domain.papers import PaperKind
from tracker.domain.permissions import Action, Role
from tracker.models import User
from tracker.web.access import PUBLIC_ENDPOINTS

KEBAB_CASE = re.compile(
    r"/|(/([a-z0-9]+(-[a-z0-9]+)*|<(int|string|path|paper_kind):[a-z_]+>)(\.([a-z0-9]+|<paper_form:form>))?)+"
)
OF_LIBRARIES = frozenset({"static", "bootstrap.static"})
OF_THE_DOOR = frozenset({"auth.sign_in", "auth.sign_in_to_demo", "auth.sign_out"})


@pytest.fixture
def caller(client: FlaskClient, office: Office) -> Caller:
    return Caller(client, office.administrator)


@pytest.fixture
def everybody(office: Office) -> dict[Role, User]:
    return {
        Role.ADMINISTRATOR: office.administrator,
        Role.SECRETARY: office.secretary,
        Role.DIVISION_HEAD: office.head,
        Role.DIVISION_OFFICER: office.officer,
        Role.EXECUTIVE: office.executive,
        Role.AUDITOR: office.auditor,
        Role.OVERSEER: create_person(office.agency, Role.OVERSEER, title="ท้องถิ่นอำเภอ"),
    }


def forgotten(app: Flask) -> list[str]:
    return [door.rule.rule for door in doors(app, "GET", "POST") if door.need is None]


def test_every_address_names_who_may_open_it(app: Flask) -> None:
    assert forgotten(app) == []
    named = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert named >= PUBLIC_ENDPOINTS, "a public endpoint that no longer exists"


def test_an_address_that_forgot_is_found_and_closed(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert forgotten(app) == ["/forgotten"]


def test_an_address_that_forgot_opens_for_nobody(app: Flask, office: Office) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert Caller(app.test_client(), office.administrator).ask("GET", "/forgotten").status_code == 403


#: Parts of an address that mean the same in every agency: each sees its own behind them.
OF_EVERY_AGENCY = {"fiscal_year", "form", "kind"}


def test_addresses_are_in_kebab_case_with_typed_parts(app: Flask) -> None:
    own = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint not in OF_LIBRARIES]
    assert [rule for rule in own if not KEBAB_CASE.fullmatch(rule)] == []


def test_who_is_not_signed_in_is_sent_to_the_door(app: Flask, client: FlaskClient, office: Office) -> None:
    ids = ids_of(office)
    stranger = Caller(client)
    stranger.token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.ask("GET", "/sign-in").text)[0]
    for door in doors(app, "GET", "POST"):
        data = {"csrf_token": stranger.token} if door.method == "POST" else {}
        answer = stranger.ask(door.method, door.url(app, ids), **data)
        assert answer.status_code == 302, f"{door.method} {door.rule.rule}"
        assert answer.headers["Location"].startswith("/sign-in"), f"{door.method} {door.rule.rule}"


@pytest.mark.parametrize("role", Role)
def test_each_page_opens_for_the_roles_of_the_table(
    app: Flask, client: FlaskClient, office: Office, everybody: dict[Role, User], role: Role
) -> None:
    ids = ids_of(office)
    person = Caller(client, everybody[role])
    for door in doors(app, "GET"):
        status = person.status(door, door.url(app, ids))
        assert (status in (200, 302)) == door.opens_for(role), f"{door.rule.rule} answers {status} to {role}"
        assert status in (200, 302, 403), f"{door.rule.rule} answers {status} to {role}"


@pytest.mark.parametrize("role", Role)
def test_what_is_closed_to_a_role_cannot_be_sent_either(
    app: Flask, client: FlaskClient, office: Office, everybody: dict[Role, User], role: Role
) -> None:
    ids = ids_of(office)
    person = Caller(client, everybody[role])
    for door in doors(app, "POST"):
        if not door.opens_for(role):
            assert person.status(door, door.url(app, ids)) == 403, f"{door.rule.rule} for {role}"


def test_what_belongs_to_another_agency_is_not_there(
    app: Flask, office: Office, foreign_office: Office, caller: Caller
) -> None:
    foreign = ids_of(foreign_office)
    head = Caller(app.test_client(), office.head)
    walked = [door for door in doors(app, "GET", "POST") if door.rule.arguments - OF_EVERY_AGENCY]
    assert len(walked) > 20
    for door in walked:
        person = head if door.need is Action.REPORT else caller
        assert person.status(door, door.url(app, foreign)) == 404, f"{door.method} {door.rule.rule}"


def words_of(answer: TestResponse) -> str:
    """Of a page, or of an office file, which is a packed folder of texts."""
    if not answer.data.startswith(b"PK"):
        return answer.text
    with ZipFile(BytesIO(answer.data)) as folder:
        return "".join(folder.read(name).decode() for name in folder.namelist())


def test_lists_name_nothing_of_another_agency(
    app: Flask, office: Office, foreign_office: Office, caller: Caller
) -> None:
    ids_of(foreign_office)
    for door in doors(app, "GET"):
        if not door.rule.arguments and door.opens_for(Role.ADMINISTRATOR):
            text = words_of(caller.ask("GET", door.url(app, {})))
            assert "foreign.go.th" not in text, door.rule.rule
            assert foreign_office.agency.name not in text, door.rule.rule


def test_a_post_in_both_agencies_shows_one_at_a_time(office: Office, foreign_office: Office, caller: Caller) -> None:
    add_post(foreign_office.agency, office.administrator, Role.EXECUTIVE)
    there = f"/measures/{foreign_office.own.id}"
    assert caller.ask("GET", there).status_code == 404
    assert (
        caller.ask("POST", f"/agencies/{foreign_office.agency.id}/choose", csrf_token=caller.token).status_code == 302
    )
    assert caller.ask("GET", there).status_code == 200
    assert caller.ask("GET", f"/measures/{office.own.id}").status_code == 404
    assert caller.ask("GET", "/people").status_code == 403, "the posts of one agency count in that one only"


def test_nothing_is_sent_without_the_token_of_the_form(app: Flask, office: Office, caller: Caller) -> None:
    ids = dict.fromkeys(ids_of(office), 1) | {"code": "en", "kind": PaperKind.MEETING}
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            door = Door(rule, "POST", None)
            answer = caller.ask("POST", door.url(app, ids), answer="done")
            to_the_door = (302, "/sign-in") if door.endpoint in OF_THE_DOOR else (400, None)
            assert (answer.status_code, answer.headers.get("Location")) == to_the_door, rule.rule


@pytest.fixture
def answers(app: Flask, caller: Caller, office: Office) -> dict[str, TestResponse]:
    ids = ids_of(office) | {"filename": "css/app.css", "name": "Sarabun-Regular.ttf"}
    urls = {door.rule.rule: door.url(app, ids) for door in doors(app, "GET")}
    others = ("/static/css/app.css", "/fonts/Sarabun-Regular.ttf", "/no-such-page", "/sign-in", "/sign-out")
    return {url: caller.ask("GET", url) for url in (*urls.values(), *others)}


def test_every_answer_carries_the_headers_of_safety(answers: dict[str, TestResponse]) -> None:
    for url, answer in answers.items():
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith(("default-src 'self';", "default-src 'none'; sandbox;")), url
        assert "unsafe" not in policy, url
        assert "frame-ancestors 'none'" in policy, url
        assert answer.headers["X-Content-Type-Options"] == "nosniff", url
        assert answer.headers["X-Frame-Options"] == "DENY", url
        assert answer.headers["Referrer-Policy"] == "same-origin", url
        if answer.mimetype == "text/html":
            assert answer.headers["Cache-Control"] == "no-store", url


OUTSIDE = (
    "//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example", "/%0d/evil.example",
    "/%0a/evil.example", "javascript:alert(1)", "evil.example", "/%5cevil.example", "",
)  # fmt: skip


@pytest.mark.parametrize("target", OUTSIDE)
def test_signing_in_leads_to_this_site_only(client: FlaskClient, office: Office, target: str) -> None:
    office.agency.is_demo = True
    office_page = Caller(client)
    text = office_page.ask("GET", "/sign-in").text
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', text)[0]
    url = f"/sign-in/demo/{office.executive.id}?next={target}"
    answer = office_page.ask("POST", url, csrf_token=token)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client: FlaskClient, office: Office) -> None:
    office.agency.is_demo = True
    stranger = Caller(client)
    asked = stranger.ask("GET", f"/plans/{office.plan.id}?health=overdue").headers["Location"]
    text = stranger.ask("GET", asked).text
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', text)[0]
    query = asked.partition("?")[2]
    answer = stranger.ask("POST", f"/sign-in/demo/{office.executive.id}?{query}", csrf_token=token)
    assert answer.headers["Location"] == f"/plans/{office.plan.id}?health=overdue"


def test_a_post_opens_doors_from_its_first_day_to_its_last(app: Flask, client: FlaskClient, office: Office) -> None:
    gone = create_person(office.agency, Role.SECRETARY, ends_on=date(2026, 1, 28), email="gone@office.go.th")
    to_come = create_person(office.agency, Role.SECRETARY, starts_on=date(2026, 1, 30), email="new@office.go.th")
    last_day = create_person(office.agency, Role.SECRETARY, ends_on=TODAY, email="last@office.go.th")
    status = {
        user.email: Caller(app.test_client(), user).ask("GET", "/meetings").status_code
        for user in (gone, to_come, last_day)
    }
    assert status == {"gone@office.go.th": 403, "new@office.go.th": 403, "last@office.go.th": 200}
