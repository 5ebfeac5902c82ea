"""The sheet of one person: all that they answer for by every post they hold that day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.thai_dates import thai_month
from tracker.reports.kinds.division import NO_FIGURES
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
class PersonSheet:
    agency: str
    agency_name: str
    as_of: date
    fiscal_year: int
    #: The month whose reports are owed.
    month: date
    name: str
    #: As papers write them: whoever acts for somebody does so in the name of the post.
    posts: tuple[str, ...]
    #: One for each division that the person answers for.
    figures: tuple[DivisionFigures, ...]
    total: DivisionFigures
    #: By division.
    lines: tuple[SheetLine, ...]
    orders: tuple[SheetOrder, ...]


EMPTY = PersonSheet("", "", date(2025, 10, 1), 2569, date(2025, 10, 1), "", (), (), NO_FIGURES, (), ())


def paper_of(sheet: PersonSheet) -> Paper:
    return Paper(
        kind=PaperKind.PERSON,
        title=TITLES[PaperKind.PERSON],
        agency_name=sheet.agency_name,
        as_of=sheet.as_of,
        subtitle=(
            *((sheet.name,) if sheet.name else ()),
            f"ปีงบประมาณ พ.ศ. {sheet.fiscal_year} รายงานเดือน{thai_month(sheet.month)}",
        ),
        parts=(
            Facts(
                "ข้อมูล",
                (Fact("ชื่อ", "ชื่อ", sheet.name), Fact("ตำแหน่ง", "ตำแหน่ง", "\n".join(sheet.posts))),
            ),
            figures_table(sheet.figures, replace(sheet.total, division="รวม")),
            measure_table(sheet.lines, sheet.fiscal_year),
            order_table(sheet.orders, sheet.fiscal_year),
        ),
        is_signed=True,
    )
