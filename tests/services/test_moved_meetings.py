"""A meeting that moves takes along what has not been told yet, and repeats nothing that has just been told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import actor_of, create_report, moment
from tests.services.town import DEPUTY, FINANCE, HELD_ON, JANUARY, SECRETARY, WORKS, Town
from tracker.domain.reminders import MEETING_WAS_MOVED, PLANNED_ANEW, MessageState
from tracker.extensions import db
from tracker.models import AuditEvent, Meeting, Message
from tracker.models.isolation import agency_scope
from tracker.queries import messages
from tracker.services.judging import judged
from tracker.services.meetings import set_meeting

A_DAY = timedelta(days=1)
ONE_WEEK_LATER = date(2026, 2, 11)

BOTH_REQUESTS = {(FINANCE, "request"), (WORKS, "request")}
OFFICE_AND_ABOVE = {(SECRETARY, "missing"), (DEPUTY, "escalation")}


def both(step: str) -> set[tuple[str, str]]:
    return {(FINANCE, step), (WORKS, step)}


def move(town: Town, held_on: date, on: date) -> None:
    with agency_scope(town.agency_id):
        set_meeting(actor_of(town.agency, town.secretary, on), moment(on, 14), held_on, meeting_id=town.meeting.id)


def days_from(day: date, last: date) -> list[date]:
    return [day + number * A_DAY for number in range((last - day).days + 1)]


def sent_until(town: Town, first: date, last: date) -> dict[date, set[tuple[str, str]]]:
    """What goes out on each day on which something does."""
    return {day: sent for day in days_from(first, last) if (sent := town.queue_and_send(day))}


def test_without_a_move_everything_goes_out_once(town: Town) -> None:
    assert sent_until(town, date(2026, 1, 20), date(2026, 2, 20)) == {
        date(2026, 1, 26): BOTH_REQUESTS,
        date(2026, 1, 30): both("reminder-5"),
        date(2026, 2, 2): both("reminder-3") | OFFICE_AND_ABOVE,
        date(2026, 2, 3): {(DEPUTY, "executives")},
    }


def test_a_week_later_after_the_first_reminder_everything_but_the_request_is_planned_anew(town: Town) -> None:
    before = sent_until(town, date(2026, 1, 20), date(2026, 1, 30))
    assert before == {date(2026, 1, 26): BOTH_REQUESTS, date(2026, 1, 30): both("reminder-5")}
    move(town, ONE_WEEK_LATER, on=date(2026, 1, 30))
    assert sent_until(town, date(2026, 1, 30), date(2026, 2, 20)) == {
        date(2026, 2, 6): both("reminder-5"),
        date(2026, 2, 9): both("reminder-3") | OFFICE_AND_ABOVE,
        date(2026, 2, 10): {(DEPUTY, "executives")},
    }


def test_what_waits_for_the_old_day_is_withdrawn_and_says_why(town: Town) -> None:
    town.queue_and_send(date(2026, 1, 26))
    town.queue(date(2026, 1, 30))
    move(town, ONE_WEEK_LATER, on=date(2026, 1, 30))
    assert [row for row in town.ledger() if row[1] != "request"] == [
        (FINANCE, "reminder-5", HELD_ON, MessageState.SKIPPED),
        (WORKS, "reminder-5", HELD_ON, MessageState.SKIPPED),
    ]
    reasons = db.session.scalars(select(Message.error).where(Message.step == "reminder-5")).all()
    assert set(reasons) == {PLANNED_ANEW}
    [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "messages_withdrawn"))
    assert (event.subject_id, event.after) == (town.meeting.id, {"messages": 2})
    assert sent_until(town, date(2026, 1, 30), date(2026, 2, 8)) == {date(2026, 2, 6): both("reminder-5")}


def test_a_request_that_waits_is_written_anew_with_the_new_day(town: Town) -> None:
    town.queue(date(2026, 1, 26))
    move(town, ONE_WEEK_LATER, on=date(2026, 1, 26))
    assert {state for *_, state in town.ledger()} == {MessageState.SKIPPED}
    assert sent_until(town, date(2026, 1, 26), date(2026, 2, 3)) == {date(2026, 2, 2): BOTH_REQUESTS}
    [body] = set(db.session.scalars(select(Message.body_text).where(Message.to_address == WORKS)))
    assert "11 กุมภาพันธ์" in body
    assert "4 กุมภาพันธ์" not in body


def test_back_on_its_old_day_nothing_is_told_twice(town: Town) -> None:
    sent_until(town, date(2026, 1, 20), date(2026, 1, 30))
    move(town, ONE_WEEK_LATER, on=date(2026, 1, 30))
    move(town, HELD_ON, on=date(2026, 2, 1))
    assert sent_until(town, date(2026, 2, 1), date(2026, 2, 20)) == {
        date(2026, 2, 2): both("reminder-3") | OFFICE_AND_ABOVE,
        date(2026, 2, 3): {(DEPUTY, "executives")},
    }


def test_back_on_its_old_day_what_was_withdrawn_meanwhile_does_not_come_again(town: Town) -> None:
    """Withdrawn for the first day, told for the second, and then the first one after all."""
    town.queue_and_send(date(2026, 1, 26))
    town.queue(date(2026, 1, 30))
    move(town, date(2026, 2, 6), on=date(2026, 1, 31))
    assert town.queue_and_send(date(2026, 2, 2)) == both("reminder-5")
    move(town, HELD_ON, on=date(2026, 2, 2))
    assert [row[1:] for row in town.ledger() if row[:2] == (FINANCE, "reminder-5")] == [
        ("reminder-5", date(2026, 2, 6), MessageState.SKIPPED),
        ("reminder-5", HELD_ON, MessageState.SENT),
    ]
    # On this day they were reminded already, and tomorrow no reminder is of use any more.
    assert sent_until(town, date(2026, 2, 2), date(2026, 2, 20)) == {
        date(2026, 2, 2): OFFICE_AND_ABOVE,
        date(2026, 2, 3): {(DEPUTY, "executives")},
    }


@pytest.mark.parametrize(
    ("held_on", "told_at_once"),
    [
        # The reports were due yesterday: nobody is reminded of a day that has passed.
        (date(2026, 1, 29), OFFICE_AND_ABOVE | {(DEPUTY, "executives")}),
        (date(2026, 1, 30), both("reminder-3") | OFFICE_AND_ABOVE),
        (date(2026, 2, 2), both("reminder-5")),
        (date(2026, 2, 3), set()),
    ],
)
def test_moved_nearer_the_newest_step_goes_out_at_once(
    town: Town, held_on: date, told_at_once: set[tuple[str, str]]
) -> None:
    town.queue_and_send(date(2026, 1, 26))
    move(town, held_on, on=date(2026, 1, 27))
    sent = sent_until(town, date(2026, 1, 28), date(2026, 2, 20))
    assert sent.get(date(2026, 1, 28), set()) == told_at_once
    every = [one for day in sent.values() for one in day]
    assert len(every) == len(set(every))


def test_a_step_that_went_out_is_not_repeated_for_a_day_that_has_passed(town: Town) -> None:
    """Moved a day nearer on the day of the reminder, which then would have been the day before."""
    sent_until(town, date(2026, 1, 20), date(2026, 1, 30))
    move(town, date(2026, 2, 3), on=date(2026, 1, 30))
    assert {row for row in town.ledger() if row[1] == "reminder-5"} == {
        (FINANCE, "reminder-5", date(2026, 2, 3), MessageState.SENT),
        (WORKS, "reminder-5", date(2026, 2, 3), MessageState.SENT),
    }
    # The reports are due on Friday 30 January now, and it is the eve on Monday.
    assert sent_until(town, date(2026, 1, 30), date(2026, 2, 20)) == {
        date(2026, 1, 30): OFFICE_AND_ABOVE,
        date(2026, 2, 2): {(DEPUTY, "executives")},
    }


def test_put_off_when_everybody_was_late_nobody_hears_of_the_same_lateness_again(town: Town) -> None:
    sent_until(town, date(2026, 1, 20), date(2026, 2, 4))
    move(town, date(2026, 2, 5), on=date(2026, 2, 4))
    assert sent_until(town, date(2026, 2, 4), date(2026, 2, 20)) == {}


def test_who_has_reported_is_left_in_peace_on_the_new_days(town: Town) -> None:
    sent_until(town, date(2026, 1, 20), date(2026, 1, 30))
    move(town, ONE_WEEK_LATER, on=date(2026, 1, 30))
    create_report(town.assignments[1], JANUARY, submitted_at=moment(date(2026, 2, 5)))
    assert town.queue_and_send(date(2026, 2, 6)) == {(FINANCE, "reminder-5")}


def test_the_sender_skips_what_was_overlooked(town: Town) -> None:
    """Whatever moves the meeting, a letter that names the old day does not go out."""
    town.queue(date(2026, 1, 30))
    db.session.get_one(Meeting, town.meeting.id).held_on = ONE_WEEK_LATER
    db.session.commit()
    waiting = messages.waiting_after(0, moment(date(2026, 1, 30)), 10)
    found = judged(town.agency_id, waiting, date(2026, 1, 30))
    assert [one.useless for one in found] == [MEETING_WAS_MOVED] * 2


def test_a_new_place_withdraws_nothing(town: Town) -> None:
    town.queue(date(2026, 1, 26))
    now = moment(date(2026, 1, 26), 14)
    with agency_scope(town.agency_id):
        set_meeting(actor_of(town.agency, town.secretary), now, HELD_ON, place="ห้องประชุม 2", meeting_id=town.meeting.id)
    assert {state for *_, state in town.ledger()} == {MessageState.WAITING}
