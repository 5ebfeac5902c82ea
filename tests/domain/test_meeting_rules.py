from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.errors import Refusal
from tracker.domain.fiscal_year import add_months, month_of, months_between
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import (
    EVERY_MONTH,
    HIGHEST_PLACE,
    LAST,
    MeetingRule,
    RuleKind,
    day_in,
    month_heard_by,
    own_day,
    rule_days,
    rule_from,
)
from tracker.domain.reporting_cycle import first_month_heard
from tracker.services.setup import known_days_off

FIRST_YEAR, LAST_YEAR = 2021, 2040
HOLIDAYS = frozenset(known_days_off(range(FIRST_YEAR - 1, LAST_YEAR + 2)))
MONTHS = [date(year, number, 1) for year in range(FIRST_YEAR, LAST_YEAR + 1) for number in range(1, 13)]
QUARTERS = frozenset({1, 4, 7, 10})

SONGKRAN = [date(2026, 4, day) for day in (13, 14, 15)]

rules = st.one_of(
    st.builds(
        MeetingRule,
        st.just(RuleKind.WEEKDAY),
        st.sampled_from([1, 2, 3, 4, LAST]),
        st.integers(0, 6),
        st.frozensets(st.integers(1, 12), min_size=1),
    ),
    st.builds(MeetingRule, st.just(RuleKind.DAY), st.integers(1, 31), months=st.just(EVERY_MONTH)),
    st.builds(
        MeetingRule,
        st.just(RuleKind.WORKING_DAY),
        st.sampled_from([*range(1, 11), LAST]),
        months=st.frozensets(st.integers(1, 12), min_size=1),
    ),
)


@pytest.mark.parametrize(
    "text, month, days_off, moves_to, held_on",
    [
        ("1 wed", "2026-02", [], MovesTo.LATER, "2026-02-04"),
        ("1 wed", "2026-07", [], MovesTo.LATER, "2026-07-01"),
        ("last fri", "2026-01", [], MovesTo.LATER, "2026-01-30"),
        ("4 mon", "2026-02", [], MovesTo.LATER, "2026-02-23"),
        ("day 5", "2026-02", [], MovesTo.LATER, "2026-02-05"),
        pytest.param("day 5", "2026-04", [], MovesTo.LATER, "2026-04-06", id="a Sunday, later"),
        pytest.param("day 5", "2026-04", [], MovesTo.EARLIER, "2026-04-03", id="a Sunday, earlier"),
        pytest.param("day 31", "2026-02", [], MovesTo.EARLIER, "2026-02-27", id="a short month, earlier"),
        pytest.param("day 31", "2026-02", [], MovesTo.LATER, "2026-03-02", id="a short month, out of it"),
        pytest.param("day 1", "2026-02", [], MovesTo.EARLIER, "2026-01-30", id="out of the month, earlier"),
        pytest.param("2 tue", "2026-04", SONGKRAN, MovesTo.LATER, "2026-04-16", id="over the long holiday"),
        pytest.param("2 tue", "2026-04", SONGKRAN, MovesTo.EARLIER, "2026-04-10", id="before the long holiday"),
        ("workday 1", "2026-01", [date(2026, 1, 1), date(2026, 1, 2)], MovesTo.LATER, "2026-01-05"),
        ("workday last", "2026-05", [], MovesTo.LATER, "2026-05-29"),
        ("1 wed of 1,4,7,10", "2026-04", [], MovesTo.LATER, "2026-04-01"),
    ],
)
def test_it_names_the_working_day(text: str, month: str, days_off: list[date], moves_to: MovesTo, held_on: str) -> None:
    rule = rule_from(text)
    assert rule is not None
    assert day_in(rule, date.fromisoformat(f"{month}-01"), days_off, moves_to) == date.fromisoformat(held_on)


def test_it_names_no_day_in_other_months() -> None:
    rule = MeetingRule(RuleKind.WEEKDAY, 1, 2, QUARTERS)
    assert [day_in(rule, date(2026, month, 1), [], MovesTo.LATER) is not None for month in range(1, 13)] == [
        month in QUARTERS for month in range(1, 13)
    ]


def test_a_month_of_holidays_leaves_its_end_and_moves_out_of_it() -> None:
    rule = MeetingRule(RuleKind.WORKING_DAY, 3)
    all_off = [date(2026, 4, 1) + timedelta(days=days) for days in range(30)]
    assert own_day(rule, date(2026, 4, 1), all_off) == date(2026, 4, 30)
    assert day_in(rule, date(2026, 4, 1), all_off, MovesTo.LATER) == date(2026, 5, 1)
    two_left = [day for day in all_off if day.day not in (7, 8)]
    assert own_day(rule, date(2026, 4, 1), two_left) == date(2026, 4, 8)


@pytest.mark.parametrize(
    "text, heard",
    [
        ("1 wed", "before"),
        ("2 fri", "before"),
        ("3 wed", "own"),
        ("4 mon", "own"),
        ("last mon", "own"),
        ("day 1", "before"),
        ("day 15", "before"),
        ("day 16", "own"),
        ("day 31", "own"),
        ("workday 1", "before"),
        ("workday 10", "before"),
        ("workday last", "own"),
    ],
)
def test_the_rule_says_which_month_is_heard(text: str, heard: str) -> None:
    rule = rule_from(text)
    assert rule is not None
    month = date(2026, 3, 1)
    assert month_heard_by(rule, month) == {"before": date(2026, 2, 1), "own": month}[heard]


def test_a_meeting_that_a_holiday_pushes_out_of_its_month_hears_what_it_would_have() -> None:
    rule = MeetingRule(RuleKind.DAY, 31)
    [found] = rule_days(rule, MovesTo.LATER, date(2026, 2, 2), date(2026, 2, 2), [])
    assert (found.named_on, found.held_on, found.month) == (date(2026, 1, 31), date(2026, 2, 2), date(2026, 1, 1))


@given(rules)
def test_a_rule_is_read_back_as_it_was_written(rule: MeetingRule) -> None:
    assert rule_from(str(rule)) == rule
    assert len(str(rule)) <= 60


@pytest.mark.parametrize(
    "text",
    [
        "5 wed",
        "0 wed",
        "wed",
        "day 0",
        "day 32",
        "day last",
        "workday 11",
        "1 wed of 13",
        "1 wed of 0",
        "1 wed of ",
        "x",
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        rule_from(text)


def test_without_a_text_there_is_no_rule() -> None:
    assert rule_from("") is None


def read_by_hand(rule: MeetingRule, month: date, days_off: Collection[date], step: int) -> date:
    """Walks through the calendar a day at a time, as somebody does with a pencil."""
    inside = [month + timedelta(days=n) for n in range(31) if (month + timedelta(days=n)).month == month.month]
    if rule.kind is RuleKind.DAY:
        day = inside[-1] if rule.place > len(inside) else inside[rule.place - 1]
    else:
        fitting = [
            one
            for one in inside
            if (
                one.weekday() == rule.weekday
                if rule.kind is RuleKind.WEEKDAY
                else one.weekday() not in (5, 6) and one not in days_off
            )
        ]
        day = fitting[-1] if rule.place == LAST else fitting[rule.place - 1]
    while day.weekday() in (5, 6) or day in days_off:
        day += timedelta(days=step)
    return day


@settings(max_examples=60)
@given(rules, st.frozensets(st.sampled_from(MONTHS).map(lambda month: month + timedelta(days=6)), max_size=40))
def test_it_agrees_with_the_calendar_for_twenty_years(rule: MeetingRule, decreed: frozenset[date]) -> None:
    days_off = HOLIDAYS | decreed
    for moves_to, step in ((MovesTo.LATER, 1), (MovesTo.EARLIER, -1)):
        expected = [
            read_by_hand(rule, month, days_off, step) if month.month in rule.months else None for month in MONTHS
        ]
        assert [day_in(rule, month, days_off, moves_to) for month in MONTHS] == expected


@settings(max_examples=60)
@given(rules, st.sampled_from(MovesTo))
def test_each_meeting_comes_once_on_a_working_day_and_hears_a_month_of_its_own(
    rule: MeetingRule, moves_to: MovesTo
) -> None:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    found = list(rule_days(rule, moves_to, first, last, HOLIDAYS))
    days, months = [one.held_on for one in found], [one.month for one in found]
    assert days == sorted(set(days))
    assert not [day for day in days if day.weekday() > 4 or day in HOLIDAYS]
    assert months == sorted(set(months))
    assert all(month <= day for month, day in zip(months, days, strict=True))
    if rule.months == EVERY_MONTH:
        assert months == [add_months(months[0], n) for n in range(len(months))], "no month is passed over"
        assert {month_of(day) for day in days} >= set(MONTHS[1:-1]) or rule.kind is not RuleKind.WORKING_DAY


@settings(max_examples=60)
@given(rules, st.sampled_from(MovesTo), st.frozensets(st.integers(0, 12), max_size=4))
def test_whatever_the_rule_and_whatever_is_called_off_no_month_is_lost(
    rule: MeetingRule, moves_to: MovesTo, called_off: frozenset[int]
) -> None:
    """Every month from the first meeting to the last belongs to exactly one, unless there was none for a year."""
    days = list(rule_days(rule, moves_to, date(FIRST_YEAR, 1, 1), date(FIRST_YEAR + 3, 12, 31), HOLIDAYS))
    heard = [one.month for place, one in enumerate(days) if place not in called_off]
    covered = [
        month
        for before, month_heard in pairwise(heard)
        for month in months_between(first_month_heard(month_heard, before), month_heard)
    ]
    assert covered == sorted(set(covered))
    if all((later - earlier).days <= 366 for earlier, later in pairwise(heard)):
        assert covered == (months_between(add_months(heard[0], 1), heard[-1]) if heard else [])


def test_every_kind_has_its_highest_place() -> None:
    assert HIGHEST_PLACE.keys() == set(RuleKind)
