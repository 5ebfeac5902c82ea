"""The words of a memo (บันทึกข้อความ) to the divisions, in the order and wording of official letters.

A memo gives the reason (ด้วย, ตามที่ ... นั้น), what is asked, and ends with what it is sent for (จึงเรียนมาเพื่อ...).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.papers import MemoPurpose
from tracker.domain.thai_dates import thai_date, thai_month


class MemoMatter(StrEnum):
    """What a line of a memo tells a division about a measure."""

    ANSWERS_ALONE = "answers_alone"
    LEADS = "leads"
    JOINS = "joins"
    IS_ASKED = "is_asked"
    NOT_REPORTED = "not_reported"
    PAST_ITS_END = "past_its_end"


MATTERS: dict[MemoMatter, str] = {
    MemoMatter.ANSWERS_ALONE: "รับผิดชอบดำเนินการ",
    MemoMatter.LEADS: "รับผิดชอบหลัก",
    MemoMatter.JOINS: "รับผิดชอบร่วม",
    MemoMatter.IS_ASKED: "รายงานผลการดำเนินการ",
    MemoMatter.NOT_REPORTED: "ยังไม่ส่งรายงาน",
    MemoMatter.PAST_ITS_END: "พ้นระยะเวลาดำเนินการ ยังไม่แล้วเสร็จ",
}

MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
TO_ALL = "หัวหน้าส่วนราชการทุกส่วนราชการ"
NUMBER_BY_HAND = "." * 24
"""The place where the registry writes a memo's number, after the agency's own beginning of it."""


@dataclass(frozen=True, slots=True)
class MemoFacts:
    """What the words of a memo are made of."""

    agency_name: str
    day: date
    fiscal_year: int
    month: date
    #: How many measures or reports, and divisions, its lines are about.
    lines: int
    measures: int
    divisions: int
    #: The plan's measures that are in force, whoever answers for them.
    of_plan: int
    #: The one that it is sent to; empty where it goes to all.
    division: str = ""
    #: Of the lines, what is past its end; the others are reports that are missing.
    past_their_end: int = 0
    held_on: date | None = None
    place: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class MemoWords:
    subject: str
    body: tuple[str, ...]
    closing: tuple[str, ...]


def words_of(purpose: MemoPurpose, facts: MemoFacts) -> MemoWords:
    return _WORDS[purpose](facts)


def _distribution(facts: MemoFacts) -> MemoWords:
    of_year = f"{MEASURES} ประจำปีงบประมาณ พ.ศ. {facts.fiscal_year}"
    answers, whose = f"มีส่วนราชการรับผิดชอบ จำนวน {facts.divisions} ส่วนราชการ", "แต่ละส่วนราชการ"
    if facts.division:
        answers, whose = f"{facts.division}รับผิดชอบ จำนวน {facts.measures} มาตรการ", facts.division
    return MemoWords(
        f"แจ้งการมอบหมายส่วนราชการรับผิดชอบ{of_year}",
        (
            f"ด้วย{facts.agency_name}ได้กำหนด{of_year} จำนวน {facts.of_plan} มาตรการ "
            "เพื่อยกระดับคุณธรรมและความโปร่งใสในการดำเนินงาน และปรับปรุงการดำเนินงานตามผลการประเมิน "
            f"โดย{answers}",
            f"ในการนี้ จึงขอแจ้งมาตรการที่{whose}รับผิดชอบ เพื่อดำเนินการให้แล้วเสร็จภายในระยะเวลาที่กำหนด "
            "และรายงานผลการดำเนินการต่อที่ประชุมหัวหน้าส่วนราชการตามการติดตามผลของแต่ละมาตรการ รายละเอียดดังนี้",
        ),
        ("จึงเรียนมาเพื่อทราบและดำเนินการต่อไป",),
    )


def _request(facts: MemoFacts) -> MemoWords:
    month = f"เดือน{thai_month(facts.month)}"
    following = f"ติดตามผลการดำเนินการตาม{MEASURES} ประจำปีงบประมาณ พ.ศ. {facts.fiscal_year}"
    reason = f"ด้วย{facts.agency_name}จะ{following} ประจำ{month}"
    if facts.held_on is not None:
        reason = (
            f"ด้วย{facts.agency_name}กำหนดประชุมหัวหน้าส่วนราชการ ในวันที่ {thai_date(facts.held_on)}{_at(facts)} "
            f"และจะ{following} ประจำ{month} ในการประชุมดังกล่าว"
        )
    return MemoWords(
        f"ขอให้รายงานผลการดำเนินการตาม{MEASURES} ประจำ{month}",
        (
            reason,
            f"เพื่อให้การติดตามผลเป็นไปด้วยความเรียบร้อย จึงขอให้ส่วนราชการที่รับผิดชอบ จำนวน {facts.divisions} "
            f"ส่วนราชการ รายงานผลการดำเนินการประจำ{month} จำนวน {facts.lines} รายการ{_by(facts)} พร้อมแนบหลักฐาน "
            "หากมาตรการใดยังไม่มีความก้าวหน้าหรือไม่สามารถดำเนินการได้ ให้รายงานพร้อมระบุสาเหตุ รายละเอียดดังนี้",
        ),
        ("จึงเรียนมาเพื่อทราบและดำเนินการต่อไป",),
    )


def _late(facts: MemoFacts) -> MemoWords:
    by_when = "โดยเร็ว"
    if facts.held_on is not None and facts.held_on > facts.day:
        by_when = f"ก่อนการประชุมหัวหน้าส่วนราชการ ในวันที่ {thai_date(facts.held_on)}"
    return MemoWords(
        f"เร่งรัดการดำเนินการและการรายงานผลตาม{MEASURES}",
        (
            f"ตามที่{facts.agency_name}ได้มอบหมายให้ส่วนราชการดำเนินการตาม{MEASURES} ประจำปีงบประมาณ พ.ศ. "
            f"{facts.fiscal_year} และรายงานผลการดำเนินการประจำเดือน{thai_month(facts.month)}{_by(facts)} นั้น",
            f"บัดนี้ ปรากฏว่า {_what_is_late(facts)} ข้อมูล ณ วันที่ {thai_date(facts.day)} รายละเอียดดังนี้",
        ),
        (
            f"ในการนี้ จึงขอให้ส่วนราชการดังกล่าวเร่งดำเนินการและส่งรายงาน{by_when} หากมีปัญหาหรืออุปสรรค ให้รายงานสาเหตุและแนวทางแก้ไข",
            "จึงเรียนมาเพื่อทราบและเร่งดำเนินการต่อไป",
        ),
    )


def _what_is_late(facts: MemoFacts) -> str:
    missing = facts.lines - facts.past_their_end
    parts = [f"ยังไม่ได้รับรายงาน จำนวน {missing} รายการ"] if missing else []
    if facts.past_their_end:
        parts.append(f"มีมาตรการที่พ้นระยะเวลาดำเนินการแต่ยังไม่แล้วเสร็จ จำนวน {facts.past_their_end} รายการ")
    return f"{' และ'.join(parts)} จาก {facts.divisions} ส่วนราชการ"


def _at(facts: MemoFacts) -> str:
    return f" ณ {facts.place}" if facts.place else ""


def _by(facts: MemoFacts) -> str:
    return f" ภายในวันที่ {thai_date(facts.due_on)}" if facts.due_on is not None else ""


_WORDS = {MemoPurpose.DISTRIBUTION: _distribution, MemoPurpose.REQUEST: _request, MemoPurpose.LATE: _late}
