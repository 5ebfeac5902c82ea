"""Where the measures of a document are, in whichever layout it has: table, labelled blocks, numbered paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.plan_reading.document import Document
from tracker.plan_reading.measure_blocks import measure_blocks
from tracker.plan_reading.measure_row import MeasureRow
from tracker.plan_reading.measure_rows import Doubt, measure_rows
from tracker.plan_reading.numbered_paragraphs import MeasureParagraph, follow_up_sentence, measure_paragraphs


@dataclass(frozen=True, slots=True)
class FoundMeasures:
    """Either rows or paragraphs; `follow_up` is what the text says of the follow-up of all of them."""

    rows: list[MeasureRow]
    doubts: list[Doubt]
    paragraphs: list[MeasureParagraph]
    follow_up: str = ""


def find_measures(document: Document) -> FoundMeasures:
    """The surest layout that the document has: what says the most of itself is tried first."""
    tables, blocks = measure_rows(document), measure_blocks(document)
    if tables.rows:
        besides = [block for block in blocks if not _is_among(block, tables.rows)]
        doubts = [Doubt("blocks_unread", str(len(besides)))] if besides else []
        return FoundMeasures(tables.rows, [*tables.doubts, *doubts], [])
    if blocks:
        return FoundMeasures(blocks, [Doubt("read_from_blocks")], [])
    weak = measure_rows(document, lenient=True)
    if weak.rows:
        return FoundMeasures(weak.rows, [*weak.doubts, Doubt("read_from_weak_table")], [])
    paragraphs = measure_paragraphs(document.paragraphs)
    follow_up = follow_up_sentence(document.paragraphs, paragraphs) if paragraphs else ""
    return FoundMeasures([], [Doubt("read_from_paragraphs")], paragraphs, follow_up)


def _is_among(block: MeasureRow, rows: list[MeasureRow]) -> bool:
    return any(block.table == row.table != 0 for row in rows)
