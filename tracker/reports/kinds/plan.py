"""A plan with the analysis it was made from, ready to be adopted and published."""

from __future__ import annotations

from datetime import date

from tracker.domain.coverage import Cover
from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.thai_dates import thai_date
from tracker.domain.yearly_items import YearlyItem
from tracker.reports.kinds.measure_words import NOT_STATED
from tracker.reports.kinds.result import numbered
from tracker.reports.paper import NOTHING, Cell, Chart, Column, ColumnKind, Fact, Facts, Paper, Table, Text
from tracker.reports.plan_values import AssessedIndicator, PlanReport, WeakLine
from tracker.reports.result_values import AssessedYear

COVER: dict[Cover, str] = {
    Cover.NOBODY: "ไม่มีมาตรการ",
    Cover.UNKNOWN: "ไม่มีคะแนน",
    Cover.INDICATOR_ONLY: "มีมาตรการเฉพาะระดับตัวชี้วัด",
    Cover.ANSWERED: "มีมาตรการ",
}
PART: dict[str, str] = {"": "", "public": "Public", "survey": "Survey"}

EMPTY = PlanReport(
    agency="",
    agency_name="",
    as_of=date(2025, 10, 1),
    fiscal_year=2569,
    adopted_on=date(2025, 10, 1),
    item=YearlyItem(2569, "", TITLES[PaperKind.PLAN]),
    assessed=None,
    threshold=85.0,
    indicators=(),
    weak=(),
    measures=(),
)
INDICATOR_COLUMNS = (
    Column("ตัวชี้วัด", "ตัวชี้วัด", 9, ColumnKind.MARK),
    Column("ชื่อตัวชี้วัด", "ชื่อตัวชี้วัด", 50),
    Column("แบบวัด", "แบบวัด", 10, ColumnKind.MARK),
    Column("คะแนน", "คะแนน", 14, ColumnKind.SCORE),
    Column("ผลการวิเคราะห์", "ผลการวิเคราะห์", 26),
    Column("มาตรการ", "จำนวนมาตรการ", 14, ColumnKind.NUMBER),
)
WEAK_COLUMNS = (
    Column("รหัส", "รหัส", 9, ColumnKind.MARK),
    Column("ชื่อ", "ตัวชี้วัด/ข้อคำถาม", 60),
    Column("ตัวชี้วัด", "ตัวชี้วัด", 9, ColumnKind.MARK),
    Column("คะแนนต่ำสุด", "คะแนน", 12, ColumnKind.SCORE),
    Column("ส่วน", "ส่วนที่ได้คะแนนต่ำสุด", 16),
    Column("การรองรับ", "มาตรการรองรับ", 26),
    Column("มาตรการ", "มาตรการที่", 18),
)
MEASURE_COLUMNS = (
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 36),
    Column("ตัวชี้วัด", "ตัวชี้วัด", 9, ColumnKind.MARK),
    Column("ประเด็น", "ประเด็นที่ต้องพัฒนา", 28),
    Column("ขั้นตอน", "ขั้นตอน/วิธีดำเนินการ", 50),
    Column("ผู้รับผิดชอบ", "ผู้รับผิดชอบ", 20),
    Column("ระยะเวลา", "ระยะเวลาดำเนินการ", 20),
    Column("การติดตามผล", "การติดตามผล", 26),
)
CHART = Chart("คะแนนรายตัวชี้วัด", "ชื่อตัวชี้วัด", "คะแนน")


def paper_of(report: PlanReport) -> Paper:
    return Paper(
        kind=PaperKind.PLAN,
        title=report.item.name,
        agency_name=report.agency_name,
        as_of=report.as_of,
        subtitle=(f"ประจำปีงบประมาณ พ.ศ. {report.fiscal_year}",),
        parts=(_origin(report), _indicators(report), _weak(report), _analysis(report), _measures(report)),
        is_signed=True,
    )


def _origin(report: PlanReport) -> Facts:
    item, assessed = report.item, report.assessed
    overall = f"{assessed.overall:.2f} คะแนน" if assessed and assessed.overall is not None else NOT_STATED
    return Facts(
        "ที่มา",
        (
            Fact("ข้อ", "ข้อการเปิดเผยข้อมูล", f"{item.code or item.name} การประเมิน ITA ปีงบประมาณ พ.ศ. {item.fiscal_year}"),
            Fact("ปีที่ประเมิน", "ผลการประเมินที่นำมาวิเคราะห์", _assessed_year(assessed)),
            Fact("คะแนน", "คะแนนภาพรวม", overall),
            Fact("ระดับ", "ระดับผลการประเมิน", (assessed.level if assessed else "") or NOT_STATED),
            Fact("เกณฑ์", "เกณฑ์ที่ใช้วิเคราะห์", f"ต่ำกว่า {report.threshold:.2f} คะแนน"),
            Fact("วันที่กำหนด", "วันที่กำหนดมาตรการ", thai_date(report.adopted_on)),
        ),
        "ที่มาของมาตรการ",
    )


def _assessed_year(assessed: AssessedYear | None) -> str:
    return f"ปีงบประมาณ พ.ศ. {assessed.fiscal_year}" if assessed else NOT_STATED


def _indicators(report: PlanReport) -> Table:
    return Table(
        "คะแนน",
        "ผลการวิเคราะห์รายตัวชี้วัด",
        INDICATOR_COLUMNS,
        tuple(
            (
                int(one.code) if one.code.isdecimal() else one.code,
                one.name,
                one.tool,
                one.score,
                _judged(one),
                one.measures,
            )
            for one in report.indicators
        ),
        note="มาตรการที่อยู่ภายใต้หลายตัวชี้วัดนับในทุกตัวชี้วัด",
        chart=CHART if any(one.score is not None for one in report.indicators) else None,
    )


def _judged(one: AssessedIndicator) -> str:
    if one.score is None:
        return COVER[Cover.UNKNOWN]
    return "ต่ำกว่าเกณฑ์" if one.is_weak else "ผ่านเกณฑ์"


def _weak(report: PlanReport) -> Table:
    has_unknown = any(line.state is Cover.UNKNOWN for line in report.weak)
    return Table(
        "จุดที่ต้องพัฒนา",
        f"ตัวชี้วัดและข้อคำถามที่ได้คะแนนต่ำกว่าเกณฑ์{'หรือไม่มีคะแนน' if has_unknown else ''}",
        WEAK_COLUMNS,
        tuple(_weak_row(line) for line in report.weak),
    )


def _weak_row(line: WeakLine) -> tuple[Cell, ...]:
    lowest = min(line.scores, key=lambda one: one.score, default=None)
    return (
        line.code,
        line.name,
        line.indicator,
        lowest.score if lowest else None,
        PART.get(lowest.part, lowest.part) if lowest else "",
        COVER[line.state],
        ", ".join(line.measures),
    )


def _analysis(report: PlanReport) -> Text:
    return Text("บทวิเคราะห์", _sentences(report), "สรุปผลการวิเคราะห์")


def _sentences(report: PlanReport) -> tuple[str, ...]:
    if report.assessed is None:
        return (f"มาตรการทั้งหมด {len(report.measures)} มาตรการ ยังไม่ได้ระบุผลการประเมินที่นำมาวิเคราะห์",)
    known = [line for line in report.weak if line.state is not Cover.UNKNOWN]
    indicators = sum(not line.is_question for line in known)
    open_points = [line.code for line in known if line.state is Cover.NOBODY]
    return (
        f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {report.assessed.fiscal_year} มีตัวชี้วัดหรือตัวชี้วัดย่อยต่ำกว่าเกณฑ์ {indicators} รายการ "
        f"และข้อคำถามต่ำกว่าเกณฑ์ {len(known) - indicators} ข้อ จึงกำหนดมาตรการ {len(report.measures)} มาตรการ",
        f"จุดที่ยังไม่มีมาตรการรองรับ: {', '.join(open_points) or NOTHING}",
    )


def _measures(report: PlanReport) -> Table:
    return Table(
        "มาตรการ",
        "มาตรการที่กำหนด",
        MEASURE_COLUMNS,
        tuple(
            (
                one.number,
                "\n".join(one.titles),
                ", ".join(one.indicators),
                one.issue,
                numbered(one.steps),
                one.responsible or NOT_STATED,
                one.period or NOT_STATED,
                one.monitoring or NOT_STATED,
            )
            for one in report.measures
        ),
    )
