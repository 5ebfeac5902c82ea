"""What moved since the month before, by the lines of the two papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.whole_months import FULL_MONTH
from tracker.domain.progress import Health, Progress
from tracker.reports.month_changes import MonthsLines, changes_between
from tracker.reports.values import ChangeLine, DivisionLine, MeasureLine, Stand

MEASURE = FULL_MONTH.measures[0]
FINANCE, WORKS = MEASURE.reports


def month(*measures: MeasureLine, year: int = 2569) -> MonthsLines:
    return MonthsLines(year, measures)


def with_reports(*reports: DivisionLine, **changed: Any) -> MeasureLine:
    return replace(MEASURE, reports=reports, **changed)


def told(found: tuple[ChangeLine, ...]) -> list[tuple[str, str, int | None, int | None]]:
    return [(line.measure, line.division, percent(line.before), percent(line.after)) for line in found]


def percent(stand: Stand | None) -> int | None:
    return stand.percent if stand else None


def test_what_stands_as_it_stood_is_not_told() -> None:
    other_words = replace(FINANCE, done_text="เขียนใหม่ทั้งหมด", evidence=9, answer=None)
    assert changes_between(month(MEASURE), month(with_reports(other_words, WORKS))) == ()


def test_a_division_that_moved_is_told_with_both_sides() -> None:
    moved = replace(FINANCE, percent=80, progress=Progress.DONE, health=None)
    [found] = changes_between(month(MEASURE), month(with_reports(moved, WORKS)))
    assert (found.title, found.division) == ("จัดอบรม", "กองคลัง")
    assert found.before == Stand(Progress.IN_PROGRESS, Health.BLOCKED, 75)
    assert found.after == Stand(Progress.DONE, None, 80)


def test_health_alone_is_a_change() -> None:
    late = replace(WORKS, health=Health.OVERDUE)
    assert told(changes_between(month(MEASURE), month(with_reports(FINANCE, late)))) == [("1", "กองช่าง", 0, 0)]


def test_a_division_that_came_to_a_measure_is_new() -> None:
    assert told(changes_between(month(with_reports(FINANCE)), month(MEASURE))) == [("1", "กองช่าง", None, 0)]


def test_what_is_followed_no_more_is_told_unless_it_was_over() -> None:
    over = replace(FINANCE, progress=Progress.DONE)
    assert told(changes_between(month(MEASURE), month(with_reports(WORKS)))) == [("1", "กองคลัง", 75, None)]
    assert changes_between(month(with_reports(over, WORKS)), month(with_reports(WORKS))) == ()


def test_the_first_month_of_a_new_plan_does_not_tell_every_line_as_new() -> None:
    carried_over = with_reports(replace(FINANCE, percent=80), WORKS)
    of_new_plan = replace(MEASURE, fiscal_year=2570)
    found = changes_between(month(MEASURE), month(of_new_plan, carried_over, year=2570))
    assert told(found) == [("1", "กองคลัง", 75, 80)]


def test_measures_of_one_number_are_told_apart_by_their_order() -> None:
    twin = with_reports(replace(FINANCE, percent=10), title="จัดอบรมรุ่นสอง")
    moved = replace(twin, reports=(replace(FINANCE, percent=20),))
    [found] = changes_between(month(MEASURE, twin), month(MEASURE, moved))
    assert (found.title, percent(found.before)) == ("จัดอบรมรุ่นสอง", 10)


def test_a_measure_that_no_division_answers_for_is_told_by_itself() -> None:
    nobody, done = with_reports(), with_reports(progress=Progress.CANCELLED, health=None, percent=0.0)
    assert told(changes_between(month(nobody), month(done))) == [("1", "", 38, 0)]
