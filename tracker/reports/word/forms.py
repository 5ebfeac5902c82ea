"""The forms of the papers in Word: drawn from the parts that a kind's papers have, kept under templates/documents.

What stands in braces is filled in by `drawing`. An office downloads a form, changes it in Word and uploads it again.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tracker.domain.papers import PaperKind
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Facts, Gallery, Paper, Part, Table, Text
from tracker.reports.word import fields as names
from tracker.reports.word import styles
from tracker.reports.word.memo import LEFT_FOR_WRITING, SIGNER, memo_end, memo_head, memo_lines, name_or_dots
from tracker.reports.word.package import SECTION_PARTS, document
from tracker.reports.word.tables import drawn_table, points_of, tag
from tracker.reports.word.xml import BOLD, cell, empty, field, paragraph, row, run, spread_table, tab, table, twips

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "documents"

SHORT_SIDE, LONG_SIDE = 21.0, 29.7
#: Left, right, top and bottom, in centimetres: a table of many columns needs the room, a letter is filed.
LANDSCAPE_MARGINS = (1.5, 1.5, 1.5, 1.3)
PORTRAIT_MARGINS = (3.0, 2.0, 1.5, 1.5)
LINE, PARAGRAPH, PICTURES, PICTURE = "บรรทัด", "ย่อหน้า", "แถวภาพ", "ภาพเดียว"


@cache
def own_form(kind: PaperKind) -> bytes:
    """The program's own, as it is kept."""
    return (FOLDER / f"{kind}.docx").read_bytes()


def form_of(kind: PaperKind) -> bytes:
    """Drawn anew; `own_form` is what this gave when it was last kept."""
    paper = KINDS[kind].paper(KINDS[kind].empty)
    margins = LANDSCAPE_MARGINS if paper.is_landscape else PORTRAIT_MARGINS
    page = LONG_SIDE if paper.is_landscape else SHORT_SIDE
    room = page - margins[0] - margins[1]
    width = twips(room)
    body = _memo(paper, width) if kind is PaperKind.MEMO else _report(paper, width)
    letters = styles.styles(points_of(paper.tables, room))
    return document(body + _section(paper, margins), letters, _header(), _footer(width))


def _report(paper: Paper, width: int) -> str:
    parts = "".join(_part(part, width) for part in paper.parts)
    return f"{_head()}{parts}{_signers(width) if paper.is_signed else ''}"


def _head() -> str:
    line = paragraph(f"{{{{ {LINE} }}}}", styles.HEAD_LINE)
    return (
        tag(f"p if {names.LOGO}")
        + paragraph(f"{{{{ {names.LOGO} }}}}", styles.HEAD_LINE)
        + tag("p endif")
        + paragraph(f"{{{{ {names.TITLE} }}}}", styles.TITLE)
        + paragraph(f"{{{{ {names.AGENCY} }}}}", styles.HEAD_LINE)
        + _each(LINE, names.HEAD_LINES, line)
        + paragraph(f"ข้อมูล ณ วันที่ {{{{ {names.AS_OF} }}}}", styles.HEAD_LINE)
        + _each(LINE, names.STATE, line)
    )


def _memo(paper: Paper, width: int) -> str:
    first, *others = paper.parts
    lines = memo_lines(first) if isinstance(first, Facts) else _part(first, width)
    drawn = "".join(_part(part, width, styles.MEMO_BODY) for part in others)
    return f"{memo_head(width)}{lines}{drawn}{memo_end()}"


def _part(part: Part, width: int, body: str = styles.BODY) -> str:
    heading = f"{part.key}{names.HEADING}"
    drawn = tag(f"p if {heading}") + paragraph(f"{{{{ {heading} }}}}", styles.PART_HEADING) + tag("p endif")
    if isinstance(part, Table):
        return drawn + drawn_table(part, width)
    if isinstance(part, Text):
        return drawn + _each(PARAGRAPH, part.key, paragraph(f"{{{{ {PARAGRAPH} }}}}", body))
    if isinstance(part, Facts):
        return drawn + "".join(
            paragraph(run(line.label, BOLD) + run(f"  {{{{ {part.key}.{line.key} }}}}"), styles.FACT)
            for line in part.lines
        )
    return drawn + _gallery(part, width)


def _each(one: str, many: str, content: str) -> str:
    return tag(f"p for {one} in {many}") + content + tag("p endfor")


def _gallery(part: Gallery, width: int) -> str:
    picture = paragraph(f"{{{{ {PICTURE}.{names.PICTURE} }}}}", styles.SIGNER)
    caption = paragraph(f"{{{{ {PICTURE}.{names.CAPTION} }}}}", styles.CAPTION)
    repeated = cell(picture + caption, width // names.PICTURES_A_LINE)
    widths = [width // names.PICTURES_A_LINE] * names.PICTURES_A_LINE
    span = empty("gridSpan", val=names.PICTURES_A_LINE)
    rows = [
        row([cell(tag(f"tr for {PICTURES} in {part.key}"), width, span)]),
        row([_cell_tag(f"for {PICTURE} in {PICTURES}.{names.PICTURES}"), repeated, _cell_tag("endfor")]),
        row([cell(tag("tr endfor"), width, span)]),
    ]
    return table(rows, widths, styles.PLAIN_TABLE)


def _cell_tag(what: str) -> str:
    """Takes its cell away."""
    return cell(tag(f"tc {what}"), None)


def _signers(width: int) -> str:
    """Beside each other, however many there are."""
    lines = (
        "",
        f"ลงชื่อ {LEFT_FOR_WRITING}",
        f"({name_or_dots()})",
        f"{{{{ {SIGNER}.{names.POST} }}}}",
        f"{{{{ {SIGNER}.{names.SIGNS_AS} }}}}",
    )
    signer = "".join(paragraph(line, styles.SIGNER) for line in lines)
    drawn = row([_cell_tag(f"for {SIGNER} in {names.SIGNERS}"), cell(signer, None), _cell_tag("endfor")])
    widths = [width // 3] * 3
    return tag(f"p if {names.SIGNERS}") + spread_table([drawn], widths, styles.PLAIN_TABLE) + tag("p endif")


def _header() -> str:
    return paragraph(f"{{{{ {names.TITLE} }}}} · {{{{ {names.AGENCY} }}}}", styles.HEADER)


def _footer(width: int) -> str:
    code = f"{{% if {names.CHECK_CODE} %}} · รหัสตรวจสอบ {{{{ {names.CHECK_CODE} }}}}{{% endif %}}"
    state = f"{{% for {LINE} in {names.STATE} %}} · {{{{ {LINE} }}}}{{% endfor %}}"
    said = run(f"{{{{ {names.AGENCY} }}}} · ข้อมูล ณ วันที่ {{{{ {names.AS_OF} }}}}{state}{code}")
    number = run("หน้า ") + field("PAGE") + run(" / ") + field("NUMPAGES")
    at_the_right = f"<w:tabs>{empty('tab', val='right', pos=width)}</w:tabs>"
    return paragraph(said + tab() + number, styles.FOOTER, at_the_right)


def _section(paper: Paper, margins: tuple[float, float, float, float]) -> str:
    wide, high = (LONG_SIDE, SHORT_SIDE) if paper.is_landscape else (SHORT_SIDE, LONG_SIDE)
    turned = {"orient": "landscape"} if paper.is_landscape else {}
    left, right, top, bottom = (twips(one) for one in margins)
    size = empty("pgSz", w=twips(wide), h=twips(high), **turned)
    around = empty(
        "pgMar", top=top, right=right, bottom=bottom, left=left, header=twips(0.8), footer=twips(0.6), gutter=0
    )
    return f"<w:sectPr>{SECTION_PARTS}{size}{around}{empty('titlePg')}</w:sectPr>"
