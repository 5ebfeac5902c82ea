"""The parts of a paper with words, widths and heights worked out, as the templates of Typst take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.reports.paper import (
    CENTRED,
    NOTHING,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Facts,
    Gallery,
    Part,
    Table,
    Text,
    cell_text,
)
from tracker.reports.pdf.columns import ABOVE, BELOW, BESIDE, Lines, size_for, widths_for
from tracker.reports.pdf.hand import Hand
from tracker.reports.pdf.rows import Grid, drawn, groups_of

#: Of the page's width, at most: the names of facts, and those of a chart's bars.
FACT_LABELS, BAR_LABELS = 0.3, 0.35
#: In points; as many stand side by side as the page has room for.
PICTURE_WIDTH = 240.0
#: More of them may go on on the next page.
MOST_BARS_TO_STAY = 20
#: In letters: below a picture of this height one that is longer may not have room on its page.
LONG_CAPTION = 500
#: The fewest lines that a page has below the head of a table, were that ever so high.
_FEWEST_LINES = 4


def part_of(hand: Hand, part: Part, number: int, files: Mapping[str, str | None]) -> dict[str, Any]:
    """`files` are those of the pictures by their names in the paper."""
    heading = hand.prose(part.heading, times=1.1)
    match part:
        case Table():
            return {"kind": "table", "name": f"table-{number}", "heading": heading, **_table(hand, part)}
        case Text():
            said = [hand.prose(one, hand.room - hand.indent) for one in part.paragraphs]
            return {"kind": "text", "heading": heading, "paragraphs": said}
        case Facts():
            return {"kind": "facts", "heading": heading, **_facts(hand, part)}
        case Gallery():
            return {"kind": "gallery", "heading": heading, **_gallery(hand, part, files)}


def _facts(hand: Hand, facts: Facts) -> dict[str, Any]:
    labels = [hand.lines(fact.label) for fact in facts.lines]
    wanted = max((hand.bold.width(label) for label in labels), default=0.0) * hand.fonts.points + 1
    width = min(wanted, FACT_LABELS * hand.room)
    return {
        "label-width": width,
        "lines": [
            (hand.prose(fact.label, width), hand.prose(fact.text, hand.room - width - hand.fonts.points))
            for fact in facts.lines
        ],
    }


def _gallery(hand: Hand, gallery: Gallery, files: Mapping[str, str | None]) -> dict[str, Any]:
    beside = int(hand.room // PICTURE_WIDTH)
    return {
        "beside": beside,
        "nothing": NOTHING,
        "pictures": [
            {
                "file": files.get(picture.name),
                "stays": len(picture.caption) < LONG_CAPTION,
                "alt": hand.said(picture.caption) or hand.said(gallery.heading) or NOTHING,
                "caption": hand.prose(picture.caption, hand.room / beside - hand.fonts.points),
            }
            for picture in gallery.pictures
        ],
    }


def _table(hand: Hand, table: Table) -> dict[str, Any]:
    columns = table.columns
    head = [hand.lines(column.heading) for column in columns]
    rows = [[_cell(hand, *pair) for pair in zip(row, columns, strict=True)] for row in table.rows]
    total = [_cell(hand, *pair) for pair in zip(table.total or (), columns, strict=False)]
    strong = [head, *([total] if total else [])]
    longest = [
        max([hand.regular.longest(row[at]) for row in rows] + [hand.bold.longest(row[at]) for row in strong])
        for at in range(len(columns))
    ]
    wanted = [column.width for column in columns]
    size = size_for(wanted, longest, hand.room, hand.fonts.points)
    widths = widths_for(wanted, longest, hand.room, size)
    line = (hand.fonts.above + hand.fonts.below) * size
    bold = Grid(hand.bold, size, widths, line, hand.height)
    below = max(hand.height - bold.height_of(bold.fitted(head)), _FEWEST_LINES * line)
    return {
        "size": size,
        "inset": {"beside": BESIDE, "above": ABOVE, "below": BELOW},
        "widths": widths,
        "aligns": [_side(column.kind) for column in columns],
        "head": [drawn(cell) for cell in bold.fitted(head)],
        "groups": groups_of(Grid(hand.regular, size, widths, line, below), rows, table.shared),
        "total": [drawn(cell) for cell in bold.fitted(total)],
        "nothing": NOTHING,
        "note": hand.prose(table.note),
        "chart": _chart(hand, table, table.chart) if table.chart and rows else None,
    }


def _cell(hand: Hand, value: Cell, column: Column) -> Lines:
    text = cell_text(value, column.kind)
    # A figure or a date is one word.
    return hand.lines(text) if isinstance(value, str) else ((hand.said(text),),)


def _side(kind: ColumnKind) -> str:
    if kind is ColumnKind.MONEY:
        return "right"
    return "center" if kind in CENTRED else "left"


def _chart(hand: Hand, table: Table, chart: Chart) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    label, value = keys.index(chart.label), keys.index(chart.value)
    bars = [(cell_text(row[label], ColumnKind.TEXT), row[value]) for row in table.rows]
    said = [cell_text(length, table.columns[value].kind) for _, length in bars]
    width = BAR_LABELS * hand.room
    read = ", ".join(f"{name} {figure or NOTHING}" for (name, _), figure in zip(bars, said, strict=True))
    return {
        "title": hand.prose(chart.title),
        "stays": len(bars) <= MOST_BARS_TO_STAY,
        "alt": hand.said(f"{chart.title}: {read}"),
        "label-width": width,
        "bars": [
            {"label": hand.in_one_line(name, width), "share": _share(length, chart.most), "said": hand.said(figure)}
            for (name, length), figure in zip(bars, said, strict=True)
        ],
    }


def _share(length: Cell, most: float) -> float | None:
    return min(max(length / most, 0.0), 1.0) if isinstance(length, int | float) else None
