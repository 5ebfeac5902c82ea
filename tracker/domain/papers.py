"""The papers that are made from what was entered once: their kinds, forms and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.thai_text import to_thai_digits


class PaperKind(StrEnum):
    #: What a meeting of the department heads has before it.
    MEETING = "meeting"
    INDICATORS = "indicators"
    #: Of a quarter, a half-year or a year.
    FOLLOW_UP = "follow_up"
    #: The six- and twelve-month rounds of the NACC's plan system.
    NACC = "nacc"
    #: What the year's measures came to: the item of the OIT of the year after.
    RESULT = "result"
    PLAN = "plan"
    MEMO = "memo"
    DIVISION = "division"
    PERSON = "person"
    LEDGER = "ledger"


class PaperForm(StrEnum):
    """What a paper is made as; the value is the ending of its file."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"


class Digits(StrEnum):
    ARABIC = "arabic"
    THAI = "thai"


class Span(StrEnum):
    """What a follow-up looks back on, counted in the fiscal year."""

    QUARTER_1 = "q1"
    QUARTER_2 = "q2"
    QUARTER_3 = "q3"
    QUARTER_4 = "q4"
    FIRST_HALF = "h1"
    SECOND_HALF = "h2"
    YEAR = "year"


class MemoPurpose(StrEnum):
    #: Which division answers for which measure of a plan.
    DISTRIBUTION = "distribution"
    #: Asks all divisions for the reports of a month.
    REQUEST = "request"
    #: Names the divisions whose reports are missing.
    LATE = "late"


class PackPurpose(StrEnum):
    DOWNLOAD = "download"
    #: Goes with the letter before the meeting.
    PRE_READ = "pre_read"


TITLES: dict[PaperKind, str] = {
    PaperKind.MEETING: "รายงานความก้าวหน้าตามมาตรการ",
    PaperKind.INDICATORS: "สรุปผลการติดตามมาตรการตามตัวชี้วัด ITA",
    PaperKind.FOLLOW_UP: "รายงานผลการติดตามมาตรการ",
    PaperKind.NACC: "แบบรายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต",
    PaperKind.RESULT: "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    PaperKind.PLAN: "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    PaperKind.MEMO: "บันทึกข้อความ",
    PaperKind.DIVISION: "แบบติดตามมาตรการรายส่วนราชการ",
    PaperKind.PERSON: "แบบติดตามมาตรการรายบุคคล",
    PaperKind.LEDGER: "ทะเบียนการแจ้งเตือน",
}

_SPACES = re.compile(r"(\s+)")
_LATIN_LETTER = re.compile("[A-Za-z]")


def in_digits(text: str, digits: Digits) -> str:
    """With Thai digits where they are asked for; addresses and codes with Latin letters stay as they are."""
    if digits is Digits.ARABIC:
        return text
    words = _SPACES.split(text)
    return "".join(word if _LATIN_LETTER.search(word) else to_thai_digits(word) for word in words)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper somebody wants; what a kind does not need stays empty, what it needs and misses is today's."""

    kind: PaperKind
    #: The day as of which it is told, where the kind can look back.
    day: date | None = None
    #: The month whose reports are printed.
    month: date | None = None
    meeting_id: int | None = None
    #: The number of an edition of the meeting's month.
    edition: int | None = None
    fiscal_year: int | None = None
    span: Span | None = None
    #: 6 or 12 months.
    round_months: int | None = None
    purpose: MemoPurpose | None = None
    division_id: int | None = None
    user_id: int | None = None
