"""What the paper of a meeting says of its month, in which order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.whole_months import FULL_MONTH, WHOLE_MONTH
from tracker.reports.editions import NOT_CLOSED, MeetingPaper
from tracker.reports.kinds.meeting import GONE, NEW, NOT_ASKED, NOTHING_BEFORE, SENT_ALL, SILENT, paper_of
from tracker.reports.paper import Cell, Paper, Table, Text
from tracker.reports.snapshot_codec import report_in
from tracker.reports.status_json import meeting_as_json
from tracker.reports.values import MeetingReport

STORED = Path(__file__).parents[2] / "samples" / "snapshot_format_1.json"


def paper(report: MeetingReport = FULL_MONTH) -> Paper:
    return paper_of(MeetingPaper(report))


def table(key: str, report: MeetingReport = FULL_MONTH) -> Table:
    return next(part for part in paper(report).tables if part.key == key)


def rows(key: str, report: MeetingReport = FULL_MONTH) -> list[tuple[Cell, ...]]:
    return list(table(key, report).rows)


def test_its_parts_stand_in_the_order_in_which_a_meeting_reads_them() -> None:
    assert [part.key for part in paper().parts] == [
        "สรุป", "ตัวชี้วัด", "มาตรการ", "เปลี่ยนแปลง", "เกินกำหนด", "ส่วนราชการ", "ยังไม่ส่งรายงาน", "ข้อสั่งการ", "มติ",
    ]  # fmt: skip
    assert (paper().state, paper().is_signed) == ((NOT_CLOSED,), True)


def test_each_division_has_a_row_beside_the_measure_as_adopted() -> None:
    first, second = rows("มาตรการ")
    assert first == (
        "1",
        "จัดอบรม\n(ตัวชี้วัดที่ 2, 9.1)",
        "ต.ค. 68 - ก.ย. 69\nรายงานทุกเดือน",
        "กองคลัง",
        "อยู่ระหว่างดำเนินการ\nติดขัด",
        75,
        "ไม่สามารถดำเนินการได้\nสถานที่ปิดซ่อม\nหนังสือตอบรับ\nจัดแล้ว 1 รุ่น\nเหลืออีก 2 รุ่น",
        'วิทยากร "ติดภารกิจ"',
        "หาวิทยากรใหม่",
        2,
    )
    assert second[:3] == first[:3]
    assert second[3:] == ("กองช่าง", "ยังไม่ได้ดำเนินการ", 0, "ยังไม่ส่งรายงาน", "", "", 0)


def test_a_missing_report_names_the_year_of_an_earlier_plan() -> None:
    [missing] = FULL_MONTH.status.missing_reports

    def row(fiscal_year: int | None) -> tuple[Cell, ...]:
        status = replace(FULL_MONTH.status, missing_reports=(replace(missing, fiscal_year=fiscal_year),))
        return rows("ยังไม่ส่งรายงาน", replace(FULL_MONTH, status=status))[0]

    assert row(2568) == ("กองช่าง", "1", "จัดอบรม\n(แผนปีงบประมาณ พ.ศ. 2568)", "ม.ค. 2569")
    # Frozen before the year was kept: nothing is known of it.
    assert row(2569) == row(None) == ("กองช่าง", "1", "จัดอบรม", "ม.ค. 2569")


def test_silence_of_whom_nothing_is_asked_is_told_apart() -> None:
    finance, works = FULL_MONTH.measures[0].reports
    finished = replace(works, is_asked=False)
    measure = replace(FULL_MONTH.measures[0], reports=(finance, finished))
    assert rows("มาตรการ", replace(FULL_MONTH, measures=(measure,)))[1][6] == NOT_ASKED


def test_a_measure_of_an_earlier_plan_says_so() -> None:
    measure = replace(FULL_MONTH.measures[0], fiscal_year=2568, indicators=())
    [(_, title, *_), _] = rows("มาตรการ", replace(FULL_MONTH, measures=(measure,)))
    assert title == "จัดอบรม\n(แผนปีงบประมาณ พ.ศ. 2568)"
    [late] = rows("เกินกำหนด")
    assert late[:3] == ("3", "มาตรการที่ล่าช้า\n(แผนปีงบประมาณ พ.ศ. 2568)", "กองช่าง")
    assert [row[1] for row in rows("เปลี่ยนแปลง")] == ["จัดอบรม", "จัดอบรม", "ทบทวนคู่มือ\n(แผนปีงบประมาณ พ.ศ. 2568)"]


def test_what_changed_shows_both_months_and_the_points_between() -> None:
    moved, new, gone = rows("เปลี่ยนแปลง")
    assert moved[2:] == (
        "กองคลัง",
        "อยู่ระหว่างดำเนินการ\nเป็นไปตามแผน\nร้อยละ 45",
        "อยู่ระหว่างดำเนินการ\nติดขัด\nร้อยละ 75",
        30,
    )
    assert new[3:] == (NEW, "ยังไม่ได้ดำเนินการ\nร้อยละ 0", None)
    assert gone[3:] == ("อยู่ระหว่างดำเนินการ\nเกินกำหนด\nร้อยละ 90", GONE, None)
    assert table("เปลี่ยนแปลง").note == "เปรียบเทียบกับเดือนธันวาคม 2568"


def test_silence_orders_and_decisions_have_tables_of_their_own() -> None:
    assert rows("ส่วนราชการ") == [("กองช่าง", 0, 1, 0, SILENT), ("กองคลัง", 1, 0, 2, SENT_ALL)]
    waits, answered = rows("ข้อสั่งการ")
    assert waits[5:] == ("กองช่าง", "ยังไม่ได้รายงานผล เกินกำหนด 7 วัน", None)
    assert answered[5:] == ("กองคลัง", "จัดอบรมรุ่นแรกแล้ว\nผู้อำนวยการกองคลัง", date(2026, 1, 20))
    assert rows("มติ") == [
        ("1", "จัดอบรม", "ให้ใช้ห้องประชุมอื่น", "กองคลัง\nกองช่าง", date(2026, 2, 20)),
        ("3", "มาตรการที่ล่าช้า\n(แผนปีงบประมาณ พ.ศ. 2568)", "รับทราบ", "", None),
    ]


def test_what_the_first_version_froze_is_printed_with_what_can_be_read_from_it() -> None:
    stored = report_in(json.loads(STORED.read_bytes()))
    printed = paper(stored)
    [summary] = [part for part in printed.parts if isinstance(part, Text)]
    assert summary.paragraphs[0].endswith("ยังไม่ส่งรายงานเลย 1 ส่วนราชการ ได้แก่ กองช่าง")
    assert [row[-1] for row in rows("มาตรการ", stored)] == [None, None]
    assert (rows("เปลี่ยนแปลง", stored), table("เปลี่ยนแปลง", stored).note) == ([], NOTHING_BEFORE)
    assert [row[3] for row in rows("ส่วนราชการ", stored)] == [None, None]
    assert meeting_as_json(stored)["changes_since"] is None


@pytest.mark.parametrize("report", [FULL_MONTH, WHOLE_MONTH])
def test_its_json_says_the_same_figures(report: MeetingReport) -> None:
    value = meeting_as_json(report)
    [said] = value["measures"]
    assert [(one["percent"], one["evidence"]) for one in said["reports"]] == [
        (row[5], row[9]) for row in rows("มาตรการ", report)
    ]
    assert [(one["division"], one["received"], one["missing"], one["evidence"]) for one in value["divisions"]] == [
        row[:4] for row in rows("ส่วนราชการ", report)
    ]
    assert [one["text"] for one in value["decisions"]] == [row[2] for row in rows("มติ", report)]
    both = [one for one in value["changes"] if one["before"] and one["after"]]
    assert [one["after"]["percent"] - one["before"]["percent"] for one in both] == [
        row[5] for row in rows("เปลี่ยนแปลง", report) if row[5] is not None
    ]
    assert Text("สรุป", (value["summary"],)) in paper(report).parts
    json.dumps(value)
