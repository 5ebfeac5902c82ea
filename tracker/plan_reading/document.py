"""What every reader of a file format gives: the paragraphs and tables of a document, in their order.

A cell's text is as in the file, with a line end only where the file has one; a merged cell's text stands in the
first place it covers, and `Table.spans` says which places those are. Markup of the format is gone, so a plan reads
the same from every format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell: its first place, counted from 0, and how many rows and columns it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`number` counts the document's tables from 1; all rows have the same width."""

    number: int
    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    filename: str
    blocks: tuple[Paragraph | Table, ...]

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[str]:
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    def tables_with_lead_in(self) -> Iterator[tuple[Table, list[str]]]:
        """Each table with the paragraphs since the table before it."""
        lead_in: list[str] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                lead_in.append(block.text)
            else:
                yield block, lead_in
                lead_in = []


def to_json_dict(document: Document) -> dict[str, Any]:
    return {"filename": document.filename, "blocks": [_block_to_json(block) for block in document.blocks]}


def _block_to_json(block: Paragraph | Table) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text}
    spans = [[span.row, span.column, span.rows, span.columns] for span in block.spans]
    return {"number": block.number, "rows": [list(row) for row in block.rows], "spans": spans}


def from_json_dict(data: Mapping[str, Any]) -> Document:
    return Document(data["filename"], tuple(_block_from_json(block) for block in data["blocks"]))


def _block_from_json(block: Mapping[str, Any]) -> Paragraph | Table:
    if "text" in block:
        return Paragraph(block["text"])
    rows = tuple(tuple(row) for row in block["rows"])
    return Table(block["number"], rows, tuple(Span(*span) for span in block["spans"]))
