"""The sheet of one division: all that it answers for, where it stands, what it said last and what waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.rollup import Rollup
from tracker.domain.thai_dates import thai_month
from tracker.reports.kinds.sheets import (
    DivisionFigures,
    SheetLine,
    SheetOrder,
    figures_table,
    measure_table,
    order_table,
)
from tracker.reports.paper import Fact, Facts, Paper


@dataclass(frozen=True, slots=True)
class DivisionSheet:
    agency: str
    agency_name: str
    as_of: date
    fiscal_year: int
    #: The month whose reports are owed.
    month: date
    division: str
    #: Who is told for it that day, name and post; whoever acts stands in for the holder.
    answerable: tuple[str, ...]
    figures: DivisionFigures
    lines: tuple[SheetLine, ...]
    orders: tuple[SheetOrder, ...]


NO_FIGURES = DivisionFigures("", Rollup(), 0)
EMPTY = DivisionSheet("", "", date(2025, 10, 1), 2569, date(2025, 10, 1), "", (), NO_FIGURES, (), ())


def paper_of(sheet: DivisionSheet) -> Paper:
    return Paper(
        kind=PaperKind.DIVISION,
        title=TITLES[PaperKind.DIVISION],
        agency_name=sheet.agency_name,
        as_of=sheet.as_of,
        subtitle=(
            *((sheet.division,) if sheet.division else ()),
            f"ปีงบประมาณ พ.ศ. {sheet.fiscal_year} รายงานเดือน{thai_month(sheet.month)}",
        ),
        parts=(
            Facts(
                "ข้อมูล",
                (
                    Fact("ส่วนราชการ", "ส่วนราชการ", sheet.division),
                    Fact("ผู้รับผิดชอบ", "ผู้รับผิดชอบ", ", ".join(sheet.answerable)),
                ),
            ),
            figures_table((sheet.figures,)),
            measure_table(sheet.lines, sheet.fiscal_year),
            order_table(sheet.orders, sheet.fiscal_year),
        ),
        is_signed=True,
    )
