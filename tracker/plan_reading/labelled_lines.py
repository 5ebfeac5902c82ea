"""Lines of a document that say what they are: "ผู้รับผิดชอบ : กองคลัง", "มาตรการที่ ๑ ...", "๑. ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.document import Document, Row, Table
from tracker.plan_reading.heading_words import Column, column_of, misspelt_column_of
from tracker.plan_reading.headings import headings_in, holds_measures
from tracker.plan_reading.indicator_words import names_an_indicator
from tracker.plan_reading.item_lists import number_of
from tracker.plan_reading.merged_cells import has_words


@dataclass(frozen=True, slots=True)
class Line:
    """`column` is what its label means, None of a line without a label; `row` counts paragraphs, or rows of `table`."""

    words: str
    column: Column | None = None
    number: str | None = None
    table: int = 0
    row: int = 0

    @property
    def style(self) -> str:
        """How its number or bullet is written, without the figures: "()", ".", "..", "-"; empty without either."""
        found = _STYLE.match(to_arabic_digits(self.words.strip()))
        return re.sub(r"\d", "", found[0]).strip() or "." if found else ""


_LABELS = {
    Column.TITLE, Column.INDICATOR, Column.ISSUE, Column.STEPS, Column.RESPONSIBLE, Column.RESPONSIBLE_JOINT,
    Column.PERIOD, Column.PERIOD_START, Column.PERIOD_END, Column.MONITORING, Column.OTHER,
}  # fmt: skip
_STYLE = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})*[.)]{0,2}(?=\s|[^\d\s.)])|[-–•●▪*✓➢](?=\s*\S)")
_COLON = re.compile(r"\s*[:：]+-?\s*")
_LONGEST_LABEL = 60
_MOST_LABEL_WORDS = 4
_PREFIX = re.compile(r"^\s*(?:[-–•●▪*✓➢]+|\(?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*[.)]{0,2})\s*(?=[^\d๐-๙\s.)])")
_NUMBERED_TITLE = re.compile(
    r"(?:ชื่อ\s*)?(?:มาตรการ|โครงการ|กิจกรรม|แนวทาง)(?:\s*/\s*(?:มาตรการ|โครงการ|กิจกรรม|แนวทาง))*\s*"
    r"(?:ที่|ข้อ\s*(?:ที่)?)\s*(\d{1,2})(?![\d/])\s*[:.)：-]?\s*(?P<words>.*)",
    re.DOTALL,
)
_BARE_LABEL = re.compile(
    r"(?:ผู้\s?รับ\s?ผิด\s?ชอบ(?:หลัก|ร่วม)?|(?:หน่วยงาน|ส่วนราชการ)(?:ที่|ผู้)?รับผิดชอบ(?:หลัก|ร่วม)?|หน่วยงานสนับสนุน"
    r"|ระยะเวลา(?:ใน)?(?:การ)?(?:ดำเนิน(?:การ|งาน)|ปฏิบัติงาน)?|กำหนดเวลา|กำหนดแล้วเสร็จ"
    r"|ขั้นตอน(?:หรือวิธีการปฏิบัติ|/วิธี(?:การ)?(?:ดำเนิน(?:การ|งาน)|ปฏิบัติ)|(?:การ)?ดำเนิน(?:การ|งาน)|การปฏิบัติ(?:งาน)?)?"
    r"|วิธี(?:การ)?(?:ดำเนิน(?:การ|งาน)|ปฏิบัติ)|แนวทางการ(?:ดำเนิน(?:การ|งาน)|ปฏิบัติ)"
    r"|(?:การ|วิธีการ)?(?:กำกับ)?(?:และ)?ติดตาม(?:และ)?(?:ประเมิน)?ผล|การรายงานผล|งบประมาณ|เป้าหมาย|วัตถุประสงค์|หมายเหตุ"
    r"|ตัวชี้วัดความสำเร็จ|หลักการและเหตุผล)(?=\s|$)\s*"
)
_WHOLE_LABEL = re.compile(
    r"(?:ชื่อ|ขั้นตอน|วิธี|แนวทาง|มาตรการ|โครงการ|กิจกรรม|แผนงาน|กระบวนการ|รายละเอียด|สิ่งที่|แผน|ระบบ|การ|งาน|ผล|ดำเนิน|ปฏิบัติ"
    r"|กำกับ|ติดตาม|ประเมิน|รายงาน|ความก้าวหน้า|หรือ|และ|ของ|ใน|ที่|จะ|ต้อง|หลัก|/)+"
    r"|measures?|activit\w+|projects?|steps?|procedures?|methods?|monitoring|follow-?up|report\w*",
    re.IGNORECASE,
)
_RESPONSIBLE_LABEL = re.compile(r"ผู้|หน่วย|ส่วน|เจ้าภาพ|รับผิด|(?:สำนัก|กอง|ฝ่าย|งาน)(?:ที่|ผู้|รับ|/|$)|[a-z]", re.IGNORECASE)
_LABELLED_SHARE = 0.6
_HINT = re.compile(
    r"ชอบ|เวลา|ขั้น|วิธี|ติดตาม|รายงาน|หน่วย|หนุน|กำหนด|กําหนด|แนวทาง|เนิน|มาตร|โครง|กิจ|ตัวชี้|ประเด็น|งบ|เป้า|หมายเหตุ|วัตถุ|ผล|ชื่อ|ภาพ|[A-Za-z]"
)
_MOST_COLONS = 12
_FEWEST_LABELS = 2
_HEADING_REACH = 4
_LONGEST_LINE = 4_000


def lines_of(document: Document) -> Iterator[Line | None]:
    """Every line outside the tables of columns; None where such a table stands."""
    paragraphs = 0
    for block in document.blocks:
        if not isinstance(block, Table):
            paragraphs += 1
            yield from _lines_of_text(block.text, 0, paragraphs)
        elif is_labelled(block) or len(block.rows[0]) == 1:
            for place, row in enumerate(block.rows, start=1):
                yield from _lines_of_row(row, block.number, place)
        else:
            yield None


def is_labelled(table: Table) -> bool:
    """Whether each row of the table is a label and its words, or two such pairs."""
    begins = [row[at] for row in table.rows if (at := _first_filled(row)) is not None]
    found = [label_of(cell) for cell in begins if not names_an_indicator(cell)]
    named = [column for column in found if column is not None]
    if len(set(named)) < _FEWEST_LABELS or len(named) < _LABELLED_SHARE * len(begins):
        return False
    if len(table.rows[0]) > 1 and any(_is_of_labels_only(row) for row in table.rows[:_HEADING_REACH]):
        return False
    if 2 * sum(1 for row in table.rows if _has_several_words(row)) >= len(begins):
        return False
    columns = headings_in(table.rows[0]) or {}
    return set(columns.values()) <= {Column.TITLE, Column.STEPS} or not holds_measures(columns)


def _is_of_labels_only(row: Row) -> bool:
    """Only a heading has three labels side by side."""
    meanings = [label_of(cell) for cell in row if has_words(cell)]
    return len(meanings) > _FEWEST_LABELS and None not in meanings


def _has_several_words(row: Row) -> bool:
    """A label before several cells heads a row of a table that has its headings at the side."""
    return sum(1 for cell in row[1:] if has_words(cell) and label_of(cell) is None) > 1


def title_of_line(text: str) -> str:
    """The measure that a line such as "มาตรการที่ ๑ : ตู้รับคำชม" names, with its number; empty of any other line."""
    parts = _labelled_parts(text.strip().split("\n")[0][:_LONGEST_LINE])
    if len(parts) != 1 or parts[0][0] is not Column.TITLE:
        return ""
    _, number, words = parts[0]
    return f"{number}. {words}" if number and words else words


def _first_filled(row: Row) -> int | None:
    """The place of the first words, when they stand at the beginning of the row."""
    return next((place for place, cell in enumerate(row[:2]) if has_words(cell)), None)


def label_of(cell: str) -> Column | None:
    """The meaning of a cell that is nothing but a label, or that begins with one and a colon."""
    words = _PREFIX.sub("", cell.strip())
    if _NUMBERED_TITLE.match(to_arabic_digits(words)):
        return Column.TITLE
    words = _COLON.split(words, maxsplit=1)[0]
    return _column_of_label(words) if len(words) <= _LONGEST_LABEL and not _continues(words) else None


def _continues(words: str) -> bool:
    """A title that only begins like a label: "มาตรการเผยแพร่ข้อมูล"."""
    column = column_of(words)
    if column in (Column.RESPONSIBLE, Column.RESPONSIBLE_JOINT):
        return not _RESPONSIBLE_LABEL.match(squeeze(words))
    return column in (Column.TITLE, Column.STEPS, Column.MONITORING) and not _WHOLE_LABEL.fullmatch(squeeze(words))


def _column_of_label(words: str) -> Column | None:
    column = column_of(words) or misspelt_column_of(words)
    return column if column in _LABELS else None


def _lines_of_row(row: Row, table: int, place: int) -> Iterator[Line]:
    """Cells that are labels go with the cells after them; a row without a label goes on with what is above it."""
    cells = [cell for cell in row if has_words(cell)]
    while cells:
        label = cells.pop(0)
        column = label_of(label)
        if column is None or _COLON.search(label) and _COLON.split(label, maxsplit=1)[1]:
            yield from _lines_of_text(label, table, place)
            continue
        words: list[str] = []
        while cells and (label_of(cells[0]) is None or not words):
            words.append(cells.pop(0))
        title = _NUMBERED_TITLE.match(to_arabic_digits(_PREFIX.sub("", label.strip())))
        yield Line("\n".join(words), column, title[1] if title else None, table, place)


def _lines_of_text(text: str, table: int, row: int) -> Iterator[Line]:
    for line in text.split("\n"):
        if not has_words(line):
            continue
        for column, number, words in _labelled_parts(line.strip()[:_LONGEST_LINE]):
            yield Line(words, column, number, table, row)


_Part = tuple[Column | None, str | None, str]


def _labelled_parts(line: str) -> list[_Part]:
    """A line may hold several: "๑. คู่มือ ผู้รับผิดชอบ : กองคลัง ระยะเวลา : ต.ค. ๖๘"."""
    bare = _PREFIX.sub("", line)
    if (title := _NUMBERED_TITLE.match(to_arabic_digits(bare))) and not _COLON.match(bare[title.start("words") :]):
        rest = _labelled_parts_after(bare[title.start("words") :])
        return [(Column.TITLE, title[1], rest[0][2]), *rest[1:]] if rest else [(Column.TITLE, title[1], "")]
    if (found := _BARE_LABEL.match(bare)) and not _COLON.match(bare[found.end(0) :]):
        return [(_column_of_label(found[0].strip()), None, bare[found.end() :])]
    head, *more = _COLON.split(bare, maxsplit=1)
    if more and len(head) <= _LONGEST_LABEL and _HINT.search(head) and (column := label_of(head)) is not None:
        rest = _labelled_parts_after(more[0])
        return [(column, None, rest[0][2] if rest else ""), *rest[1:]]
    parts = _labelled_parts_after(line)
    return [(None, number_of(parts[0][2]), parts[0][2]), *parts[1:]] if parts else []


def _labelled_parts_after(words: str) -> list[_Part]:
    """Words without a label of their own, and the labels with a colon inside the line."""
    parts: list[_Part] = []
    column: Column | None = None
    pieces = _COLON.split(words)
    if len(pieces) > _MOST_COLONS:
        return [(None, None, words)]
    for place, piece in enumerate(pieces):
        before, following = (piece, None) if place == len(pieces) - 1 else _label_at_the_end(piece)
        if following is None and place < len(pieces) - 1:
            pieces[place + 1] = f"{piece} : {pieces[place + 1]}"
            continue
        parts.append((column, None, before))
        column = following
    return parts


def _label_at_the_end(piece: str) -> tuple[str, Column | None]:
    """The last words of a piece before a colon, when they are a label."""
    if not _HINT.search(piece, max(0, len(piece) - _LONGEST_LABEL)):
        return piece, None
    words = piece.split(" ")
    for count in range(1, min(_MOST_LABEL_WORDS, len(words) - 1) + 1):
        label = " ".join(words[-count:])
        column = label_of(label)
        if column is not None and column is not Column.OTHER:
            return " ".join(words[:-count]).strip(), column
    return piece, None
