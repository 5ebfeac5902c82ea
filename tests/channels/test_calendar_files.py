"""Meetings as calendars know them, read back by a library that reads what others write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tracker.channels.calendar_files import Attendee, CalendarMeeting, calendar_file, invitation
from tracker.domain.fiscal_year import BANGKOK

NOW = datetime(2026, 1, 29, 9, tzinfo=BANGKOK)
MEETING = CalendarMeeting(
    uid="meeting-7-town-1@tidtam",
    sequence=2,
    title="ประชุมหัวหน้าส่วนราชการ ครั้งที่ 2/2569",
    held_on=date(2026, 2, 4),
    starts_at=time(9, 30),
    place='ห้องประชุมสภา, ชั้น 2; อาคาร "ใหม่"',
    description="รายงานประจำเดือนมกราคม 2569",
    url="https://tidtam.example.go.th/meetings/7",
)
OFFICE = Attendee('เทศบาลตำบล "ตัวอย่าง"; สำนักปลัด', "office@example.go.th")
HEAD = Attendee("ผู้อำนวยการกองคลัง, รักษาราชการแทนปลัดเทศบาล", "head@example.go.th")


def entry(text: str) -> Any:
    return Calendar.from_ical(text).walk("VEVENT")[0]


def test_an_invitation_says_the_meeting_letter_for_letter() -> None:
    text = invitation(MEETING, OFFICE, HEAD, NOW)
    event = entry(text)
    assert Calendar.from_ical(text)["method"] == "REQUEST"
    assert (event["summary"], event["location"], event["uid"]) == (MEETING.title, MEETING.place, MEETING.uid)
    assert (event["organizer"].params["CN"], event["attendee"].params["CN"]) == (OFFICE.name, HEAD.name)
    assert event["dtstart"].dt == datetime(2026, 2, 4, 9, 30, tzinfo=BANGKOK)


def test_its_lines_are_as_short_as_the_standard_wants_and_cut_no_letter() -> None:
    for line in invitation(replace(MEETING, place="ห้องประชุมใหญ่ " * 20), OFFICE, HEAD, NOW).encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_without_an_hour_it_takes_the_day() -> None:
    event = entry(invitation(replace(MEETING, starts_at=None), OFFICE, HEAD, NOW))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 2, 4), date(2026, 2, 5))


def test_a_meeting_that_is_called_off_cancels_its_entry_and_rings_no_bell() -> None:
    text = invitation(replace(MEETING, is_called_off=True), OFFICE, HEAD, NOW)
    assert (Calendar.from_ical(text)["method"], entry(text)["status"]) == ("CANCEL", "CANCELLED")
    assert not Calendar.from_ical(text).walk("VALARM")


def test_it_reminds_a_day_before() -> None:
    alarm: Any = Calendar.from_ical(invitation(MEETING, OFFICE, HEAD, NOW)).walk("VALARM")[0]
    assert alarm["trigger"].dt == -timedelta(days=1)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_file_holds_every_meeting_for_nobody_in_particular(count: int) -> None:
    meetings = [replace(MEETING, uid=f"meeting-{number}@tidtam") for number in range(count)]
    calendar = Calendar.from_ical(calendar_file("เทศบาลตำบลตัวอย่าง", meetings, NOW))
    assert calendar["method"] == "PUBLISH"
    events = calendar.walk("VEVENT")
    assert [event["uid"] for event in events] == [one.uid for one in meetings]
    assert not any("attendee" in event for event in events)


def test_what_stands_in_a_field_cannot_begin_another() -> None:
    event = entry(invitation(replace(MEETING, title="ประชุม\r\nATTENDEE:mailto:other@example.com"), OFFICE, HEAD, NOW))
    assert event["attendee"] == f"mailto:{HEAD.email}"
