from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.combining import OrTrigger
from flask import Flask
from sqlalchemy import select

from jobs import open_windows, queue_reminders, schedule
from jobs.background import start_in_background
from jobs.schedule import TIMETABLE, Job, job_named, run_once, scheduler_for
from jobs.work import Work
from tests.factories import create_meeting, moment
from tests.services.mail_office import Office, create_office
from tests.support.mailbox import Mailbox
from tracker import clock
from tracker.config import Config
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import AuditEvent, Meeting
from tracker.models.isolation import all_agencies
from tracker.services import meetings, reminding

REQUEST_DAY = date(2026, 1, 26)


@pytest.fixture
def offices(app: Flask) -> Iterator[list[Office]]:
    """Two agencies, their requests queued already."""
    clock.pin_today(REQUEST_DAY)
    with app.app_context(), all_agencies():
        yield [create_office(app), create_office(app, domain="other.go.th")]


def test_the_timetable_names_every_job_once() -> None:
    names = [job.name for job in TIMETABLE]
    assert len(names) == len(set(names))
    modules = {path.stem for path in Path(schedule.__file__).parent.glob("*.py")}
    assert set(names) == modules - {"__init__", "__main__", "background", "schedule", "work"}


def test_the_scheduler_neither_skips_nor_doubles_a_late_run(app: Flask) -> None:
    scheduler = scheduler_for(app, lambda: False)
    [job] = scheduler.get_jobs()
    assert (job.id, job.coalesce, job.max_instances, job.misfire_grace_time) == ("tick", True, 1, None)


def test_a_tick_comes_at_once_and_then_again_and_again(app: Flask) -> None:
    config: Config = app.config["TRACKER"]
    trigger = schedule.at_once_and_every_tick(config)
    assert isinstance(trigger, OrTrigger)
    now = moment(REQUEST_DAY)
    first = trigger.get_next_fire_time(None, now)
    second = trigger.get_next_fire_time(first, first)
    assert timedelta(0) <= second - first <= timedelta(seconds=config.tick_seconds)


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
    assert work.failed == [bad]
    opened = {
        meeting.agency_id for meeting in db.session.scalars(select(Meeting).where(Meeting.opened_at.is_not(None)))
    }
    assert opened == {good}


def test_a_job_that_fails_is_logged_and_does_not_end_the_scheduler(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_work: Work) -> None:
        raise RuntimeError("the disk is full")

    assert not run_once(app, Job("bad", fail))
    assert "the disk is full" in caplog.text


def test_a_tick_opens_queues_and_sends(app: Flask, offices: list[Office], mailbox: Mailbox) -> None:
    clock.pin_today(date(2026, 1, 30))
    db.session.rollback()
    assert run_once(app, job_named("tick"))
    db.session.expire_all()
    assert all(meeting.opened_at for meeting in db.session.scalars(select(Meeting)))
    assert len(mailbox.letters) == 6
    db.session.rollback()
    assert run_once(app, job_named("tick"))
    assert len(mailbox.letters) == 6


def test_it_passes_by_agencies_that_have_nothing_to_do(
    app: Flask, offices: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.pin_today(date(2026, 2, 10))
    for meeting in db.session.scalars(select(Meeting)):
        meeting.opened_at = moment(REQUEST_DAY)
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
        assert run_once(app, job_named("tick"))
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "month_closed")).all()
        assert len(events) == closed, day


def test_it_begins_no_agency_after_being_told_to_stop(app: Flask, offices: list[Office]) -> None:
    done: list[int] = []

    def do(agency_id: int) -> int:
        done.append(agency_id)
        return 1

    Work(app.config["TRACKER"], should_stop=lambda: bool(done)).for_each_agency("test", do)
    assert done == [offices[0].agency_id]


def test_the_scheduler_works_beside_the_web_server(app: Flask, offices: list[Office], mailbox: Mailbox) -> None:
    db.session.rollback()
    stop = start_in_background(app)
    try:
        deadline = time.monotonic() + 120
        while len(mailbox.letters) < 6 and time.monotonic() < deadline:
            time.sleep(0.01)
    finally:
        stop()
    assert offices[0].states() == [MessageState.SENT] * 6
