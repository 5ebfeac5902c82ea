"""What a paper says, frozen: every format of a paper prints the same value, and so does its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.rollup import Rollup


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    code: str
    name: str
    tool: str
    #: Of the newest assessment that the plan was made from, as printed.
    last_score: float | None
    rollup: Rollup


@dataclass(frozen=True, slots=True)
class OverdueLine:
    measure: str
    title: str
    division: str
    end: date
    days_late: int
    percent: int
    fiscal_year: int


@dataclass(frozen=True, slots=True)
class MissingLine:
    division: str
    measure: str
    title: str
    month: date


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The indicator roll-up with the two lists of lateness, on a day."""

    agency: str
    agency_name: str
    as_of: date
    fiscal_year: int
    #: The month whose reports are counted.
    month: date
    plan: Rollup
    indicators: tuple[IndicatorLine, ...]
    overdue: tuple[OverdueLine, ...]
    missing_reports: tuple[MissingLine, ...]


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """What one division says of a measure for the month; `answer` is empty while it is silent."""

    division: str
    role: AssignmentRole
    progress: Progress
    health: Health | None
    percent: int
    answer: Answer | None
    done_text: str = ""
    problems: str = ""
    next_steps: str = ""
    waiting_for: str = ""
    cannot_reason: CannotReason | None = None
    cannot_text: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure as adopted, with where it stands and what each division says."""

    number: str
    title: str
    indicators: tuple[str, ...]
    responsible: str
    period: str
    monitoring: str
    fiscal_year: int
    progress: Progress
    health: Health | None
    percent: float
    reports: tuple[DivisionLine, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What the chair ordered of one division in an earlier meeting; `answer` is empty while it waits for one."""

    measure: str
    title: str
    fiscal_year: int
    text: str
    given_on: date
    due_on: date | None
    division: str
    #: 0 when it is not late, or answered.
    days_late: int
    answered_on: date | None = None
    answered_by: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class MeetingReport:
    status: StatusReport
    #: Empty when no meeting is set for the month.
    held_on: date | None
    place: str
    measures: tuple[MeasureLine, ...]
    #: Of earlier meetings: those that wait, the oldest first, then those answered since the meeting before.
    orders: tuple[OrderLine, ...] = ()


def status_as_json(report: StatusReport) -> dict[str, Any]:
    return {
        "agency": report.agency,
        "date": report.as_of.isoformat(),
        "fiscal_year": report.fiscal_year,
        "plan": _rollup(report.plan),
        "indicators": [
            {"code": line.code, "name": line.name, "last_score": line.last_score, **_rollup(line.rollup)}
            for line in report.indicators
        ],
        "overdue": [
            {
                "measure": line.measure,
                "title": line.title,
                "division": line.division,
                "end": line.end.isoformat(),
                "days_late": line.days_late,
                "percent": line.percent,
            }
            for line in report.overdue
        ],
        "missing_reports": [
            {"division": line.division, "measure": line.measure, "month": f"{line.month:%Y-%m}"}
            for line in report.missing_reports
        ],
    }


def meeting_as_json(report: MeetingReport) -> dict[str, Any]:
    return {
        **status_as_json(report.status),
        "agency_name": report.status.agency_name,
        "month": f"{report.status.month:%Y-%m}",
        "meeting": report.held_on.isoformat() if report.held_on else None,
        "place": report.place,
        "measures": [
            {
                "number": line.number,
                "title": line.title,
                "indicators": list(line.indicators),
                "responsible": line.responsible,
                "period": line.period,
                "monitoring": line.monitoring,
                "fiscal_year": line.fiscal_year,
                "progress": line.progress,
                "health": line.health,
                "percent": line.percent,
                "reports": [_division(one) for one in line.reports],
            }
            for line in report.measures
        ],
        "orders": [_order(line) for line in report.orders],
    }


def _order(line: OrderLine) -> dict[str, Any]:
    return {
        "measure": line.measure,
        "title": line.title,
        "fiscal_year": line.fiscal_year,
        "text": line.text,
        "given_on": line.given_on.isoformat(),
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "division": line.division,
        "days_late": line.days_late,
        "answered_on": line.answered_on.isoformat() if line.answered_on else None,
        "answered_by": line.answered_by,
        "answer": line.answer,
    }


def _division(line: DivisionLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in DivisionLine.__slots__}


def _rollup(rollup: Rollup) -> dict[str, Any]:
    return {
        "measures": rollup.measures,
        "progress": {word.value: count for word, count in rollup.progress.items()},
        "health": {word.value: count for word, count in rollup.health.items()},
        "percent": rollup.percent,
        "reports_owed": rollup.reports_owed,
        "reports_received": rollup.reports_received,
    }
