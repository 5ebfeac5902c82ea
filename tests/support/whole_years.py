"""The papers of a year as values: a plan and what it came to, every field filled in, and those of a large office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.support.large_months import DIVISION_NAMES, LONG_TITLE, MEASURES
from tracker.domain.coverage import Cover
from tracker.domain.framework import INDICATOR_CODES, indicator_name, indicator_tool
from tracker.domain.progress import Progress
from tracker.domain.yearly_items import measures_item, report_item
from tracker.reports.plan_values import AssessedIndicator, PartScore, PlannedLine, PlanReport, WeakLine
from tracker.reports.result_values import AssessedYear, EvidenceLine, ResultMeasure, ResultReport, ScoreLine

_PICTURE = EvidenceLine(
    id=11,
    division="กองคลัง",
    month=date(2025, 3, 1),
    caption="ภาพการประชุมชี้แจง",
    dated_on=date(2025, 3, 14),
    url="",
    filename="ประชุม.jpg",
    picture="0123456789abcdef0123456789abcdef.jpg",
)
_LINK = replace(
    _PICTURE,
    id=12,
    month=date(2025, 6, 1),
    caption="ประกาศบนเว็บไซต์",
    dated_on=None,
    url="https://www.example.go.th/news/12",
    filename="",
    picture="",
)
_MEASURE = ResultMeasure(
    id=1,
    number="1",
    title="เปิดเผยแผนและผลการใช้จ่ายงบประมาณ",
    indicators=("2", "9.2"),
    steps=("รวบรวมข้อมูลการเบิกจ่าย", "เผยแพร่บนเว็บไซต์ทุกไตรมาส"),
    responsible="กองคลัง",
    period="ต.ค. 2567 - ก.ย. 2568",
    progress=Progress.DONE,
    percent=100.0,
    is_written=True,
    result="เผยแพร่รายงานครบ 4 ไตรมาส และประชุมชี้แจง 1 ครั้ง มีผู้เข้าร่วม 42 คน",
    outcome="ประชาชนตรวจดูการใช้จ่ายได้ ข้อร้องเรียนลดลงจาก 5 เรื่องเหลือ 2 เรื่อง",
    problems="ข้อมูลจากบางกองมาช้า",
    suggestions="กำหนดวันส่งข้อมูลไว้ในปฏิทิน",
    evidence=(_PICTURE, _LINK),
)
WHOLE_RESULT = ResultReport(
    agency="town-1",
    agency_name="เทศบาลเมืองตัวอย่าง",
    as_of=date(2025, 10, 20),
    fiscal_year=2568,
    through_month=date(2025, 9, 1),
    item=report_item(2568),
    before=AssessedYear(2567, 88.4, "ผ่าน"),
    after=AssessedYear(2568, 92.15, "ผ่านดี"),
    scores=tuple(
        ScoreLine(code, indicator_name(code), indicator_tool(code), 80.5 + place, 84.25 + place if place < 9 else None)
        for place, code in enumerate(INDICATOR_CODES)
    ),
    measures=(
        _MEASURE,
        replace(
            _MEASURE,
            id=2,
            number="2",
            title="อบรมการให้บริการ",
            indicators=("6",),
            steps=("จัดอบรมเจ้าหน้าที่",),
            responsible="ทุกส่วนราชการ",
            progress=Progress.IN_PROGRESS,
            percent=62.5,
            is_written=False,
            result="มิถุนายน 2568: อบรมแล้ว 1 รุ่น",
            outcome="",
            problems="",
            suggestions="",
            evidence=(),
        ),
        replace(_MEASURE, id=3, number="3", progress=Progress.CANCELLED, percent=0.0, steps=(), evidence=()),
    ),
)  # fmt: skip

WHOLE_PLAN = PlanReport(
    agency="town-1",
    agency_name="เทศบาลเมืองตัวอย่าง",
    as_of=date(2025, 12, 9),
    fiscal_year=2569,
    adopted_on=date(2025, 11, 3),
    item=measures_item(2569),
    assessed=AssessedYear(2568, 92.15, "ผ่านดี"),
    threshold=85.0,
    indicators=tuple(
        AssessedIndicator(code, indicator_name(code), indicator_tool(code), 84.25 + place, not place, place % 3)
        for place, code in enumerate(INDICATOR_CODES)
    ),
    weak=(
        WeakLine("O6", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", True, "9", (PartScore("", 50.0),),
                 Cover.NOBODY, ()),
        WeakLine("e4", "", True, "7", (PartScore("public", 98.8), PartScore("survey", 79.09)), Cover.INDICATOR_ONLY,
                 ("1", "2")),
        WeakLine("1", "การปฏิบัติหน้าที่", False, "1", (PartScore("", 84.25),), Cover.ANSWERED, ("1",)),
    ),
    measures=(
        PlannedLine(
            id=1,
            number="1",
            titles=("จัดทำคู่มือการปฏิบัติงาน", "เผยแพร่คู่มือการให้บริการ"),
            indicators=("1", "9.2"),
            issue="เจ้าหน้าที่ให้บริการไม่เป็นไปตามขั้นตอน",
            steps=("ทบทวนขั้นตอนของทุกงาน", "จัดทำคู่มือ", "ประกาศใช้"),
            responsible="ทุกส่วนราชการ (สำนักปลัดเทศบาลเป็นหน่วยงานหลัก)",
            period="ต.ค. 2568 - มี.ค. 2569",
            monitoring="รายงานในที่ประชุมหัวหน้าส่วนราชการทุกเดือน",
        ),
        PlannedLine(2, "2", ("เพิ่มช่องทางรับเรื่อง",), ("7",), "", (), "", "", ""),
    ),
)  # fmt: skip


def large_result() -> ResultReport:
    """Sixty measures with evidence of twelve divisions; the third has a title of four hundred letters."""
    return replace(WHOLE_RESULT, measures=tuple(_large_result(number) for number in range(1, MEASURES + 1)))


def _large_result(number: int) -> ResultMeasure:
    divisions = DIVISION_NAMES if number == 2 else DIVISION_NAMES[: number % 4]
    return replace(
        _MEASURE,
        id=number,
        number=str(number),
        title=_title(number),
        indicators=(INDICATOR_CODES[number % 10],),
        steps=tuple(f"ขั้นตอนที่ต้องทำให้เสร็จก่อนสิ้นไตรมาสที่ {quarter}" for quarter in range(1, 1 + number % 5)),
        responsible=" ".join(divisions) or "กองคลัง",
        progress=tuple(Progress)[number % 3],
        percent=float(number),
        result="\n".join(f"เดือนที่ {month} ดำเนินการตามขั้นตอนและเผยแพร่ข้อมูลแล้ว" for month in range(1, 13)),
        evidence=tuple(
            replace(_LINK if place % 2 else _PICTURE, id=number * 100 + place, division=division)
            for place, division in enumerate(divisions)
        ),
    )


def large_plan() -> PlanReport:
    """Sixty measures; the third has a title of four hundred letters."""
    line = WHOLE_PLAN.measures[0]
    return replace(
        WHOLE_PLAN,
        weak=tuple(replace(WHOLE_PLAN.weak[1], code=f"e{number}") for number in range(1, 10)),
        measures=tuple(
            replace(line, id=number, number=str(number), titles=(_title(number),), steps=line.steps * (1 + number % 4))
            for number in range(1, MEASURES + 1)
        ),
    )


def _title(number: int) -> str:
    title = f"มาตรการที่ {number} เปิดเผยข้อมูลและปรับปรุงขั้นตอนการให้บริการให้ประชาชนตรวจสอบได้"
    return (title * 10)[:LONG_TITLE] if number == 3 else title
