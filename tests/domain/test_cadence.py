from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.cadence import LONGEST_TEXT, Cadence, parse_cadences, read_cadences

C = Cadence


@pytest.mark.parametrize(
    ("text", "cadences"),
    [
        ("รายงานในการประชุมหัวหน้าฝ่ายประจำเดือน", (C.MONTHLY,)),
        ("รายงานที่ประชุมประจำทุก เดือน", (C.MONTHLY,)),
        ("เดือนละ ๑ ครั้ง", (C.MONTHLY,)),
        ("สรุปส่งทุกวันที่ ๕ ของเดือน", (C.MONTHLY,)),
        ("ติดตามทุกไตร มาส", (C.QUARTERLY,)),
        ("ไตรมาสละหนึ่งครั้ง", (C.QUARTERLY,)),
        ("ทุกสิ้นไตรมาส", (C.QUARTERLY,)),
        ("ปีละ ๔ ครั้ง", (C.QUARTERLY,)),
        ("รายงานประจำเดือนและสรุปรอบ ๖ เดือน", (C.MONTHLY, C.HALF_YEARLY)),
        ("สรุปรอบ 6 เดือน และรายงานทุกเดือน", (C.HALF_YEARLY, C.MONTHLY)),
        ("ปีละสองครั้ง", (C.HALF_YEARLY,)),
        ("ครั้งที่ ๑ เดือนมีนาคม ครั้งที่ ๒ เดือนกันยายน", (C.HALF_YEARLY,)),
        ("รอบ ๓ เดือน / ๖ เดือน / ๑๒ เดือน", (C.QUARTERLY, C.HALF_YEARLY, C.YEARLY)),
        ("รอบ ๖ และ ๑๒ เดือน", (C.HALF_YEARLY, C.YEARLY)),
        ("ทุก ๒ เดือน", (C.EVERY_TWO_MONTHS,)),
        ("ทุกสัปดาห์", (C.WEEKLY,)),
        ("ทุกวันศุกร์", (C.WEEKLY,)),
        ("ทำรายงานประจำปีเสนอนายก", (C.YEARLY,)),
        ("ปีละครั้ง", (C.YEARLY,)),
        ("รายงานครั้งเดียวเมื่อแล้วเสร็จ", (C.ONCE,)),
        ("ภายใน ๓๐ วันหลังเสร็จสิ้นงาน", (C.ONCE,)),
        ("การประกาศนโยบาย และรายงานที่ประชุมประจำเดือน", (C.ONCE, C.MONTHLY)),
        ("รายงานประจำเดือนและรายงานในที่ประชุมสภา", (C.MONTHLY, C.EACH_EVENT)),
        ("ติดตามทุกโครงการ", (C.EACH_EVENT,)),
    ],
)
def test_it_reads_every_cadence_in_the_order_of_the_text(text: str, cadences: tuple[Cadence, ...]) -> None:
    assert parse_cadences(text) == cadences
    assert read_cadences(text).confirm is False


@pytest.mark.parametrize(
    ("text", "cadences"),
    [
        ("รายงานอย่างสม่ำเสมอ", (C.UNSPECIFIED,)),
        ("รายงานประจำเดือนมีนาคม", (C.UNSPECIFIED,)),
        ("ประจำปีงบประมาณ ๒๕๖๙", (C.UNSPECIFIED,)),
        ("เผยแพร่ทางเว็บไซต์", (C.ONCE,)),
        ("รายงานในการประชุมหัวหน้าส่วนราชการ", (C.MONTHLY,)),
        ("ทุก 15 วัน", (C.MONTHLY,)),
        ("ทุกวัน", (C.WEEKLY,)),
        ("ปีละ ๓ ครั้ง", (C.QUARTERLY,)),
        ("ก" * (LONGEST_TEXT + 1), (C.UNSPECIFIED,)),
    ],
)
def test_what_only_hints_at_a_cadence_has_to_be_confirmed(text: str, cadences: tuple[Cadence, ...]) -> None:
    assert read_cadences(text).cadences == cadences
    assert read_cadences(text).confirm is True


@pytest.mark.parametrize("text", ["", "-", " – "])
def test_no_text_has_no_cadence(text: str) -> None:
    assert parse_cadences(text) == ()


@given(st.one_of(st.text(), st.text(alphabet="ทุกเดือนปีละไตรมาสครั้งที่รอบ 0123456789๑๒๓และประจำ", max_size=60)))
def test_any_text_gives_each_cadence_once(text: str) -> None:
    cadences = parse_cadences(text)
    assert len(set(cadences)) == len(cadences)
