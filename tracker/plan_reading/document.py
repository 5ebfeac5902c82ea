"""What every reader of a file format gives: the paragraphs and tables of a document, in their order.

A cell's text is as in the file, with a line end only where the file has one; a merged cell stands in the
first place it covers. Markup of the format is gone, so a plan reads the same from every format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`number` counts the document's tables from 1."""

    number: int
    rows: tuple[Row, ...]


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
