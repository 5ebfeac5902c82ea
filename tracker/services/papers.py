"""From the facts to a paper's value, and from the value to the file that was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.framework import indicator_name, indicator_tool
from tracker.domain.rollup import AssignmentStatus, MeasureStatus
from tracker.queries import following
from tracker.queries.paper_words import MeasureWords, SaidForMonth, words_of_measures
from tracker.queries.status import AgencyStatus, status_for_month, status_on
from tracker.reports.values import (
    DivisionLine,
    IndicatorLine,
    MeasureLine,
    MeetingReport,
    MissingLine,
    OverdueLine,
    StatusReport,
)


def status_report(agency_id: int, today: date, month: date | None = None) -> StatusReport:
    """As of today, for the month in question or for a given one."""
    return _status_report(_status(agency_id, today, month))


def meeting_report_in(status: AgencyStatus) -> MeetingReport:
    """The measures of a month with what each division says for it, unfinished ones of earlier years too."""
    measures = status.followed
    words = words_of_measures([measure.facts.id for measure in measures], status.frame.month)
    meeting = status.frame.meeting
    return MeetingReport(
        status=_status_report(status),
        held_on=meeting.held_on if meeting else None,
        place=meeting.place if meeting else "",
        measures=tuple(_measure_line(measure, words[measure.facts.id]) for measure in measures),
    )


def _status(agency_id: int, today: date, month: date | None) -> AgencyStatus:
    return status_on(agency_id, today) if month is None else status_for_month(agency_id, today, month)


def _status_report(status: AgencyStatus) -> StatusReport:
    frame = status.frame
    year = status.plan.fiscal_year if status.plan else fiscal_year_of(frame.today)
    scores = following.indicator_scores(status.plan)
    return StatusReport(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=frame.today,
        fiscal_year=year,
        month=frame.month,
        plan=status.rollup,
        indicators=tuple(
            IndicatorLine(
                code=one.code,
                name=indicator_name(one.code, year),
                tool=indicator_tool(one.code),
                last_score=scores.get(one.code),
                rollup=one.rollup,
            )
            for one in status.indicators
        ),
        overdue=tuple(_overdue_line(one, frame.today) for one in status.overdue),
        missing_reports=tuple(
            MissingLine(one.facts.division, one.measure.number, one.measure.title, frame.month)
            for one in status.missing
        ),
    )


def _overdue_line(one: AssignmentStatus, today: date) -> OverdueLine:
    return OverdueLine(
        measure=one.measure.number,
        title=one.measure.title,
        division=one.facts.division,
        end=one.measure.schedule.end,
        days_late=one.days_late(today),
        percent=round(one.standing.percent),
        fiscal_year=one.measure.fiscal_year,
    )


def _measure_line(measure: MeasureStatus, words: MeasureWords) -> MeasureLine:
    return MeasureLine(
        number=measure.facts.number,
        title=measure.facts.title,
        indicators=measure.facts.indicators,
        responsible=words.responsible,
        period=words.period,
        monitoring=words.monitoring,
        fiscal_year=measure.facts.fiscal_year,
        progress=measure.standing.progress,
        health=measure.standing.health,
        percent=round(measure.standing.percent, 1),
        reports=tuple(_division_line(one, words.said.get(one.facts.division_id)) for one in measure.assignments),
    )


def _division_line(one: AssignmentStatus, said: SaidForMonth | None) -> DivisionLine:
    line = DivisionLine(
        division=one.facts.division,
        role=one.facts.role,
        progress=one.standing.progress,
        health=one.standing.health,
        percent=round(one.standing.percent),
        answer=None,
    )
    return replace(line, **said._asdict()) if said else line
