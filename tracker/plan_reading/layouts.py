"""Where the measures of a document are, in whichever layout it has: table, labelled blocks, numbered paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.cadence import Cadence, read_cadences
from tracker.plan_reading.document import Document
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.labelled_lines import lines_of
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
        follow_up = "" if any(row.has(Column.MONITORING) for row in tables.rows) else follow_up_of_all(document)
        besides = [block for block in blocks if not _is_among(block, tables.rows)]
        doubts = [Doubt("blocks_unread", str(len(besides)))] if besides else []
        return FoundMeasures(tables.rows, [*tables.doubts, *doubts], [], follow_up)
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


def follow_up_of_all(document: Document) -> str:
    """What is said outside the tables of the follow-up of all measures, when it tells how often."""
    labelled = [line.words for line in lines_of(document) if line is not None and line.column is Column.MONITORING]
    sentences = (*labelled, follow_up_sentence(document.paragraphs, []))
    return next((words for words in sentences if _tells_how_often(words)), "")


def _tells_how_often(words: str) -> bool:
    read = read_cadences(words)
    return bool(read.cadences) and not read.confirm and Cadence.UNSPECIFIED not in read.cadences
