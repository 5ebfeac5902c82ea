from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from tests.factories import moment
from tracker.domain.timetable import RunState
from tracker.extensions import db
from tracker.models import JobRun
from tracker.models.isolation import all_agencies
from tracker.queries import job_runs as queries
from tracker.services.job_runs import Outcome, RunRecord, forget_old_runs

NINE = moment(date(2026, 2, 2))
A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)
NOTHING, SOMETHING = Outcome(), Outcome(done=3)


@pytest.fixture(autouse=True)
def _in_the_app(app: Flask) -> Iterator[None]:
    with app.app_context(), all_agencies():
        yield


def run(minute: int, outcome: Outcome = NOTHING, process: str = "pc:1", job: str = "open_windows") -> None:
    """That took a minute."""
    record = RunRecord(job, process, NINE + minute * A_MINUTE)
    record.end(NINE + (minute + 1) * A_MINUTE, outcome)


def kept() -> list[tuple[str, int, int, int]]:
    """Of each row the process, how many runs it stands for, how many things were done, the minute of its end."""
    db.session.expire_all()
    rows = db.session.scalars(select(JobRun).order_by(JobRun.id))
    return [(row.process, row.runs, row.done, int((row.ended_at - NINE) / A_MINUTE)) for row in rows if row.ended_at]


def test_runs_with_nothing_to_do_are_counted_into_one_row() -> None:
    for minute in range(5):
        run(minute)
    assert kept() == [("pc:1", 5, 0, 5)]


@pytest.mark.parametrize(
    "outcome", [SOMETHING, Outcome(failures={1: "ValueError: no plan"}), Outcome(error="OSError: disk full")]
)
def test_a_run_that_did_something_or_failed_has_a_row_of_its_own(outcome: Outcome) -> None:
    for minute, each in enumerate([NOTHING, NOTHING, outcome, NOTHING, NOTHING]):
        run(minute, each)
    assert [runs for _, runs, _, _ in kept()] == [2, 1, 2]


def test_another_process_or_job_begins_a_stretch_of_its_own() -> None:
    run(0)
    run(1, job="close_months")
    run(2, process="pc:2")
    run(3)
    assert [(process, runs) for process, runs, _, _ in kept()] == [("pc:1", 1), ("pc:1", 1), ("pc:2", 1), ("pc:1", 1)]


def test_a_clock_set_back_begins_a_new_stretch() -> None:
    for minute in (100, 0, 1):
        run(minute)
    assert kept() == [("pc:1", 1, 0, 101), ("pc:1", 2, 0, 2)]


def test_a_run_that_was_killed_shows_once_another_began() -> None:
    RunRecord("open_windows", "pc:1", NINE)
    assert [row.state for row in queries.run_rows(1, NINE + AN_HOUR, 10)] == [RunState.RUNNING]
    run(1, process="pc:2")
    assert [row.state for row in queries.run_rows(1, NINE + AN_HOUR, 10)] == [RunState.NOTHING, RunState.CUT_OFF]


def test_the_failure_of_another_agency_is_counted_and_not_told() -> None:
    run(0, Outcome(failures={1: "ValueError: its own words", 2: "KeyError: a secret"}))
    [mine], [foreign], [third] = (queries.run_rows(agency_id, NINE + AN_HOUR, 10) for agency_id in (1, 2, 3))
    assert (mine.own_failure, mine.others_failed, mine.state) == ("ValueError: its own words", 1, RunState.FAILED)
    assert (foreign.own_failure, foreign.others_failed) == ("KeyError: a secret", 1)
    assert (third.own_failure, third.others_failed, third.state) == ("", 2, RunState.NOTHING)


@pytest.mark.parametrize(
    ("minute", "last_sign"), [(0, NINE + A_MINUTE), (1000, NINE + A_MINUTE), (-1000, NINE - 999 * A_MINUTE)]
)
def test_what_was_written_before_the_clock_was_set_back_is_no_sign_of_life(minute: int, last_sign: datetime) -> None:
    run(minute, process="pc:2", job="send_messages")
    if minute > 0:
        run(0)
    life = queries.life(NINE + 2 * A_MINUTE)
    assert life.last_sign_at == last_sign
    assert life.is_silent(NINE, AN_HOUR) == (minute < 0)


def test_nobody_ever_ran_it() -> None:
    assert queries.life(NINE).is_silent(NINE, AN_HOUR)


def test_rows_older_than_ninety_days_are_taken_away() -> None:
    run(0, SOMETHING)
    run(1)
    later = NINE + timedelta(days=90)
    assert forget_old_runs(later) == 0
    assert forget_old_runs(later + 1.5 * A_MINUTE) == 1
    assert kept() == [("pc:1", 1, 0, 2)]


def test_a_record_that_cannot_be_written_harms_nothing() -> None:
    """As with a full disk: the run goes on, and its end is written once there is room again."""

    def refuse(*_: object) -> None:
        raise OperationalError("INSERT INTO job_run", {}, OSError("database or disk is full"))

    event.listen(db.engine, "before_cursor_execute", refuse)
    record = RunRecord("open_windows", "pc:1", NINE)
    record.end(NINE, SOMETHING)
    event.remove(db.engine, "before_cursor_execute", refuse)
    assert kept() == []
    record.end(NINE + A_MINUTE, SOMETHING)
    assert kept() == [("pc:1", 1, 3, 1)]
