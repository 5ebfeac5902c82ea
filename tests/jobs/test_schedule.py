from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from jobs import open_windows, queue_reminders, schedule
from jobs.listing import timetable_in_words
from jobs.schedule import EVERYTHING, JOBS, MODULES, Job, jobs_named, run_in_turn, run_once
from jobs.work import Work
from tests.factories import create_meeting, moment
from tests.services.mail_office import Office, create_office
from tests.support.mailbox import Mailbox
from tracker import clock
from tracker.config import Config
from tracker.domain.timetable import TIMETABLE, RunState
from tracker.extensions import db
from tracker.models import Agency, AuditEvent, Meeting
from tracker.models.isolation import all_agencies
from tracker.queries import job_runs
from tracker.services import meetings, reminding

REQUEST_DAY = date(2026, 1, 26)


@pytest.fixture
def offices(app: Flask) -> Iterator[list[Office]]:
    """Two agencies, their requests queued already."""
    clock.pin_today(REQUEST_DAY)
    with app.app_context(), all_agencies():
        yield [create_office(app), create_office(app, domain="other.go.th")]


def run_everything(app: Flask) -> bool:
    return run_in_turn(app, jobs_named(EVERYTHING))


def test_the_timetable_names_every_job_once() -> None:
    names = [entry.job for entry in TIMETABLE]
    assert len(names) == len(set(names))
    assert {module.NAME for module in MODULES} == set(names)
    files = {path.stem for path in Path(schedule.__file__).parent.glob("*.py")}
    assert set(names) == files - {"__init__", "__main__", "background", "listing", "schedule", "work"}


def test_the_timetable_says_in_words_what_runs_after_what_and_how_often(app: Flask) -> None:
    config: Config = app.config["TRACKER"]
    said = timetable_in_words(app)
    assert all(job.name in said for job in JOBS)
    assert str(config.tick_seconds) in said
    [line] = [line for line in said.splitlines() if line.strip().startswith("close_months")]
    assert "open_windows" in line


def test_one_bad_agency_never_stops_the_rest(
    app: Flask, offices: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (office.agency_id for office in offices)
    open_one = meetings.open_windows

    def fails_for_one(agency_id: int, now: object) -> int:
        if agency_id == bad:
            raise RuntimeError("its plan cannot be read")
        return open_one(agency_id, clock.now())

    monkeypatch.setattr(meetings, "open_windows", fails_for_one)
    work = Work(app.config["TRACKER"])
    open_windows.run(work)
    assert work.failures == {bad: "RuntimeError: its plan cannot be read"}
    opened = {
        meeting.agency_id for meeting in db.session.scalars(select(Meeting).where(Meeting.opened_at.is_not(None)))
    }
    assert opened == {good}


def test_a_job_that_fails_is_logged_and_does_not_end_the_scheduler(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_work: Work) -> None:
        raise RuntimeError("the disk is full")

    assert not run_once(app, Job("open_windows", fail))
    assert "the disk is full" in caplog.text
    with app.app_context():
        [row] = job_runs.run_rows(1, clock.now(), 10)
    assert (row.job, row.error, row.state) == ("open_windows", "RuntimeError: the disk is full", RunState.FAILED)


def test_every_job_of_a_tick_is_recorded_with_what_it_did(app: Flask, offices: list[Office], mailbox: Mailbox) -> None:
    clock.pin_today(date(2026, 1, 30))
    db.session.rollback()
    assert run_everything(app)
    done = {name: run.done for name, run in job_runs.last_runs(offices[0].agency_id, clock.now()).items()}
    assert list(done) == [job.name for job in JOBS]
    assert (done["open_windows"], done["queue_reminders"], done["close_months"]) == (6, 6, 0)


def test_it_is_recorded_in_which_agency_a_job_failed(
    app: Flask, offices: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_agency_id: int, _now: object) -> int:
        raise RuntimeError("its plan cannot be read")

    monkeypatch.setattr(meetings, "open_windows", fail)
    db.session.rollback()
    assert not run_in_turn(app, jobs_named("open_windows"))
    run = job_runs.last_runs(offices[0].agency_id, clock.now())["open_windows"]
    assert (run.own_failure, run.others_failed) == ("RuntimeError: its plan cannot be read", 1)


def test_a_tick_opens_queues_and_sends(app: Flask, offices: list[Office], mailbox: Mailbox) -> None:
    clock.pin_today(date(2026, 1, 30))
    db.session.rollback()
    assert run_everything(app)
    db.session.expire_all()
    assert all(meeting.opened_at for meeting in db.session.scalars(select(Meeting)))
    assert len(mailbox.letters) == 6
    db.session.rollback()
    assert run_everything(app)
    assert len(mailbox.letters) == 6


def test_it_passes_by_agencies_that_have_nothing_to_do(
    app: Flask, offices: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.pin_today(date(2026, 2, 10))
    for meeting in db.session.scalars(select(Meeting)):
        meeting.opened_at = moment(REQUEST_DAY)
    for agency in db.session.scalars(select(Agency)):
        agency.reminded_at = moment(date(2026, 2, 9))
    db.session.commit()
    create_meeting(offices[1].agency, date(2026, 2, 18), date(2026, 2, 1))
    asked: list[int] = []

    def ask(agency_id: int, *_: object) -> int:
        asked.append(agency_id)
        return 0

    monkeypatch.setattr(reminding, "queue_reminders", ask)
    queue_reminders.run(Work(app.config["TRACKER"]))
    assert asked == [offices[1].agency_id]


def test_a_tick_closes_what_was_left_open_once(app: Flask, offices: list[Office]) -> None:
    for day, closed in ((REQUEST_DAY, 0), (date(2026, 3, 6), 0), (date(2026, 3, 7), 2), (date(2026, 3, 8), 2)):
        clock.pin_today(day)
        db.session.rollback()
        assert run_everything(app)
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "month_closed")).all()
        assert len(events) == closed, day


def test_it_begins_no_agency_after_being_told_to_stop(app: Flask, offices: list[Office]) -> None:
    done: list[int] = []

    def do(agency_id: int) -> int:
        done.append(agency_id)
        return 1

    Work(app.config["TRACKER"], should_stop=lambda: bool(done)).for_each_agency("test", do, lambda _today: [1, 2])
    assert done == [1]
