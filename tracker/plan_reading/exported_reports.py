"""What a division's sheet was made with, as its hidden sheet says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.domain.answers import Entry, entry_as_json, entry_from_json


@dataclass(frozen=True, slots=True)
class ExportedReport:
    id: int
    version: int
    division: str
    number: str
    title: str
    #: The ids of the measure's steps in the order of the sheet.
    steps: tuple[int, ...]
    #: What stood in the cells to fill in; of the orders, the one that stood on the sheet.
    entry: Entry


@dataclass(frozen=True, slots=True)
class ExportedReports:
    agency: str
    agency_name: str
    meeting_id: int
    month: date
    reports: tuple[ExportedReport, ...]


def reports_to_json_dict(exported: ExportedReports) -> dict[str, Any]:
    return {
        "agency": exported.agency,
        "agency_name": exported.agency_name,
        "meeting_id": exported.meeting_id,
        "month": exported.month.isoformat(),
        "reports": [_report_to_json_dict(report) for report in exported.reports],
    }


def _report_to_json_dict(report: ExportedReport) -> dict[str, Any]:
    return {
        "id": report.id,
        "version": report.version,
        "division": report.division,
        "number": report.number,
        "title": report.title,
        "steps": list(report.steps),
        "entry": entry_as_json(report.entry),
        "orders": [[order_id, text] for order_id, text in report.entry.order_answers.items()],
    }


def reports_from_json_dict(data: Mapping[str, Any]) -> ExportedReports:
    return ExportedReports(
        agency=data["agency"],
        agency_name=data["agency_name"],
        meeting_id=data["meeting_id"],
        month=date.fromisoformat(data["month"]),
        reports=tuple(_report_from_json_dict(one) for one in data["reports"]),
    )


def _report_from_json_dict(data: Mapping[str, Any]) -> ExportedReport:
    orders = {int(order_id): str(text) for order_id, text in data["orders"]}
    return ExportedReport(
        id=data["id"],
        version=data["version"],
        division=data["division"],
        number=data["number"],
        title=data["title"],
        steps=tuple(data["steps"]),
        entry=replace(entry_from_json(data["entry"]), order_answers=orders),
    )
