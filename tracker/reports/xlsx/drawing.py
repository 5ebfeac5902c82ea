"""A paper as an Excel workbook: a worksheet for what it says in words, and one for each of its tables."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from tracker.reports.paper import Chart, Dress, Facts, Gallery, Paper, Table, Text
from tracker.reports.xlsx.charts import CHART_WIDTHS, Cells, draw_chart, shows_something
from tracker.reports.xlsx.pages import fit, set_pages, sign
from tracker.reports.xlsx.pictures import GALLERY_WIDTHS, draw_gallery, draw_logo
from tracker.reports.xlsx.saved_at import saved_at
from tracker.reports.xlsx.sheet import Sheet, Span, printable, tab_name
from tracker.reports.xlsx.styles import LABEL, LINE, PROSE
from tracker.reports.xlsx.tables import draw_table

WORD_WIDTHS = (30, 34, 34, 34)
CHART_TAB = "แผนภูมิ"


def workbook(paper: Paper, dress: Dress) -> bytes:
    book = _Book(paper, dress)
    words = [part for part in paper.parts if isinstance(part, Text | Facts)]
    if words:
        book.add_words(words)
    for part in paper.parts:
        if isinstance(part, Table):
            book.add_table(part)
        elif isinstance(part, Gallery):
            book.add_gallery(part)
    return book.saved()


class _Book:
    def __init__(self, paper: Paper, dress: Dress) -> None:
        self.paper, self.dress, self.book = paper, dress, Workbook()
        self.book.remove(self.book.worksheets[0])

    def add_words(self, parts: Sequence[Text | Facts]) -> None:
        sheet = self._sheet(parts[0].key, WORD_WIDTHS)
        for part in parts:
            sheet.end_row()
            if part.heading:
                sheet.across(self.dress.written(part.heading), LABEL)
            if isinstance(part, Facts):
                self._write_facts(sheet, part)
            else:
                for paragraph in part.paragraphs:
                    sheet.across(self.dress.written(paragraph), PROSE)
        self._end(sheet, parts[-1])

    def _write_facts(self, sheet: Sheet, facts: Facts) -> None:
        for fact in facts.lines:
            label, text = self.dress.written(fact.label), self.dress.written(fact.text)
            sheet.side_by_side(Span(label, LABEL, 1, 1), Span(text, PROSE, 2, len(WORD_WIDTHS)))

    def add_table(self, table: Table) -> None:
        sheet = self._sheet(table.key, [column.width for column in table.columns], table.heading)
        place = draw_table(sheet, table, self.dress)
        self._end(sheet, table)
        if table.chart and shows_something(table, table.chart):
            self._add_chart(table, table.chart, Cells(sheet.worksheet, place))

    def _add_chart(self, table: Table, chart: Chart, cells: Cells) -> None:
        sheet = self._sheet(f"{CHART_TAB} {table.key}", CHART_WIDTHS, table.heading)
        draw_chart(sheet, table, chart, cells, self.dress)

    def add_gallery(self, gallery: Gallery) -> None:
        sheet = self._sheet(gallery.key, GALLERY_WIDTHS, gallery.heading)
        draw_gallery(sheet, gallery, self.dress)
        self._end(sheet, gallery)

    def _sheet(self, key: str, widths: Sequence[float], *headings: str) -> Sheet:
        """With what stands at the head of each; the emblem on the first alone."""
        paper, written = self.paper, self.dress.written
        is_first = not self.book.worksheets
        worksheet = self.book.create_sheet(tab_name(key.replace("_", " "), self.book.sheetnames))
        sheet = Sheet(worksheet, widths, is_landscape=paper.is_landscape)
        if is_first:
            draw_logo(sheet, self.dress)
        sheet.heading(written(paper.title), written(paper.agency_name))
        for line in (" ".join(paper.subtitle), paper.as_of_text, *paper.state):
            if line:
                sheet.across(written(line), LINE)
        sheet.heading(*(written(heading) for heading in headings))
        set_pages(sheet, paper, self.dress)
        return sheet

    def _end(self, sheet: Sheet, part: Text | Facts | Table | Gallery) -> None:
        if part is self.paper.parts[-1]:
            sign(sheet, self.dress.signers(self.paper), self.dress)
        fit(sheet)

    def saved(self) -> bytes:
        properties = self.book.properties
        properties.title, properties.creator = printable(self.paper.title), printable(self.paper.agency_name)
        properties.language = "th-TH"
        return saved_at(self.paper.saved_at, self.book)
