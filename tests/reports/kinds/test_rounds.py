"""What the follow-up of a span and a round of the NACC's plan system say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.whole_rounds import WHOLE_QUARTER, WHOLE_ROUND
from tracker.domain.papers import PaperKind
from tracker.reports.kinds import follow_up, nacc
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Facts, Table, Text


def table_of(parts: tuple[object, ...], key: str) -> Table:
    return next(part for part in parts if isinstance(part, Table) and part.key == key)


def test_a_follow_up_names_its_months_and_sums_up() -> None:
    paper = follow_up.paper_of(WHOLE_QUARTER)
    assert paper.subtitle == ("ปีงบประมาณ พ.ศ. 2569", "ไตรมาสที่ 1 (ตุลาคม 2568 - ธันวาคม 2568)")
    [summary] = [part for part in paper.parts if isinstance(part, Text)]
    assert summary.paragraphs == (
        "แผนประจำปีงบประมาณ พ.ศ. 2569 มี 1 มาตรการ อยู่ระหว่างดำเนินการ 1 มาตรการ ความก้าวหน้าเฉลี่ยร้อยละ 37.5 "
        "รายงานในรอบนี้ส่งแล้ว 3 จาก 4 เรื่อง นอกจากนี้ ติดตามมาตรการของแผนปีก่อน 1 มาตรการ เกินกำหนด 1 มาตรการ",
    )


def test_a_follow_up_of_a_span_that_has_not_begun_counts_no_reports() -> None:
    assert follow_up.summary_of(follow_up.EMPTY).endswith("ความก้าวหน้าเฉลี่ยร้อยละ 0 ไม่มีเรื่องที่ต้องรายงานในรอบนี้")


def test_a_follow_up_shows_where_each_division_stands_and_what_it_said_month_by_month() -> None:
    parts = follow_up.paper_of(WHOLE_QUARTER).parts
    finance, works, nobody = table_of(parts, "มาตรการ").rows
    assert finance[3:] == ("กองคลัง", "อยู่ระหว่างดำเนินการ\nติดขัด", 0, 45, 3, 3, 3)
    assert works[3:] == ("กองช่าง", "ยังไม่ได้ดำเนินการ", 0, 0, 1, 0, 0)
    assert nobody == (
        "4", "ปรับปรุงป้ายบอกทาง\n(แผนปีงบประมาณ พ.ศ. 2568)", "ไม่ได้ระบุ\nไม่ได้ระบุ", "ไม่ได้ระบุ",
        "ยังไม่ได้ดำเนินการ\nเกินกำหนด", None, 0.0, 0, 0, 0,
    )  # fmt: skip
    assert [row[2:] for row in table_of(parts, "รายเดือน").rows] == [
        ("กองคลัง", "ต.ค. 2568", "ยังไม่ถึงกำหนดดำเนินการ", "", 0, 0),
        ("กองคลัง", "พ.ย. 2568", "มีความก้าวหน้า\nจัดแล้ว 1 รุ่น", "", 45, 2),
        (
            "กองคลัง", "ธ.ค. 2568", "ไม่สามารถดำเนินการได้\nสถานที่ปิดซ่อม\nหนังสือตอบรับ\nเตรียมเอกสารไว้แล้ว",
            'วิทยากร "ติดภารกิจ"', 45, 1,
        ),
        ("กองช่าง", "ธ.ค. 2568", "ยังไม่ส่งรายงาน", "", None, 0),
    ]  # fmt: skip


def test_a_round_lists_every_item_with_state_amounts_and_reasons() -> None:
    items = table_of(nacc.paper_of(WHOLE_ROUND).parts, "รายการ")
    done, stuck, going_on = items.rows
    assert done[3:] == (
        50_000.0, nacc.IN_ORDINANCE, 45_000.5, 44_999.75, "ดำเนินการแล้วเสร็จ", 100.0, "",
        f"{nacc.LOCKED}\nใช้วิทยากรของหน่วยงาน",
    )  # fmt: skip
    assert stuck[3:] == (
        1_250_000.25, nacc.NOT_IN_ORDINANCE, 0.0, None, "ไม่สามารถดำเนินการได้", 20.0,
        "1 ไม่มีงบประมาณ\n4 เหตุอื่น\nผู้รับจ้างทิ้งงาน", "ขอตั้งงบประมาณปีถัดไป",
    )  # fmt: skip
    assert going_on[2:] == ("ไม่ได้ระบุ", None, "", None, None, "อยู่ระหว่างดำเนินการ", 33.3, "", "")
    assert items.total is not None
    # 50,000.00 + 1,250,000.25; 45,000.50 + 0; 44,999.75.
    assert (items.total[3], items.total[5], items.total[6]) == (1_300_000.25, 45_000.5, 44_999.75)


def test_a_round_counts_its_states_and_names_its_months() -> None:
    paper = nacc.paper_of(WHOLE_ROUND)
    assert paper.subtitle[1] == "รอบ 12 เดือน (ตุลาคม 2568 - กันยายน 2569)"
    [facts] = [part for part in paper.parts if isinstance(part, Facts)]
    assert [line.text for line in facts.lines] == ["3 รายการ", "1 รายการ", "1 รายการ", "1 รายการ"]


def test_satang_add_up_whatever_fractions_a_float_leaves() -> None:
    lines = tuple(replace(WHOLE_ROUND.lines[0], disbursed=0.1) for _ in range(3))
    total = table_of(nacc.paper_of(replace(WHOLE_ROUND, lines=lines)).parts, "รายการ").total
    assert total is not None
    assert total[6] == 0.3


def test_what_nobody_stated_is_not_added_up_to_nothing() -> None:
    lines = tuple(replace(line, in_development_plan=None, disbursed=0.0) for line in WHOLE_ROUND.lines)
    total = table_of(nacc.paper_of(replace(WHOLE_ROUND, lines=lines)).parts, "รายการ").total
    assert total is not None
    assert (total[3], total[6]) == (None, 0.0)


@pytest.mark.parametrize(
    ("kind", "value"), [(PaperKind.FOLLOW_UP, WHOLE_QUARTER), (PaperKind.NACC, WHOLE_ROUND)], ids=["follow_up", "nacc"]
)
def test_what_is_kept_under_the_check_code_is_read_back_as_it_was(kind: PaperKind, value: object) -> None:
    kept = KINDS[kind].content(value)
    assert KINDS[kind].value_in(kept) == value
    assert KINDS[kind].as_json(value) == kept["value"]
