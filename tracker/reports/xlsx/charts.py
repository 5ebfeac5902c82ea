"""The bars of a table: drawn by Excel from its cells, so that they follow what is changed there.

On a worksheet of their own, because a page that is fitted to the width has no breaks where one wants them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title, title_maker
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RichTextProperties
from openpyxl.drawing.text import Font as TextFont
from openpyxl.worksheet.worksheet import Worksheet

from tracker.reports.paper import Chart, Column, Dress, Table
from tracker.reports.xlsx.pages import POINTS_A_WIDTH
from tracker.reports.xlsx.sheet import Sheet, printable
from tracker.reports.xlsx.styles import FONT_NAME, FONT_POINTS, axis_format, label_format
from tracker.reports.xlsx.tables import Place

BAR_POINTS = 30
"""Of a bar with the room around it."""

FRAME_POINTS = 110
"""Title and axis."""

MOST_POINTS = 1_400
LONGEST_NAME = 200
"""Of a bar: LibreOffice looks for a place for a longer one for minutes."""

CHART_WIDTHS = (33,) * 4
#: As the screens draw theirs.
BAR_COLOUR = "0F6267"
CENTIMETRES_A_POINT = 2.54 / 72


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the table stands that a chart shows."""

    worksheet: Worksheet
    place: Place


def shows_something(table: Table, chart: Chart) -> bool:
    """Where there is nothing to show, or what it is called leaves no room for it, the table stands alone."""
    column = [each.key for each in table.columns].index(chart.label)
    return bool(table.rows) and all(len(str(row[column])) <= LONGEST_NAME for row in table.rows)


def draw_chart(sheet: Sheet, table: Table, chart: Chart, cells: Cells, dress: Dress) -> None:
    """Below what stands on the sheet already."""
    bars = _bars(table, chart, cells, dress)
    bars.height = min(MOST_POINTS, FRAME_POINTS + BAR_POINTS * len(table.rows)) * CENTIMETRES_A_POINT
    bars.width = round(sum(sheet.widths) * POINTS_A_WIDTH * CENTIMETRES_A_POINT)
    sheet.end_row()
    sheet.worksheet.page_setup.fitToHeight = 1
    sheet.worksheet.add_chart(bars, f"A{sheet.row}")


def _bars(table: Table, chart: Chart, cells: Cells, dress: Dress) -> BarChart:
    columns = {column.key: place for place, column in enumerate(table.columns, start=1)}
    names, lengths = (
        Reference(cells.worksheet, min_col=columns[key], min_row=cells.place.first, max_row=cells.place.last)
        for key in (chart.label, chart.value)
    )
    bars = BarChart()
    bars.type, bars.gapWidth, bars.legend = "bar", 45, None
    bars.title = _title(printable(dress.written(chart.title)))
    bars.add_data(lengths)
    bars.set_categories(names)
    bars.series[0].graphicalProperties = GraphicalProperties(solidFill=BAR_COLOUR)
    bars.series[0].dLbls = _figures(table.columns[columns[chart.value] - 1], dress)
    _set_axes(bars, chart, axis_format(dress.digits))
    return bars


def _figures(column: Column, dress: Dress) -> DataLabelList:
    """At the end of each bar; whatever else could stand there has to be refused by name."""
    labels = DataLabelList(numFmt=label_format(column.kind, dress.digits), showVal=True, txPr=_text())
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels


def _set_axes(bars: BarChart, chart: Chart, number_format: str) -> None:
    """The first row on top, the figures below; openpyxl leaves both axes out if nobody says so."""
    names, figures = bars.x_axis, bars.y_axis
    names.delete = figures.delete = False
    names.scaling.orientation = "maxMin"
    names.txPr = figures.txPr = _text()
    figures.crosses = "max"
    figures.scaling.min, figures.scaling.max = 0, chart.most
    figures.number_format = number_format
    figures.majorGridlines = None


def _letters(*, bold: bool = False) -> CharacterProperties:
    """Thai letters take the font of complex scripts, which the Latin one does not give them."""
    font = TextFont(typeface=FONT_NAME)
    return CharacterProperties(latin=font, cs=font, sz=FONT_POINTS * 100, b=bold, lang="th-TH")


def _text() -> RichText:
    letters = ParagraphProperties(defRPr=_letters())
    return RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=letters, endParaRPr=_letters())])


def _title(words: str) -> Title:
    title = title_maker(words)
    rich: Any = title.tx.rich if title.tx else None
    for paragraph in rich.paragraphs:
        paragraph.pPr.defRPr = _letters(bold=True)
    return title
