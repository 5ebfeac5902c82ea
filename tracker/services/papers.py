"""From the facts to a paper's value, and from the value to the file that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.framework import indicator_name, indicator_tool
from tracker.domain.rollup import AssignmentStatus, MeasureStatus, Rollup, measure_statuses
from tracker.queries import following, snapshots
from tracker.queries.agenda import OrderOnAgenda, agenda_of
from tracker.queries.decisions import decisions_of_meeting
from tracker.queries.frames import Frame
from tracker.queries.paper_words import MeasureWords, SaidForMonth, words_of_measures
from tracker.queries.status import AgencyStatus, status_for_month, status_on
from tracker.reports.month_changes import MonthsLines, changes_between
from tracker.reports.snapshot_codec import check_code_of, report_in
from tracker.reports.values import (
    DecisionLine,
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
    frame = status.frame
    words = words_of_measures([measure.facts.id for measure in status.followed], frame.month, frame.today)
    report = _meeting_report(status, words, following.indicator_scores(status.plan))
    since, before = _month_before(status)
    changes = changes_between(before, MonthsLines(report.status.fiscal_year, report.measures)) if before else ()
    return replace(report, changes_since=since, changes=changes, decisions=_decided(status.frame))


def _month_before(status: AgencyStatus) -> tuple[date | None, MonthsLines | None]:
    """As it was frozen, else by what had been reported of this month's measures on the evening of its meeting."""
    before = snapshots.month_before(status.frame.month)
    if before is None or status.plan is None:
        return None, None
    if before.frozen is not None and check_code_of(before.frozen.content) == before.frozen.edition.check_code:
        frozen = report_in(before.frozen.content)
        return before.month, MonthsLines(frozen.status.fiscal_year, frozen.measures)
    then = replace(status.frame, month=before.month, first_month=before.month, today=before.held_on)
    heard = following.assignments_followed(status.plan, then)
    statuses = measure_statuses([one.facts for one in status.followed], heard, then.month, then.today)
    lines = [_measure_line(one, NO_WORDS) for one in statuses]
    return before.month, MonthsLines(status.plan.fiscal_year, lines)


def _decided(frame: Frame) -> tuple[DecisionLine, ...]:
    rows = decisions_of_meeting(frame.meeting.id) if frame.meeting else []
    return tuple(
        DecisionLine(row.number, row.title, row.fiscal_year, row.text, row.due_on, row.divisions)
        for row in rows
        if not row.is_withdrawn
    )


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
        indicators=tuple(indicator_line(one.code, one.rollup, scores, year) for one in status.indicators),
        overdue=tuple(_overdue_line(one, frame.today) for one in status.overdue),
        missing_reports=tuple(_missing_line(one, frame.month) for one in status.missing),
    )


def indicator_line(code: str, rollup: Rollup, scores: Mapping[str, float], fiscal_year: int) -> IndicatorLine:
    return IndicatorLine(
        code=code,
        name=indicator_name(code, fiscal_year),
        tool=indicator_tool(code),
        last_score=scores.get(code),
        rollup=rollup,
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


def _missing_line(one: AssignmentStatus, month: date) -> MissingLine:
    return MissingLine(one.facts.division, one.measure.number, one.measure.title, month, one.measure.fiscal_year)


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
        evidence=0,
        is_asked=one.standing.owed > 0,
    )
    return replace(line, **said._asdict()) if said else line
