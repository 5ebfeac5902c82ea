"""From the facts to a paper's value, and from the value to the file that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.framework import indicator_name, indicator_tool
from tracker.domain.rollup import AssignmentStatus, MeasureStatus
from tracker.queries import following
from tracker.queries.agenda import OrderOnAgenda, agenda_of
from tracker.queries.paper_words import MeasureWords, SaidForMonth, words_of_measures
from tracker.queries.status import AgencyStatus, status_for_month, status_on
from tracker.reports.values import (
    DivisionLine,
    IndicatorLine,
    MeasureLine,
    MeetingReport,
    MissingLine,
    OrderLine,
    OverdueLine,
    StatusReport,
)

NO_WORDS = MeasureWords("", "", "")


def status_report(agency_id: int, today: date, month: date | None = None) -> StatusReport:
    """As of today, for the month in question or for a given one."""
    status = _status(agency_id, today, month)
    return _status_report(status, following.indicator_scores(status.plan))


def meeting_report_in(status: AgencyStatus) -> MeetingReport:
    """The measures of a month with what each division says for it, unfinished ones of earlier years too."""
    words = words_of_measures([measure.facts.id for measure in status.followed], status.frame.month)
    return _meeting_report(status, words, following.indicator_scores(status.plan))


def figures_in(status: AgencyStatus) -> MeetingReport:
    """The same without anybody's words and without scores, which the minutes do not repeat."""
    return _meeting_report(status, {}, {})


def _meeting_report(
    status: AgencyStatus, words: Mapping[int, MeasureWords], scores: Mapping[str, float]
) -> MeetingReport:
    meeting = status.frame.meeting
    return MeetingReport(
        status=_status_report(status, scores),
        held_on=meeting.held_on if meeting else None,
        place=meeting.place if meeting else "",
        measures=tuple(_measure_line(one, words.get(one.facts.id, NO_WORDS)) for one in status.followed),
        orders=tuple(_order_line(one) for one in _orders_on_agenda(status)),
    )


def _orders_on_agenda(status: AgencyStatus) -> tuple[OrderOnAgenda, ...]:
    """Without a meeting there is no agenda on which they could stand."""
    meeting, today = status.frame.meeting, status.frame.today
    if meeting is None:
        return ()
    agenda = agenda_of(meeting.held_on, today)
    return agenda.waiting + agenda.answered


def _order_line(one: OrderOnAgenda) -> OrderLine:
    order, answer = one.order, one.answer
    return OrderLine(
        measure=order.number,
        title=order.title,
        fiscal_year=order.fiscal_year,
        text=order.text,
        given_on=order.given_on,
        due_on=order.due_on,
        division=answer.division,
        days_late=one.days_late,
        answered_on=answer.answered_at.date() if answer.answered_at else None,
        answered_by=answer.answered_by,
        answer=answer.answer,
    )


def _status(agency_id: int, today: date, month: date | None) -> AgencyStatus:
    return status_on(agency_id, today) if month is None else status_for_month(agency_id, today, month)


def _status_report(status: AgencyStatus, scores: Mapping[str, float]) -> StatusReport:
    frame = status.frame
    year = status.plan.fiscal_year if status.plan else fiscal_year_of(frame.today)
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
