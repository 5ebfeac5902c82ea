"""The result of an assessment as an Excel workbook, with the measures that answer what is weak in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from tracker.domain.assessment import Finding
from tracker.domain.coverage import Cover
from tracker.domain.thai_dates import thai_date
from tracker.reports.xlsx.sheet import CellValue, Sheet

PART: dict[str, str] = {"": "", "public": "Public", "survey": "Survey"}
COVER: dict[Cover, str] = {
    Cover.NOBODY: "ไม่มีมาตรการ",
    Cover.UNKNOWN: "ไม่มีคะแนน",
    Cover.INDICATOR_ONLY: "มีมาตรการเฉพาะระดับตัวชี้วัด",
    Cover.ANSWERED: "มีมาตรการ",
}
SCORE_HEADS = ("แบบวัด", "รหัส", "ตัวชี้วัด/ข้อคำถาม", "ส่วน", "คะแนน", "ต่ำกว่าเกณฑ์", "ข้อสังเกต")
COVER_HEADS = ("รหัส", "ตัวชี้วัด/ข้อคำถาม", "คะแนนต่ำสุด", "มาตรการรองรับ", "มาตรการ/โครงการ/กิจกรรม")
NOT_STATED = "ไม่ได้ระบุ"

_COMPUTED = "คำนวณได้ {computed}"
_REMARKS = {
    "indicator_missing": "ไม่มีคะแนน",
    "question_not_of_year": "ไม่มีข้อนี้ในปีที่ประเมิน",
    "level_not_of_year": "ไม่ใช่ระดับของปีที่ประเมิน",
    "not_a_score": "ไม่อยู่ระหว่าง 0 ถึง 100",
}


@dataclass(frozen=True, slots=True)
class PaperScore:
    tool: str
    code: str
    name: str
    part: str
    score: float | None
    is_weak: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperCover:
    code: str
    name: str
    lowest: float | None
    state: Cover
    #: Number and title of each.
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanCover:
    fiscal_year: int
    lines: tuple[PaperCover, ...]


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    agency: str
    agency_name: str
    as_of: date
    fiscal_year: int
    overall: float | None
    level: str | None
    threshold: float
    #: About the result as a whole.
    findings: tuple[Finding, ...]
    scores: tuple[PaperScore, ...]
    #: One for each plan that was made from it.
    plans: tuple[PlanCover, ...]


def assessment_book(report: AssessmentReport) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    _score_sheet(book, report)
    for plan in report.plans:
        _cover_sheet(book, report, plan)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _score_sheet(book: Workbook, report: AssessmentReport) -> None:
    paper = Sheet(book.create_sheet("ผลการประเมิน"), (9, 9, 70, 12, 10, 14, 36))
    overall = NOT_STATED if report.overall is None else f"{report.overall:.2f}"
    paper.heading(
        f"ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ พ.ศ. {report.fiscal_year}",
        f"{report.agency_name} คะแนนภาพรวม {overall} ระดับ {report.level or NOT_STATED}",
        f"ข้อมูล ณ วันที่ {thai_date(report.as_of)}",
    )
    paper.table(SCORE_HEADS, [_score_row(line) for line in report.scores])
    if report.findings:
        paper.note("ข้อสังเกตต่อภาพรวม: " + _remarks(report.findings))
    paper.note(f"คะแนนตามที่ประกาศ เกณฑ์ที่ใช้พิจารณา {report.threshold:.2f} คะแนน")


def _score_row(line: PaperScore) -> list[CellValue]:
    part = PART.get(line.part, line.part)
    return [line.tool, line.code, line.name, part, line.score, "ใช่" if line.is_weak else "", _remarks(line.findings)]


def _remarks(findings: Sequence[Finding]) -> str:
    return ", ".join(
        _REMARKS.get(finding.code) or _COMPUTED.format(computed=_figure(finding.computed)) for finding in findings
    )


def _figure(value: float | str | None) -> str:
    return f"{value:.2f}" if isinstance(value, int | float) else value or NOT_STATED


def _cover_sheet(book: Workbook, report: AssessmentReport, plan: PlanCover) -> None:
    paper = Sheet(book.create_sheet(f"มาตรการ {plan.fiscal_year}"), (9, 60, 14, 26, 70))
    paper.heading(
        f"จุดที่ได้คะแนนต่ำกว่า {report.threshold:.2f} ในปีงบประมาณ พ.ศ. {report.fiscal_year}"
        f" และมาตรการของแผนปีงบประมาณ พ.ศ. {plan.fiscal_year}",
        f"{report.agency_name} ข้อมูล ณ วันที่ {thai_date(report.as_of)}",
    )
    paper.table(COVER_HEADS, [_cover_row(line) for line in plan.lines])


def _cover_row(line: PaperCover) -> list[CellValue]:
    return [line.code, line.name, line.lowest, COVER[line.state], "\n".join(line.measures)]
