"""The styles of the forms, by the names under which Word lists them; changed there, they change the whole paper."""

from __future__ import annotations

from tracker.reports.word.xml import BELOW_TABLE, BOLD, FONTS, LANGUAGES, empty, root, size

BODY_POINTS = 16
TITLE, HEAD_LINE, PART_HEADING = "Title", "HeadLine", "Heading1"
BODY, FACT, NOTE, CAPTION, SIGNER = "BodyText", "Fact", "Note", "Caption", "Signer"
HEADER, FOOTER = "Header", "Footer"
TABLE, PLAIN_TABLE = "PaperTable", "PlainTable"
CELL, CELL_HEAD = "Cell", "CellHead"
MEMO_TITLE, MEMO_LINE, MEMO_BODY, MEMO_SIGNER = "MemoTitle", "MemoLine", "MemoBody", "MemoSigner"
#: Of the lines that say what is repeated and what is left out; none of them is printed.
TAG = "Tag"

_LINE_COLOUR = "8A8A8A"
_CENTRED = empty("jc", val="center")
_TOGETHER = empty("keepNext") + empty("keepLines")


def _gap(before: int = 0, after: int = 0) -> str:
    """In points."""
    return empty("spacing", before=before * 20, after=after * 20)


def _style(name: str, called: str, paragraph: str = "", letters: str = "", based_on: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}">{empty("name", val=called)}{empty("basedOn", val=based_on)}'
        f"{empty('qFormat')}<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _table_style(name: str, called: str, borders: str) -> str:
    margins = "".join(empty(side, w=60, type="dxa") for side in ("left", "right"))
    return (
        f'<w:style w:type="table" w:styleId="{name}">{empty("name", val=called)}'
        f"<w:tblPr>{borders}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(empty(side, val="single", sz=4, space=0, color=_LINE_COLOUR) for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def styles(table_points: int) -> bytes:
    letters = f"<w:rPr>{FONTS}{size(BODY_POINTS)}{LANGUAGES}</w:rPr>"
    defaults = f"<w:docDefaults><w:rPrDefault>{letters}</w:rPrDefault></w:docDefaults>"
    normal = (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{empty("name", val="Normal")}{empty("qFormat")}'
        f"{letters}</w:style>"
    )
    indented = empty("ind", firstLine=1417) + empty("jc", val="thaiDistribute")
    return root(
        "styles",
        defaults
        + normal
        + _style(TITLE, "Title", _TOGETHER + _CENTRED, BOLD + size(20))
        + _style(HEAD_LINE, "Paper Head Line", _TOGETHER + _CENTRED, BOLD)
        + _style(PART_HEADING, "heading 1", _TOGETHER + _gap(12, 4) + empty("outlineLvl", val=0), BOLD + size(18))
        + _style(BODY, "Body Text", _gap(6) + empty("jc", val="thaiDistribute"))
        + _style(FACT, "Paper Fact")
        + _style(NOTE, "Paper Note", _gap(4), size(14))
        + _style(CAPTION, "caption", empty("keepLines") + _gap(0, 6) + _CENTRED, size(14))
        + _style(SIGNER, "Paper Signer", _TOGETHER + _CENTRED)
        + _style(HEADER, "header", _CENTRED, size(14))
        + _style(FOOTER, "footer", "", size(12))
        + _style(CELL, "Paper Cell", "", size(table_points))
        + _style(CELL_HEAD, "Paper Cell Head", empty("keepNext") + _CENTRED, BOLD, CELL)
        + _style(MEMO_TITLE, "Memo Title", _TOGETHER + _CENTRED, BOLD + size(29))
        + _style(MEMO_LINE, "Memo Line", "<w:tabs>" + empty("tab", val="left", pos=4536) + "</w:tabs>")
        + _style(MEMO_BODY, "Memo Body", _gap(6) + indented)
        + _style(MEMO_SIGNER, "Memo Signer", _TOGETHER + empty("ind", left=4536) + _CENTRED)
        + _style(TAG, "Form Tag", "", empty("color", val="7F7F7F") + size(10))
        + _style(BELOW_TABLE, "Paper Below Table", "", size(6))
        + _table_style(TABLE, "Paper Table", _borders())
        + _table_style(PLAIN_TABLE, "Paper Plain Table", ""),
    )
