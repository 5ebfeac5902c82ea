"""The head and the end of a memo (บันทึกข้อความ), in the form that the regulation on office work gives it.

The emblem stands at the left of the head line; then who writes, number and day on one line, the subject and to whom;
after the text the signer, right of the middle, with the name in brackets above the post.
"""

from __future__ import annotations

from tracker.reports.paper import Facts
from tracker.reports.word import fields as names
from tracker.reports.word import styles
from tracker.reports.word.tables import tag
from tracker.reports.word.xml import BOLD, cell, empty, paragraph, row, run, size, tab, table, twips

LABEL_POINTS = 20
LOGO_WIDTH = 3.0
#: Stands on one line with the number, after a tab.
DAY = "วันที่"
SIGNER = "คนลงนาม"
LEFT_FOR_WRITING = "." * 48
_TO_SIGN = 3


def memo_head(width: int) -> str:
    side = twips(LOGO_WIDTH)
    widths = [side, width - 2 * side, side]
    cells = (
        paragraph(f"{{{{ {names.LOGO} }}}}"),
        paragraph(f"{{{{ {names.TITLE} }}}}", styles.MEMO_TITLE),
        paragraph(),
    )
    centred = empty("vAlign", val="center")
    drawn = [cell(content, one, centred) for content, one in zip(cells, widths, strict=True)]
    return table([row(drawn)], widths, styles.PLAIN_TABLE)


def memo_lines(part: Facts) -> str:
    lines: list[str] = []
    for fact in part.lines:
        label = run(fact.label, BOLD + size(LABEL_POINTS))
        content = f"{label}{run(f'  {{{{ {part.key}.{fact.key} }}}}')}"
        if fact.key == DAY and lines:
            lines[-1] += tab() + content
        else:
            lines.append(content)
    below = f"<w:pBdr>{empty('bottom', val='single', sz=6, space=4, color='000000')}</w:pBdr>"
    last = len(lines) - 1
    return "".join(
        paragraph(line, styles.MEMO_LINE, below if number == last else "") for number, line in enumerate(lines)
    )


def memo_end() -> str:
    """One signs, or a line stays for writing."""
    return (
        paragraph("", styles.MEMO_SIGNER) * _TO_SIGN
        + tag(f"p for {SIGNER} in {names.SIGNERS}")
        + paragraph(f"({name_or_dots()})", styles.MEMO_SIGNER)
        + paragraph(f"{{{{ {SIGNER}.{names.POST} }}}}", styles.MEMO_SIGNER)
        + tag("p else")
        + paragraph(f"({LEFT_FOR_WRITING})", styles.MEMO_SIGNER)
        + tag("p endfor")
    )


def name_or_dots() -> str:
    name = f"{SIGNER}.{names.NAME}"
    return f"{{% if {name} %}}{{{{ {name} }}}}{{% else %}}{LEFT_FOR_WRITING}{{% endif %}}"
