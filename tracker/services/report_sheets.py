"""A division's sheet of reports that comes back: looked at, and taken in by the rules of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.answers import TEXT_FIELDS, Entry, as_sent, check_draft, outcome_of
from tracker.domain.errors import N_, Conflict, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import EntryChannel
from tracker.domain.reach import MONTH_IS_FINAL
from tracker.domain.report_sheet import RowState, SheetColumn
from tracker.domain.thai_dates import thai_month
from tracker.extensions import db, only_reading
from tracker.plan_reading.exported_reports import ExportedReports
from tracker.plan_reading.report_sheet_reader import read_report_sheet
from tracker.plan_reading.report_sheet_rows import FilledRow
from tracker.queries import reports
from tracker.queries.frames import Frame
from tracker.queries.reports import ReportRow
from tracker.services import audit, reporting
from tracker.services.report_desk import Filled, Way
from tracker.services.report_sheet_contents import Owed, meeting_in, owed_in

_OTHER_AGENCY = N_("“%(filename)s” is the sheet of another agency: %(agency)s. Bring it in there.")
_OTHER_MONTH = N_(
    "“%(filename)s” is the sheet for the reports of %(month)s. Here the reports of %(asked)s are taken in: "
    "download the sheet of this month and fill in that one."
)
_OTHER_DIVISION = N_(
    "“%(filename)s” is the sheet of %(divisions)s, which you do not report for. "
    "Download your own sheet, or let the people of that division bring it in."
)
_NOT_OWED = N_(
    "Sheet “%(sheet)s”, row %(row)s: measure %(number)s is not yours to report on, or no longer asked about. "
    "What was typed there is not taken."
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row in which something was filled in."""

    row: ReportRow
    state: RowState
    #: What the row says, and what stands in the report now.
    entry: Entry
    stands: Entry
    #: Why it cannot be sent.
    reasons: Sequence[Refusal]
    #: Columns with words that do not belong under the answer, and are left out when it is sent.
    unsent: Sequence[SheetColumn]

    @property
    def order_answer(self) -> str:
        return next(iter(self.entry.order_answers.values()), "")


@dataclass(frozen=True, slots=True)
class SheetLookedAt:
    filename: str
    rows: Sequence[SheetRow]
    #: About rows that are none of the reports.
    problems: Sequence[Refusal]
    #: Reports that the sheet leaves as they are.
    same: int


def look_at(frame: Frame, division_ids: Collection[int] | None, data: bytes, filename: str) -> SheetLookedAt:
    """What a sheet that was brought back would change. Nothing is stored, and nothing held of the database meanwhile.

    Refuses what is no sheet of these divisions for this month.
    """
    with only_reading():
        owed = {one.row.id: one for one in owed_in(frame, division_ids)}
    read = read_report_sheet(data, filename)
    _check_whose(read.exported, frame, owed, filename)
    problems, rows = list(read.problems), []
    for filled in read.rows:
        at = owed.get(filled.report.id)
        if at is None:
            problems.append(_not_owed(filled))
        elif filled.problems or filled.entry != at.entry:
            rows.append(_row(filled, at))
    return SheetLookedAt(filename, rows, problems, len(owed) - len(rows))


def look_again(
    frame: Frame, division_ids: Collection[int] | None, refused: Mapping[int, tuple[Entry, Refusal]]
) -> list[SheetRow]:
    """What could not be taken in, beside what stands in the reports by now."""
    owed = {one.row.id: one for one in owed_in(frame, division_ids)}
    return [
        SheetRow(
            row=owed[report_id].row,
            state=RowState.CONFLICT if isinstance(refusal, Conflict) else RowState.INCOMPLETE,
            entry=entry,
            stands=owed[report_id].entry,
            reasons=() if isinstance(refusal, Conflict) else [refusal],
            unsent=(),
        )
        for report_id, (entry, refusal) in refused.items()
    ]


def take_in(
    actor: Actor,
    now: datetime,
    frame: Frame,
    division_ids: Collection[int] | None,
    filled: Sequence[Filled],
    told_by: str = "",
) -> dict[int, Refusal]:
    """Send what was chosen of a sheet, and keep the rest as drafts; why one was not sent, stands under its id."""
    meeting = meeting_in(frame)
    divisions = {row.id: row.division for row in reports.reports_of_month(frame.month, division_ids)}
    if any(one.report_id not in divisions for one in filled):
        raise NotFound(N_("There is no such report."))
    refused = reporting.write_down(actor, now, filled, Way(EntryChannel.IMPORT, told_by))
    taken = Counter(divisions[one.report_id] for one in filled if one.report_id not in refused)
    for division, count in taken.items():
        audit.record(actor, now, "report_sheet_taken_in", meeting.id, after={"division": division, "reports": count})
    db.session.commit()
    return refused


def _check_whose(exported: ExportedReports, frame: Frame, owed: Mapping[int, Owed], filename: str) -> None:
    if exported.agency != frame.slug:
        raise Refusal(_OTHER_AGENCY, "file", filename=filename, agency=exported.agency_name)
    if exported.meeting_id != meeting_in(frame).id:
        month, asked = thai_month(exported.month), thai_month(frame.month)
        raise Refusal(_OTHER_MONTH, "file", filename=filename, month=month, asked=asked)
    if meeting_in(frame).is_closed:
        raise Refusal(MONTH_IS_FINAL, "file")
    if not any(report.id in owed for report in exported.reports):
        divisions = ", ".join(dict.fromkeys(report.division for report in exported.reports))
        raise Refusal(_OTHER_DIVISION, "file", filename=filename, divisions=divisions)


def _not_owed(filled: FilledRow) -> Refusal:
    return Refusal(_NOT_OWED, sheet=filled.place.sheet, row=filled.place.row, number=filled.report.number)


def _row(filled: FilledRow, owed: Owed) -> SheetRow:
    state, reasons = _state(filled, owed)
    return SheetRow(
        row=owed.row,
        state=state,
        entry=filled.entry,
        stands=owed.entry,
        reasons=reasons,
        unsent=() if reasons else _unsent(filled.entry),
    )


def _state(filled: FilledRow, owed: Owed) -> tuple[RowState, Sequence[Refusal]]:
    """A version alone does not tell of other words: accepting a report counts it up too."""
    if filled.problems:
        return RowState.REFUSED, filled.problems
    is_conflict = owed.row.version != filled.report.version and owed.entry != filled.report.entry
    try:
        check_draft(filled.entry)
    except Refusal as refusal:
        return RowState.REFUSED, [refusal]
    try:
        outcome_of(filled.entry, None)
    except Refusal as refusal:
        return RowState.CONFLICT if is_conflict else RowState.INCOMPLETE, [refusal]
    return RowState.CONFLICT if is_conflict else RowState.READY, ()


def _unsent(entry: Entry) -> list[SheetColumn]:
    sent = as_sent(entry, entry.steps_done)
    fields = (*TEXT_FIELDS, "cannot_reason")
    return [SheetColumn(name) for name in fields if getattr(entry, name) and not getattr(sent, name)]
