"""The papers of a month as JSON, for other programs: what it says is a promise, keys may be added."""

from __future__ import annotations

from typing import Any

from tracker.domain.rollup import Rollup
from tracker.reports.summaries import DivisionSending, sendings_of, summary_of
from tracker.reports.values import ChangeLine, DecisionLine, DivisionLine, MeetingReport, OrderLine, Stand, StatusReport


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
                "fiscal_year": line.fiscal_year,
                "title": line.title,
                "division": line.division,
                "end": line.end.isoformat(),
                "days_late": line.days_late,
                "percent": line.percent,
            }
            for line in report.overdue
        ],
        "missing_reports": [
            {
                "division": line.division,
                "measure": line.measure,
                "fiscal_year": line.fiscal_year,
                "month": f"{line.month:%Y-%m}",
            }
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
        "summary": summary_of(report),
        "divisions": [_sending(one) for one in sendings_of(report)],
        "changes_since": f"{report.changes_since:%Y-%m}" if report.changes_since else None,
        "changes": [_change(line) for line in report.changes],
        "decisions": [_decision(line) for line in report.decisions],
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


def _sending(one: DivisionSending) -> dict[str, Any]:
    return {name: getattr(one, name) for name in DivisionSending.__slots__}


def _change(line: ChangeLine) -> dict[str, Any]:
    return {
        "measure": line.measure,
        "title": line.title,
        "fiscal_year": line.fiscal_year,
        "division": line.division,
        "before": _stand(line.before),
        "after": _stand(line.after),
    }


def _stand(stand: Stand | None) -> dict[str, Any] | None:
    return {name: getattr(stand, name) for name in Stand.__slots__} if stand else None


def _decision(line: DecisionLine) -> dict[str, Any]:
    return {
        "measure": line.measure,
        "title": line.title,
        "fiscal_year": line.fiscal_year,
        "text": line.text,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "divisions": list(line.divisions),
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
