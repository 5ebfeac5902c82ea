"""A paper with something in every place, to try a form out on: each value says where it comes from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

from PIL import Image

from tracker.domain.papers import PaperKind
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import (
    Cell,
    Column,
    ColumnKind,
    Dress,
    Facts,
    Gallery,
    Paper,
    Part,
    Picture,
    Signature,
    Table,
    Text,
)

GROUPS, ROWS_OF_A_GROUP, PARAGRAPHS, PICTURES = 2, 2, 2, 3
CODE = "A1B2-C3D4-E5F6-0718"
_SIGNATURES = tuple(
    Signature(label, name, post)
    for label, name, post in (
        ("ผู้รายงาน", "เจ้าหน้าที่ผู้รายงาน", "หัวหน้าสำนักปลัด"),
        ("ผู้ตรวจสอบ", "ผู้ตรวจสอบรายงาน", "ปลัด"),
        ("ผู้รับรอง", "ผู้บริหารท้องถิ่น", "นายก"),
    )
)


@cache
def full_example(kind: PaperKind) -> tuple[Paper, Dress]:
    plain = KINDS[kind].paper(KINDS[kind].empty)
    paper = replace(
        plain,
        agency_name="ชื่อหน่วยงาน",
        subtitle=plain.subtitle or ("หัวเรื่อง",),
        state=plain.state or ("สถานะเอกสาร",),
        parts=tuple(_full(part, plain) for part in plain.parts),
        check_code=CODE,
    )
    pictures = [one.name for part in paper.parts if isinstance(part, Gallery) for one in part.pictures]
    return paper, Dress(
        logo=_grey("PNG", 200, 200),
        signatures=_SIGNATURES,
        pictures=dict.fromkeys(pictures, _grey("JPEG", 400, 300)),
    )


def without_anything(kind: PaperKind) -> tuple[Paper, Dress]:
    return KINDS[kind].paper(KINDS[kind].empty), Dress()


def _full(part: Part, paper: Paper) -> Part:
    heading = part.heading or part.key
    if isinstance(part, Table):
        numbers = [(group, row) for group in range(GROUPS) for row in range(ROWS_OF_A_GROUP)]
        rows = tuple(_row(part, paper, group, row) for group, row in numbers)
        return replace(part, heading=heading, rows=rows, total=part.total and rows[0], note=part.note or "หมายเหตุ")
    if isinstance(part, Text):
        return replace(part, heading=heading, paragraphs=tuple(f"{heading} {n + 1}" for n in range(PARAGRAPHS)))
    if isinstance(part, Facts):
        return replace(part, heading=heading, lines=tuple(replace(line, text=line.label) for line in part.lines))
    pictures = tuple(Picture(f"{part.key}-{n}", f"{heading} {n + 1}") for n in range(PICTURES))
    return replace(part, heading=heading, pictures=pictures)


def _row(table: Table, paper: Paper, group: int, row: int) -> tuple[Cell, ...]:
    """The rows of a group say the same in the shared columns."""
    return tuple(
        _cell(column, paper, group + 1 if number < table.shared else group * ROWS_OF_A_GROUP + row + 1)
        for number, column in enumerate(table.columns)
    )


def _cell(column: Column, paper: Paper, number: int) -> Cell:
    if column.kind is ColumnKind.TEXT:
        return f"{column.heading} {number}"
    return paper.as_of if column.kind is ColumnKind.DATE else number


def _grey(form: str, width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "#d9d9d9").save(file, form)
    return file.getvalue()
