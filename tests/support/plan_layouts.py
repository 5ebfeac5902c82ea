"""Documents of tables and paragraphs, as any reader gives them, written short for tests of layouts."""

from __future__ import annotations

from tracker.plan_reading import Document, DraftMeasure, DraftPlan, draft_plan
from tracker.plan_reading.document import Paragraph, Span, Table

Block = str | Table

TITLE = "มาตรการยกระดับความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"
AGENCY = "องค์การบริหารส่วนตำบลทุ่งสมมุติ"


def table(text: str, *spans: tuple[int, int, int, int]) -> Table:
    """A row in each line, "|" between its cells, "\\" between the lines of a cell.

    Spans are row, column, rows and columns.
    """
    lines = [line.strip() for line in text.strip("\n").split("\n")]
    rows = [[cell.strip().replace("\\", "\n") for cell in line.split("|")] for line in lines]
    width = max(len(row) for row in rows)
    return Table(0, tuple((*row, *[""] * (width - len(row))) for row in rows), tuple(Span(*one) for one in spans))


def document(*blocks: Block) -> Document:
    """Text is a paragraph in each line."""
    parts: list[Paragraph | Table] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            parts.append(Table(tables, block.rows, block.spans))
        else:
            parts += [Paragraph(line.strip()) for line in block.strip().split("\n") if line.strip()]
    return Document("plan.docx", tuple(parts))


def plan(*blocks: Block) -> DraftPlan:
    return draft_plan(document(TITLE, AGENCY, *blocks))


def only(*blocks: Block) -> DraftMeasure:
    (measure,) = plan(*blocks).measures
    return measure


def codes(draft: DraftPlan, measure: str | None = None) -> set[str]:
    return {question.code for question in draft.questions if question.measure == measure}


def titles(draft: DraftPlan) -> list[str]:
    return [" + ".join(measure.titles) for measure in draft.measures]


def dates(measure: DraftMeasure) -> tuple[str | None, str | None]:
    period = measure.period
    start, end = period.start, period.end
    return start.isoformat() if start else None, end.isoformat() if end else None
