"""Small papers of their own making, and what an agency dresses its papers with."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from fontTools.ttLib import TTFont
from PIL import Image

from tests.support.paper_examples import CODE
from tracker.domain.papers import PaperKind
from tracker.reports.paper import Cell, Chart, Column, ColumnKind, Paper, Part, Signature, Table

SIGNERS = (
    Signature("ผู้รายงาน", "นางสาวผู้รายงาน", "นักวิเคราะห์นโยบายและแผน"),
    Signature("ผู้รับรอง", "", "ปลัดเทศบาล"),
)


def paper(*parts: Part, title: str = "รายงานตัวอย่าง", is_landscape: bool = True) -> Paper:
    return Paper(
        kind=PaperKind.MEETING,
        title=title,
        agency_name="เทศบาลเมืองตัวอย่าง",
        as_of=date(2026, 2, 4),
        parts=parts,
        state=("ฉบับที่ปิดเดือนแล้ว",),
        is_landscape=is_landscape,
        is_signed=True,
        check_code=CODE,
    )


def table(*rows: tuple[Cell, ...], shared: int = 0, chart: Chart | None = None) -> Table:
    columns = (
        Column("ที่", "ที่", 6, ColumnKind.MARK),
        Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 40),
        Column("ส่วนราชการ", "ส่วนราชการ", 30),
        Column("งบประมาณ", "งบประมาณ (บาท)", 12, ColumnKind.MONEY),
    )
    return Table("มาตรการ", "มาตรการ", columns, rows, shared=shared, chart=chart)


def divisions(count: int, title: str, words: str = "รายงานแล้ว") -> list[tuple[Cell, ...]]:
    return [("7", title, f"กองที่{number}เริ่ม {words} กองที่{number}จบ", 1234567.5) for number in range(1, count + 1)]


def jpeg(colour: str = "teal") -> bytes:
    file = BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(file, "JPEG")
    return file.getvalue()


def png() -> bytes:
    file = BytesIO()
    Image.new("RGBA", (120, 120), (200, 0, 0, 90)).save(file, "PNG")
    return file.getvalue()


def small_letters(font: bytes) -> bytes:
    """The same, drawn as small in its size as the fonts of offices are."""
    opened = TTFont(BytesIO(font))
    opened["head"].unitsPerEm = 1455
    drawn = BytesIO()
    opened.save(drawn)
    return drawn.getvalue()
