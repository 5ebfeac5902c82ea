"""What of a table stands on one page of a PDF."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.plan_reading.document import Paragraph, Span
from tracker.plan_reading.pdf_grids import Grid
from tracker.plan_reading.pdf_lines import Line
from tracker.plan_reading.pdf_wrapping import Measure, unwrapped, usual_distance
from tracker.plan_reading.table_cells import Cell

_WIDEST_PADDING = 8.0
_USUAL_PADDING = 3.0


@dataclass(frozen=True, slots=True)
class PageTable:
    """The grid, and the lines in each of its cells that has any."""

    page: int
    grid: Grid
    lines: dict[Span, list[Line]]

    @property
    def height(self) -> int:
        return len(self.grid.ys) - 1

    def cells(self) -> list[Cell]:
        padding, distance = self._padding(), self._distance()
        made = []
        for span in set(self.grid.cells.values()):
            text = unwrapped(self.lines.get(span, []), self._measure(span, padding, distance))
            made.append(Cell(span.row, span.column, span.rows, span.columns, (Paragraph(text),) if text else ()))
        return made

    def measure_of(self, span: Span) -> Measure:
        """The column in which the words of a cell were wrapped."""
        return self._measure(span, self._padding(), self._distance())

    def _measure(self, span: Span, padding: float, distance: float) -> Measure:
        left, right = self.grid.sides_of(span)
        return Measure(left + padding, right - padding, distance)

    def _distance(self) -> float:
        return min(filter(None, map(usual_distance, self.lines.values())), default=0.0)

    def _padding(self) -> float:
        """Between a border and the words beside it: the smallest there is."""
        gaps = (line.left - self.grid.sides_of(span)[0] for span, lines in self.lines.items() for line in lines)
        return min(max(0.0, min(gaps, default=_USUAL_PADDING)), _WIDEST_PADDING)
