"""The workbook of an assessment, opened again."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import Workbook, load_workbook

from tracker.domain.assessment import Finding
from tracker.domain.coverage import Cover
from tracker.reports.assessment_book import (
    COVER,
    COVER_HEADS,
    SCORE_HEADS,
    AssessmentReport,
    PaperCover,
    PaperScore,
    PlanCover,
    assessment_book,
)


def report(*plans: PlanCover, overall: float | None = 87.4) -> AssessmentReport:
    return AssessmentReport(
        agency="town-1",
        agency_name="เทศบาลเมืองตัวอย่าง",
        as_of=date(2026, 2, 1),
        fiscal_year=2568,
        overall=overall,
        level=None,
        threshold=85.0,
        findings=(Finding("overall_mismatch", "", 87.4, 88.0),),
        scores=(
            PaperScore("EIT", "6", "คุณภาพ", "", 95.56, False, (Finding("indicator_mismatch", "6", 95.56, 92.07),)),
            PaperScore("EIT", "7", "=1+1", "", None, False, (Finding("indicator_missing", "7"),)),
            PaperScore("EIT", "e4", "", "survey", 79.09, True),
        ),
        plans=plans,
    )  # fmt: skip


def opened(value: AssessmentReport) -> Workbook:
    return load_workbook(BytesIO(assessment_book(value)))


def rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_every_score_is_a_number_with_what_there_is_to_say() -> None:
    lines = rows(opened(report()), "ผลการประเมิน")
    start = lines.index(SCORE_HEADS)
    assert lines[start + 1][4:] == (95.56, None, "คำนวณได้ 92.07")
    assert lines[start + 2][2:] == ("=1+1", None, None, None, "ไม่มีคะแนน")
    assert lines[start + 3][1:6] == ("e4", None, "Survey", 79.09, "ใช่")


def test_the_heading_says_whose_result_it_is_and_what_is_not_printed() -> None:
    words = " ".join(str(value) for line in rows(opened(report(overall=None)), "ผลการประเมิน") for value in line)
    assert "ปีงบประมาณ พ.ศ. 2568" in words
    assert "คะแนนภาพรวม ไม่ได้ระบุ ระดับ ไม่ได้ระบุ" in words
    assert "ข้อสังเกตต่อภาพรวม: คำนวณได้ 88.00" in words


def test_each_plan_has_a_sheet_of_what_answers_the_weak_scores() -> None:
    lines = (
        PaperCover("e4", "", 79.09, Cover.ANSWERED, ("1. จัดทำคู่มือ", "2. อบรม")),
        PaperCover("5", "การแก้ไขปัญหาการทุจริต", None, Cover.UNKNOWN, ()),
    )
    book = opened(report(PlanCover(2569, lines), PlanCover(2570, ())))
    assert book.sheetnames == ["ผลการประเมิน", "มาตรการ 2569", "มาตรการ 2570"]
    printed = rows(book, "มาตรการ 2569")
    start = printed.index(COVER_HEADS)
    assert printed[start + 1] == ("e4", None, 79.09, COVER[Cover.ANSWERED], "1. จัดทำคู่มือ\n2. อบรม")
    assert printed[start + 2][2:] == (None, COVER[Cover.UNKNOWN], None)


def test_every_state_has_a_word() -> None:
    assert set(COVER) == set(Cover)
