"""Reads a division's sheet of reports back: which report each row is, and what was typed into it.

People delete, sort, copy and colour rows, and office programs write cells in their own way; only what was typed into
the cells to fill in counts. What cannot be understood is told with its place and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.domain.errors import N_, Refusal
from tracker.domain.hidden_sheet import unpacked
from tracker.domain.plan_book import KIND as PLAN_KIND
from tracker.domain.report_sheet import HEADINGS, KIND, TO_FILL_IN, SheetColumn
from tracker.domain.thai_text import squeeze
from tracker.plan_reading.archives import Gate
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.exported_reports import ExportedReport, ExportedReports, reports_from_json_dict
from tracker.plan_reading.own_workbooks import OwnSheet, own_workbook
from tracker.plan_reading.plan_book_cells import lines_of
from tracker.plan_reading.report_sheet_cells import Cells
from tracker.plan_reading.report_sheet_rows import FilledRow, Place, filled_row, is_filled_in
from tracker.plan_reading.workbook_cells import AnyCell, typed_text

FURTHEST_HEADING = 40
FEWEST_HEADINGS = 3

MOST_BYTES = 20 * 1024 * 1024

_TOO_LARGE = N_(
    "“%(filename)s” is far larger than the sheet that was downloaded. "
    "Download the sheet again, fill in its cells and send that."
)
_UNUSUAL = N_(
    "“%(filename)s” is not built as Excel builds its files. "
    "Open it in Excel or LibreOffice, save it as .xlsx and send that."
)
_MACROS = N_("“%(filename)s” has macros (.xlsm), which are never opened here. Save it as .xlsx and send that.")
GATE = Gate(MOST_BYTES, 300, _TOO_LARGE, _UNUSUAL, _MACROS)

_NOT_OURS = N_(
    "“%(filename)s” is no sheet that was downloaded here, or its table was copied into another workbook. "
    "Download the sheet, fill in its cells and send that file (.xlsx)."
)
_A_PLAN = N_("“%(filename)s” is the workbook of a plan, not the sheet of reports. It is brought in under “Plans”.")
_CHANGED_BY_HAND = N_(
    "The hidden part of “%(filename)s” was changed, so it cannot be told which reports are in it. "
    "Download the sheet again and fill in that one."
)
_NO_ROWS = N_(
    "There is no table of reports in “%(filename)s” any more. Download the sheet again and keep its row of headings."
)
_WHOSE_ROW = N_(
    "Sheet “%(sheet)s”, row %(row)s: it cannot be told which measure this is, so what was typed there is not taken. "
    "Write it into the row of the measure."
)
_SAID_TWICE = N_(
    "Sheet “%(sheet)s”, row %(row)s: the same measure is filled in otherwise in sheet “%(other_sheet)s”, "
    "row %(other)s, so neither is taken. Delete the row that does not count."
)

Words = tuple[tuple[str, ...], ...]
"""Number and title, each as its lines without what office programs change."""

_COLUMN_OF = {squeeze(heading): column for column, heading in HEADINGS.items()}


@dataclass(frozen=True, slots=True)
class ReportSheetRead:
    """The rows in which anything was changed, and what is wrong with rows that are none of the reports."""

    exported: ExportedReports
    rows: tuple[FilledRow, ...]
    problems: tuple[Refusal, ...]


def read_report_sheet(data: bytes, filename: str) -> ReportSheetRead:
    workbook = own_workbook(data, filename, GATE)
    if workbook is None:
        raise UnreadableDocument(_NOT_OURS, "file", filename=filename)
    exported = _exported(workbook.hidden, filename)
    found = [row for sheet in workbook.sheets for row in _table(sheet)]
    if not found:
        raise UnreadableDocument(_NO_ROWS, "file", filename=filename)
    rows, problems = _rows(found, exported.reports)
    return ReportSheetRead(exported, tuple(rows), tuple(problems))


def _exported(hidden: Sequence[str], filename: str) -> ExportedReports:
    if hidden[:1] == [PLAN_KIND]:
        raise UnreadableDocument(_A_PLAN, "file", filename=filename)
    try:
        return reports_from_json_dict(unpacked(KIND, hidden) or {})
    except (KeyError, TypeError, ValueError, AttributeError) as changed:
        raise UnreadableDocument(_CHANGED_BY_HAND, "file", filename=filename) from changed


def _table(sheet: OwnSheet) -> Iterator[tuple[Place, Cells]]:
    """The rows below the headings that hold anything."""
    for number, row in enumerate(sheet.rows[:FURTHEST_HEADING], start=1):
        columns = _columns(row)
        if len(columns) >= FEWEST_HEADINGS and not TO_FILL_IN.isdisjoint(columns):
            for below, cells in enumerate(sheet.rows[number:], start=number + 1):
                texts = {column: typed_text(cells[place - 1]) for column, place in columns.items()}
                if any(texts.values()):
                    yield Place(sheet.title, below, columns), texts
            return


def _columns(row: Sequence[AnyCell]) -> dict[SheetColumn, int]:
    """Each heading once; one that was repeated further right is somebody's own."""
    found: dict[SheetColumn, int] = {}
    for place, cell in enumerate(row, start=1):
        column = _COLUMN_OF.get(squeeze(typed_text(cell)))
        if column is not None and column not in found:
            found[column] = place
    return found


def _rows(
    found: Sequence[tuple[Place, Cells]], reports: Sequence[ExportedReport]
) -> tuple[list[FilledRow], list[Refusal]]:
    problems: list[Refusal] = []
    by_report: defaultdict[int, list[FilledRow]] = defaultdict(list)
    known = _Known(reports)
    for place, cells in found:
        report = known.report_of(cells)
        if report is not None:
            by_report[report.id].append(filled_row(place, cells, report))
        elif is_filled_in(cells):
            problems.append(Refusal(_WHOSE_ROW, sheet=place.sheet, row=place.row))
    rows = (_one_of(same) for same in by_report.values())
    return [row for row in rows if row.is_changed], problems


class _Known:
    """The reports that were exported, to be found by their id and by their number and title.

    A column that was taken out of the sheet contradicts nothing.
    """

    def __init__(self, reports: Sequence[ExportedReport]) -> None:
        self._by_id = {report.id: report for report in reports}
        self._by_words: dict[frozenset[SheetColumn], dict[Words, list[ExportedReport]]] = {}

    def report_of(self, cells: Cells) -> ExportedReport | None:
        """Which report a row is.

        1. A row with the number and title of the report of its id is that.
        2. Else the one whose number and title it has: a sorting may have left the hidden column behind. Several
           divisions share a measure, so those of the division of its id come first.
        3. Else that of its id: somebody wrote the title anew.
        """
        own = self._by_id.get(_id_in(cells))
        same = self._with_words_of(cells)
        if own in same:
            return own
        near = [report for report in same if own is not None and report.division == own.division] or same
        return near[0] if len(near) == 1 else own

    def _with_words_of(self, cells: Cells) -> Sequence[ExportedReport]:
        columns = frozenset(cells.keys() & {SheetColumn.NUMBER, SheetColumn.TITLE})
        if not columns:
            return ()
        if columns not in self._by_words:
            found = self._by_words[columns] = defaultdict(list)
            for report in self._by_id.values():
                written = {SheetColumn.NUMBER: report.number, SheetColumn.TITLE: report.title}
                found[_words(written, columns)].append(report)
        return self._by_words[columns].get(_words(cells, columns), ())


def _words(cells: Cells, columns: Collection[SheetColumn]) -> Words:
    return tuple(lines_of(cells[column]) for column in sorted(columns))


def _id_in(cells: Cells) -> int:
    """0 is nobody's."""
    text = cells.get(SheetColumn.ID, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _one_of(rows: Sequence[FilledRow]) -> FilledRow:
    """A row that was copied counts once; copies that were filled in otherwise contradict each other."""
    changed = [row for row in rows if row.is_changed]
    if not changed:
        return rows[0]
    first = changed[0]
    other = next((row for row in changed if row.entry != first.entry), None)
    if other is None:
        return first
    problem = Refusal(
        _SAID_TWICE,
        sheet=first.place.sheet,
        row=first.place.row,
        other_sheet=other.place.sheet,
        other=other.place.row,
    )
    return replace(first, problems=(*first.problems, problem))
