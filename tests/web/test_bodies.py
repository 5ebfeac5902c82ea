"""The pages of other bodies, of their meetings and of invitations."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from tests import factories
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.domain.reminders import MessageKind
from tracker.extensions import db
from tracker.models import Message
from tracker.models.isolation import all_agencies


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def form_of(page: Element, path: str) -> Element:
    return page.one("form", action=path, method="post")


def add_group(visitor: Visitor, office: Office, **fields: str | list[str]) -> Element:
    members = [str(office.head.id), str(office.executive.id)]
    form = form_of(visitor.get("/bodies/add"), "/bodies/add")
    typed: dict[str, Any] = {
        "name": "คณะทำงาน ITA",
        "kind": "weekday",
        "weekday_place": "2",
        "weekday": "1",
        "months": ["1", "4", "7", "10"],
        "members": members,
        "starts_at": "๑๓.๓๐ น.",
    }
    return visitor.send(form, **typed | fields)


def test_a_body_with_a_rule_has_its_meetings(secretary: Visitor, office: Office) -> None:
    page = add_group(secretary, office)
    assert page.one("h1").text == "คณะทำงาน ITA"
    days = [row.one("th").text for row in page.one(id="meetings").one("tbody").all("tr")]
    assert days == ["Tue 13 Oct 2026", "Tue 14 Jul 2026", "Tue 14 Apr 2026"]
    assert "ผู้อำนวยการกองคลัง" in page.one(id="members").text
    assert "second Tuesday of January, April, July, October" in secretary.get("/bodies").text


def test_what_is_typed_wrongly_stays_and_is_told_at_its_field(secretary: Visitor, office: Office) -> None:
    form = form_of(secretary.get("/bodies/add"), "/bodies/add")
    page = secretary.send(form, 400, name="คณะทำงาน ITA", kind="day", day="32")
    assert page.one("input", name="name")["value"] == "คณะทำงาน ITA"
    assert page.one(id="day-error").text


def test_a_meeting_is_set_moved_and_called_off(secretary: Visitor, office: Office) -> None:
    add_group(secretary, office, kind="by_hand")
    page = secretary.get(
        next(link["href"] for link in secretary.page.all("a") if link["href"].endswith("/meetings/new"))
    )
    page = secretary.send(page.one("form", class_="t-form"), held_on="๓ มี.ค. ๖๙")
    assert "3 March 2026" in page.one("h1").text
    assert "December 2025 to February 2026" in page.text
    change = next(link["href"] for link in page.all("a") if link["href"].endswith("/edit"))
    page = secretary.send(secretary.get(change).one("form", class_="t-form"), held_on="5 Mar 2026")
    assert "5 March 2026" in page.one("h1").text
    page = secretary.get(change.replace("edit", "call-off"))
    assert "Write why" in secretary.send(page.one("form", class_="t-form"), 400).text
    page = secretary.send(secretary.page.one("form", class_="t-form"), reason="ประธานติดราชการ")
    assert "No meeting is set yet." in page.text


def test_whoever_only_reads_sees_no_way_to_change(client: FlaskClient, office: Office, secretary: Visitor) -> None:
    add_group(secretary, office)
    factories.sign_in(client, office.executive)
    assert "Add a body" not in Visitor(client).get("/bodies").text


def test_one_tap_invites_the_heads(secretary: Visitor, office: Office) -> None:
    path = f"/meetings/{office.meeting.id}/invitation"
    page = secretary.get(path)
    assert page.text.count("Not invited yet") == 4
    page = secretary.send(form_of(page, path))
    assert "4 invitations are made ready." in page.text
    assert not page.all("form", action=path), "everybody has been told"
    with all_agencies():
        assert len(db.session.scalars(select(Message).where(Message.kind == MessageKind.INVITATION)).all()) == 4


def test_a_meeting_is_a_file_for_a_calendar(secretary: Visitor, office: Office) -> None:
    secretary.get(f"/meetings/{office.meeting.id}/calendar.ics")
    assert secretary.response.mimetype == "text/calendar"
    event = Calendar.from_ical(secretary.response.text).walk("VEVENT")[0]
    assert event["summary"] == "ประชุมหัวหน้าส่วนราชการ"


def test_all_meetings_to_come_are_one_file(secretary: Visitor, office: Office) -> None:
    add_group(secretary, office)
    secretary.get("/meetings/calendar.ics")
    events = Calendar.from_ical(secretary.response.text).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "ประชุมหัวหน้าส่วนราชการ",
        "ประชุมคณะทำงาน ITA ครั้งที่ 1/2569",
        "ประชุมคณะทำงาน ITA ครั้งที่ 2/2569",
        "ประชุมคณะทำงาน ITA ครั้งที่ 3/2569",
    ]
