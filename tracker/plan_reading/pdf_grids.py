"""The grid that ruling lines draw: rows, columns, and which of its places are merged into one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tracker.plan_reading.document import Span
from tracker.plan_reading.pdf_pages import Rule

NEAR = 3.0
"""Points within which two lines are drawn for one, and two ends are meant to touch."""

NARROWEST = 5.0
MOST_CROSSINGS = 250_000
MOST_PLACES = 5_000
MOST_PASSES = 20

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` and `ys` are the borders of the columns and rows; `cells` says which cell covers a place."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[_Place, Span]

    def cell_at(self, x: float, y: float) -> Span | None:
        return self.cells.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def sides_of(self, cell: Span) -> tuple[float, float]:
        return self.xs[cell.column], self.xs[cell.column + cell.columns]

    def is_within(self, other: Grid) -> bool:
        return (
            other.xs[0] <= self.xs[0] < self.xs[-1] <= other.xs[-1]
            and other.ys[0] <= self.ys[0] < self.ys[-1] <= other.ys[-1]
        )


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """From top to bottom. A frame or a column of boxes is no table; nor is what lies within a cell of another."""
    across, down = (_joined([rule for rule in rules if rule.horizontal is flag]) for flag in (True, False))
    if len(across) * len(down) > MOST_CROSSINGS:
        return []
    grids = [grid for group in _connected(across, down) if (grid := _grid(*_without_loose_ends(*group))) is not None]
    outer = [grid for grid in grids if not any(grid.is_within(other) for other in grids if other is not grid)]
    return sorted(outer, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Lines of the same height, or nearly, become one where they touch: a border is often drawn cell by cell."""
    places = _places(rule.at for rule in rules)
    lines: dict[float, list[Rule]] = {}
    for rule in rules:
        lines.setdefault(min(places, key=lambda place: abs(place - rule.at)), []).append(rule)
    return [
        Rule(pieces[0].horizontal, at, start, end)
        for at, pieces in lines.items()
        for start, end in _stretches(sorted((piece.start, piece.end) for piece in pieces))
    ]


def _places(values: Iterable[float]) -> list[float]:
    """One place for all values within reach of the first of them."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _stretches(pieces: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    begun, reached = pieces[0]
    for start, end in pieces[1:]:
        if start > reached + NEAR:
            yield begun, reached
            begun, reached = start, end
        reached = max(reached, end)
    yield begun, reached


_Lines = tuple[list[Rule], list[Rule]]
"""Horizontal and vertical ones."""


def _connected(across: list[Rule], down: list[Rule]) -> Iterator[_Lines]:
    """Lines that meet, directly or through others, are of one drawing."""
    left = set(down)
    rest = set(across)
    while rest:
        rows: list[Rule] = []
        columns: list[Rule] = []
        news = [rest.pop()]
        while news:
            rule = news.pop()
            (rows if rule.horizontal else columns).append(rule)
            others = left if rule.horizontal else rest
            met = {other for other in others if _meet(rule, other)}
            others -= met
            news += met
        yield rows, columns


def _meet(one: Rule, other: Rule) -> bool:
    return one.start - NEAR <= other.at <= one.end + NEAR and other.start - NEAR <= one.at <= other.end + NEAR


def _without_loose_ends(across: list[Rule], down: list[Rule]) -> _Lines:
    """A border ends at another or at the table's side; a bar of a time table drawn over the months does not."""
    return _ending_well(across, down), _ending_well(down, across)


def _ending_well(rules: list[Rule], others: list[Rule]) -> list[Rule]:
    sides = (min((rule.start for rule in rules), default=0.0), max((rule.end for rule in rules), default=0.0))
    well = []
    for rule in rules:
        stops = [*sides, *(other.at for other in others if _meet(rule, other))]
        if all(any(abs(end - stop) <= 2 * NEAR for stop in stops) for end in (rule.start, rule.end)):
            well.append(rule)
    return well


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs = _borders([rule.at for rule in down], across)
    ys = _borders([rule.at for rule in across], down)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > MOST_PLACES:
        return None
    cells = _cells(xs, ys, across, down)
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    if len(columns) < 2:
        return None
    return Grid(
        (*(xs[column] for column in columns), xs[-1]),
        (*(ys[row] for row in rows), ys[-1]),
        dict(_covered(cells, rows, columns)),
    )


def _borders(places: list[float], crossing: list[Rule]) -> list[float]:
    """Also the sides where the lines across simply end: not every table is closed."""
    ends = [end for rule in crossing for end in (rule.start, rule.end)]
    if ends:
        places = [*places, *(end for end in (min(ends), max(ends)) if not _is_near(end, places))]
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] >= NARROWEST:
            borders.append(place)
    return borders


def _is_near(value: float, places: Iterable[float]) -> bool:
    return any(abs(value - place) < 2 * NARROWEST for place in places)


def _cells(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> set[Span]:
    """Places without a line between them are one cell, as large as its farthest places; none for a tangle."""
    places = set(product(range(len(ys) - 1), range(len(xs) - 1)))
    open_to = _openings(xs, ys, across, down)
    boxes: set[Span] = set()
    while places:
        boxes.add(_around(_region(places, open_to)))
    for _ in range(MOST_PASSES):
        larger = _without_overlaps(boxes)
        if larger == boxes:
            return boxes
        boxes = larger
    return set()


def _openings(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> dict[_Place, list[_Place]]:
    """For each place its neighbours on the other side of no line."""
    open_to: dict[_Place, list[_Place]] = {}
    columns = [[rule for rule in down if abs(rule.at - x) < NARROWEST] for x in xs]
    rows = [[rule for rule in across if abs(rule.at - y) < NARROWEST] for y in ys]
    for row, column in product(range(len(ys) - 1), range(len(xs) - 1)):
        if column and not _is_drawn(columns[column], ys[row], ys[row + 1]):
            open_to.setdefault((row, column), []).append((row, column - 1))
            open_to.setdefault((row, column - 1), []).append((row, column))
        if row and not _is_drawn(rows[row], xs[column], xs[column + 1]):
            open_to.setdefault((row, column), []).append((row - 1, column))
            open_to.setdefault((row - 1, column), []).append((row, column))
    return open_to


def _is_drawn(rules: list[Rule], start: float, end: float) -> bool:
    slack = min(NEAR, (end - start) / 3)
    return any(rule.start <= start + slack and rule.end >= end - slack for rule in rules)


def _region(places: set[_Place], open_to: dict[_Place, list[_Place]]) -> set[_Place]:
    """Takes one place, and all that can be reached from it, out of the places."""
    news = [places.pop()]
    region = set(news)
    while news:
        met = {place for place in open_to.get(news.pop(), ()) if place in places}
        places -= met
        region |= met
        news += met
    return region


def _without_overlaps(boxes: set[Span]) -> set[Span]:
    """Cells are rectangles: where the boxes of two regions overlap, both are one."""
    owner: dict[_Place, Span] = {}
    joined: dict[Span, Span] = {}
    for box in sorted(boxes, key=lambda one: (one.row, one.column)):
        others = {joined.get(owner[place], owner[place]) for place in _places_of(box) if place in owner}
        whole = _around({corner for one in (box, *others) for corner in _corners(one)})
        joined |= dict.fromkeys((box, *others), whole)
        owner |= dict.fromkeys(_places_of(box), whole)
    return {joined.get(box, box) for box in owner.values()}


def _around(places: set[_Place]) -> Span:
    top, left = min(row for row, _ in places), min(column for _, column in places)
    bottom, right = max(row for row, _ in places), max(column for _, column in places)
    return Span(top, left, bottom - top + 1, right - left + 1)


def _corners(box: Span) -> tuple[_Place, _Place]:
    return (box.row, box.column), (box.row + box.rows - 1, box.column + box.columns - 1)


def _places_of(box: Span) -> Iterable[_Place]:
    return product(range(box.row, box.row + box.rows), range(box.column, box.column + box.columns))


def _covered(cells: Iterable[Span], rows: list[int], columns: list[int]) -> Iterator[tuple[_Place, Span]]:
    """Each place with its cell, counted without the rows and columns in which no cell begins."""
    for cell in cells:
        top, bottom = bisect_right(rows, cell.row) - 1, bisect_right(rows, cell.row + cell.rows - 1)
        left, right = bisect_right(columns, cell.column) - 1, bisect_right(columns, cell.column + cell.columns - 1)
        counted = Span(top, left, bottom - top, right - left)
        yield from ((place, counted) for place in _places_of(counted))
