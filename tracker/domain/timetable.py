"""The timetable: everything the program does by itself, how often and after what.

What is due stands in the tables, so a run that was missed is not made up for by running twice: the next one finds
everything. A program that dies at any moment loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tracker.domain.errors import N_

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """Jobs that follow one another; the lines go on beside each other, so that none holds up another."""

    name: str
    #: Else at every tick, which is a setting.
    is_daily: bool = False

    def pause(self, tick_seconds: int) -> timedelta:
        """From the end of a run to the next."""
        return A_DAY if self.is_daily else timedelta(seconds=tick_seconds)


PLANNING = Line("planning")
#: Apart from planning: a mail server that hangs may not keep a window from opening.
SENDING = Line("sending")
#: Nor may it keep a chat from going out, or a chat service a letter.
CHATTING = Line("chatting")
#: Nor may papers that take their time hold up anything else.
PRINTING = Line("printing")
TIDYING = Line("tidying", is_daily=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """One job: `jobs/` has a module of the same name."""

    job: str
    does: str
    line: Line


#: Within a line in the order in which one thing follows from another.
TIMETABLE = (
    Entry("plan_meetings", N_("Sets the coming meetings of agencies that meet by a rule."), PLANNING),
    Entry("plan_body_meetings", N_("Sets the coming meetings of other bodies that meet by a rule."), PLANNING),
    Entry("open_windows", N_("Opens the reports that are owed for every meeting whose window has begun."), PLANNING),
    Entry("close_months", N_("Closes every month that the office has left open for too long."), PLANNING),
    Entry("queue_reminders", N_("Works out who is to be told today and puts it into the ledger."), PLANNING),
    Entry("queue_invitations", N_("Tells whoever is invited to a meeting of what has changed about it."), PLANNING),
    Entry("send_messages", N_("Sends the letters that wait in the ledger."), SENDING),
    Entry("send_chats", N_("Sends what waits in the ledger for LINE and the groups."), CHATTING),
    Entry("make_packs", N_("Makes the papers of a meeting that were asked for and left unfinished."), PRINTING),
    Entry("fill_days_off", N_("Fills in the public holidays of the year to come."), TIDYING),
    Entry("forget_runs", N_("Takes away the record of runs that are older than 90 days."), TIDYING),
    Entry("forget_packs", N_("Takes away the papers that were put together more than 30 days ago."), TIDYING),
)


def lines_of(timetable: tuple[Entry, ...]) -> list[Line]:
    """Each once, in order."""
    return list(dict.fromkeys(entry.line for entry in timetable))


def job_before(entry: Entry) -> str | None:
    """What it comes after in its line."""
    before = [one.job for one in TIMETABLE[: TIMETABLE.index(entry)] if one.line == entry.line]
    return before[-1] if before else None


class RunState(StrEnum):
    """NOTHING is a run, or a stretch of them, that found nothing to do; CUT_OFF one whose program was ended."""

    RUNNING = "running"
    CUT_OFF = "cut_off"
    FAILED = "failed"
    DONE = "done"
    NOTHING = "nothing"


def state_of_run(*, has_ended: bool, is_last: bool, did: int, has_error: bool) -> RunState:
    """`is_last`: no run of the same job began later. Only one of a job runs at a time."""
    if not has_ended:
        return RunState.RUNNING if is_last else RunState.CUT_OFF
    if has_error:
        return RunState.FAILED
    return RunState.DONE if did else RunState.NOTHING
