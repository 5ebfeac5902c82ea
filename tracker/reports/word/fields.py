"""What a form made in Word can call by name, and what stands for it: the same names for every paper.

A table is a list of rows by the keys of its columns; one with shared columns is a list of groups, each with the shared
columns and the list of its rows. The value of a name tells its kind, so that a paper filled with examples
(`examples`) is also the table of names that an uploaded form is checked against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import nan
from typing import TypeAlias

from tracker.domain.thai_dates import thai_date
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
    Table,
    Text,
    cell_text,
)

TITLE = "ชื่อเอกสาร"
AGENCY = "หน่วยงาน"
HEAD_LINES = "หัวเรื่อง"
AS_OF = "ข้อมูล_ณ_วันที่"
STATE = "สถานะเอกสาร"
CHECK_CODE = "รหัสตรวจสอบ"
LOGO = "ตรา"
SIGNERS = "ผู้ลงนาม"
SIGNS_AS, NAME, POST = "บทบาท", "ชื่อ", "ตำแหน่ง"
#: After the key of a part.
HEADING, TOTAL, NOTE = "_หัวข้อ", "_รวม", "_หมายเหตุ"
#: Of a group of rows with the same shared columns.
ROWS = "แถว"
#: Of a line of pictures.
PICTURES, PICTURE, CAPTION = "ภาพ", "รูป", "คำบรรยาย"
PICTURES_A_LINE = 2

FIGURES = frozenset({ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.SCORE, ColumnKind.MONEY})


class Figure(float):
    """A number to compare with others, printed as papers print it; not a number where nothing or a word stands."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, number: float, text: str) -> Figure:
        figure = super().__new__(cls, number)
        figure.text = text
        return figure

    def __bool__(self) -> bool:
        """Whether anything is printed: nought is a figure too."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Image:
    data: bytes
    #: What is read aloud instead of it.
    alternative: str
    #: In centimetres; it is fitted in.
    most_wide: float
    most_high: float


Field: TypeAlias = "str | Figure | Image | Record | list[Field]"
Record: TypeAlias = "dict[str, Field]"

LOGO_BOX = (4.0, 1.8)
PICTURE_BOX = (7.5, 6.0)


def fields_of(paper: Paper, dress: Dress) -> Record:
    fields: Record = {
        TITLE: paper.title,
        AGENCY: paper.agency_name,
        HEAD_LINES: [*paper.subtitle],
        AS_OF: thai_date(paper.as_of),
        STATE: [*paper.state],
        CHECK_CODE: paper.check_code,
        LOGO: Image(dress.logo, paper.agency_name, *LOGO_BOX) if dress.logo else "",
        SIGNERS: [{SIGNS_AS: one.label, NAME: one.name, POST: one.post} for one in dress.signers(paper)],
    }
    for part in paper.parts:
        fields.update(_fields_of_part(part, dress))
    return fields


def _fields_of_part(part: Part, dress: Dress) -> Iterator[tuple[str, Field]]:
    yield f"{part.key}{HEADING}", part.heading
    if isinstance(part, Table):
        yield part.key, _groups(part) if part.shared else [_row(part.columns, row) for row in part.rows]
        if part.total:
            yield f"{part.key}{TOTAL}", _row(part.columns, part.total)
        yield f"{part.key}{NOTE}", part.note
    elif isinstance(part, Text):
        yield part.key, [*part.paragraphs]
    elif isinstance(part, Facts):
        yield part.key, {line.key: line.text for line in part.lines}
    else:
        yield part.key, _lines_of_pictures(part, dress)


def _groups(table: Table) -> list[Field]:
    shared, own = table.columns[: table.shared], table.columns[table.shared :]
    groups = groupby(table.rows, key=lambda row: row[: table.shared])
    return [{**_row(shared, key), ROWS: [_row(own, row[table.shared :]) for row in rows]} for key, rows in groups]


def _row(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> Record:
    return {column.key: _cell(value, column.kind) for column, value in zip(columns, cells, strict=True)}


def _cell(value: Cell, kind: ColumnKind) -> Field:
    text = cell_text(value, kind)
    if kind not in FIGURES:
        return text
    return Figure(value if isinstance(value, int | float) else nan, text)


def _lines_of_pictures(gallery: Gallery, dress: Dress) -> list[Field]:
    """Each as long as the others, so that a form can make a table of them."""
    pictures = [_picture(one, dress) for one in gallery.pictures]
    nothing: Record = {PICTURE: "", CAPTION: ""}
    pictures += [nothing] * (-len(pictures) % PICTURES_A_LINE)
    return [{PICTURES: [*pictures[at : at + PICTURES_A_LINE]]} for at in range(0, len(pictures), PICTURES_A_LINE)]


def _picture(picture: Picture, dress: Dress) -> Field:
    data = dress.pictures.get(picture.name)
    return {PICTURE: Image(data, picture.caption, *PICTURE_BOX) if data else "", CAPTION: picture.caption}
