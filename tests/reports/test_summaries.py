"""A month in one sentence, and which division sent what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.support.whole_months import FULL_MONTH, WHOLE_MONTH
from tracker.domain.progress import Health, Progress
from tracker.domain.rollup import Rollup
from tracker.reports.summaries import DivisionSending, plan_text, sendings_of, summary_of
from tracker.reports.values import MeetingReport, MissingLine

JANUARY = date(2026, 1, 1)


def with_missing(*divisions: str) -> MeetingReport:
    missing = tuple(MissingLine(division, "1", "จัดอบรม", JANUARY) for division in divisions)
    return replace(FULL_MONTH, status=replace(FULL_MONTH.status, missing_reports=missing))


def test_the_sentence_tells_how_much_how_far_what_is_late_and_who_is_silent() -> None:
    plan = Rollup(
        measures=7,
        progress=dict.fromkeys(Progress, 0) | {Progress.IN_PROGRESS: 5, Progress.DONE: 2},
        health=dict.fromkeys(Health, 0) | {Health.OVERDUE: 1},
        percent=62.5,
        reports_owed=12,
        reports_received=9,
    )
    assert summary_of(replace(FULL_MONTH, status=replace(FULL_MONTH.status, plan=plan))) == (
        "แผนประจำปีงบประมาณ พ.ศ. 2569 มี 7 มาตรการ อยู่ระหว่างดำเนินการ 5 มาตรการ ดำเนินการแล้วเสร็จ 2 มาตรการ "
        "ความก้าวหน้าเฉลี่ยร้อยละ 62.5 เกินกำหนด 1 มาตรการ รายงานประจำเดือนมกราคม 2569 ส่งแล้ว 9 จาก 12 เรื่อง "
        "ยังไม่ส่งรายงานเลย 1 ส่วนราชการ ได้แก่ กองช่าง"
    )


def test_what_is_not_there_is_not_in_the_sentence() -> None:
    assert plan_text(2569, Rollup(percent=40.0)) == "แผนประจำปีงบประมาณ พ.ศ. 2569 มี 0 มาตรการ ความก้าวหน้าเฉลี่ยร้อยละ 40"
    assert "ยังไม่ส่งรายงานเลย" not in summary_of(with_missing("กองคลัง"))


def test_what_an_earlier_plan_left_is_told_beside_the_plan() -> None:
    late = replace(WHOLE_MONTH.measures[0], number="3", fiscal_year=2568, health=Health.OVERDUE)
    done = replace(late, number="4", health=None, reports=())
    missing = (MissingLine("กองช่าง", "1", "จัดอบรม", JANUARY, 2569), MissingLine("กองช่าง", "3", "จัดอบรม", JANUARY, 2568))
    status = replace(FULL_MONTH.status, missing_reports=missing)
    left = replace(FULL_MONTH, status=status, measures=(*FULL_MONTH.measures, late, done))
    assert summary_of(left).endswith(" นอกจากนี้ ติดตามมาตรการของแผนปีก่อน 2 มาตรการ เกินกำหนด 1 มาตรการ ยังไม่ส่งรายงาน 1 เรื่อง")
    nothing_missing = replace(left, status=FULL_MONTH.status, measures=(done,))
    assert summary_of(nothing_missing).endswith(" นอกจากนี้ ติดตามมาตรการของแผนปีก่อน 1 มาตรการ")
    assert "แผนปีก่อน" not in summary_of(FULL_MONTH)


def test_a_month_for_which_nothing_is_owed_is_not_counted() -> None:
    nothing_owed = replace(FULL_MONTH, status=replace(FULL_MONTH.status, plan=Rollup()))
    assert "ไม่มีเรื่องที่ต้องรายงานประจำเดือนมกราคม 2569" in summary_of(nothing_owed)
    assert "ส่งแล้ว" not in summary_of(nothing_owed)


def test_the_silent_come_first_then_those_of_which_something_is_missing() -> None:
    assert sendings_of(with_missing("กองคลัง", "กองช่าง", "กองช่าง", "กองการศึกษา")) == (
        DivisionSending("กองการศึกษา", 0, 1, None),
        DivisionSending("กองช่าง", 0, 2, 0),
        DivisionSending("กองคลัง", 1, 1, 2),
    )
    assert [one.is_silent for one in sendings_of(with_missing("กองคลัง"))] == [False]


def test_of_what_was_frozen_before_pieces_were_counted_their_number_is_unknown() -> None:
    assert {one.evidence for one in sendings_of(WHOLE_MONTH)} == {None}
