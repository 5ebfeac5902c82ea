"""Reads the plan's own workbook back: which adopted measure each row is, and what was typed into it.

A document of another layout is guessed at; here the columns, the words and what was written are known, so a cell
either still says what was written or was changed by a person. What cannot be understood is asked and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.errors import N_
from tracker.domain.hidden_sheet import unpacked
from tracker.domain.plan_book import HEADINGS, KIND, BookColumn
from tracker.domain.report_sheet import KIND as REPORTS_KIND
from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.differences import AdoptedMeasure
from tracker.plan_reading.draft import DraftMeasure, DraftQuestion, empty_measure, measure_from_json_dict, to_plain
from tracker.plan_reading.errors import UnreadableDocument
from tracker.plan_reading.own_workbooks import OwnSheet, own_workbook
from tracker.plan_reading.plan_book_cells import Cells, cells_of, lines_of, says_the_same, text_of
from tracker.plan_reading.plan_book_rows import BookSetting, measure_from_cells

FURTHEST_HEADING = 60
FEWEST_HEADINGS = 4

_COLUMN_OF = {squeeze(heading): column for column, heading in HEADINGS.items()}
_WORDS = frozenset(BookColumn) - {BookColumn.ID, BookColumn.EVERYONE, BookColumn.CANCELLED}

_CHANGED_BY_HAND = N_(
    "The hidden part of “%(filename)s” was changed, so it cannot be told what else was. "
    "Download the workbook of the plan again and make the changes in that one."
)
_SHEET_OF_REPORTS = N_(
    "“%(filename)s” is a division's sheet of reports, not a plan. "
    "It is taken in under “My reports”, or by the office secretary at the meeting."
)
_NO_ROWS = N_(
    "There is no table of measures in “%(filename)s” any more. "
    "Download the workbook of the plan again and keep its row of headings."
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What a workbook was made with, as its hidden sheet says it."""

    agency: str
    agency_name: str
    plan_id: int
    fiscal_year: int
    measures: tuple[AdoptedMeasure, ...]


def exported_to_json_dict(exported: Exported) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(exported)
    return plain


def exported_from_json_dict(data: Mapping[str, Any]) -> Exported:
    measures = tuple(
        AdoptedMeasure(one["id"], measure_from_json_dict(one["measure"]), one["is_cancelled"])
        for one in data["measures"]
    )
    return Exported(data["agency"], data["agency_name"], data["plan_id"], data["fiscal_year"], measures)


@dataclass(frozen=True, slots=True)
class PlanBookRead:
    """The rows that are not cancelled; `ids` says of each which adopted measure it is, if any."""

    rows: tuple[DraftMeasure, ...]
    ids: tuple[int | None, ...]
    questions: tuple[DraftQuestion, ...]


def exported_in(data: bytes, filename: str) -> Exported | None:
    """None for any file that is not one of our own workbooks; refuses one whose hidden sheet was changed."""
    workbook = own_workbook(data, filename)
    if workbook is None:
        return None
    if workbook.hidden[:1] == [REPORTS_KIND]:
        raise UnreadableDocument(_SHEET_OF_REPORTS, "file", filename=filename)
    packed = unpacked(KIND, workbook.hidden)
    try:
        return exported_from_json_dict(packed or {})
    except (KeyError, TypeError, ValueError, AttributeError) as changed:
        raise UnreadableDocument(_CHANGED_BY_HAND, "file", filename=filename) from changed


def read_plan_book(data: bytes, filename: str, exported: Exported, setting: BookSetting) -> PlanBookRead:
    workbook = own_workbook(data, filename)
    found = _table(workbook.sheets) if workbook else []
    if not found:
        raise UnreadableDocument(_NO_ROWS, "file", filename=filename)
    base = {one.id: one for one in exported.measures}
    rows: list[DraftMeasure] = []
    ids: list[int | None] = []
    questions: list[DraftQuestion] = []
    last = max((_figure(one.measure.number) for one in exported.measures), default=0)
    for cells, id_ in zip(found, _ids(found, base), strict=True):
        one = base[id_] if id_ is not None else AdoptedMeasure(0, empty_measure(""))
        reading = measure_from_cells(cells, one, setting, is_new=id_ is None, next_number=str(last + 1))
        last = max(last, _figure(reading.measure.number))
        questions += reading.questions
        if not reading.is_cancelled:
            rows.append(reading.measure)
            ids.append(id_)
    return PlanBookRead(tuple(rows), tuple(ids), tuple(questions))


def _figure(number: str) -> int:
    figures = to_arabic_digits(number.strip())
    return int(figures) if figures.isascii() and figures.isdigit() else 0


def _table(sheets: Sequence[OwnSheet]) -> list[Cells]:
    """The rows below the headings that hold anything, of the first sheet that has the headings."""
    for sheet in sheets:
        rows = [[cell.value for cell in row] for row in sheet.rows]
        for number, row in enumerate(rows[:FURTHEST_HEADING]):
            columns = _columns(row)
            if BookColumn.TITLES in columns.values() and len(columns) >= FEWEST_HEADINGS:
                below = ({column: one[place] for place, column in columns.items()} for one in rows[number + 1 :])
                return [cells for cells in below if any(lines_of(cells.get(word)) for word in _WORDS)]
    return []


def _columns(row: Sequence[object]) -> dict[int, BookColumn]:
    """Each heading once; one that was repeated further right is somebody's own."""
    found: dict[int, BookColumn] = {}
    for place, cell in enumerate(row):
        column = _COLUMN_OF.get(squeeze(text_of(cell)))
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _ids(rows: Sequence[Cells], base: Mapping[int, AdoptedMeasure]) -> list[int | None]:
    """Which measure each row is.

    1. A row with its own number and titles is the measure of its id.
    2. Else the one whose number and titles it has: a sorting may have left the hidden column behind.
    3. Else that of its id, unless another row is it: a row that was copied to begin a new measure.
    """
    written = {id_: cells_of(one.measure, is_cancelled=one.is_cancelled) for id_, one in base.items()}
    own = [_id_in(cells, base) for cells in rows]
    found: list[int | None] = [
        id_ if id_ is not None and _has_words_of(cells, written[id_]) else None
        for id_, cells in zip(own, rows, strict=True)
    ]
    found = [id_ if id_ not in found[:place] else None for place, id_ in enumerate(found)]
    for place, cells in enumerate(rows):
        if found[place] is None:
            same = (id_ for id_, words in written.items() if id_ not in found and _has_words_of(cells, words))
            found[place] = next(same, None)
    for place, id_ in enumerate(own):
        if found[place] is None and id_ is not None and id_ not in found:
            found[place] = id_
    return found


def _id_in(cells: Cells, base: Mapping[int, AdoptedMeasure]) -> int | None:
    text = text_of(cells.get(BookColumn.ID)).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 and int(text) in base else None


def _has_words_of(cells: Cells, written: Cells) -> bool:
    return all(
        says_the_same(cells.get(column, written[column]), written[column])
        for column in (BookColumn.NUMBER, BookColumn.TITLES)
    )
