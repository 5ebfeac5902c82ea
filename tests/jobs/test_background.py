"""The scheduler in threads: lines beside each other, a clock that is set, and telling it to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from threading import Event
from typing import Self

import pytest
from flask import Flask
from sqlalchemy import select

from jobs import schedule
from jobs.background import EveryTick, Keeper, scheduler_for, start_in_background
from jobs.schedule import JOBS, Job
from jobs.work import Work
from tests.factories import moment
from tests.services.mail_office import Office, create_office
from tests.support.mailbox import Mailbox
from tracker import clock
from tracker.domain.reminders import MessageState
from tracker.domain.timetable import A_DAY, TIDYING, TIMETABLE, lines_of
from tracker.extensions import db, only_reading
from tracker.models import Meeting
from tracker.models.isolation import all_agencies
from tracker.services.leader import Leader
from tracker.services.process_locks import FileBeside

REQUEST_DAY = date(2026, 1, 26)
PATIENCE_SECONDS = 120.0


@pytest.fixture
def offices(app: Flask) -> Iterator[list[Office]]:
    """Two agencies, their requests queued already."""
    clock.pin_today(REQUEST_DAY)
    with app.app_context(), all_agencies():
        yield [create_office(app), create_office(app, domain="other.go.th")]


def test_a_mail_server_that_hangs_keeps_no_window_from_opening(
    app: Flask, offices: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sending goes on beside planning: while it hangs, a meeting set meanwhile is opened."""
    hangs, goes_on = Event(), Event()

    def hang(_work: Work) -> None:
        hangs.set()
        assert goes_on.wait(PATIENCE_SECONDS)

    monkeypatch.setattr(
        schedule, "JOBS", tuple(Job(job.name, hang if job.name == "send_messages" else job.run) for job in JOBS)
    )
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], tick_seconds=1))
    db.session.rollback()
    stop = start_in_background(app)
    try:
        assert hangs.wait(PATIENCE_SECONDS)
        create_office(app, domain="later.go.th")
        wait_until(all_windows_are_open)
    finally:
        goes_on.set()
        stop()


def test_a_mail_server_that_hangs_keeps_no_chat_from_going_out(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs, goes_on, chats_went = Event(), Event(), Event()

    def hang(_work: Work) -> None:
        hangs.set()
        assert goes_on.wait(PATIENCE_SECONDS)

    def send_chats(_work: Work) -> None:
        assert hangs.wait(PATIENCE_SECONDS)
        chats_went.set()

    monkeypatch.setattr(schedule, "JOBS", (Job("send_messages", hang), Job("send_chats", send_chats)))
    stop = start_in_background(app)
    try:
        assert chats_went.wait(PATIENCE_SECONDS)
    finally:
        goes_on.set()
        stop()


def all_windows_are_open() -> bool:
    with only_reading():
        return all(db.session.scalars(select(Meeting.opened_at)))


def test_a_clock_that_is_set_back_keeps_nothing_waiting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler waits for a time of day; an hour back on the wall is no hour without a run."""
    runs: list[datetime] = []
    back = [timedelta(0)]

    class Wall(datetime):
        @classmethod
        def now(cls, zone: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(time.clock_gettime(time.CLOCK_REALTIME) - back[0].total_seconds(), zone)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Wall)
    monkeypatch.setattr("tracker.clock.datetime", Wall)
    monkeypatch.setattr(schedule, "JOBS", (Job("open_windows", lambda _work: runs.append(clock.now())),))
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], tick_seconds=1))
    stop = start_in_background(app)
    try:
        wait_until(lambda: len(runs) >= 2)
        back[0] = timedelta(hours=1)
        wait_until(lambda: runs[-1] < runs[0])
        before = len(runs)
        wait_until(lambda: len(runs) >= before + 2)
    finally:
        stop()


def test_the_scheduler_neither_skips_nor_doubles_a_late_run(app: Flask) -> None:
    leader = Leader(FileBeside(Path(app.instance_path) / "test.leader"))
    keepers = [Keeper(app, line, leader, Event()) for line in lines_of(TIMETABLE)]
    lines = scheduler_for(keepers, timedelta(minutes=1)).get_jobs()
    assert [line.id for line in lines] == ["planning", "sending", "chatting", "printing", "tidying"]
    assert {(line.coalesce, line.max_instances, line.misfire_grace_time) for line in lines} == {(True, 1, None)}


def test_a_clock_that_skips_years_costs_one_run() -> None:
    now, trigger = moment(REQUEST_DAY), EveryTick(timedelta(minutes=1))
    assert trigger.get_next_fire_time(None, now) == now
    assert trigger.get_next_fire_time(moment(date(1970, 1, 1)), now) == now + timedelta(minutes=1)


def test_a_line_of_once_a_day_is_kept_once_however_often_it_is_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []
    monkeypatch.setattr(schedule, "JOBS", (Job("forget_runs", lambda _work: runs.append("forgot")),))
    keeper = Keeper(app, TIDYING, Leader(FileBeside(Path(app.instance_path) / "test.leader")), Event())
    for _ in range(3):
        keeper.keep()
    assert runs == ["forgot"]
    keeper.ended_at = time.monotonic() - A_DAY.total_seconds()
    keeper.keep()
    assert runs == ["forgot", "forgot"]


def test_the_scheduler_works_beside_the_web_server(app: Flask, offices: list[Office], mailbox: Mailbox) -> None:
    db.session.rollback()
    stop = start_in_background(app)
    try:
        wait_until(lambda: len(mailbox.letters) == 6)
    finally:
        stop()
    assert offices[0].states() == [MessageState.SENT] * 6


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)
