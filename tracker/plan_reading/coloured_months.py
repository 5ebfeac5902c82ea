"""Charts in which a month is not marked but only coloured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.plan_reading.document import Row
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.headings import Heading
from tracker.plan_reading.marked_columns import is_marked

COLOURED = "■"

_OF_TIME = (Column.PERIOD, Column.MONITORING)


def with_coloured_months(
    rows: Sequence[Row], colours: Sequence[Sequence[str]], headings: Mapping[int, Heading]
) -> list[Row]:
    """The rows, with a mark in each month or quarter that is coloured and has none.

    Colours count only in a chart that has no other marks, and only those that the other cells of their row do not
    have: elsewhere they are there to guide the eye.
    """
    marked = [list(row) for row in rows]
    for below, months in _charts(len(rows), headings):
        if any(is_marked(rows[number][month]) for number in below for month in months):
            continue
        for number in below:
            beside = {colour for place, colour in enumerate(colours[number]) if place not in months}
            for month in months:
                if colours[number][month] not in {"", *beside}:
                    marked[number][month] = COLOURED
    return [tuple(row) for row in marked]


def _charts(height: int, headings: Mapping[int, Heading]) -> Iterator[tuple[range, list[int]]]:
    """The rows from below each heading to the next, and its months."""
    starts = sorted(headings)
    for start, end in zip(starts, [*starts[1:], height], strict=False):
        months = [column.place for column in headings[start].marked if column.means in _OF_TIME]
        if months:
            yield range(start + headings[start].rows, end), months
