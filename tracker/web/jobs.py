"""The timetable: what the program does by itself and when, whether anybody keeps it, and how its runs went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, current_app, render_template, request
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _

from tracker import clock
from tracker.config import Config
from tracker.domain.permissions import Action, can
from tracker.domain.timetable import TIMETABLE, Entry, job_before
from tracker.queries import job_runs
from tracker.queries.job_runs import Life, RunRow
from tracker.web import filters
from tracker.web.access import current_actor, requires
from tracker.web.paging import page_number, pages_for
from tracker.web.texts import lazy

blueprint = Blueprint("jobs", __name__)

RUNS_ON_A_PAGE = 40

ALL = "all"
"""Asked for as `?show=all`: also the runs that found nothing to do."""

PATIENCE = timedelta(hours=1)
"""So long nobody need have looked: a machine may be slow, or started anew."""

#: What an error of the machine says, and what it means to whoever keeps the machine.
CAUSES = (
    ("database is locked", lazy("The database was busy for too long. The next run tries again.")),
    ("full", lazy("The disk is full. Make room on it; the next run goes on.")),
    ("No space left", lazy("The disk is full. Make room on it; the next run goes on.")),
    ("readonly database", lazy("The database may only be read. Look at who owns its file.")),
    ("connection", lazy("The database could not be reached. The next run tries again.")),
    (
        "no such table",
        lazy("The database is of another version. Start “tracker run” once, which brings it up to date."),
    ),
    (
        "does not exist",
        lazy("The database is of another version. Start “tracker run” once, which brings it up to date."),
    ),
)
UNKNOWN_CAUSE = lazy("Something that the program did not expect. The log of the machine has all of it.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the timetable as it stands now."""

    entry: Entry
    how_often: str
    after: LazyString | None
    last: RunRow | None
    #: None while nobody keeps the timetable.
    next_at: datetime | None


@blueprint.get("/jobs")
@requires(Action.SEE_JOBS)
def index() -> str:
    now, agency_id = clock.now(), current_actor().agency_id
    last = job_runs.last_runs(agency_id, now)
    life = job_runs.life_in(last.values(), now)
    also_idle = request.args.get("show") == ALL
    pages = pages_for(job_runs.number_of_runs(now, also_idle=also_idle), RUNS_ON_A_PAGE)
    page = min(page_number(), pages)
    return render_template(
        "jobs/index.html",
        silence=life if life.is_silent(now, PATIENCE) else None,
        life=life,
        planned=[_planned(entry, last.get(entry.job), life, now) for entry in TIMETABLE],
        does={entry.job: _(entry.does) for entry in TIMETABLE},
        waiting=job_runs.waiting_in_ledger(),
        rows=job_runs.run_rows(agency_id, now, RUNS_ON_A_PAGE, (page - 1) * RUNS_ON_A_PAGE, also_idle=also_idle),
        also_idle=also_idle,
        page=page,
        pages=pages,
        when=when,
        process_in_words=process_in_words,
        cause_of=cause_of,
    )


def silence_to_tell() -> Life | None:
    """For pages of those who look after the reminders: since when nobody has kept the timetable, if that is so."""
    if not can(current_actor(), Action.SEND_REMINDERS):
        return None
    now = clock.now()
    life = job_runs.life(now)
    return life if life.is_silent(now, PATIENCE) else None


def _planned(entry: Entry, last: RunRow | None, life: Life, now: datetime) -> Planned:
    config: Config = current_app.config["TRACKER"]
    before = next((one for one in TIMETABLE if one.job == job_before(entry)), None)
    is_kept = last is not None and not life.is_silent(now, PATIENCE)
    pause = entry.line.pause(config.tick_seconds)
    how_often = (
        _("Once a day")
        if entry.line.is_daily
        else ngettext("Every second", "Every %(num)s seconds", config.tick_seconds)
    )
    return Planned(
        entry=entry,
        how_often=how_often,
        after=lazy(before.does) if before else None,
        last=last,
        next_at=max(now, last.last_sign_at + pause) if last is not None and is_kept else None,
    )


def when(moment: datetime) -> str:
    """Of today only the hour."""
    return filters.clock_time(moment) if moment.date() == clock.today() else filters.moment(moment)


def process_in_words(process: str) -> str:
    machine, _colon, number = process.rpartition(":")
    if machine:
        return _("%(machine)s, process %(number)s", machine=machine, number=number)
    return _("%(machine)s, by hand", machine=process)


def cause_of(error: str) -> LazyString:
    """What is to be done about an error, as far as its words tell."""
    return next((meaning for words, meaning in CAUSES if words in error), UNKNOWN_CAUSE)
