from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_planning import (
    MEETINGS_AHEAD,
    AgencyRule,
    Planning,
    StandingMeeting,
    plan_by_rule,
)
from tracker.domain.meeting_rules import MeetingRule, rule_from
from tracker.domain.reporting_cycle import CycleSettings

TODAY = date(2026, 1, 20)


def month(number: int, year: int = 2026) -> date:
    return date(year, number, 1)


def rule(text: str = "1 wed", days_off: Sequence[date] = ()) -> AgencyRule:
    read = rule_from(text)
    assert read is not None
    return AgencyRule(read, MovesTo.LATER, CycleSettings(), days_off)


def plan(
    text: str = "1 wed",
    meetings: Sequence[StandingMeeting] = (),
    called_off: Sequence[date] = (),
    today: date = TODAY,
    days_off: Sequence[date] = (),
) -> Planning:
    return plan_by_rule(rule(text, days_off), today, meetings, called_off)


def days(planning: Planning) -> list[str]:
    return [day.held_on.isoformat() for day in planning.new]


def test_the_coming_meetings_are_there_ahead_of_time() -> None:
    planning = plan()
    assert days(planning) == ["2026-02-04", "2026-03-04", "2026-04-01"]
    assert [day.month for day in planning.new] == [month(1), month(2), month(3)]


def test_meetings_by_the_quarter_are_there_too() -> None:
    assert days(plan("1 wed of 1,4,7,10")) == ["2026-04-01", "2026-07-01", "2026-10-07"]


def test_a_meeting_in_more_than_a_year_waits() -> None:
    assert days(plan("1 wed of 1")) == ["2027-01-06"]


@pytest.mark.parametrize("today, first", [("2026-02-02", "2026-02-04"), ("2026-02-03", "2026-03-04")])
def test_a_meeting_whose_reports_would_be_late_at_once_is_left_to_the_office(today: str, first: str) -> None:
    assert days(plan(today=date.fromisoformat(today)))[0] == first


def test_a_meeting_of_the_office_stays_and_counts() -> None:
    by_hand = StandingMeeting(1, month(2), date(2026, 3, 6), follows=False)
    assert plan(meetings=[by_hand]) == Planning(new=tuple(one for one in plan().new if one.month != month(2)))


def test_a_meeting_that_the_office_put_off_counts_too() -> None:
    put_off = StandingMeeting(1, month(1), date(2026, 2, 10), follows=False)
    assert days(plan(meetings=[put_off], today=date(2026, 2, 5))) == ["2026-03-04", "2026-04-01"]


def test_a_month_that_was_heard_is_not_heard_again() -> None:
    held = StandingMeeting(1, month(1), date(2026, 1, 16), follows=False)
    assert days(plan(meetings=[held])) == ["2026-03-04", "2026-04-01", "2026-05-06"]


def test_a_meeting_of_the_rule_moves_with_it() -> None:
    there = [StandingMeeting(n, month(n), date(2026, n + 1, 4), follows=True) for n in (1, 2)]
    planning = plan("2 wed", there)
    assert [(id_, day.held_on.isoformat()) for id_, day in planning.moved] == [(1, "2026-02-11"), (2, "2026-03-11")]
    assert days(planning) == ["2026-04-08"]


def test_a_new_day_off_moves_it_alone() -> None:
    there = [StandingMeeting(n, one.month, one.held_on, follows=True) for n, one in enumerate(plan().new)]
    planning = plan(meetings=there, days_off=[date(2026, 3, 4)])
    assert [(id_, day.held_on.isoformat()) for id_, day in planning.moved] == [(1, "2026-03-05")]
    assert (planning.new, planning.dropped) == ((), ())


def test_what_the_rule_no_longer_names_is_dropped() -> None:
    there = [StandingMeeting(n, month(n), date(2026, n + 1, 4), follows=True) for n in (1, 2, 3)]
    planning = plan("1 wed of 1,4,7,10", there)
    assert planning.dropped == (1, 2)
    assert [day.held_on.isoformat() for _, day in planning.moved] == ["2026-04-01"]


def test_what_was_called_off_is_not_made_anew() -> None:
    assert days(plan(called_off=[month(2)])) == ["2026-02-04", "2026-04-01", "2026-05-06"]


@pytest.mark.parametrize("held_on", ["2026-04-01", "2026-04-20"])
def test_no_meeting_of_the_rule_overtakes_one_of_the_office(held_on: str) -> None:
    late = StandingMeeting(1, month(2), date.fromisoformat(held_on), follows=False)
    assert "2026-04-01" not in days(plan(meetings=[late]))


@given(
    st.sampled_from(
        ["1 wed", "3 wed", "last fri", "day 31", "day 1", "workday 1", "workday last", "2 mon of 2,5,8,11"]
    ),
    st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    st.frozensets(st.integers(0, 400), max_size=30),
    st.sampled_from(MovesTo),
)
def test_asked_again_it_changes_nothing(text: str, today: date, off: frozenset[int], moves_to: MovesTo) -> None:
    read = rule_from(text)
    assert isinstance(read, MeetingRule)
    by = AgencyRule(read, moves_to, CycleSettings(), [today + timedelta(days=days) for days in off])
    first = plan_by_rule(by, today, [], [])
    there = [StandingMeeting(n, one.month, one.held_on, follows=True) for n, one in enumerate(first.new)]
    assert 2 <= len(there) <= MEETINGS_AHEAD
    assert plan_by_rule(by, today, there, []) == Planning()
