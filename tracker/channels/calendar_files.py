"""Meetings as calendars know them (RFC 5545): an invitation to one person, or a file with several meetings.

A calendar knows a meeting by its UID and takes over whatever comes under a higher SEQUENCE, so a meeting that moves
changes the entry that is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vText

from tracker.domain.fiscal_year import BANGKOK

PRODUCT = "-//Tidtam//Tidtam//TH"
LENGTH = timedelta(hours=3)
"""How long a meeting takes in a calendar: nobody writes down when it will end."""

REMINDED_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    #: The same for ever, whatever changes.
    uid: str
    sequence: int
    title: str
    held_on: date
    #: Without an hour it takes the whole day.
    starts_at: time | None
    place: str
    description: str
    #: The page of the meeting.
    url: str
    is_called_off: bool = False


@dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    email: str


def invitation(meeting: CalendarMeeting, organizer: Attendee, attendee: Attendee, now: datetime) -> str:
    """Asks one person to a meeting, or tells that it is called off; answers would go to the organizer."""
    calendar = _calendar("CANCEL" if meeting.is_called_off else "REQUEST")
    event = _event(meeting, now)
    event["organizer"] = _person(organizer)
    invited = _person(attendee)
    invited.params["ROLE"] = vText("REQ-PARTICIPANT")
    invited.params["PARTSTAT"] = vText("NEEDS-ACTION")
    invited.params["RSVP"] = vText("FALSE")
    event["attendee"] = invited
    calendar.add_component(event)
    return _text(calendar)


def calendar_file(name: str, meetings: Iterable[CalendarMeeting], now: datetime) -> str:
    """To be opened by whoever wants the meetings in a calendar of their own."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting, now))
    return _text(calendar)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_bangkok())
    return calendar


def _bangkok() -> Timezone:
    """Thailand keeps one time all year round."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime.combine(date(1970, 1, 1), time()))
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "ICT")
    zone = Timezone()
    zone.add("tzid", str(BANGKOK))
    zone.add_component(standard)
    return zone


def _event(meeting: CalendarMeeting, now: datetime) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if meeting.is_called_off else "CONFIRMED")
    if meeting.starts_at is None:
        event.add("dtstart", meeting.held_on)
        event.add("dtend", meeting.held_on + timedelta(days=1))
    else:
        begins = datetime.combine(meeting.held_on, meeting.starts_at, BANGKOK)
        event.add("dtstart", begins)
        event.add("dtend", begins + LENGTH)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("description", meeting.description)
    event.add("url", meeting.url)
    if not meeting.is_called_off:
        event.add_component(_alarm(meeting.title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMINDED_BEFORE)
    return alarm


def _person(person: Attendee) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(person.name)
    return address


def _text(calendar: Calendar) -> str:
    return calendar.to_ical().decode()
