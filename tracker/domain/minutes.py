"""The agenda item of the minutes, worded as form 11 of the rules of official correspondence has it.

The form's own terms are ระเบียบวาระที่, ประธาน, มติที่ประชุม and ที่ประชุมรับทราบ; an item without content is written
"- ไม่มี -". Speaker and words stand apart by a tab, as a word processor wants them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.progress import Progress
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.thai_text import to_arabic_digits, to_thai_digits
from tracker.domain.words import PROGRESS

NOTHING = "- ไม่มี -"
HEADING_LINES = 2
NOT_ANSWERED = "ยังไม่ได้รายงานผล"
EVERY_DIVISION = "ทุกส่วนราชการ"
TAKEN_NOTE_OF = "ที่ประชุมรับทราบ"
AND_TO_BE_DONE = "และให้ส่วนราชการที่เกี่ยวข้องปฏิบัติตามข้อสั่งการของประธาน"
_OF_THE_MONTH = " ประจำเดือน"


class Detail(StrEnum):
    INDICATORS = "indicators"
    MEASURES = "measures"


_RESULTS = {Detail.INDICATORS: "ผลการดำเนินการรายตัวชี้วัด", Detail.MEASURES: "ผลการดำเนินการรายมาตรการ"}


@dataclass(frozen=True, slots=True)
class Heading:
    """Where on the agenda the item stands; the program proposes what the office wrote the last time."""

    agenda: str = "3"
    agenda_name: str = "เรื่องที่เสนอให้ที่ประชุมทราบ"
    item: str = "3.1"
    name: str = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน (ITA)"


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator or a measure in one line; `state` is in words, `overdue` counts measures."""

    name: str
    state: str
    percent: float
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Late:
    measure: str
    divisions: str
    days: int
    percent: int


@dataclass(frozen=True, slots=True)
class Silent:
    division: str
    reports: int


@dataclass(frozen=True, slots=True)
class EarlierOrder:
    """`answer` is empty while the division has not answered."""

    measure: str
    text: str
    division: str
    answer: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """What the chair said in this meeting; `divisions` is empty where nobody is asked."""

    measure: str
    title: str
    text: str
    divisions: tuple[str, ...]
    is_to_all: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    month: date
    fiscal_year: int
    as_of: date
    measures: int
    progress: Mapping[Progress, int]
    percent: float
    reports_owed: int
    reports_received: int
    standings: tuple[Standing, ...]
    late: tuple[Late, ...]
    silent: tuple[Silent, ...]
    earlier: tuple[EarlierOrder, ...]
    ordered: tuple[Ordered, ...]


def minutes_of(heading: Heading, facts: MinutesFacts, detail: Detail, *, thai_digits: bool = True) -> str:
    lines = [
        f"ระเบียบวาระที่ {heading.agenda}\t{heading.agenda_name}",
        f"{heading.item}\t{heading.name}{_OF_THE_MONTH}{thai_month(facts.month)}",
    ]
    if facts.measures or facts.late:
        lines += [*_reported(facts, detail), *_ordered(facts.ordered), _resolution(facts.ordered)]
    else:
        lines.append(f"\t{NOTHING}")
    text = "\n".join(lines)
    return in_thai_digits(text) if thai_digits else text


def _reported(facts: MinutesFacts, detail: Detail) -> list[str]:
    counts = [f"{PROGRESS[word]} {count} มาตรการ" for word, count in facts.progress.items() if count]
    return [
        f"ฝ่ายเลขานุการ\tรายงานต่อที่ประชุมว่า แผนประจำปีงบประมาณ พ.ศ. {facts.fiscal_year} มี {facts.measures} มาตรการ "
        f"{' '.join(counts)} ความก้าวหน้าเฉลี่ยร้อยละ {_figure(facts.percent)} "
        f"ส่วนราชการต้องรายงานประจำเดือน{thai_month(facts.month)} รวม {facts.reports_owed} เรื่อง "
        f"รายงานแล้ว {facts.reports_received} เรื่อง ข้อมูล ณ วันที่ {thai_date(facts.as_of)}",
        *_list(_RESULTS[detail], map(_standing, facts.standings)),
        *_list("มาตรการที่เกินกำหนด", map(_late, facts.late)),
        *_list("ส่วนราชการที่ยังไม่ส่งรายงาน", (f"{one.division} {one.reports} เรื่อง" for one in facts.silent)),
        *_list("ข้อสั่งการของการประชุมครั้งก่อน", map(_earlier, facts.earlier)),
    ]


def _list(name: str, items: Iterable[str]) -> list[str]:
    found = [f"\t({number}) {item}" for number, item in enumerate(items, start=1)]
    return [f"\t{name}", *found] if found else [f"\t{name} {NOTHING}"]


def _standing(one: Standing) -> str:
    overdue = f" เกินกำหนด {one.overdue} มาตรการ" if one.overdue else ""
    return f"{one.name} {one.state} ความก้าวหน้าร้อยละ {_figure(one.percent)}{overdue}"


def _late(one: Late) -> str:
    return f"{one.measure} ({one.divisions}) เกินกำหนด {one.days} วัน ความก้าวหน้าร้อยละ {one.percent}"


def _earlier(one: EarlierOrder) -> str:
    said = f"รายงานว่า {_on_one_line(one.answer)}" if one.answer else NOT_ANSWERED
    return f"{one.measure} {_on_one_line(one.text)} {one.division}{said}"


def _ordered(ordered: Sequence[Ordered]) -> list[str]:
    """The same order about several measures is written once."""
    together: dict[tuple[object, ...], list[Ordered]] = {}
    for one in ordered:
        together.setdefault((one.text, one.divisions, one.due_on), []).append(one)
    items = [_order(each) for each in together.values()]
    return ["ประธาน\tมีข้อสั่งการ ดังนี้", *(f"\t({n}) {item}" for n, item in enumerate(items, start=1))] if items else []


def _order(each: Sequence[Ordered]) -> str:
    one = each[0]
    about = f"{one.measure} {one.title}" if len(each) == 1 else ", ".join(order.measure for order in each)
    to = (
        EVERY_DIVISION
        if one.is_to_all
        else "และ".join(one.divisions)
        if len(one.divisions) < 3
        else ", ".join(one.divisions)
    )
    asked = f" มอบหมาย{to}" if one.divisions else ""
    until = f" ภายในวันที่ {thai_date(one.due_on)}" if one.due_on else ""
    return f"{about}{asked} {_on_one_line(one.text)}{until}"


def _resolution(ordered: Sequence[Ordered]) -> str:
    is_asked = any(one.divisions for one in ordered)
    return f"มติที่ประชุม\t{TAKEN_NOTE_OF} {AND_TO_BE_DONE}" if is_asked else f"มติที่ประชุม\t{TAKEN_NOTE_OF}"


def _figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_ASCII_RUN = re.compile(r"[!-~]+")


def in_thai_digits(text: str) -> str:
    """Figures of the prose; those of codes, names and addresses in Latin letters (O12, e-Plan 2.0) stay."""
    return _ASCII_RUN.sub(lambda run: run[0] if re.search("[A-Za-z]", run[0]) else to_thai_digits(run[0]), text)


_AGENDA = re.compile(r"ระเบียบวาระที่\s*(\S+)\s+(.+)")
_ITEM = re.compile(r"([\d๐-๙]+(?:\.[\d๐-๙]+)*)\s+(.+)")


def heading_in(text: str) -> Heading:
    """Of minutes that the office kept: number and names as it wrote them, the month left out."""
    lines = [*text.split("\n", 2), "", ""]
    agenda, item = _AGENDA.fullmatch(lines[0].strip()), _ITEM.fullmatch(lines[1].strip())
    if agenda is None or item is None:
        return Heading()
    name = item[2].rpartition(_OF_THE_MONTH)[0] or item[2]
    return Heading(to_arabic_digits(agenda[1]), agenda[2].strip(), to_arabic_digits(item[1]), name.strip())


def detail_in(text: str) -> Detail:
    return Detail.MEASURES if f"\t{_RESULTS[Detail.MEASURES]}" in text else Detail.INDICATORS


def has_thai_digits(text: str) -> bool:
    """Also where nothing is written yet: papers have them unless somebody wants others."""
    return to_arabic_digits(text) != text or to_thai_digits(text) == text


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines of what the program proposes: no longer so, and new, since the office kept its own text."""

    gone: tuple[str, ...]
    new: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.new)


def changed_since(then: str, now: str) -> Changes:
    """Compared without regard to the kind of digits and to the heading, which the office words."""
    before, after = (
        [line.strip() for line in to_arabic_digits(text).splitlines()[HEADING_LINES:]] for text in (then, now)
    )
    return Changes(
        tuple(line for line in before if line not in after), tuple(line for line in after if line not in before)
    )
