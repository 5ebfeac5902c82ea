"""Period texts as offices write them, for a plan of fiscal year 2569; the dates are "start end", or the end alone.

A text is either read without a doubt, or it carries the doubts that a person is asked about: never a silent guess.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.quickness import quick
from tracker.domain.cadence import Cadence
from tracker.domain.period import Period, PeriodKind, parse_period
from tracker.domain.period_spans import Doubt
from tracker.domain.thai_text import to_thai_digits

YEAR = 2569
WHOLE_YEAR = "2025-10-01 2026-09-30"
FIRST_HALF = "2025-10-01 2026-03-31"
D = Doubt

SURE_RANGES = {
    # The same year in many hands.
    "ต.ค ๖๘ – ก.ย ๖๙": WHOLE_YEAR,
    "ตค.68-กย.69": WHOLE_YEAR,
    "ตค68-กย69": WHOLE_YEAR,
    "ต,ค. 68 - ก,ย. 69": WHOLE_YEAR,
    "ต . ค . ๖ ๘ - ก . ย . ๖ ๙": WHOLE_YEAR,
    "๑ ต . ค . ๖ ๘ - ๓ ๐ ก . ย . ๖ ๙": WHOLE_YEAR,
    "ต.ค. ๖๘ – ก.ย. ๖ ๙": WHOLE_YEAR,
    "ต.ค. 6๘ - ก.ย. ๖9": WHOLE_YEAR,
    "ตุลา 68 - กันยา 69": WHOLE_YEAR,
    "ต.ค.-68 - ก.ย.-69": WHOLE_YEAR,
    "ต.ค./68 - ก.ย./69": WHOLE_YEAR,
    "ตุลาคม ๒๕๖๘ — กันยายน ๒๕๖๙": WHOLE_YEAR,
    "ตุลาคม 2568 ~ กันยายน 2569": WHOLE_YEAR,
    "ต.ค. 68 จนถึง ก.ย. 69": WHOLE_YEAR,
    "ต.ค. 68 ต่อเนื่องถึง ก.ย. 69": WHOLE_YEAR,
    "เริ่มต้น ต.ค. ๖๘ สิ้นสุด ก.ย. ๖๙": WHOLE_YEAR,
    "เริ่ม ๑ ต.ค. ๖๘ แล้วเสร็จ ๓๐ ก.ย. ๖๙": WHOLE_YEAR,
    "วันเริ่มต้น 1 ต.ค. 68 วันสิ้นสุด 30 ก.ย. 69": WHOLE_YEAR,
    "พ.ศ. ๒๕๖๘ ตุลาคม - พ.ศ. ๒๕๖๙ กันยายน": WHOLE_YEAR,
    "๑ ตุลาคม ๒๕๖๘ ถึงวันที่ ๓๐ เดือนกันยายน พุทธศักราช ๒๕๖๙": WHOLE_YEAR,
    "01-10-2568 ถึง 30-09-2569": WHOLE_YEAR,
    "October 2025 to September 2026": WHOLE_YEAR,
    "1 ต.ค. 68 - สิ้นปีงบประมาณ": WHOLE_YEAR,
    "ไตรมาส ๑ - สิ้นปีงบประมาณ": WHOLE_YEAR,
    "ต.ค.๖๘ - มี.ค.๖๙ และ เม.ย.๖๙ - ก.ย.๖๙": WHOLE_YEAR,
    "ระยะที่ 1 (ต.ค. 68 - มี.ค. 69) ระยะที่ 2 (เม.ย. - ก.ย. 69)": WHOLE_YEAR,
    "ตลอดปีงบประมาณ พ.ศ. ๒๕๖๙ (ต.ค. ๖๘ - ก.ย. ๖๙)": WHOLE_YEAR,
    "ตลอดทั้งปีงบประมาณ ๒๕๖๙ อย่างต่อเนื่อง": WHOLE_YEAR,
    "ปีงบประมาณ พ.ศ. สองพันห้าร้อยหกสิบเก้า": WHOLE_YEAR,
    "งบประมาณปี ๒๕๖๙": WHOLE_YEAR,
    "ปีงบประ มาณ ๒๕๖๙": WHOLE_YEAR,
    "งปม. 69": WHOLE_YEAR,
    "ต ล อ ด ปี ง บ ป ร ะ ม า ณ ๒ ๕ ๖ ๙": WHOLE_YEAR,
    "ทั้งปี": WHOLE_YEAR,
    "ปี 2569 (ต.ค. 68 - ก.ย. 69)": WHOLE_YEAR,
    "ต.ค. 68 – ก.ย. 69 (12 เดือน)": WHOLE_YEAR,
    # Cells wrapped by their width.
    "ต.ค.\n68-\nก.ย.\n69": WHOLE_YEAR,
    "ตุลา\nคม 2568 - กัน\nยายน 2569": WHOLE_YEAR,
    "๑ ต.ค. ๖๘\n–\n๓๐ ก.ย. ๖๙": WHOLE_YEAR,
    "เริ่มต้น 1 ต.ค. 2568\nสิ้นสุด 30 ก.ย. 2569": WHOLE_YEAR,
    # Quarters and halves.
    "ไตรมาศ ๑-๔": WHOLE_YEAR,
    "ไตร มาส ๑-๔": WHOLE_YEAR,
    "Q.1-Q.4": WHOLE_YEAR,
    "ไตรมาส 1 2 3 4": WHOLE_YEAR,
    "ไตรมาส ๑ ๒ และ ๓": "2025-10-01 2026-06-30",
    "ไตรมาสแรก": "2025-10-01 2025-12-31",
    "ไตรมาสสุดท้ายของปีงบประมาณ": "2026-07-01 2026-09-30",
    "ไตรมาสที่ ๑ และ ๒": FIRST_HALF,
    "ไตรมาส 1 (ต.ค.-ธ.ค. 68) ไตรมาส 2 (ม.ค.-มี.ค. 69)": FIRST_HALF,
    "ครึ่งปีงบประมาณแรก": FIRST_HALF,
    "หกเดือนแรก": FIRST_HALF,
    "3 เดือนแรก": "2025-10-01 2025-12-31",
    "รอบ ๖ เดือนแรก (ต.ค. ๖๘ - มี.ค. ๖๙) และรอบ ๖ เดือนหลัง (เม.ย. - ก.ย. ๖๙)": WHOLE_YEAR,
    # Days beside months, two-figure years beside days.
    "ต.ค. 68 - 30 ก.ย. 69": WHOLE_YEAR,
    "มี.ค. 69 - 31 มี.ค. 69": "2026-03-01 2026-03-31",
    "28 ก.พ. - 5 มี.ค. 69": "2026-02-28 2026-03-05",
    "30 ธ.ค. - 5 ม.ค. 69": "2025-12-30 2026-01-05",
    "๑-๑๕ ม.ค. ๖๙": "2026-01-01 2026-01-15",
    "จำนวน 2 วัน ระหว่างวันที่ 10-11 มีนาคม 2569": "2026-03-10 2026-03-11",
    # Periods that leave the fiscal year are the office's own business.
    "ม.ค. - ธ.ค. ๒๕๖๙": "2026-01-01 2026-12-31",
    "ปี 2569 (ม.ค. - ธ.ค. 69)": "2026-01-01 2026-12-31",
    "ก.ย. 68 - ต.ค. 68": "2025-09-01 2025-10-31",
    "ปีงบประมาณ พ.ศ.๒๕๖๙-พ.ศ.๒๕๗๐": "2025-10-01 2027-09-30",
    "1 ปี 6 เดือน (ต.ค. 68 - มี.ค. 70)": "2025-10-01 2027-03-31",
    # Single months.
    "ธ.ค.": "2025-12-01 2025-12-31",
    "- ก.ย. 69": "2026-09-01 2026-09-30",
    "มีนาฯ 69": "2026-03-01 2026-03-31",
    "พฤศจิ\nกายน 68": "2025-11-01 2025-11-30",
    "ต.ค.-68": "2025-10-01 2025-10-31",
    "ตุลาคม’68": "2025-10-01 2025-10-31",
    "ต.ค., พ.ย. และ ธ.ค. 68": "2025-10-01 2025-12-31",
    "พ.ย. ๒๕๖๘ ถึง ก.พ.": "2025-11-01 2026-02-28",
}

SURE_DEADLINES = {
    "ก่อนหรือภายในวันที่ 31 มี.ค. 69": "2026-03-31",
    "ก่อน 31 มี.ค. 69": "2026-03-30",
    "ภายในสิ้นเดือนมีนาคม ๒๕๖๙": "2026-03-31",
    "สิ้นไตรมาสที่ ๒": "2026-03-31",
    "ภายใน 6 เดือนแรก": "2026-03-31",
    "ภายในวันที่ 5 ของเดือนมกราคม 2569": "2026-01-05",
    "ตั้งแต่บัดนี้จนถึง ๓๐ กันยายน ๒๕๖๙": "2026-09-30",
    "ให้แล้วเสร็จภายใน ๓๑ ธ.ค. ๖๘": "2025-12-31",
    "จำนวน 1 ครั้ง ภายในปีงบประมาณ 2569": "2026-09-30",
    "วันที่ ๑ เดือน ๑๐ พ.ศ. ๒๕๖๘": "2025-10-01",
    "2025-10-01 00:00:00": "2025-10-01",
    "2026/09/30": "2026-09-30",
    "30-Sep-2026": "2026-09-30",
    "30 ก.ย.2569 เวลา 16.30 น.": "2026-09-30",
    "๓๑มี.ค.๖๙": "2026-03-31",
    "๑๕ ธันวาคม": "2025-12-15",
}

SURE_RECURRENCES = {
    "ทุก ๆ เดือน": Cadence.MONTHLY,
    "เดือน ๆ ละครั้ง": Cadence.MONTHLY,
    "1 ครั้ง/เดือน": Cadence.MONTHLY,
    "สัปดาห์แรกของทุกเดือน": Cadence.MONTHLY,
    "ทุกวันศุกร์แรกของเดือน": Cadence.MONTHLY,
    "ทุกวันทำการสุดท้ายของเดือน": Cadence.MONTHLY,
    "เดือนเว้นเดือน": Cadence.EVERY_TWO_MONTHS,
    "ทุกสองเดือน": Cadence.EVERY_TWO_MONTHS,
    "2 เดือน/ครั้ง": Cadence.EVERY_TWO_MONTHS,
    "ต.ค. 68 - ก.ย. 69 (รายงานทุกไตรมาส)": Cadence.QUARTERLY,
    "ดำเนินการตลอดปีงบประมาณ พ.ศ. 2569 และรายงานผลทุก 6 เดือน": Cadence.HALF_YEARLY,
    "ไม่น้อยกว่าปีละ 1 ครั้ง": Cadence.YEARLY,
    "ทุกวันจันทร์ของสัปดาห์": Cadence.WEEKLY,
}

DOUBTED = {
    # Text, dates that are offered, and every doubt.
    "๑) ต.ค. ๖๘ ๒) ม.ค. ๖๙": ("2025-10-01 2026-01-31", D.LISTED),
    "1.ต.ค. 68 - ธ.ค. 68 2.ม.ค. 69 - มี.ค. 69": (FIRST_HALF, D.LISTED),
    "- ต.ค. 68\n- ม.ค. 69": ("2025-10-01 2026-01-31", D.LISTED),
    "ต.ค. 68\nม.ค. 69": ("2025-10-01 2026-01-31", D.GAP),
    "ม.ค. 69, มี.ค. 69, ก.ค. 69": ("2026-01-01 2026-07-31", D.GAP),
    "ไตรมาส ๑-๒ และ ๔": (WHOLE_YEAR, D.GAP),
    "31 ธ.ค. 68 และ 30 มิ.ย. 69": ("2026-06-30", D.GAP),
    "ต.ค. 68 -": (WHOLE_YEAR, D.NO_END),
    "ตุลาคม ๖๘ ถึง": (WHOLE_YEAR, D.NO_END),
    "ไตรมาส ๒-": ("2026-01-01 2026-09-30", D.NO_END),
    "มกราคม ๒๕๖๙ และต่อเนื่อง": ("2026-01-01 2026-09-30", D.NO_END),
    "ไม่ก่อนวันที่ 1 ม.ค. 69": ("2026-01-01 2026-09-30", D.NO_END),
    "หลังเดือนมีนาคม 2569": ("2026-03-01 2026-09-30", D.NO_END),
    "ต.ค. 68 - สิ้นปี": (WHOLE_YEAR, D.UNREAD_WORDS, D.NO_END),
    "ตั้งแต่บัดนี้เป็นต้นไป": (WHOLE_YEAR, D.CONTINUOUS),
    "ต.ค. 2568 - 2569": ("2025-10-01 2025-10-31", D.UNREAD_WORDS),
    "ไตรมาส ๑ ๒ และ": (FIRST_HALF, D.UNREAD_WORDS),
    "ภายในวันที่ ........ มกราคม ๒๕๖๙": ("2026-01-31", D.UNREAD_WORDS),
    "ไตรมาส - ปีงบประมาณ ๒๕๖๙": (WHOLE_YEAR, D.UNREAD_WORDS),
    "ไตรมาส 2 - มี.ค. 69": ("2026-03-01 2026-03-31", D.UNREAD_WORDS),
    "2568 - 2569": ("2024-10-01 2026-09-30", D.BARE_YEAR),
    "ปี ๒๕๖๙ ต.ค. - ธ.ค.": ("2025-10-01 2025-12-31", D.BARE_YEAR),
    "ค.ศ. 2026": (WHOLE_YEAR, D.BARE_YEAR),
    "6 เดือน (ต.ค. 68 - ก.ย. 69)": (WHOLE_YEAR, D.CONTRADICTION),
    "ไตรมาส ๑ (ต.ค. ๖๘ - ม.ค. ๖๙)": ("2025-10-01 2026-01-31", D.CONTRADICTION),
    "ไตรมาส 2 (ต.ค. 68 - มี.ค. 69)": (FIRST_HALF, D.CONTRADICTION),
    "ปีงบประมาณ 2569 (ต.ค. 68 - ธ.ค. 69)": ("2025-10-01 2026-12-31", D.CONTRADICTION),
    "ตลอดปีงบประมาณ พ.ศ. ๒๕๖๙ (ต.ค. ๖๗ - ก.ย. ๖๘)": ("2024-10-01 2025-09-30", D.CONTRADICTION),
    "1 ต.ค. 68 สิ้นปีงบประมาณ": ("2025-10-01", D.CONTRADICTION),
    "ก.ย.2568 (ปีงบประมาณ 2569)": ("2025-09-01 2025-09-30", D.CONTRADICTION),
    "ตลอดปีงบประมาณ 2569 ยกเว้น เม.ย.": (WHOLE_YEAR, D.UNREAD_WORDS),
    "ต.ค. 68-ก.ย. 69 (ยกเว้นเดือน เม.ย.)": (WHOLE_YEAR, D.UNREAD_WORDS),
    "ต้นเดือน ต.ค. - ปลายเดือน ธ.ค. 68": ("2025-10-01 2025-12-31", D.UNREAD_WORDS),
    "สัปดาห์ที่ ๑ ของเดือนมกราคม ๒๕๖๙": ("2026-01-01 2026-01-31", D.UNREAD_WORDS),
    "สัปดาห์ที่ ๑ ของเดือน": (WHOLE_YEAR, D.CADENCE_GUESSED),
    "ก.พ. หรือ มี.ค. 69": ("2026-02-01 2026-03-31", D.UNREAD_WORDS),
    "ประมาณเดือนมีนาคม ๒๕๖๙": ("2026-03-01 2026-03-31", D.UNREAD_WORDS),
    "กลางปีงบประมาณ": (WHOLE_YEAR, D.UNREAD_WORDS),
    "1. ต.ค. 68 - ก.ย. 69": (WHOLE_YEAR, D.UNREAD_WORDS),
    "ต.ค. 2568 - ก.ย. 256": (WHOLE_YEAR, D.CUT_YEAR),
    "ปีงบประมาณ พ.ศ.๒๕๖๙-พ.ศ.๒๕๗": (WHOLE_YEAR, D.CUT_YEAR),
    "30/09/26": ("2026-09-30", D.CUT_YEAR),
    "เมษายน 69 - มิถุยายน 69": ("2026-04-01 2026-06-30", D.MISSPELT_MONTH),
    "ภายใน ๖ เดือน": ("2026-03-31", D.DURATION_ONLY),
    "๓ เดือน": ("", D.DURATION_ONLY),
    "ภายใน ๓๐ วัน": ("", D.DURATION_ONLY),
    "วันนี้": ("", D.NOT_UNDERSTOOD),
}

ERRORS = {
    "ไตรมาส 0": D.NO_SUCH_QUARTER,
    "๓๑ เม.ย. ๖๙": D.NO_SUCH_DAY,
    "99/99/9999": D.NO_SUCH_DAY,
    "0 ธ.ค. - 5 ม.ค. 69": D.NO_SUCH_DAY,
    "ต.ค. 68 - ก.ย. 68": D.REVERSED,
    "ม.ค. 69 - ธ.ค. 68": D.REVERSED,
    "69": D.UNREADABLE,
    "เดือนที่ 1 - 3": D.UNREADABLE,
    "๒๔ ชั่วโมง": D.UNREADABLE,
}


def dates(read: Period) -> str:
    return " ".join(str(day) for day in (read.start, read.end) if day is not None)


@pytest.mark.parametrize(("text", "expected"), SURE_RANGES.items())
def test_it_reads_a_range_without_a_doubt(text: str, expected: str) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, dates(read), read.doubts) == (PeriodKind.RANGE, expected, ())


@pytest.mark.parametrize(("text", "expected"), SURE_DEADLINES.items())
def test_it_reads_a_deadline_without_a_doubt(text: str, expected: str) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, dates(read), read.doubts) == (PeriodKind.DEADLINE, expected, ())


@pytest.mark.parametrize(("text", "cadence"), SURE_RECURRENCES.items())
def test_it_reads_what_comes_again_all_the_year(text: str, cadence: Cadence) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, read.recurrence, dates(read), read.doubts) == (PeriodKind.RECURRENCE, cadence, WHOLE_YEAR, ())


@pytest.mark.parametrize(("text", "expected"), DOUBTED.items())
def test_it_asks_where_a_careful_secretary_would(text: str, expected: tuple[str, ...]) -> None:
    read = parse_period(text, YEAR)
    assert (dates(read), *read.doubts) == expected
    assert read.confirm is True


@pytest.mark.parametrize(("text", "doubt"), ERRORS.items())
def test_it_reports_what_cannot_be(text: str, doubt: Doubt) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, read.doubts) == (PeriodKind.ERROR, (doubt,))


@pytest.mark.parametrize("text", ["ภายหลังประกาศผล ITA", "ตามปฏิทินการประเมิน ITA", "1 ปี นับแต่วันลงนาม", "ทันทีที่ได้รับแจ้ง"])
def test_it_keeps_what_hangs_on_an_event(text: str) -> None:
    assert parse_period(text, YEAR).kind is PeriodKind.EVENT


@pytest.mark.parametrize("text", ["(ไม่ระบุ)", "ยังไม่กำหนด", "ไม่มีกำหนดระยะเวลา", "…", "*"])
def test_it_knows_the_ways_to_say_nothing(text: str) -> None:
    assert parse_period(text, YEAR).kind is PeriodKind.NONE


EVERY_TEXT = (*SURE_RANGES, *SURE_DEADLINES, *SURE_RECURRENCES, *DOUBTED, *ERRORS)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_thai_figures_mean_the_same(text: str) -> None:
    read, in_thai = (parse_period(one, YEAR) for one in (text, to_thai_digits(text)))
    assert (read.kind, read.start, read.end, read.doubts) == (in_thai.kind, in_thai.start, in_thai.end, in_thai.doubts)


@given(st.lists(st.sampled_from(EVERY_TEXT), min_size=1, max_size=4), st.integers(2560, 2580))
def test_dates_of_joined_texts_stay_sane(texts: list[str], year: int) -> None:
    read = parse_period(" ".join(texts), year)
    assert all(1900 <= day.year <= 2199 for day in (read.start, read.end) if day is not None)
    assert read.start is None or read.end is None or read.start <= read.end


@given(st.sampled_from(EVERY_TEXT), st.integers(9_990, 10_010))
def test_a_very_long_cell_is_refused_at_once(text: str, length: int) -> None:
    endless = (text * length)[:length]
    with quick(0.2):
        assert parse_period(endless, YEAR).kind is PeriodKind.ERROR
