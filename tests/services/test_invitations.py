"""Who is invited to a meeting, told that it changed, and told that it is called off; each once."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from tests.factories import add_post, create_person, moment
from tests.support.office import TODAY, Office
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.permissions import Actor, Role
from tracker.domain.reminders import MessageKind, MessageState
from tracker.domain.wording import Wording
from tracker.extensions import db
from tracker.models import Message
from tracker.services import bodies, body_meetings, invitations, meetings
from tracker.services.bodies import BodyEntry
from tracker.services.wording import set_wording

NOW = moment(TODAY)
BASE_URL = "https://tidtam.example.go.th"


def invite(actor: Actor, meeting_id: int, now: datetime = NOW) -> int:
    return invitations.invite(actor, now, meeting_id, BASE_URL)


def queue(office: Office, now: datetime = NOW) -> int:
    return invitations.queue_invitations(office.agency.id, now, BASE_URL)


def in_ledger() -> list[Message]:
    statement = select(Message).where(Message.kind == MessageKind.INVITATION).order_by(Message.id)
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))


def entry_of(message: Message) -> Any:
    """The meeting in the calendar that goes with it."""
    return Calendar.from_ical(message.calendar).walk("VEVENT")[0]


def readers(messages: list[Message]) -> set[int | None]:
    return {message.user_id for message in messages}


def sent() -> None:
    for message in in_ledger():
        message.state = MessageState.SENT if message.state is MessageState.WAITING else message.state
    db.session.commit()


def move(actor: Actor, office: Office, held_on: date, starts_at: time | None = None) -> None:
    meetings.set_meeting(
        actor, NOW, held_on, office.meeting.month, "ห้องประชุมใหญ่", office.meeting.id, starts_at=starts_at
    )


def test_heads_executives_and_the_office_are_invited_to_the_heads_meeting(secretary: Actor, office: Office) -> None:
    assert invite(secretary, office.meeting.id) == 4
    assert readers(in_ledger()) == {office.head.id, office.other_head.id, office.executive.id, office.secretary.id}


def test_whoever_acts_for_a_head_is_invited_instead(secretary: Actor, office: Office) -> None:
    acting = create_person(office.agency, Role.DIVISION_HEAD, office.works, is_acting=True)
    invite(secretary, office.meeting.id)
    assert acting.id in readers(in_ledger())
    assert office.other_head.id not in readers(in_ledger())


def test_nobody_is_invited_twice(secretary: Actor, office: Office) -> None:
    invite(secretary, office.meeting.id)
    assert invite(secretary, office.meeting.id) == 0
    assert queue(office) == 0


def test_the_letter_and_its_calendar_say_when_and_where(secretary: Actor, office: Office) -> None:
    move(secretary, office, date(2026, 2, 5), time(9, 30))
    invite(secretary, office.meeting.id)
    message = in_ledger()[0]
    for words in ("ประชุมหัวหน้าส่วนราชการ", "วันพฤหัสบดีที่ 5 กุมภาพันธ์ 2569", "09.30 น.", "ห้องประชุมใหญ่"):
        assert words in message.body_text
    event = entry_of(message)
    assert Calendar.from_ical(message.calendar)["method"] == "REQUEST"
    assert event["dtstart"].dt.isoformat() == "2026-02-05T09:30:00+07:00"
    assert event["organizer"] == f"mailto:{office.secretary.email}"
    assert event["attendee"] == f"mailto:{message.to_address}"


def test_a_change_is_told_to_those_invited_and_moves_the_same_entry(secretary: Actor, office: Office) -> None:
    invite(secretary, office.meeting.id)
    sent()
    move(secretary, office, date(2026, 2, 11))
    assert queue(office) == 4
    old, new = in_ledger()[0], in_ledger()[-1]
    assert "เปลี่ยนกำหนด" in new.subject
    before, after = entry_of(old), entry_of(new)
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert queue(office) == 0


def test_an_invitation_that_has_not_gone_is_replaced(secretary: Actor, office: Office) -> None:
    invite(secretary, office.meeting.id)
    move(secretary, office, date(2026, 2, 11))
    queue(office)
    states = [message.state for message in in_ledger()]
    assert states == [MessageState.SKIPPED] * 4 + [MessageState.WAITING] * 4
    assert "เชิญประชุม" in in_ledger()[-1].subject


def test_nobody_hears_of_a_change_before_the_invitation(secretary: Actor, office: Office) -> None:
    move(secretary, office, date(2026, 2, 11))
    assert queue(office) == 0


def test_a_head_who_comes_later_is_invited_too(secretary: Actor, office: Office) -> None:
    invite(secretary, office.meeting.id)
    new = create_person(office.agency, Role.DIVISION_HEAD, office.works)
    assert queue(office) == 1
    assert in_ledger()[-1].user_id == new.id


def body_meeting(actor: Actor, office: Office) -> int:
    members = frozenset({office.head.id, office.auditor.id})
    entry = BodyEntry("คณะทำงาน ITA", None, MovesTo.LATER, 3, None, "", members)
    body = bodies.add_body(actor, NOW, entry)
    return body_meetings.set_body_meeting(actor, NOW, body.id, date(2026, 3, 3)).id


def test_members_are_invited_to_the_meeting_of_their_body(secretary: Actor, office: Office) -> None:
    add_post(office.agency, office.head, Role.EXECUTIVE)
    assert invite(secretary, body_meeting(secretary, office)) == 2
    assert readers(in_ledger()) == {office.head.id, office.auditor.id}
    assert "คณะทำงาน ITA" in in_ledger()[0].subject
    event = entry_of(in_ledger()[0])
    assert event["dtstart"].dt == date(2026, 3, 3)
    assert "ธันวาคม 2568 ถึงเดือนกุมภาพันธ์ 2569" in event["description"]


def test_whoever_was_invited_is_told_that_it_is_called_off(secretary: Actor, office: Office) -> None:
    meeting_id = body_meeting(secretary, office)
    invite(secretary, meeting_id)
    sent()
    body_meetings.call_off_body_meeting(secretary, NOW, meeting_id, "ประธานติดราชการ")
    assert queue(office) == 2
    last = in_ledger()[-1]
    assert "ยกเลิกการประชุม" in last.subject
    assert (Calendar.from_ical(last.calendar)["method"], entry_of(last)["status"]) == ("CANCEL", "CANCELLED")


def test_of_a_meeting_called_off_before_the_letters_went_nobody_hears(secretary: Actor, office: Office) -> None:
    meeting_id = body_meeting(secretary, office)
    invite(secretary, meeting_id)
    body_meetings.call_off_body_meeting(secretary, NOW, meeting_id, "ประธานติดราชการ")
    assert queue(office) == 0
    assert {message.state for message in in_ledger()} == {MessageState.SKIPPED}


def test_nobody_is_invited_to_what_is_over(secretary: Actor, office: Office) -> None:
    with pytest.raises(Refusal):
        invite(secretary, office.meeting.id, moment(date(2026, 2, 5)))


def test_only_the_office_invites(head: Actor, office: Office) -> None:
    with pytest.raises(NotAllowed):
        invite(head, office.meeting.id)


def test_it_is_in_the_agencys_own_words(secretary: Actor, office: Office) -> None:
    own = Wording("ขอเชิญ {วันประชุมย่อ}", "เชิญร่วม{การประชุม}", "ขอบคุณ")
    set_wording(secretary, NOW, MessageKind.INVITATION, own)
    invite(secretary, office.meeting.id)
    assert in_ledger()[0].subject == "ขอเชิญ 4 ก.พ. 2569"
