"""Meetings, and how far the reports for each have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.meeting_rules import rule_from
from tracker.domain.permissions import Action
from tracker.domain.progress import ReportState
from tracker.models import Meeting
from tracker.queries import agency_cycle, frames, meeting_calendar, meetings, preflight, reports, revisions, snapshots
from tracker.queries.meetings import DivisionFigures
from tracker.queries.preflight import MonthLooked
from tracker.queries.reports import ReportRow
from tracker.web.access import current_actor, requires
from tracker.web.meeting_view import ALL, VIEWS, MeetingView, counts_of, may
from tracker.web.paging import page_number, pages_for
from tracker.web.rule_words import rule_sentence

blueprint = Blueprint("meetings", __name__)

MEETINGS_ON_A_PAGE = 24
REPORTS_ON_A_PAGE = 40
_NO_SUCH_MEETING = N_("There is no such meeting.")


@blueprint.get("/meetings")
@requires(Action.SEE_AGENCY)
def index() -> str:
    pages = pages_for(meetings.number_of_meetings(), MEETINGS_ON_A_PAGE)
    page = min(page_number(), pages)
    agency = agency_cycle.agency_by_id(current_actor().agency_id)
    rule = rule_from(agency.meeting_rule)
    return render_template(
        "meetings/index.html",
        rule=rule_sentence(rule, agency.meeting_moves_to) if rule else "",
        called_off=meeting_calendar.called_off_to_come(clock.today()),
        rows=meetings.meeting_rows(MEETINGS_ON_A_PAGE, (page - 1) * MEETINGS_ON_A_PAGE),
        page=page,
        pages=pages,
        today=clock.today(),
        may=may(current_actor()),
    )


@blueprint.get("/meetings/current")
@requires(Action.SEE_AGENCY)
def current() -> Response:
    """To the meeting whose reports are being collected."""
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    if frame.meeting is not None:
        return redirect(url_for("meetings.show", meeting_id=frame.meeting.id))
    flash(_("No meeting is set yet. The reports open by themselves before the day of the meeting."), "info")
    return redirect(url_for("meetings.index"))


@blueprint.get("/meetings/<int:meeting_id>")
@requires(Action.SEE_AGENCY)
def show(meeting_id: int) -> str:
    found = meetings.meeting_set_up(meeting_id)
    if found is None:
        raise NotFound(_NO_SUCH_MEETING)
    meeting = found.meeting
    figures = meetings.division_figures(meeting.id)
    view, division = _chosen(figures)
    counts = counts_of(figures)
    page, pages, rows = _rows(meeting.id, view, division, division.counts if division else counts)
    allowed = may(current_actor(), meeting)
    looked = preflight.look_at_reports(meeting.id) if allowed.close else None
    shown = MeetingView(
        meeting=meeting,
        first_month=found.first_month,
        cycle=meetings.cycle_held_on(meeting.held_on, found.settings),
        today=clock.today(),
        figures=figures,
        counts=counts,
        view=view,
        division=division,
        rows=rows,
        sendings=revisions.last_sendings([row.id for row in rows]),
        page=page,
        pages=pages,
        may=allowed,
        signals=looked.signals if looked else None,
        to_mend=_to_mend(meeting, looked),
        editions=snapshots.editions_of(meeting.id) if meeting.closed_at or meeting.reopened_at else (),
    )
    return render_template("meetings/show.html", shown=shown)


def _to_mend(meeting: Meeting, looked: MonthLooked | None) -> int | None:
    """A month that was opened again has its reports changed, not its meeting made ready."""
    if looked is None or meeting.closed_at or meeting.reopened_at:
        return None
    return preflight.number_of_findings(looked.reports, meeting.id, fiscal_year_of(meeting.month), clock.today())


def _chosen(figures: Sequence[DivisionFigures]) -> tuple[str, DivisionFigures | None]:
    """The view and the division that the address asks for, where there are such."""
    view, asked = request.args.get("show", ALL), request.args.get("division", type=int)
    division = next((one for one in figures if one.id == asked), None)
    return (view if view in VIEWS else ALL), division


def _rows(
    meeting_id: int, view: str, division: DivisionFigures | None, counts: Mapping[ReportState, int]
) -> tuple[int, int, list[ReportRow]]:
    """The page asked for, of how many, with its reports."""
    pages = pages_for(sum(counts[state] for state in VIEWS[view]), REPORTS_ON_A_PAGE)
    page = min(page_number(), pages)
    rows = reports.reports_of_meeting(
        meeting_id,
        VIEWS[view],
        division.id if division else None,
        limit=REPORTS_ON_A_PAGE,
        offset=(page - 1) * REPORTS_ON_A_PAGE,
    )
    return page, pages, rows


def meeting_of(meeting_id: int) -> Meeting:
    meeting = meetings.meeting_by_id(meeting_id)
    if meeting is None:
        raise NotFound(_NO_SUCH_MEETING)
    return meeting
