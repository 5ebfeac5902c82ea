from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.quickness import quick
from tracker.domain.cadence import LONGEST_TEXT, Cadence, parse_cadences, read_cadences
from tracker.domain.thai_text import to_thai_digits

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
        ("รายงานต่อนายกทุกวันจันทร์", (C.WEEKLY,)),
        ("สัปดาห์ละ ๑ ครั้ง", (C.WEEKLY,)),
        ("ทุก ๗ วัน", (C.WEEKLY,)),
        ("ในการประชุมหัวหน้าส่วนราชการประจำเดือน", (C.MONTHLY,)),
        ("ราย งาน ประ จำ เดือน", (C.MONTHLY,)),
        ("ทุก ๆ เดือน", (C.MONTHLY,)),
        ("๑ ครั้ง/เดือน", (C.MONTHLY,)),
        ("เดือนละครั้ง", (C.MONTHLY,)),
        ("ภายในวันที่ ๕ ของเดือนถัดไป", (C.MONTHLY,)),
        ("ทุกวันศุกร์แรกของเดือน", (C.MONTHLY,)),
        ("วันพุธที่ ๒ ของทุกเดือน", (C.MONTHLY,)),
        ("ทุกวันทำการสุดท้ายของเดือน", (C.MONTHLY,)),
        ("ทุกสิ้นเดือน", (C.MONTHLY,)),
        ("เผยแพร่ทางเว็บไซต์ทุกเดือน", (C.MONTHLY,)),
        ("เดือนเว้นเดือน", (C.EVERY_TWO_MONTHS,)),
        ("๒ เดือน/ครั้ง", (C.EVERY_TWO_MONTHS,)),
        ("๖ ครั้งต่อปี", (C.EVERY_TWO_MONTHS,)),
        ("ทุกๆ ไตรมาส", (C.QUARTERLY,)),
        ("รายงานทุกสิ้นไตรมาส", (C.QUARTERLY,)),
        ("ทุก 3 เดือน (ไตรมาสละ 1 ครั้ง)", (C.QUARTERLY,)),
        ("ครึ่งปีละครั้ง", (C.HALF_YEARLY,)),
        ("ปีงบประมาณละ ๒ ครั้ง", (C.HALF_YEARLY,)),
        ("ครั้งที่ 1 ภายในเดือนเมษายน ครั้งที่ 2 ภายในเดือนตุลาคม", (C.HALF_YEARLY,)),
        ("ปีละไม่น้อยกว่า ๒ ครั้ง", (C.HALF_YEARLY,)),
        ("รอบ 6 เดือน (ต.ค. - มี.ค.) และรอบ 12 เดือน (ต.ค. - ก.ย.)", (C.HALF_YEARLY, C.YEARLY)),
        ("ทุก ๑ ปี", (C.YEARLY,)),
        ("เมื่อสิ้นสุดปีงบประมาณ", (C.YEARLY,)),
        ("เมื่อสิ้นสุดโครงการ", (C.ONCE,)),
        ("เมื่อแล้วเสร็จ", (C.ONCE,)),
        ("รายงานทุกเดือน และสรุปเมื่อแล้วเสร็จ", (C.MONTHLY, C.ONCE)),
        ("รายเดือน รายไตรมาส และรายปี", (C.MONTHLY, C.QUARTERLY, C.YEARLY)),
        ("ทุกครั้งที่มีการจัดซื้อจัดจ้าง", (C.EACH_EVENT,)),
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
        ("เดือนละ ๒ ครั้ง", (C.MONTHLY,)),
        ("สัปดาห์ละ ๒ ครั้ง", (C.WEEKLY,)),
        ("ทุกวันที่ ๕ และ ๒๐ ของเดือน", (C.MONTHLY,)),
        ("ทุก ๒ สัปดาห์", (C.MONTHLY,)),
        # Words of frequency that were left over.
        ("รอบ ๖ เดือน และรอ ๑๒ เดือน", (C.HALF_YEARLY,)),
        ("รายเดือน และทุกไตรมา", (C.MONTHLY,)),
        ("ประจำเดือนและรอบ ๖ ดือน", (C.MONTHLY,)),
        ("รายงานประจำเดือนมราคม", (C.UNSPECIFIED,)),
        ("ทุกปักษ์", (C.MONTHLY,)),
        ("วันละครั้ง", (C.WEEKLY,)),
        ("ทุก 90 วัน", (C.QUARTERLY,)),
        ("ทุก ๔ เดือน", (C.QUARTERLY,)),
        ("รายงานที่ประชุมหัวหน้าส่วนราชการทุกครั้ง", (C.MONTHLY,)),
        ("ธ.ค. มี.ค. มิ.ย. ก.ย.", (C.QUARTERLY,)),
        ("ภายในวันที่ 15 ม.ค., 15 เม.ย., 15 ก.ค., 15 ต.ค.", (C.QUARTERLY,)),
        ("มีนาคม และ กันยายน", (C.HALF_YEARLY,)),
        ("รายงานผลไตรมาสที่ 2 และ 4", (C.HALF_YEARLY,)),
        ("ต.ค. - ก.ย.", (C.UNSPECIFIED,)),
        ("ครั้งที่ ๑/๒๕๖๙", (C.UNSPECIFIED,)),
        ("ตามมาตรการประจำปี", (C.UNSPECIFIED,)),
        ("๖ เดือน", (C.UNSPECIFIED,)),
        ("เมื่อมีการร้องเรียน", (C.UNSPECIFIED,)),
        ("รายงานผลต่อนายกเทศมนตรี", (C.UNSPECIFIED,)),
        ("ก" * (LONGEST_TEXT + 1), (C.UNSPECIFIED,)),
    ],
)
def test_what_only_hints_at_a_cadence_has_to_be_confirmed(text: str, cadences: tuple[Cadence, ...]) -> None:
    assert read_cadences(text).cadences == cadences
    assert read_cadences(text).confirm is True


@pytest.mark.parametrize("text", ["", "-", " – ", "ไม่มี", "(ไม่ระบุ)", "..."])
def test_no_text_has_no_cadence(text: str) -> None:
    assert parse_cadences(text) == ()


PIECES = st.lists(
    st.sampled_from(
        [
            "ทุก",
            "ๆ",
            "เดือน",
            "ปี",
            "ละ",
            "ไตรมาส",
            "ครั้ง",
            "ที่",
            "รอบ",
            "และ",
            "ประจำ",
            "วัน",
            "ของ",
            "มีนาคม",
            "2",
            "๖",
            "สอง",
        ]
    ),
    max_size=25,
)


@given(st.one_of(st.text(), PIECES.map("".join), PIECES.map(" ".join)))
def test_any_text_gives_each_cadence_once(text: str) -> None:
    reading = read_cadences(text)
    assert len(set(reading.cadences)) == len(reading.cadences)
    assert reading == read_cadences(to_thai_digits(text))
    assert reading.confirm or Cadence.UNSPECIFIED not in reading.cadences


@given(PIECES.map("".join).filter(bool), st.integers(950, 10_000))
def test_a_long_text_takes_no_time(text: str, length: int) -> None:
    endless = (text * length)[:length]
    with quick(0.2):
        read_cadences(endless)
