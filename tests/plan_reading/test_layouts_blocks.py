"""Plans without a table of columns: blocks of labelled lines, tables of two columns, numbered paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plan_layouts import codes, dates, document, only, plan, table, titles
from tracker.plan_reading import DraftPlan, NotAPlan, draft_plan
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.labelled_lines import label_of, title_of_line

BLOCKS = """
มาตรการที่ ๑ : ตู้รับคำชม
ขั้นตอน :
๑. ซื้อตู้
๒. ติดตู้
ผู้รับผิดชอบ : กองคลัง
ระยะเวลา : ม.ค. - มี.ค. ๖๙
การติดตามผล : รายงานทุกเดือน
มาตรการที่ ๒ : ป้ายขั้นตอน
ขั้นตอน : ออกแบบ
ผู้รับผิดชอบ : กองช่าง
ระยะเวลา : ภายใน มิ.ย. ๖๙
การติดตามผล : รายงานทุกไตรมาส
"""


def check(draft: DraftPlan) -> None:
    first, second = draft.measures
    assert titles(draft) == ["ตู้รับคำชม", "ป้ายขั้นตอน"]
    assert (first.number, second.number) == ("1", "2")
    assert (first.steps, second.steps) == (("ซื้อตู้", "ติดตู้"), ("ออกแบบ",))
    assert (first.responsible.divisions, second.responsible.divisions) == (("กองคลัง",), ("กองช่าง",))
    assert (dates(first), dates(second)) == (("2026-01-01", "2026-03-31"), (None, "2026-06-30"))
    assert [measure.monitoring.text for measure in draft.measures] == ["รายงานทุกเดือน", "รายงานทุกไตรมาส"]


def test_blocks_of_labelled_lines() -> None:
    draft = plan(BLOCKS)
    check(draft)
    assert "read_from_blocks" in codes(draft)
    assert codes(draft, "1") == {"indicators_unknown"}


@pytest.mark.parametrize(
    "changes",
    [
        {" : ": ": "},
        {" : ": "： "},
        {"มาตรการที่ ๑ :": "๑. มาตรการ :", "มาตรการที่ ๒ :": "๒. มาตรการ :"},
        {"มาตรการที่ ๑ :": "มาตรการที่ ๑", "มาตรการที่ ๒ :": "มาตรการที่ ๒"},
        {"มาตรการที่ ๑ :": "๑.", "มาตรการที่ ๒ :": "๒."},
        {"มาตรการ": "โครงการ"},
        {"มาตรการที่ ๑ :": "กิจกรรมที่ ๑.", "มาตรการที่ ๒ :": "กิจกรรมที่ ๒."},
        {"ผู้รับผิดชอบ": "หน่วยงานที่รับผิดชอบ", "ระยะเวลา": "ระยะเวลาดำเนินการ", "การติดตามผล": "วิธีการติดตามผล"},
        {"ผู้รับผิดชอบ :": "๑.๒ ผู้รับผิดชอบ :", "ระยะเวลา :": "๑.๓ ระยะเวลา :", "ขั้นตอน :": "๑.๑ ขั้นตอนการดำเนินงาน :"},
        {"ผู้รับผิดชอบ :": "- ผู้รับผิดชอบ :", "ระยะเวลา :": "• ระยะเวลา :"},
        {"ผู้รับผิดชอบ :": "ผู้รับผิดชอบ", "ระยะเวลา :": "ระยะเวลาดำเนินการ", "ขั้นตอน :": "ขั้นตอนการดำเนินงาน"},
        {"ผู้รับผิดชอบ": "ผู้ รับ ผิดชอบ", "ระยะเวลา": "ระยะ เวลา"},
        {"ระยะเวลา :": "งบประมาณ : ๕,๐๐๐ บาท\nระยะเวลา :", "การติดตามผล": "เป้าหมาย : ๓ ครั้ง\nการติดตามผล"},
    ],
)  # fmt: skip
def test_blocks_however_their_labels_are_written(changes: dict[str, str]) -> None:
    text = BLOCKS
    for before, after in changes.items():
        text = text.replace(before, after)
    check(plan(text))


def test_a_block_in_one_line() -> None:
    draft = plan("๑. ตู้รับคำชม ผู้รับผิดชอบ : กองคลัง ระยะเวลา : ม.ค. ๖๙\n๒. ป้าย ผู้รับผิดชอบ : กองช่าง ระยะเวลา : ก.พ. ๖๙")
    assert titles(draft) == ["ตู้รับคำชม", "ป้าย"]
    assert [measure.responsible.text for measure in draft.measures] == ["กองคลัง", "กองช่าง"]


@pytest.mark.parametrize(("first", "second"), [("(๑)", "(๒)"), ("-", "-"), ("๑)", "๒)"), ("•", "•")])
def test_items_between_a_title_and_its_labels_are_steps(first: str, second: str) -> None:
    draft = plan(f"""
        ๒.๑ ตู้รับคำชม
        {first} ซื้อตู้
        {second} ติดตู้
        ผู้รับผิดชอบ กองคลัง
        ระยะเวลา ตลอดปีงบประมาณ
        ๒.๒ ป้ายขั้นตอน
        {first} ออกแบบ
        ผู้รับผิดชอบ กองช่าง
        ระยะเวลา ไตรมาส ๒
        """)
    assert titles(draft) == ["ตู้รับคำชม", "ป้ายขั้นตอน"]
    assert [measure.steps for measure in draft.measures] == [("ซื้อตู้", "ติดตู้"), ("ออกแบบ",)]


def test_a_value_on_the_next_line_and_one_that_is_wrapped() -> None:
    measure = only(
        "มาตรการที่ ๑ ตู้รับคำชม\nหน้าสำนักงาน\nผู้รับผิดชอบ :\nกองคลัง และ\nกองช่าง\nระยะเวลา : ต.ค. ๖๘ ถึง\nมี.ค. ๖๙\nขั้นตอน : ซื้อ"
    )
    assert measure.titles == ("ตู้รับคำชม หน้าสำนักงาน",)
    assert measure.responsible.divisions == ("กองคลัง", "กองช่าง")
    assert dates(measure) == ("2025-10-01", "2026-03-31")


def test_what_stands_below_the_last_block_is_no_part_of_it() -> None:
    measure = only(BLOCKS.split("มาตรการที่ ๒")[0] + "จึงประกาศให้ทราบโดยทั่วกัน\nลงชื่อ ........\nนายกสมมุติ")
    assert measure.monitoring.text == "รายงานทุกเดือน"


def test_the_indicator_of_a_block() -> None:
    own = only("มาตรการที่ ๑ ตู้\nตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร\nผู้รับผิดชอบ : กองคลัง\nระยะเวลา : ม.ค. ๖๙")
    above = only("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร\nมาตรการที่ ๑ ตู้\nผู้รับผิดชอบ : กองคลัง\nระยะเวลา : ม.ค. ๖๙")
    labelled = only("มาตรการที่ ๑ ตู้\nตัวชี้วัด : ตัวชี้วัดที่ ๗\nผู้รับผิดชอบ : กองคลัง\nระยะเวลา : ม.ค. ๖๙")
    assert own.indicators == above.indicators == labelled.indicators == ("7",)


def test_a_label_that_one_block_lacks_is_asked() -> None:
    draft = plan(BLOCKS.replace("ผู้รับผิดชอบ : กองช่าง\n", ""))
    assert "no_responsible" in codes(draft, "2")
    assert draft.measures[1].responsible.divisions == ()


FORM = """
มาตรการ | ตู้รับคำชม
ขั้นตอน | ๑. ซื้อตู้ ๒. ติดตู้
ผู้รับผิดชอบ | กองคลัง
ระยะเวลา | ม.ค. - มี.ค. ๖๙
การติดตามผล | รายงานทุกเดือน
"""
SECOND_FORM = """
มาตรการ | ป้ายขั้นตอน
ขั้นตอน | ออกแบบ
ผู้รับผิดชอบ | กองช่าง
ระยะเวลา | ภายใน มิ.ย. ๖๙
การติดตามผล | รายงานทุกไตรมาส
"""


def test_a_table_of_labels_for_each_measure() -> None:
    draft = plan("รายละเอียด", table(FORM), "รายละเอียด", table(SECOND_FORM))
    check(draft)
    assert [(measure.source.table, measure.source.row) for measure in draft.measures] == [(1, 1), (2, 1)]


def test_one_table_of_labels_with_several_measures() -> None:
    check(plan(table(FORM + SECOND_FORM)))


def test_a_form_with_two_pairs_in_a_row_and_steps_in_rows_of_their_own() -> None:
    measure = only(
        table(
            """
            ชื่อมาตรการ | ตู้รับคำชม | |
            ผู้รับผิดชอบ | กองคลัง | ระยะเวลา | ม.ค. - มี.ค. ๖๙
            ขั้นตอน | ๑. ซื้อตู้ | |
            | ๒. ติดตู้ | |
            การติดตามผล | รายงานทุกเดือน | งบประมาณ | ไม่ใช้
            """,
            (0, 1, 1, 3),
        )
    )
    assert (measure.titles, measure.steps) == (("ตู้รับคำชม",), ("ซื้อตู้", "ติดตู้"))
    assert (measure.responsible.text, dates(measure)) == ("กองคลัง", ("2026-01-01", "2026-03-31"))
    assert measure.monitoring.text == "รายงานทุกเดือน"


def test_a_form_of_one_column() -> None:
    check(plan(table(BLOCKS)))


def test_blocks_beside_a_table_are_not_lost_in_silence() -> None:
    draft = plan(table("มาตรการ | ผู้รับผิดชอบ | ระยะเวลา\nเว็บ | กองคลัง | ม.ค. ๖๙"), BLOCKS)
    assert titles(draft) == ["เว็บ"]
    (question,) = [one for one in draft.questions if one.code == "blocks_unread"]
    assert "2 รายการ" in question.message


def test_prose_about_who_is_responsible_makes_no_measures() -> None:
    with pytest.raises(NotAPlan):
        plan("เรื่อง : เชิญประชุม\nเรียน : หัวหน้าส่วนราชการ\nผู้รับผิดชอบ : สำนักปลัด\nโทร : ๐ ๒๐๐๐ ๐๐๐๐")


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("ผู้รับผิดชอบ", Column.RESPONSIBLE),
        ("ผู้รับผิดชอบ :", Column.RESPONSIBLE),
        ("๒.๑ ระยะเวลาดำเนินการ", Column.PERIOD),
        ("- วิธีดำเนินการ", Column.STEPS),
        ("มาตรการที่ ๓", Column.TITLE),
        ("ชื่อโครงการ/กิจกรรม", Column.TITLE),
        ("การกำกับติดตามและประเมินผล", Column.MONITORING),
        ("มาตรการเผยแพร่ข้อมูล", None),
        ("การดำเนินการอบรมพนักงาน", None),
        ("กิจกรรม ๕ ส.", None),
        ("กองคลัง", None),
        ("", None),
    ],
)
def test_a_label_is_nothing_but_a_label(label: str, column: Column | None) -> None:
    assert label_of(label) == column


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("มาตรการที่ ๑ ตู้รับคำชม", "1. ตู้รับคำชม"),
        ("โครงการที่ 2: ป้าย", "2. ป้าย"),
        ("มาตรการ : ตู้", "ตู้"),
        ("มาตรการที่กำหนดมีดังนี้", ""),
        ("มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙", ""),
        ("โครงการ ๑๐๐ ปี", ""),
        ("", ""),
    ],
)
def test_a_line_may_name_a_measure(line: str, title: str) -> None:
    assert title_of_line(line) == title


LINES = st.sampled_from(
    [*BLOCKS.strip().split("\n"), "ผู้รับผิดชอบ", "๓. เว็บ", "ตัวชี้วัดที่ ๒", ": :", "ลงชื่อ", "ระยะเวลา : ระยะเวลา : ๆ"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=25))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    try:
        draft = draft_plan(document("แผน", *[line or "-" for line in lines]), plan_fiscal_year=2569)
    except NotAPlan:
        return
    assert all(measure.titles for measure in draft.measures)


FIRST_WITH_INDICATOR = """
ตัวชี้วัด | ๗ ประสิทธิภาพการสื่อสาร
ประเด็น | e5 คะแนนต่ำ
ชื่อมาตรการ | ตู้รับคำชม
ผู้รับผิดชอบ | กองคลัง
กำหนดแล้วเสร็จ | ภายใน มิ.ย. ๖๙
"""
SECOND_WITH_INDICATOR = """
ตัวชี้วัด | ๙ การเปิดเผยข้อมูล
ประเด็น | O11
ชื่อมาตรการ | ป้ายขั้นตอน
ผู้รับผิดชอบ | กองช่าง
กำหนดแล้วเสร็จ | ภายใน ก.ย. ๖๙
"""


@pytest.mark.parametrize("between", ["", "หมายเหตุท้ายตาราง"])
def test_what_stands_above_the_title_of_a_form_is_its_own(between: str) -> None:
    draft = plan(table(FIRST_WITH_INDICATOR), between, table(SECOND_WITH_INDICATOR))
    assert titles(draft) == ["ตู้รับคำชม", "ป้ายขั้นตอน"]
    assert [measure.indicators for measure in draft.measures] == [("7",), ("9",)]
    assert [measure.issue for measure in draft.measures] == ["e5 คะแนนต่ำ", "O11"]
    assert [measure.source.row for measure in draft.measures] == [1, 1]


def test_what_stands_above_the_title_of_a_block_is_its_own() -> None:
    draft = plan((FIRST_WITH_INDICATOR + SECOND_WITH_INDICATOR).replace(" | ", " : "))
    assert titles(draft) == ["ตู้รับคำชม", "ป้ายขั้นตอน"]
    assert [measure.indicators for measure in draft.measures] == [("7",), ("9",)]
    assert [measure.responsible.divisions for measure in draft.measures] == [("กองคลัง",), ("กองช่าง",)]
