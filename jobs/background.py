"""The timetable kept in threads of this process, alone or beside the web server of an office with one PC."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from flask import Flask

from jobs.schedule import jobs_of, run_in_turn, this_process
from tracker import clock
from tracker.config import Config
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.timetable import TIMETABLE, Line, lines_of
from tracker.extensions import db
from tracker.services.leader import Leader
from tracker.services.process_locks import lock_of

LEADERS_LOCK = "leader"


def start_in_background(app: Flask) -> Callable[[], None]:
    """Starts every line of the timetable and returns how to stop them: the item in hand is finished first.

    Of several processes on one database only one does the work; the others ask at every tick whether it still does.
    """
    # A run that lasts longer than a tick is nothing to warn of at every tick.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    config: Config = app.config["TRACKER"]
    tick, stopping = timedelta(seconds=config.tick_seconds), Event()
    with app.app_context():
        leader = Leader(lock_of(db.engine, LEADERS_LOCK))
    scheduler = scheduler_for([Keeper(app, line, leader, stopping) for line in lines_of(TIMETABLE)], tick)
    scheduler.start()
    watch = Thread(target=mind_the_clock, args=(scheduler, tick, stopping), name="clock", daemon=True)
    watch.start()

    def stop() -> None:
        stopping.set()
        scheduler.shutdown()
        watch.join()
        leader.give_up()

    return stop


@dataclass
class Keeper:
    """What one line does at every tick."""

    app: Flask
    line: Line
    leader: Leader
    stopping: Event
    ended_at: float | None = None

    def keep(self) -> None:
        if self._is_resting() or not self.leader.leads():
            return
        run_in_turn(self.app, jobs_of(self.line), self._should_stop, this_process())
        self.ended_at = time.monotonic()

    def _is_resting(self) -> bool:
        """A line that runs once a day asks at every tick all the same, to take over from a leader that died."""
        if not self.line.is_daily or self.ended_at is None:
            return False
        return time.monotonic() - self.ended_at < self.line.pause(tick_seconds=0).total_seconds()

    def _should_stop(self) -> bool:
        return self.stopping.is_set() or not self.leader.leads()


class EveryTick(BaseTrigger):
    """At once, and from then on a tick after now: the scheduler's own interval would go through every minute of the
    years that a clock without a battery skips."""

    def __init__(self, tick: timedelta) -> None:
        self._tick = tick

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now if previous is None else now + self._tick


def scheduler_for(keepers: list[Keeper], tick: timedelta) -> BackgroundScheduler:
    """Not yet started."""
    scheduler = BackgroundScheduler(timezone=BANGKOK)
    for keeper in keepers:
        scheduler.add_job(
            keeper.keep,
            EveryTick(tick),
            id=keeper.line.name,
            name=keeper.line.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler


def mind_the_clock(scheduler: BackgroundScheduler, tick: timedelta, stopping: Event) -> None:
    """The scheduler waits for a time of day: a clock that is set back by an hour would keep everything for an hour.

    This wait goes by a clock that nobody sets, and lines that are due in a far time to come begin anew.
    """
    while not stopping.wait(tick.total_seconds()):
        latest = clock.machine_now() + 2 * tick
        for line in scheduler.get_jobs():
            if line.next_run_time is not None and line.next_run_time > latest:
                line.reschedule(EveryTick(tick))
