"""The ITA framework as data: tools, indicators, and what changed from one fiscal year to the next.

What was not found in a published document is marked by `verified=False` and may be changed by the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.domain.thai_text import squeeze


class Tool(StrEnum):
    IIT = "IIT"
    EIT = "EIT"
    OIT = "OIT"


TOOL_NAMES: dict[Tool, tuple[str, str]] = {
    Tool.IIT: ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "Survey of the staff"),
    Tool.EIT: ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "Survey of the people served"),
    Tool.OIT: ("แบบวัดการเปิดเผยข้อมูลสาธารณะ", "Check of the information made public"),
}
"""Thai and English."""

TOOL_WEIGHTS: dict[Tool, float] = {Tool.IIT: 0.30, Tool.EIT: 0.30, Tool.OIT: 0.40}


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    tool: Tool
    thai: str
    english: str
    also: tuple[str, ...] = ()


INDICATORS: tuple[Indicator, ...] = (
    Indicator("1", Tool.IIT, "การปฏิบัติหน้าที่", "Performance of duties"),
    Indicator("2", Tool.IIT, "การใช้งบประมาณ", "Use of the budget"),
    Indicator("3", Tool.IIT, "การใช้อำนาจ", "Use of power"),
    Indicator("4", Tool.IIT, "การใช้ทรัพย์สินของราชการ", "Use of public property", ("การใช้ทรัพย์สินของทางราชการ",)),
    Indicator("5", Tool.IIT, "การแก้ไขปัญหาการทุจริต", "Solving corruption problems"),
    Indicator("6", Tool.EIT, "คุณภาพการดำเนินงาน", "Quality of service"),
    Indicator("7", Tool.EIT, "ประสิทธิภาพการสื่อสาร", "Effectiveness of communication"),
    Indicator("8", Tool.EIT, "การปรับปรุงระบบการทำงาน", "Improvement of working systems", ("การปรับปรุงการทำงาน",)),
    Indicator("9", Tool.OIT, "การเปิดเผยข้อมูล", "Disclosure of information", ("การเปิดเผยข้อมูลสาธารณะ",)),
    Indicator("10", Tool.OIT, "การป้องกันการทุจริต", "Prevention of corruption"),
)
INDICATOR_CODES: tuple[str, ...] = tuple(indicator.code for indicator in INDICATORS)
_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}

LETTER_LEVELS: tuple[tuple[str, float], ...] = (
    ("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0),
)  # fmt: skip
WORD_LEVELS: tuple[tuple[str, float], ...] = (
    ("ผ่านดีเยี่ยม", 95), ("ผ่านดี", 85), ("ผ่าน", 85), ("ต้องปรับปรุง", 70), ("ต้องปรับปรุงโดยด่วน", 0),
)  # fmt: skip
"""Each level with the least overall score; the two best of the words ask the same of every tool."""

FIRST_YEAR_OF_WORD_LEVELS = 2566


@dataclass(frozen=True, slots=True)
class FrameworkYear:
    """Question and item counts of one assessment, and the items about measures and their report.

    The report item of a year is about the measures of the year before. None is what no document told.
    """

    fiscal_year: int
    internal_questions: int | None
    external_questions: int | None
    items: int | None
    measures_item: str | None
    report_item: str | None
    verified: bool
    sub_indicators: Mapping[str, str] = field(default_factory=dict)


_SUB_9 = {
    "9.1": "ข้อมูลพื้นฐาน",
    "9.2": "การบริหารงานและการใช้จ่ายงบประมาณ",
    "9.3": "การจัดซื้อจัดจ้าง",
    "9.4": "การบริหารและพัฒนาทรัพยากรบุคคล",
    "9.5": "การส่งเสริมความโปร่งใส",
}
_SUB_BEFORE_2567 = {"10.1": "การดำเนินการเพื่อป้องกันการทุจริต", "10.2": "มาตรการภายในเพื่อป้องกันการทุจริต"}
_SUB_2568 = {
    **_SUB_9,
    "10.1": "การดำเนินการเพื่อป้องกันการทุจริตในประเด็นสินบน",
    "10.2": "การส่งเสริมคุณธรรมและความโปร่งใส",
}

FRAMEWORK_YEARS: dict[int, FrameworkYear] = {
    year.fiscal_year: year
    for year in (
        FrameworkYear(2562, 30, 15, 48, None, None, verified=False),
        FrameworkYear(2563, 30, 15, 43, "O42", "O43", verified=False),
        FrameworkYear(2564, 30, 15, 43, "O42", "O43", verified=True, sub_indicators=_SUB_BEFORE_2567),
        FrameworkYear(2565, 30, 15, 43, "O42", "O43", verified=False, sub_indicators=_SUB_BEFORE_2567),
        FrameworkYear(2566, 30, None, 43, "O42", "O43", verified=False, sub_indicators=_SUB_BEFORE_2567),
        FrameworkYear(2567, 15, 9, 35, "O34", "O35", verified=False),
        FrameworkYear(2568, 15, 9, 28, "O27", "O28", verified=True, sub_indicators=_SUB_2568),
        FrameworkYear(2569, None, None, 26, "O25", "O26", verified=True),
    )
}


def framework_year(fiscal_year: int) -> FrameworkYear | None:
    return FRAMEWORK_YEARS.get(fiscal_year)


def indicator_tool(code: str) -> Tool:
    """Also of a sub-indicator such as 9.1."""
    return _BY_CODE[code.partition(".")[0]].tool


def indicator_name(code: str, fiscal_year: int | None = None) -> str:
    """In Thai; of a sub-indicator as that year calls it, else as the newest known list does."""
    if code in _BY_CODE:
        return _BY_CODE[code].thai
    year = framework_year(fiscal_year) if fiscal_year else None
    names = year.sub_indicators if year and year.sub_indicators else _SUB_2568
    return names.get(code, code)


def indicator_name_english(code: str) -> str:
    return _BY_CODE[code].english if code in _BY_CODE else code


def indicator_of_name(text: str) -> str | None:
    """The indicator that a text begins with, once numbering and spaces are out; None when none."""
    squeezed = squeeze(text)
    names = ((name, one.code) for one in INDICATORS for name in (one.thai, *one.also))
    matching = [(len(name), code) for name, code in names if squeezed.startswith(name)]
    return max(matching)[1] if matching else None


# What a measure must speak of before an indicator is proposed for it: all words of one line.
_SIGNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "1": (("คู่มือ", "ปฏิบัติงานของเจ้าหน้าที่"), ("มาตรฐานการปฏิบัติงาน",)),
    "2": (("ใช้จ่ายงบประมาณ",), ("เบิกจ่าย", "งบประมาณ")),
    "3": (("บริหารงานบุคคล",), ("ประเมินผลการปฏิบัติราชการ",)),
    "4": (("ทรัพย์สิน", "ราชการ"), ("ยืม", "ทรัพย์สิน")),
    "5": (("แก้ไขปัญหา", "ทุจริต"),),
    "6": (("ขั้นตอนการให้บริการ",), ("คุณภาพการให้บริการ",), ("ให้บริการ", "มีประสิทธิภาพ")),
    "7": (("สื่อสาร",), ("ช่องทาง", "ประชาสัมพันธ์"), ("เผยแพร่", "ข่าวสาร"), ("รับรู้", "ข่าวสาร", "ประชาชน")),
    "8": (("ปรับปรุง", "ระบบการทำงาน"), ("ปรับปรุงการดำเนินงาน",), ("มีส่วนร่วมของผู้รับบริการ",), ("มีส่วนร่วมของประชาชน",)),
    "9": (("เผยแพร่ข้อมูลสาธารณะ",),),
    "10": (("ป้องกันการทุจริต",), ("ผลประโยชน์ทับซ้อน",), ("nogiftpolicy",)),
}
_MOST_NAMED = 2


def infer_indicators(titles: tuple[str, ...], issue: str | None, steps: tuple[str, ...]) -> tuple[str, ...]:
    """A proposal to be confirmed, for a plan without an indicator column; rather none than a wild one.

    1. The one or two indicators whose own names stand in the titles, or those of the tool OIT when it does.
    2. Else the one that the issue begins with.
    3. Else the one whose signs the titles show; when they show none, the steps. Signs of several prove nothing.
    """
    words = squeeze("".join(titles))
    named = _named_in(words)
    if 1 <= len(named) <= _MOST_NAMED:
        return named
    if Tool.OIT in words:
        return tuple(indicator.code for indicator in INDICATORS if indicator.tool is Tool.OIT)
    if (code := indicator_of_name(issue or "")) is not None:
        return (code,)
    signs = _signs_in(words) or _signs_in(squeeze("".join(steps)))
    return signs if len(signs) == 1 else ()


def _named_in(words: str) -> tuple[str, ...]:
    return tuple(one.code for one in INDICATORS if any(name in words for name in (one.thai, *one.also)))


def _signs_in(words: str) -> tuple[str, ...]:
    lowered = words.lower()
    return tuple(code for code, signs in _SIGNS.items() if any(_holds(lowered, sign) for sign in signs))


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return all(word in text for word in words)
