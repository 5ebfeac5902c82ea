from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.cycle_moves import CycleDay, Fate, step_days, step_moves
from tracker.domain.reporting_cycle import CycleSettings

SETTINGS = CycleSettings()
#: Both Wednesdays.
FEBRUARY_4, FEBRUARY_11 = date(2026, 2, 4), date(2026, 2, 11)


def test_the_steps_of_a_month_come_in_order_with_the_orders_after_it() -> None:
    steps = step_days(FEBRUARY_4, SETTINGS, [])
    assert [(step.kind, step.on.isoformat()) for step in steps] == [
        (CycleDay.OPENS, "2026-01-25"),
        (CycleDay.REQUEST, "2026-01-26"),
        (CycleDay.REMINDER, "2026-01-30"),
        (CycleDay.REMINDER, "2026-02-02"),
        (CycleDay.DUE, "2026-02-02"),
        (CycleDay.PRE_READ, "2026-02-02"),
        (CycleDay.EVE, "2026-02-03"),
        (CycleDay.MEETING, "2026-02-04"),
        (CycleDay.ORDERS, "2026-02-05"),
    ]


def test_the_orders_wait_for_a_working_day() -> None:
    assert step_days(date(2026, 2, 6), SETTINGS, [date(2026, 2, 9)])[-1].on == date(2026, 2, 10)


@pytest.mark.parametrize(
    "today, fates",
    [
        ("2026-01-20", "moves moves moves moves moves moves moves moves moves"),
        ("2026-01-25", "stays moves moves moves moves moves moves moves moves"),
        ("2026-01-30", "stays stays again moves moves moves moves moves moves"),
        ("2026-02-03", "stays stays again again again again again moves moves"),
        ("2026-02-06", "stays stays stays again again again again moves again"),
    ],
)
def test_moved_a_week_later_what_has_happened_once_stays(today: str, fates: str) -> None:
    moves = step_moves(
        step_days(FEBRUARY_4, SETTINGS, []), step_days(FEBRUARY_11, SETTINGS, []), date.fromisoformat(today)
    )
    assert " ".join(move.fate for move in moves) == fates


def test_brought_forward_what_is_overtaken_is_done_at_once() -> None:
    moves = step_moves(step_days(FEBRUARY_11, SETTINGS, []), step_days(FEBRUARY_4, SETTINGS, []), date(2026, 1, 31))
    assert [(move.kind, move.fate) for move in moves][:4] == [
        (CycleDay.OPENS, Fate.AT_ONCE),
        (CycleDay.REQUEST, Fate.AT_ONCE),
        (CycleDay.REMINDER, Fate.AT_ONCE),
        (CycleDay.REMINDER, Fate.MOVES),
    ]


def test_a_reminder_may_come_and_go() -> None:
    two, three = CycleSettings(), CycleSettings(reminder_days_before=(7, 5, 3))
    before, after = step_days(FEBRUARY_4, two, []), step_days(FEBRUARY_4, three, [])
    assert [move.fate for move in step_moves(before, after, date(2026, 1, 20)) if move.changes] == [Fate.NEW]
    assert [move.fate for move in step_moves(after, before, date(2026, 1, 20)) if move.changes] == [Fate.LEFT_OUT]
    assert not [move for move in step_moves(after, before, FEBRUARY_4) if move.changes]


def test_an_agency_that_sends_no_papers_has_no_day_for_them() -> None:
    silent = step_days(FEBRUARY_4, CycleSettings(sends_pre_read=False), [])
    assert CycleDay.PRE_READ not in {step.kind for step in silent}
    [move] = [
        move for move in step_moves(silent, step_days(FEBRUARY_4, SETTINGS, []), date(2026, 1, 20)) if move.changes
    ]
    assert (move.kind, move.fate) == (CycleDay.PRE_READ, Fate.NEW)


def test_without_a_change_everything_is_the_same() -> None:
    steps = step_days(FEBRUARY_4, SETTINGS, [])
    assert {move.fate for move in step_moves(steps, steps, FEBRUARY_4)} == {Fate.SAME}


def test_what_was_sent_is_not_sent_again_because_the_days_before_it_change() -> None:
    """The list of the missing went out on 2 February; the meeting keeps its day."""
    later = CycleSettings(due_days_before=1)
    before, after = step_days(FEBRUARY_4, SETTINGS, []), step_days(FEBRUARY_4, later, [])
    fates = {move.kind: move.fate for move in step_moves(before, after, date(2026, 2, 2))}
    assert fates[CycleDay.DUE] is Fate.STAYS
