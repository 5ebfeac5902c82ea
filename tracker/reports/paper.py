"""A paper between its value and its file: what it says in which order, and nothing of how it is drawn.

Each kind of paper turns its value into this (`reports.kinds`); the drawers of Excel, Word, PDF and web pages know
nothing else. So a figure cannot differ between two files of the same paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property

from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.papers import Digits, PaperKind, in_digits
from tracker.domain.thai_dates import thai_date

NOTHING = "- ไม่มี -"
"""What an official paper writes where there is nothing."""


class ColumnKind(StrEnum):
    TEXT = "text"
    #: A number or code that is read and not reckoned with: the number of a measure, the code of an indicator.
    MARK = "mark"
    NUMBER = "number"
    #: Of a hundred, with one decimal where there is one.
    PERCENT = "percent"
    #: As the ITA prints it, with two decimals.
    SCORE = "score"
    #: In baht, with two decimals.
    MONEY = "money"
    DATE = "date"


CENTRED = frozenset({ColumnKind.MARK, ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.SCORE, ColumnKind.DATE})

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    #: The name by which a form made in Word calls it: Thai letters, digits and _ only.
    key: str
    heading: str
    #: In letters of the paper's size; the columns share the page in this proportion.
    width: float
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Chart:
    """One bar a row of its table, from 0 to `most`."""

    title: str
    #: Keys of the columns that give the names and the lengths.
    label: str
    value: str
    most: float = 100.0


@dataclass(frozen=True, slots=True)
class Table:
    #: The name by which a form made in Word calls its rows; also of its worksheet, in words.
    key: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: That many leading columns of following rows that say the same are one cell.
    shared: int = 0
    #: The last line, which adds up the others.
    total: tuple[Cell, ...] | None = None
    note: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Text:
    key: str
    paragraphs: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Short lines with a name before each."""

    key: str
    lines: tuple[Fact, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    #: By which `Dress.pictures` has its bytes.
    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class Gallery:
    key: str
    heading: str
    pictures: tuple[Picture, ...]


Part = Table | Text | Facts | Gallery


@dataclass(frozen=True)
class Paper:
    kind: PaperKind
    title: str
    agency_name: str
    as_of: date
    parts: tuple[Part, ...]
    #: Below the title: what it is about, such as the meeting and the month.
    subtitle: tuple[str, ...] = ()
    #: Which state of the figures it shows, such as "as closed, edition 2"; empty where there is only one.
    state: tuple[str, ...] = ()
    #: When it was frozen; its files bear this moment, else the day it tells about, so that they are always the same.
    made_at: datetime | None = None
    is_landscape: bool = True
    #: Whether those who answer for it sign at its end.
    is_signed: bool = False
    #: As papers show it (`domain.check_codes.short_code`).
    check_code: str = ""

    @cached_property
    def as_of_text(self) -> str:
        return f"ข้อมูล ณ วันที่ {thai_date(self.as_of)}"

    @cached_property
    def check_text(self) -> str:
        return f"รหัสตรวจสอบ {self.check_code}" if self.check_code else ""

    @property
    def saved_at(self) -> datetime:
        return self.made_at or datetime.combine(self.as_of, time(), BANGKOK)

    @property
    def head_lines(self) -> tuple[str, ...]:
        """Below the title, in their order."""
        return (self.agency_name, *self.subtitle, self.as_of_text, *self.state)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))


@dataclass(frozen=True, slots=True)
class Signature:
    #: What the person signs as, such as ผู้รายงาน.
    label: str
    #: Empty where a line is left for writing.
    name: str
    post: str


@dataclass(frozen=True)
class Dress:
    """How an agency's papers look; nothing of it changes what they say."""

    digits: Digits = Digits.ARABIC
    logo: bytes | None = None
    #: TTF files of the office's own font, regular and bold.
    fonts: tuple[bytes, bytes] | None = None
    signatures: tuple[Signature, ...] = ()
    #: JPEG files by the names that the paper gives them.
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    #: The agency's own form of this paper in Word.
    word_form: bytes | None = None

    def signers(self, paper: Paper) -> tuple[Signature, ...]:
        """Nobody where the paper is not signed; a memo is from one person, who stands first in the settings."""
        if not paper.is_signed:
            return ()
        return self.signatures[:1] if paper.kind is PaperKind.MEMO else self.signatures

    def written(self, text: str) -> str:
        return in_digits(text, self.digits)


PLAIN = Dress()


def cell_text(value: Cell, kind: ColumnKind) -> str:
    """As a paper prints a value, in Arabic digits."""
    if value is None:
        return ""
    if isinstance(value, date):
        return thai_date(value, short=True)
    if isinstance(value, str):
        return value
    if kind is ColumnKind.MARK:
        return str(value)
    if kind in (ColumnKind.SCORE, ColumnKind.MONEY):
        return f"{value:,.2f}"
    return f"{round(value, 1):,}".removesuffix(".0")
