"""A meeting and its reports as its page shows them, and what the person at work may do there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from tracker.domain.permissions import Action, Actor, can
from tracker.domain.progress import RECEIVED_STATES, ReportState
from tracker.domain.reporting_cycle import Cycle
from tracker.models import Meeting
from tracker.queries.honesty import MeetingSignals
from tracker.queries.meetings import DivisionFigures
from tracker.queries.reports import ReportRow
from tracker.queries.revisions import Revision
from tracker.reports.editions import Edition
from tracker.web.cycle_steps import CycleStep, cycle_steps
from tracker.web.texts import lazy

ALL, MISSING, TO_REVIEW, ACCEPTED = "all", "missing", "to-review", "accepted"
#: The views of a meeting's reports, by the word in the address.
VIEWS: dict[str, tuple[ReportState, ...]] = {
    ALL: tuple(ReportState),
    MISSING: tuple(state for state in ReportState if state not in RECEIVED_STATES),
    TO_REVIEW: (ReportState.SUBMITTED,),
    ACCEPTED: (ReportState.ACCEPTED,),
}
VIEW_NAMES = {ALL: lazy("All"), MISSING: lazy("Not sent"), TO_REVIEW: lazy("To review"), ACCEPTED: lazy("Accepted")}


@dataclass(frozen=True, slots=True)
class May:
    """What the person at work may do with a meeting and its reports."""

    review: bool
    enter: bool
    arrange: bool
    see_ledger: bool
    #: Close the month and open it again, and see what is worth a second look.
    close: bool
    #: Record what the chair decides.
    decide: bool
    #: Remind people by hand.
    nudge: bool


def may(actor: Actor, meeting: Meeting | None = None) -> May:
    """In a month that is closed nobody changes a report."""
    is_closed = meeting is not None and meeting.closed_at is not None
    return May(
        review=can(actor, Action.REVIEW_REPORTS) and not is_closed,
        enter=can(actor, Action.REPORT_ON_BEHALF) and not is_closed,
        arrange=can(actor, Action.ARRANGE_MEETINGS),
        see_ledger=can(actor, Action.SEE_LEDGER),
        close=can(actor, Action.REVIEW_REPORTS),
        decide=can(actor, Action.GIVE_ORDERS),
        nudge=can(actor, Action.SEND_REMINDERS),
    )


def may_be_closed(meeting: Meeting, today: date) -> bool:
    return meeting.closed_at is None and meeting.opened_at is not None and today >= meeting.held_on


def counts_of(figures: Sequence[DivisionFigures]) -> dict[ReportState, int]:
    """Of all divisions together."""
    return {state: sum(one.counts[state] for one in figures) for state in ReportState}


@dataclass(frozen=True, slots=True)
class MeetingView:
    meeting: Meeting
    #: The first of the months it hears.
    first_month: date
    cycle: Cycle
    today: date
    figures: Sequence[DivisionFigures]
    #: Of the whole meeting, by state.
    counts: Mapping[ReportState, int]
    view: str
    division: DivisionFigures | None
    rows: Sequence[ReportRow]
    sendings: Mapping[int, Revision]
    page: int
    pages: int
    may: May
    #: None for whoever does not review the reports.
    signals: MeetingSignals | None
    #: How much is to be mended before the papers are made; None where nobody asks any more, or this person does not.
    to_mend: int | None
    #: What was frozen each time the month was closed, the newest first.
    editions: Sequence[Edition]

    @property
    def steps(self) -> list[CycleStep]:
        closed_at = self.meeting.closed_at
        return cycle_steps(self.cycle, self.today, closed_at.date() if closed_at else None)

    @property
    def may_be_closed(self) -> bool:
        return self.may.close and may_be_closed(self.meeting, self.today)

    @property
    def may_nudge(self) -> bool:
        """From the day the reports are open until the meeting."""
        meeting = self.meeting
        is_open = meeting.opened_at is not None and meeting.closed_at is None
        return self.may.nudge and is_open and self.today <= meeting.held_on

    @property
    def tabs(self) -> list[dict[str, object]]:
        """The views of the list, as components/tabs.html takes them."""
        return [
            {
                "label": name,
                "url": self.url(show=view),
                "is_current": view == self.view,
                "count": self.count_of(view, self.division),
            }
            for view, name in VIEW_NAMES.items()
        ]

    @property
    def place(self) -> dict[str, Any]:
        """What the address of this list says, for an action that comes back to it."""
        return {
            "show": self.view,
            "division": self.division.id if self.division else None,
            "page": self.page if self.page > 1 else None,
        }

    def url(self, **changes: Any) -> str:
        """Of this list, with something else chosen."""
        chosen = {"division": self.division.id if self.division else None, "show": self.view} | changes
        return url_for("meetings.show", meeting_id=self.meeting.id, _anchor="reports", **chosen)

    def count_of(self, view: str, division: DivisionFigures | None = None) -> int:
        """Of the whole meeting, or of one division."""
        counts = division.counts if division else self.counts
        return sum(counts[state] for state in VIEWS[view])

    @property
    def signalled_to_review(self) -> int:
        """Of those that "accept all" would accept here."""
        if self.signals is None:
            return 0
        return self.signals.number_of(ReportState.SUBMITTED, self.division.id if self.division else None)
