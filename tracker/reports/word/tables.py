"""The tables of a form: a head that stands on every page, and the one row that is repeated."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.reports.paper import CENTRED, NOTHING, Column, ColumnKind, Table
from tracker.reports.word import fields as names
from tracker.reports.word import styles
from tracker.reports.word.xml import BOLD, cell, empty, paragraph, row, run, table, twips

#: In centimetres, in letters of LEAST_POINTS: narrower, and a number or a date is broken into lines.
LEAST_WIDTH = {
    ColumnKind.TEXT: 2.0,
    ColumnKind.MARK: 1.25,
    ColumnKind.NUMBER: 1.7,
    ColumnKind.PERCENT: 1.7,
    ColumnKind.SCORE: 1.6,
    ColumnKind.MONEY: 3.1,
    ColumnKind.DATE: 2.0,
}
#: Letters: a mark in a wider column is more than a code, such as a month, and needs so many centimetres.
LONGEST_CODE, LEAST_OF_A_WORD = 10, 2.2
LEAST_POINTS = 12
#: Points of the letters of tables, by how many letters their columns want beside each other, in the width of a page.
SIZES = ((16, 1.0), (14, 1.3), (LEAST_POINTS, float("inf")))
LETTERS_A_CENTIMETRE = 5.6

#: Without margins beside its words, which are wider than the figures below them.
HEAD_CELL = (
    empty("shd", val="clear", color="auto", fill="E3EEEF")
    + f"<w:tcMar>{empty('left', w=0, type='dxa')}{empty('right', w=0, type='dxa')}</w:tcMar>"
    + empty("vAlign", val="center")
)
GROUP, ROW = "กลุ่ม", "แถว"


def points_of(tables: Sequence[Table], centimetres: float) -> int:
    """One size for all tables of a paper: what the widest needs."""
    wanted = max((sum(column.width for column in one.columns) for one in tables), default=0.0)
    least = max((sum(map(_least, one.columns)) for one in tables), default=0.0) / LEAST_POINTS
    return next(
        points
        for points, share in SIZES
        if wanted <= share * centimetres * LETTERS_A_CENTIMETRE
        and (points == LEAST_POINTS or least * points <= centimetres)
    )


def drawn_table(part: Table, width: int) -> str:
    """Of that width in twips, with its note below."""
    widths = _widths(part.columns, width)
    rows = [_head(part, widths), *_repeated(part, widths), *(_total(part, widths) if part.total else [])]
    note = f"{part.key}{names.NOTE}"
    return table(rows, widths, styles.TABLE) + _shown_if(note, paragraph(f"{{{{ {note} }}}}", styles.NOTE))


def _shown_if(name: str, content: str) -> str:
    return tag(f"p if {name}") + content + tag("p endif")


def tag(what: str) -> str:
    """A line that is not printed; `p` before the word takes its paragraph away, `tr` its row."""
    return paragraph(f"{{%{what} %}}", styles.TAG)


def _tag_row(what: str, widths: Sequence[int]) -> str:
    return row([cell(tag(f"tr {what}"), sum(widths), empty("gridSpan", val=len(widths)))])


def _head(part: Table, widths: Sequence[int]) -> str:
    return row(
        [
            cell(paragraph(column.heading, styles.CELL_HEAD), width, HEAD_CELL)
            for column, width in zip(part.columns, widths, strict=True)
        ],
        is_head=True,
    )


def _repeated(part: Table, widths: Sequence[int]) -> list[str]:
    holder = GROUP if part.shared else ROW
    opened = [_tag_row(f"for {holder} in {part.key}", widths)]
    closed = [_tag_row("else", widths), _nothing(widths), _tag_row("endfor", widths)]
    if part.shared:
        opened.append(_tag_row(f"for {ROW} in {GROUP}.{names.ROWS}", widths))
        closed.insert(0, _tag_row("endfor", widths))
    cells = [
        cell(_value(column, GROUP if number < part.shared else ROW, is_shared=number < part.shared), width)
        for number, (column, width) in enumerate(zip(part.columns, widths, strict=True))
    ]
    return [*opened, row(cells), *closed]


def _value(column: Column, holder: str, *, is_shared: bool = False, properties: str = "") -> str:
    """`vm` makes one cell of those that the rows of a group have below each other."""
    name = f"{{{{ {holder}.{column.key} }}}}" + ("{% vm %}" if is_shared else "")
    return paragraph(run(name, properties), styles.CELL, _aligned(column))


def _aligned(column: Column) -> str:
    if column.kind is ColumnKind.MONEY:
        return empty("jc", val="right")
    return empty("jc", val="center") if column.kind in CENTRED else ""


def _nothing(widths: Sequence[int]) -> str:
    said = paragraph(NOTHING, styles.CELL, empty("jc", val="center"))
    return row([cell(said, sum(widths), empty("gridSpan", val=len(widths)))])


def _total(part: Table, widths: Sequence[int]) -> list[str]:
    name = f"{part.key}{names.TOTAL}"
    cells = [
        cell(_value(column, name, properties=BOLD), width) for column, width in zip(part.columns, widths, strict=True)
    ]
    return [_tag_row(f"if {name}", widths), row(cells), _tag_row("endif", widths)]


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """In their proportion, none narrower than its kind needs as long as there is room for all."""
    least = [twips(_least(column)) for column in columns]
    if sum(least) >= width:
        return [round(one * width / sum(least)) for one in least]
    free = width
    fixed: dict[int, int] = {}
    while True:
        wanted = sum(column.width for number, column in enumerate(columns) if number not in fixed)
        shares = {n: free * c.width / wanted for n, c in enumerate(columns) if n not in fixed}
        too_narrow = {n: least[n] for n, share in shares.items() if share < least[n]}
        if not too_narrow:
            return [fixed.get(n) or round(shares[n]) for n in range(len(columns))]
        fixed |= too_narrow
        free = width - sum(fixed.values())


def _least(column: Column) -> float:
    """In centimetres."""
    is_word = column.kind is ColumnKind.MARK and column.width > LONGEST_CODE
    return LEAST_OF_A_WORD if is_word else LEAST_WIDTH[column.kind]
