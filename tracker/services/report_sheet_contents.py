"""What stands on a division's sheet of reports: written out to be filled in, and compared with when it comes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.domain.answers import Entry
from tracker.domain.errors import N_, NotFound
from tracker.domain.report_sheet import SheetColumn
from tracker.domain.thai_dates import thai_month
from tracker.domain.thai_text import with_line_feeds
from tracker.domain.words import ANSWER
from tracker.plan_reading.exported_reports import ExportedReport, ExportedReports, reports_to_json_dict
from tracker.plan_reading.report_sheet_cells import cells_of
from tracker.queries import meetings, orders, reports
from tracker.queries.frames import Frame, MeetingDay
from tracker.queries.orders import OpenOrder
from tracker.queries.reports import PreviousReport, ReportRow, StepRow
from tracker.reports.report_sheet import DivisionSheet, ReportBook
from tracker.reports.xlsx.sheet import CellValue

_NO_MEETING = N_("No meeting is set for this month yet, so there is nothing to report.")
_NOTHING_OWED = N_("There is no report to fill in for this meeting.")


@dataclass(frozen=True, slots=True)
class Owed:
    """A report with what stands on its row of the sheet: of the chair's orders, the one that waits longest."""

    row: ReportRow
    steps: Sequence[StepRow]
    orders: Sequence[OpenOrder]

    @property
    def entry(self) -> Entry:
        """As the person sees it; a report that nobody has begun starts from where the time before ended."""
        entry, before = self.row.entry, self.row.previous
        order_answers = {order.id: order.answer for order in self.orders[:1]}
        if before is None:
            return replace(entry, order_answers=order_answers)
        is_begun = entry.answer is not None or bool(entry.steps_done)
        return replace(
            entry,
            percent=before.percent if entry.percent is None else entry.percent,
            steps_done=entry.steps_done if is_begun else tuple(before.steps_done),
            order_answers=order_answers,
        )

    @property
    def exported(self) -> ExportedReport:
        row = self.row
        steps = tuple(step.id for step in self.steps)
        return ExportedReport(row.id, row.version, row.division, row.number, "\n".join(row.titles), steps, self.entry)


def book_of(frame: Frame, division_ids: Collection[int] | None) -> ReportBook:
    """For some divisions, or (None) for all: what they owe, and what they have sent and may correct."""
    meeting = meeting_in(frame)
    owed = owed_in(frame, division_ids)
    if not owed:
        raise NotFound(_NOTHING_OWED)
    exported = ExportedReports(frame.slug, frame.name, meeting.id, frame.month, tuple(one.exported for one in owed))
    divisions = dict.fromkeys(one.row.division for one in owed)
    return ReportBook(
        agency_name=frame.name,
        month=frame.month,
        held_on=meeting.held_on,
        due_on=meetings.cycle_held_on(meeting.held_on, frame.settings).due_on,
        as_of=frame.today,
        sheets=tuple(
            DivisionSheet(name, tuple(_cells(one) for one in owed if one.row.division == name)) for name in divisions
        ),
        exported=reports_to_json_dict(exported),
    )


def meeting_in(frame: Frame) -> MeetingDay:
    if frame.meeting is None:
        raise NotFound(_NO_MEETING)
    return frame.meeting


def owed_in(frame: Frame, division_ids: Collection[int] | None) -> list[Owed]:
    rows = reports.reports_of_month(frame.month, division_ids)
    steps = reports.steps_of({row.measure_id for row in rows})
    asked = orders.open_orders_of({row.division_id for row in rows}, frame.today)
    return [Owed(row, steps[row.measure_id], asked.get((row.measure_id, row.division_id), ())) for row in rows]


def _cells(owed: Owed) -> Mapping[SheetColumn, CellValue]:
    report = owed.exported
    return {
        SheetColumn.ID: report.id,
        SheetColumn.NUMBER: report.number,
        SheetColumn.TITLE: report.title,
        SheetColumn.STEPS: "\n".join(f"{number}. {step.text}" for number, step in enumerate(owed.steps, start=1)),
        SheetColumn.PERIOD: owed.row.period_text,
        SheetColumn.LAST_TIME: _said(owed.row.previous) if owed.row.previous else "",
        SheetColumn.ORDER: _asked(owed.orders),
        **cells_of(report.entry, report.steps),
    }


def _said(before: PreviousReport) -> str:
    head = f"{thai_month(before.month, short=True)}: {ANSWER[before.answer]} ร้อยละ {before.percent}"
    text = before.done_text or before.waiting_for or before.cannot_text
    return with_line_feeds(f"{head}\n{text}" if text else head)


def _asked(waiting: Sequence[OpenOrder]) -> str:
    """One at a time is answered on the sheet; the next stands on the next one."""
    if not waiting:
        return ""
    more = len(waiting) - 1
    return with_line_feeds(waiting[0].text) + (f"\n(และอีก {more} ข้อ ตอบได้ในหน้ารายงาน)" if more else "")
