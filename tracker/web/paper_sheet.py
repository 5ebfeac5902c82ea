"""A paper as a page shows it: everything as text, in the order and grouping in which it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from tracker.reports.paper import (
    CENTRED,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Dress,
    Facts,
    Gallery,
    Paper,
    Part,
    Signature,
    Table,
    Text,
    cell_text,
)

#: Control characters and halves of letters that no page can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")

WHOLE = frozenset({ColumnKind.DATE, ColumnKind.MONEY})

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    heading: str
    #: Of the table's width, in percent.
    width: float
    #: "start", "centre" or "end".
    side: str
    #: Kept on one line where there is a line for it: a date or an amount.
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    text: str
    column: ShownColumn
    #: How many rows it stands for.
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    #: Of the longest, in percent.
    length: float


@dataclass(frozen=True, slots=True)
class ShownChart:
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    shape: ClassVar[str] = "table"

    heading: str
    columns: tuple[ShownColumn, ...]
    #: Rows that share their first cells, each without the cells that stand in the first of its group.
    groups: tuple[tuple[tuple[ShownCell, ...], ...], ...]
    total: tuple[ShownCell, ...]
    note: str
    chart: ShownChart | None


@dataclass(frozen=True, slots=True)
class ShownText:
    shape: ClassVar[str] = "text"

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownFacts:
    shape: ClassVar[str] = "facts"

    heading: str
    #: Name and text.
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownGallery:
    shape: ClassVar[str] = "gallery"

    heading: str
    #: Name of the file, by which the page knows its address, and caption.
    pictures: tuple[tuple[str, str], ...]


ShownPart = ShownTable | ShownText | ShownFacts | ShownGallery


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    head_lines: tuple[str, ...]
    parts: tuple[ShownPart, ...]
    signatures: tuple[Signature, ...]
    #: On each page that a browser prints: what it is, of whom, as of when, and the code it is checked by.
    foot: str
    is_landscape: bool
    has_thai_digits: bool


def sheet_of(paper: Paper, dress: Dress) -> Sheet:
    def say(text: str) -> str:
        return dress.written(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _LINE_ENDS.sub("\n", text)))

    return Sheet(
        title=say(paper.title),
        head_lines=tuple(say(line) for line in paper.head_lines if line),
        parts=tuple(_shown(part, say) for part in paper.parts),
        signatures=tuple(_signature(one, say) for one in dress.signers(paper)),
        foot=" · ".join(
            filter(None, (*map(say, (paper.title, paper.agency_name, paper.as_of_text)), paper.check_text))
        ),
        is_landscape=paper.is_landscape,
        has_thai_digits=say("0") != "0",
    )


def _signature(signature: Signature, say: Say) -> Signature:
    return Signature(say(signature.label), say(signature.name), say(signature.post))


def _shown(part: Part, say: Say) -> ShownPart:
    match part:
        case Table():
            return _table(part, say)
        case Text():
            return ShownText(say(part.heading), tuple(map(say, part.paragraphs)))
        case Facts():
            return ShownFacts(say(part.heading), tuple((say(line.label), say(line.text)) for line in part.lines))
        case Gallery():
            pictures = tuple((picture.name, say(picture.caption)) for picture in part.pictures)
            return ShownGallery(say(part.heading), pictures)


def _table(table: Table, say: Say) -> ShownTable:
    widths = sum(column.width for column in table.columns)
    columns = tuple(
        ShownColumn(say(column.heading), round(column.width / widths * 100, 2), _side(column), column.kind in WHOLE)
        for column in table.columns
    )
    return ShownTable(
        heading=say(table.heading),
        columns=columns,
        groups=_groups(table, columns, say),
        total=_cells(table.total, table, columns, say) if table.total else (),
        note=say(table.note),
        chart=_chart(table, table.chart, say) if table.chart else None,
    )


def _side(column: Column) -> str:
    if column.kind is ColumnKind.MONEY:
        return "end"
    return "centre" if column.kind in CENTRED else "start"


def _groups(table: Table, columns: tuple[ShownColumn, ...], say: Say) -> tuple[tuple[tuple[ShownCell, ...], ...], ...]:
    if not table.shared:
        return tuple((_cells(row, table, columns, say),) for row in table.rows)
    groups = [tuple(rows) for _, rows in groupby(table.rows, key=lambda row: row[: table.shared])]
    return tuple(
        (
            _cells(group[0], table, columns, say, shared_by=len(group)),
            *(_cells(row, table, columns, say)[table.shared :] for row in group[1:]),
        )
        for group in groups
    )


def _cells(
    row: tuple[Cell, ...], table: Table, columns: tuple[ShownColumn, ...], say: Say, shared_by: int = 1
) -> tuple[ShownCell, ...]:
    return tuple(
        ShownCell(say(cell_text(value, column.kind)), shown, shared_by if place < table.shared else 1)
        for place, (value, column, shown) in enumerate(zip(row, table.columns, columns, strict=True))
    )


def _chart(table: Table, chart: Chart, say: Say) -> ShownChart | None:
    places = {column.key: place for place, column in enumerate(table.columns)}
    kinds = {column.key: column.kind for column in table.columns}
    bars = []
    for row in table.rows:
        value = row[places[chart.value]]
        if isinstance(value, int | float):
            label = cell_text(row[places[chart.label]], kinds[chart.label])
            length = min(max(value / chart.most * 100, 0), 100)
            bars.append(Bar(say(label), say(cell_text(value, kinds[chart.value])), round(length, 2)))
    return ShownChart(say(chart.title), tuple(bars)) if bars else None
