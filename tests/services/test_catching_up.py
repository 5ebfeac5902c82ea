"""A machine that was off, or whose clock was set: what is of use still goes out once, the rest is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import create_agency, create_day_off, create_meeting, create_report, moment
from tests.services.town import (
    BASE_URL,
    DEPUTY,
    DUE_DAY,
    EVE,
    FINANCE,
    HELD_ON,
    JANUARY,
    REMINDER_DAY,
    REQUEST_DAY,
    SECRETARY,
    WORKS,
    Town,
)
from tests.support.queries import count_queries
from tracker.domain.reminders import MACHINE_WAS_OFF, MessageState
from tracker.extensions import db
from tracker.models import Agency, Decision, DecisionDivision, Meeting, Message
from tracker.models.isolation import agency_scope
from tracker.queries.telling import LOOK_AGAIN_AFTER, agencies_to_tell
from tracker.services.closing import close_months_left_open
from tracker.services.meetings import open_windows
from tracker.services.reminding import note_idle_agencies, queue_reminders

A_DAY = timedelta(days=1)
BEFORE_THE_WINDOW = date(2026, 1, 20)
FEBRUARY = date(2026, 2, 1)
FIVE, THREE = "reminder-5", "reminder-3"


def both(step: str) -> set[tuple[str, str]]:
    return {(FINANCE, step), (WORKS, step)}


def skipped(town: Town) -> set[tuple[str, str]]:
    rows = db.session.execute(
        select(Message.to_address, Message.step).where(
            Message.state == MessageState.SKIPPED, Message.error == MACHINE_WAS_OFF
        )
    )
    return {(address, step) for address, step in rows}


def reminded_on(town: Town) -> date | None:
    at = db.session.scalar(select(Agency.reminded_at).where(Agency.id == town.agency_id))
    return at.date() if at else None


def create_order(town: Town) -> DecisionDivision:
    with agency_scope(town.agency_id):
        decision = Decision(
            meeting_id=town.meeting.id,
            measure_id=town.assignments[0].measure_id,
            text="ให้เร่งรัด",
            recorded_at=moment(HELD_ON),
            recorded_by_id=town.secretary.id,
        )
        db.session.add(decision)
        db.session.flush()
        order = DecisionDivision(decision_id=decision.id, division_id=town.finance.id)
        db.session.add(order)
        db.session.commit()
    return order


@pytest.mark.parametrize(
    ("last_seen", "back_on", "sent", "missed"),
    [
        # Two days and a day off: nothing was overtaken.
        (date(2026, 1, 25), date(2026, 1, 28), both("request"), set()),
        # Over the first reminder: the request is overtaken, the reminder of Friday is due on Friday.
        (date(2026, 1, 25), REMINDER_DAY, both(FIVE), both("request")),
        (date(2026, 1, 25), DUE_DAY, both(THREE) | {(SECRETARY, "missing"), (DEPUTY, "escalation")}, None),
        (REQUEST_DAY, DUE_DAY, both(THREE) | {(SECRETARY, "missing"), (DEPUTY, "escalation")}, both(FIVE)),
        # On the day of the meeting the lists are still of use, the reminders are not.
        (
            REQUEST_DAY,
            HELD_ON,
            {(SECRETARY, "missing"), (DEPUTY, "escalation"), (DEPUTY, "executives")},
            both(FIVE) | both(THREE),
        ),
        # The meeting was held meanwhile.
        (
            DUE_DAY,
            date(2026, 2, 5),
            set(),
            {(DEPUTY, "executives")},
        ),
        (
            BEFORE_THE_WINDOW,
            date(2026, 2, 12),
            set(),
            both("request")
            | both(FIVE)
            | both(THREE)
            | {(SECRETARY, "missing"), (DEPUTY, "escalation"), (DEPUTY, "executives")},
        ),
    ],
)
def test_what_is_of_use_goes_out_once_and_the_rest_is_written_down(
    town: Town, last_seen: date, back_on: date, sent: set[tuple[str, str]], missed: set[tuple[str, str]] | None
) -> None:
    town.queue_and_send(last_seen)
    assert town.queue_and_send(back_on) == sent
    assert skipped(town) == (both("request") | both(FIVE) if missed is None else missed)
    assert town.queue_and_send(back_on) == set()
    assert reminded_on(town) == back_on


def test_off_for_three_days_over_the_new_year(town: Town) -> None:
    """The office works again on Monday 4 January; the reports are due on that day."""
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        create_day_off(town.agency, day)
    create_meeting(town.agency, date(2027, 1, 6), date(2026, 12, 1))
    assert town.queue_and_send(date(2026, 12, 30)) == both("request")
    assert town.queue_and_send(date(2027, 1, 2)) == set()
    assert town.queue_and_send(date(2027, 1, 4)) == both(THREE) | {(SECRETARY, "missing"), (DEPUTY, "escalation")}
    assert skipped(town) == set()  # The first reminder would have been due on the same Monday.


def test_off_for_a_month_the_next_months_round_goes_on_and_the_closed_one_is_written_down(town: Town) -> None:
    create_meeting(town.agency, date(2026, 3, 4), FEBRUARY)
    back_on = date(2026, 2, 27)
    with agency_scope(town.agency_id):
        open_windows(town.agency_id, moment(REQUEST_DAY))
    town.queue_and_send(REQUEST_DAY)
    with agency_scope(town.agency_id):
        close_months_left_open(moment(back_on))
    assert db.session.scalar(select(Meeting.closed_at).where(Meeting.month == JANUARY)) is not None
    assert town.queue_and_send(back_on) == both(FIVE)
    february = {(WORKS, "request"), (FINANCE, "request")}
    office = {(SECRETARY, "missing"), (SECRETARY, "preflight"), (DEPUTY, "escalation"), (DEPUTY, "executives")}
    assert skipped(town) == both(FIVE) | both(THREE) | office | february
    # The round goes on as if nothing had been.
    assert town.queue_and_send(date(2026, 3, 2)) == both(THREE) | {(SECRETARY, "missing"), (DEPUTY, "escalation")}


def test_nobody_is_written_down_as_missed_who_has_reported_since(town: Town) -> None:
    town.queue_and_send(REQUEST_DAY)
    create_report(town.assignments[1], JANUARY, submitted_at=moment(date(2026, 2, 6)))
    town.queue(date(2026, 2, 9))
    assert {step for _, step in skipped(town)} == {FIVE, THREE, "missing", "escalation", "executives"}
    assert (WORKS, THREE) not in skipped(town)


def test_an_agency_that_begins_in_mid_month_has_missed_nothing(town: Town) -> None:
    assert town.queue_and_send(DUE_DAY) == both(THREE) | {(SECRETARY, "missing"), (DEPUTY, "escalation")}
    assert skipped(town) == set()


def test_a_meeting_set_late_has_missed_nothing_while_the_machine_was_on(town: Town) -> None:
    meeting = db.session.get_one(Meeting, town.meeting.id)
    meeting.held_on, meeting.month = date(2027, 1, 6), date(2026, 12, 1)
    db.session.commit()
    note_idle_agencies(moment(date(2026, 2, 1)))
    create_meeting(town.agency, HELD_ON, JANUARY)
    assert town.queue_and_send(DUE_DAY) == both(THREE) | {(SECRETARY, "missing"), (DEPUTY, "escalation")}
    assert skipped(town) == set()


@pytest.mark.parametrize("back", [1, 31])
@pytest.mark.parametrize("until", [REQUEST_DAY, REMINDER_DAY, DUE_DAY, EVE, HELD_ON])
def test_a_clock_that_is_set_back_tells_nobody_twice(town: Town, back: int, until: date) -> None:
    day = BEFORE_THE_WINDOW
    everything = [one for number in range((until - day).days + 1) for one in town.queue_and_send(day + number * A_DAY)]
    assert len(everything) == len(set(everything))
    told = set(everything)
    for number in range(-back, 20):
        now = until + number * A_DAY
        found = town.queue_and_send(now)
        assert not found & told, now
        told |= found
        assert reminded_on(town) == max(until, now)
    every = both("request") | both(FIVE) | both(THREE)
    assert told == every | {(SECRETARY, "missing"), (DEPUTY, "escalation"), (DEPUTY, "executives")}
    assert skipped(town) == set()


def test_who_has_nothing_to_tell_is_passed_by_and_still_noted(town: Town) -> None:
    idle = create_agency(slug="idle")
    today = moment(REQUEST_DAY)
    assert agencies_to_tell(today) == [town.agency_id]
    queue_reminders(town.agency_id, today, BASE_URL)
    note_idle_agencies(today)
    assert db.session.scalars(select(Agency.reminded_at)).all() == [today, today]
    note_idle_agencies(moment(REQUEST_DAY, 15))
    assert db.session.scalar(select(Agency.reminded_at).where(Agency.id == idle.id)) == today


def test_an_agency_that_was_looked_at_a_short_while_ago_is_passed_by(town: Town) -> None:
    looked_at = moment(REQUEST_DAY)
    queue_reminders(town.agency_id, looked_at, BASE_URL)
    assert agencies_to_tell(looked_at + LOOK_AGAIN_AFTER - timedelta(seconds=1)) == []
    assert agencies_to_tell(looked_at + LOOK_AGAIN_AFTER) == [town.agency_id]
    assert agencies_to_tell(looked_at - timedelta(seconds=1)) == [town.agency_id]  # The clock was set back.


def test_an_agency_whose_look_failed_is_not_taken_for_looked_at(town: Town) -> None:
    note_idle_agencies(moment(REQUEST_DAY))
    assert reminded_on(town) is None


def test_a_meeting_held_while_the_machine_was_off_brings_the_agency_back_into_sight(town: Town) -> None:
    queue_reminders(town.agency_id, moment(DUE_DAY), BASE_URL)
    assert agencies_to_tell(moment(date(2026, 2, 9))) == [town.agency_id]
    queue_reminders(town.agency_id, moment(date(2026, 2, 9)), BASE_URL)
    assert agencies_to_tell(moment(date(2026, 2, 10))) == []


def test_orders_without_an_answer_keep_an_agency_in_sight(town: Town) -> None:
    day = moment(date(2026, 2, 10))
    note_idle_agencies(day - A_DAY)
    assert agencies_to_tell(day) == []
    order = create_order(town)
    assert agencies_to_tell(day) == [town.agency_id]
    order.answered_at = day
    db.session.commit()
    assert agencies_to_tell(day) == []


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 2, 5), date(2026, 2, 20)])
def test_where_nothing_is_due_a_look_costs_next_to_nothing(town: Town, day: date) -> None:
    with count_queries() as statements:
        town.queue(day)
    assert len(statements) <= 5, statements
