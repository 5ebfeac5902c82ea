"""Columns whose headings are the words and whose cells are marks: months, quarters, divisions, indicators.

What the marks say together is put into the words of the headings, so that it reads like a cell of one column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tracker.domain.thai_dates import MONTH_PATTERN, month_number
from tracker.domain.thai_text import clean, squeeze, to_arabic_digits
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.merged_cells import has_words
from tracker.plan_reading.plain_words import plain

_NO_MARK = re.compile(r"[-–—.0]?|ไม่มี")
_SYMBOLS = re.compile(r"[/\\✓✔☑√⁄xX×✗*●■◆▲▪◼⬛•○◎▬←→↔⟵⟶⇔⇐⇒<>=\-–—_|~+.]+|\d{1,3}%?|ใช่|มี|[\uf000-\uf0ff]+")
_OPENS = re.compile(r"[←⟵⇐<◄|]")
_CLOSES = re.compile(r".*[→⟶⇒>►|]", re.DOTALL)
_LONG_MARK = re.compile(r"[↔⇔]|<[-–—=]*>|[←⟵].*[→⟶]|[-–—_=]{3,}|▬{2,}")
_BRACKETS = re.compile(r"(?<=[1-4๑-๔])\s*\([^()]*\)")
_DAYS = re.compile(r"\d{1,2}(?:-\d{1,2})?")
_YEAR_WORDS = re.compile(
    r"(?:ประจำ\s*)?(?:ปี\s*งบ\s*ประมาณ|ปีงบฯ?|ปี)?\s*(?:พ\.?\s*ศ\.?)?\s*(25\d\d)(?!\d)|(?:ปี\s*งบ\s*ประมาณ|ปี)\s*(\d\d)(?!\d)"
)
_MONTH = re.compile(MONTH_PATTERN, re.IGNORECASE)
_OWN_YEAR = re.compile(r"(?:25)?\d\d$")
_FISCAL = re.compile(r"ปี\s*งบ")
_OCTOBER = 10


@dataclass(frozen=True, slots=True)
class MarkedColumn:
    """`means` is what the marks tell of; `year` is the year printed above the heading, with its words."""

    place: int
    means: Column
    label: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """`text` in the words of the headings, `reading` the same with its years said outright; `doubt` is a question."""

    text: str
    reading: str
    doubt: str | None = None


def year_words(heading: str) -> str:
    """The year of a heading such as "แผนปฏิบัติงาน ปีงบประมาณ พ.ศ. ๒๕๖๙", as printed; empty when it has none."""
    words = clean(heading)
    found = _YEAR_WORDS.search(to_arabic_digits(words))
    return words[found.start() : found.end()].strip() if found else ""


def is_marked(cell: str) -> bool:
    return has_words(cell) and not _NO_MARK.fullmatch(plain(cell))


def marked_names(columns: Sequence[MarkedColumn], cells: Mapping[int, str]) -> str:
    """The headings that are marked, in a row; a word that stands for a mark is kept in brackets."""
    names = (_with_words(one.label, cells.get(one.place, "")) for one in columns if is_marked(cells.get(one.place, "")))
    return ", ".join(dict.fromkeys(names))


def _with_words(label: str, cell: str) -> str:
    words = clean(cell)
    return clean(label) if _SYMBOLS.fullmatch(plain(words)) else f"{clean(label)} ({words})"


_Slot = tuple[int, list[MarkedColumn]]
"""A heading with the columns under it, which may be its weeks, and where it stands among the others."""


def marked_period(columns: tuple[MarkedColumn, ...], cells: Mapping[int, str], *, merges_known: bool) -> Marked:
    """Marks side by side are one span; between spans that do not touch the reader of periods sees the gap."""
    slots = _slots(columns)
    marked = _marked_slots(slots, cells)
    if not marked:
        return Marked("", "")
    runs = list(_runs(marked))
    words = {cell for _, slot in marked for one in slot if not _is_symbol(cell := cells.get(one.place, ""))}
    years = _years(columns)
    text = ", ".join(_run_text(run, cells) for run in runs)
    reading = ", ".join(_run_reading(run, years) for run in runs)
    if len(marked) == 1 and len(words) == 1 and _DAYS.fullmatch(days := _plain(next(iter(words)))):
        return Marked(text, f"{days} {reading}")
    if words:
        return Marked(text, reading, "marks_with_words")
    if len(marked) == 1 and not merges_known and _is_long(marked[0], cells):
        return Marked(text, reading, "mark_length_unknown")
    return Marked(text, reading)


def _plain(cell: str) -> str:
    return plain(cell).replace("–", "-")


def _is_symbol(cell: str) -> bool:
    return not is_marked(cell) or bool(_SYMBOLS.fullmatch(_plain(cell)))


def _is_long(slot: _Slot, cells: Mapping[int, str]) -> bool:
    return any(_LONG_MARK.search(squeeze(cells.get(one.place, ""))) for one in slot[1])


@lru_cache(maxsize=64)
def _slots(columns: tuple[MarkedColumn, ...]) -> list[_Slot]:
    slots: list[_Slot] = []
    for one in columns:
        if slots and (slots[-1][1][0].label, slots[-1][1][0].year) == (one.label, one.year):
            slots[-1][1].append(one)
        else:
            slots.append((len(slots), [one]))
    return slots


def _marked_slots(slots: list[_Slot], cells: Mapping[int, str]) -> list[_Slot]:
    """Those with a mark, and those between the two ends of an arrow."""
    marked = [slot for slot in slots if any(is_marked(cells.get(one.place, "")) for one in slot[1])]
    if len(marked) == 2:
        first, last = (squeeze("".join(cells.get(one.place, "") for one in slot[1])) for slot in marked)
        if _OPENS.match(first) and not _CLOSES.match(first[1:]) and _CLOSES.fullmatch(last):
            return slots[marked[0][0] : marked[1][0] + 1]
    return marked


def _runs(marked: list[_Slot]) -> Iterator[list[MarkedColumn]]:
    run = [marked[0][1][0]]
    for before, after in pairwise(marked):
        if after[0] != before[0] + 1:
            yield run
            run = []
        run.append(after[1][0])
    yield run


def _run_text(run: list[MarkedColumn], cells: Mapping[int, str]) -> str:
    first, last = run[0], run[-1]
    if first is last:
        return _with_year(_with_words(first.label, cells.get(first.place, "/") or "/"), first.year)
    if first.year == last.year:
        return _with_year(f"{clean(first.label)} - {clean(last.label)}", first.year)
    return f"{_with_year(clean(first.label), first.year)} - {_with_year(clean(last.label), last.year)}"


def _with_year(words: str, year: str) -> str:
    return f"{words} {year}".strip()


def _run_reading(run: list[MarkedColumn], years: Mapping[int, str]) -> str:
    first, last = run[0], run[-1]
    ends = [first] if first is last else [first, last]
    return " - ".join(_with_year(_BRACKETS.sub("", clean(one.label)), years[one.place]) for one in ends)


@lru_cache(maxsize=64)
def _years(columns: tuple[MarkedColumn, ...]) -> dict[int, str]:
    """The year that each label lacks: of a quarter the fiscal year above it, of a month its calendar year."""
    years: dict[int, str] = {}
    for year in dict.fromkeys(one.year for one in columns):
        group = [one for one in columns if one.year == year]
        months = [_month_of(one.label) for one in group]
        turns = _turns(months)
        for place, (one, month) in enumerate(zip(group, months, strict=True)):
            years[one.place] = _year_of(one, month, months[place:], turns=turns)
    return years


def _year_of(one: MarkedColumn, month: int | None, following: list[int | None], *, turns: bool) -> str:
    figures = _figures(one.year)
    if not figures or (month and _OWN_YEAR.search(_plain(one.label))):
        return ""
    if month is None:
        return f"ปีงบประมาณ {figures}"
    before_new_year = turns and _turns(following) or _FISCAL.search(one.year) and month >= _OCTOBER
    return str(figures - 1 if before_new_year else figures)


def _figures(year: str) -> int | None:
    found = re.search(r"\d+", to_arabic_digits(year))
    return None if found is None else int(found[0]) if len(found[0]) > 2 else 2500 + int(found[0])


def _month_of(label: str) -> int | None:
    found = _MONTH.search(clean(label))
    return month_number(found[0]) if found else None


def _turns(months: Sequence[int | None]) -> bool:
    """Whether a new year begins among them."""
    numbers = [month for month in months if month]
    return any(after < before for before, after in pairwise(numbers))
