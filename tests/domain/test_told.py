from __future__ import annotations

from datetime import date, datetime

import pytest

from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.reminders import Channel, MessageKind, MessageState, Step
from tracker.domain.told import LedgerEntry, Told

FRIDAY, MONDAY = date(2026, 1, 30), date(2026, 2, 2)
HELD_ON = date(2026, 2, 4)
STEP = Step(MessageKind.REMINDER, "reminder-5", HELD_ON, FRIDAY, FRIDAY)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=BANGKOK)


def entry(
    state: MessageState,
    kind: MessageKind = MessageKind.REMINDER,
    queued_on: date = FRIDAY,
    finished_on: date | None = None,
    user_id: int | None = 11,
    planned_for: date | None = HELD_ON,
) -> LedgerEntry:
    finished_at = at(finished_on) if finished_on else None
    account_id = None if user_id else 3
    return LedgerEntry(
        1, 7, kind, "reminder-5", planned_for, user_id, account_id, Channel.EMAIL, state, at(queued_on), finished_at
    )


@pytest.mark.parametrize(
    ("found", "gap_days", "rests"),
    [
        (entry(MessageState.SENT, finished_on=FRIDAY), 3, False),
        (entry(MessageState.SENT, finished_on=FRIDAY), 4, True),
        (entry(MessageState.SENT, finished_on=MONDAY), 1, True),
        (entry(MessageState.SENT, finished_on=MONDAY), 0, False),
        (entry(MessageState.UNCONFIRMED, finished_on=MONDAY), 1, True),
        (entry(MessageState.SENDING), 1, True),
        (entry(MessageState.GIVEN_UP, finished_on=MONDAY), 9, False),
        (entry(MessageState.SKIPPED, finished_on=MONDAY), 9, False),
        (entry(MessageState.WAITING), 9, False),  # The newer one takes its place.
        (entry(MessageState.WAITING, queued_on=MONDAY), 1, True),  # Sent again by hand
        (entry(MessageState.WAITING, MessageKind.NUDGE), 1, True),
        (entry(MessageState.SENT, MessageKind.NUDGE, finished_on=MONDAY), 1, True),
        (entry(MessageState.SENT, MessageKind.MISSING_LIST, finished_on=MONDAY), 9, False),
        (entry(MessageState.SENT, MessageKind.ORDERS, finished_on=MONDAY), 9, False),
        (entry(MessageState.SENT, finished_on=date(2026, 2, 3)), 1, False),  # The clock was set back.
        (entry(MessageState.SENT, finished_on=MONDAY, user_id=12), 9, False),
    ],
)
def test_between_two_requests_lies_the_gap(found: LedgerEntry, gap_days: int, rests: bool) -> None:
    assert Told([found]).was_asked_lately(7, "11", gap_days, MONDAY) is rests
    assert not Told([found]).was_asked_lately(8, "11", gap_days, MONDAY)


def test_a_group_is_a_reader_of_its_own() -> None:
    told = Told([entry(MessageState.SENT, finished_on=MONDAY, user_id=None)])
    assert told.was_asked_lately(7, "a3", 1, MONDAY)
    assert told.states_of(7, STEP, "a3") == {Channel.EMAIL: MessageState.SENT}
    assert told.states_of(7, STEP, "11") == {}


def test_what_was_told_for_another_day_of_the_meeting_is_another_round() -> None:
    told = Told([entry(MessageState.SENT, planned_for=date(2026, 2, 11))])
    assert told.states_of(7, STEP, "11") == {}
