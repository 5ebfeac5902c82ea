"""Every kind of paper as a workbook, opened again: every figure as in the paper, every text as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.other_process import hashes_here_and_elsewhere
from tests.support.paper_books import as_kept, head_row, kept_rows, opened, rows_of, sheet_of
from tests.support.paper_examples import HOSTILE_TEXTS, ORDINARY, empty, example, hostile, large
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.paper import NOTHING, PLAIN, Cell, Column, ColumnKind, Dress, Facts, Paper, Table, Text
from tracker.reports.xlsx.drawing import workbook
from tracker.reports.xlsx.sheet import LINE_POINTS, MOST_POINTS
from tracker.reports.xlsx.tables import MOST_FROZEN_POINTS

KINDS = pytest.mark.parametrize("kind", list(ORDINARY))
THAI = Dress(digits=Digits.THAI)


def one_table(*rows: tuple[Cell, ...], kind: ColumnKind = ColumnKind.TEXT, shared: int = 0) -> Paper:
    columns = (Column("ชื่อ", "ชื่อ", 30), Column("ค่า", "ค่า", 20, kind))
    return replace(example(PaperKind.INDICATORS), parts=(Table("ตาราง", "ตาราง", columns, rows, shared),))


def the_sheet(paper: Paper, dress: Dress = PLAIN) -> Worksheet:
    return opened(paper, dress).worksheets[0]


@KINDS
@pytest.mark.parametrize(
    ("make", "dress"),
    [(example, PLAIN), (large, PLAIN), (large, THAI), (hostile, THAI)],
    ids=["ordinary", "large", "large-thai", "hostile-thai"],
)
def test_every_row_of_every_table_stands_as_the_paper_has_it(
    kind: PaperKind, make: Callable[[PaperKind], Paper], dress: Dress
) -> None:
    paper = make(kind)
    book = opened(paper, dress)
    for table in paper.tables:
        assert rows_of(sheet_of(book, table), table) == kept_rows(table, dress)


@KINDS
def test_what_is_said_in_words_stands_on_the_first_sheet(kind: PaperKind) -> None:
    paper = example(kind)
    sheet = the_sheet(paper)
    shown = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for part in paper.parts:
        if isinstance(part, Text):
            assert set(as_kept(part.paragraphs)) - {None} <= set(shown)
        if isinstance(part, Facts):
            assert [line.label for line in part.lines] == [each for each in shown if each in _labels(part)]


def _labels(facts: Facts) -> set[str]:
    return {line.label for line in facts.lines}


@KINDS
def test_a_paper_with_nothing_in_it_says_so(kind: PaperKind) -> None:
    paper = empty(kind)
    book = opened(paper)
    for table in paper.tables:
        sheet = sheet_of(book, table)
        assert sheet.cell(head_row(sheet) + 1, 1).value == (NOTHING if not table.rows else as_kept(table.rows[0])[0])
    assert [type(part) for part in paper.parts] == [type(part) for part in example(kind).parts]


@KINDS
def test_every_sheet_prints_well(kind: PaperKind) -> None:
    paper = example(kind)
    book = opened(paper)
    for table in paper.tables:
        sheet = sheet_of(book, table)
        assert sheet.print_title_rows
        assert sheet.freeze_panes == f"A{head_row(sheet) + 1}"
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == ("landscape" if paper.is_landscape else "portrait")
        assert sheet.page_setup.fitToWidth == 1
        head = [cell.value for row in sheet.iter_rows(max_col=1, max_row=8) for cell in row]
        assert {paper.title, paper.agency_name, paper.as_of_text} <= set(head)
        assert all(size.height <= MOST_POINTS for size in sheet.row_dimensions.values() if size.height)
        _check_foot(sheet, paper)


def _check_foot(sheet: Worksheet, paper: Paper) -> None:
    for foot in (sheet.oddFooter, sheet.firstFooter):
        assert foot is not None
        assert foot.right.text == "หน้า &P / &N"
        assert foot.left.text == paper.check_text
    assert sheet.oddHeader is not None
    assert str(sheet.oddHeader.center.text).startswith(f"{paper.title} · {paper.agency_name} · {paper.as_of_text}")


@KINDS
def test_text_stays_text(kind: PaperKind) -> None:
    book = opened(hostile(kind))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type in ("f", "e") or cell.hyperlink]
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t")))


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: repr(text[:12]))
def test_a_text_is_kept_as_it_is_wherever_it_stands(text: str) -> None:
    paper = hostile(PaperKind.LEDGER, text)
    book = opened(paper)
    for table in paper.tables:
        assert rows_of(sheet_of(book, table), table) == kept_rows(table)
    assert book.worksheets[0].cell(2, 1).value == as_kept((text,))[0]


def test_a_table_that_would_fit_on_little_more_than_a_page_takes_one() -> None:
    few, many = (the_sheet(one_table(*[("ก", 1)] * rows)) for rows in (15, 80))
    assert (few.page_setup.fitToHeight, many.page_setup.fitToHeight) == (1, 0)


def test_what_looks_like_a_mistake_of_excel_is_text() -> None:
    [row] = rows_of(the_sheet(paper := one_table(("#N/A", "#REF!"))), paper.tables[0])
    assert row == ("#N/A", "#REF!")
    assert the_sheet(paper).cell(head_row(the_sheet(paper)) + 1, 1).data_type == "s"


@pytest.mark.parametrize(
    ("kind", "value", "arabic", "thai"),
    [
        (ColumnKind.NUMBER, 1234, "#,##0", "[$-D00041E]#,##0"),
        (ColumnKind.PERCENT, 37.5, "#,##0.0", "[$-D00041E]#,##0.0"),
        (ColumnKind.PERCENT, 40.0, "#,##0", "[$-D00041E]#,##0"),
        (ColumnKind.PERCENT, 39.96, "#,##0", "[$-D00041E]#,##0"),
        (ColumnKind.SCORE, 91.25, "#,##0.00", "[$-D00041E]#,##0.00"),
        (ColumnKind.MONEY, 1_250_000, "#,##0.00", "[$-D00041E]#,##0.00"),
        (ColumnKind.MARK, 2569, "0", "[$-D00041E]0"),
        (ColumnKind.DATE, date(2026, 2, 4), "[$-107041E]d mmm yyyy", "[$-D07041E]d mmm yyyy"),
    ],
)
def test_figures_stay_figures_in_either_digits(kind: ColumnKind, value: Cell, arabic: str, thai: str) -> None:
    for dress, wanted in ((PLAIN, arabic), (THAI, thai)):
        sheet = the_sheet(paper := one_table(("ก", value), kind=kind), dress)
        assert rows_of(sheet, paper.tables[0]) == [("ก", value)]
        assert sheet.cell(head_row(sheet) + 1, 2).number_format == wanted


def test_texts_take_thai_digits_where_the_office_wants_them() -> None:
    sheet = the_sheet(paper := one_table(("ข้อ 12 O12 ปี 2569", "")), THAI)
    assert rows_of(sheet, paper.tables[0]) == [("ข้อ ๑๒ O12 ปี ๒๕๖๙", None)]


def test_a_moment_is_shown_as_its_day() -> None:
    sent_at = datetime(2026, 2, 4, 9, 30, tzinfo=BANGKOK)
    sheet = the_sheet(paper := one_table(("ก", sent_at), kind=ColumnKind.DATE))
    assert rows_of(sheet, paper.tables[0]) == [("ก", date(2026, 2, 4))]


def test_rows_that_share_cells_are_one_there() -> None:
    sheet = the_sheet(one_table(("ก", "1"), ("ก", "2"), ("ข", "3"), shared=1))
    first = head_row(sheet) + 1
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert f"A{first}:A{first + 1}" in merged
    assert f"A{first + 2}:A{first + 2}" not in merged
    assert all(sheet.cell(row, 1).border.bottom.style for row in range(first, first + 3))


def test_a_table_whose_rows_stand_alone_has_filters_over_them_without_the_total() -> None:
    paper = example(PaperKind.INDICATORS)
    sheet = the_sheet(paper)
    first = head_row(sheet)
    assert sheet.auto_filter.ref is not None
    assert sheet.auto_filter.ref.startswith(f"A{first}:")
    assert sheet.auto_filter.ref.endswith(str(first + len(paper.tables[0].rows)))
    assert the_sheet(one_table(("ก", "1"), shared=1)).auto_filter.ref is None
    assert the_sheet(one_table()).auto_filter.ref is None


def test_rows_are_as_high_as_their_text() -> None:
    short, tall = (the_sheet(one_table(("ก", text))) for text in ("สั้น", "รายละเอียดผลการดำเนินงาน " * 8))
    row = head_row(short) + 1
    assert short.row_dimensions[row].height == LINE_POINTS
    assert tall.row_dimensions[row].height > 5 * LINE_POINTS


def test_a_row_higher_than_excel_knows_takes_several_whose_cells_are_one() -> None:
    long = "รายละเอียดผลการดำเนินงานที่ยาวมาก " * 60
    sheet = the_sheet(paper := one_table(("ก", long), ("ข", "สั้น")))
    first = head_row(sheet) + 1
    [bottom] = [one.max_row for one in sheet.merged_cells.ranges if (one.min_row, one.min_col) == (first, 2)]
    heights = [sheet.row_dimensions[row].height for row in range(first, bottom + 1)]
    assert sum(heights) > 100 * LINE_POINTS
    assert max(heights) <= MOST_POINTS
    assert rows_of(sheet, paper.tables[0]) == [("ก", long), ("ข", "สั้น")]
    assert sheet.auto_filter.ref is None


def test_a_heading_that_fills_the_window_does_not_stay_in_sight() -> None:
    paper = replace(one_table(("ก", "ข")), title="ชื่อเอกสาร " * 200)
    sheet = the_sheet(paper)
    above = sum(sheet.row_dimensions[row].height or 0 for row in range(1, head_row(sheet) + 1))
    assert above > MOST_FROZEN_POINTS
    assert sheet.freeze_panes is None


@KINDS
def test_the_same_paper_is_the_same_bytes(kind: PaperKind) -> None:
    assert workbook(large(kind), THAI) == workbook(large(kind), THAI)


def test_another_process_writes_the_same_bytes() -> None:
    here, elsewhere = hashes_here_and_elsewhere(workbook)
    assert here == elsewhere
