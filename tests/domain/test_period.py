from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.cadence import Cadence
from tracker.domain.fiscal_year import fiscal_year_end, fiscal_year_start
from tracker.domain.period import LONGEST_TEXT, PeriodKind, parse_period
from tracker.domain.period_spans import Doubt

YEAR = 2569
WORDS = st.lists(
    st.sampled_from(
        (
            "ต.ค.",
            "ก.ย.",
            "มกราคม",
            "กุมภาพันธ์",
            "31",
            "๓๐",
            "1",
            "2569",
            "๖๙",
            "68",
            "-",
            "–",
            "ถึง",
            "และ",
            ",",
            "/",
            "(",
            ")",
            "ไตรมาส",
            "ที่",
            "๑",
            "4",
            "ปีงบประมาณ",
            "พ.ศ.",
            "ปี",
            "ทุก",
            "เดือน",
            "ละ",
            "ครั้ง",
            "ภายใน",
            "ก่อน",
            "วันที่",
            "ตั้งแต่",
            "รอบ",
            "6",
            "12",
            "แรก",
            "หลัง",
            "Q",
            "2",
            ".",
            "ของ",
            "สิ้น",
            "ตลอด",
            "๒๕๖",
            "0",
            "99",
            "9999",
            "1900",
            "10/2569",
            "2026-02-30",
        )  # fmt: skip
    ),
    max_size=9,
)


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def test_it_reads_the_known_texts(shared_dir: Path) -> None:
    cases = json.loads((shared_dir / "expected" / "period-cases.json").read_text())["cases"]
    recurrences = {"monthly": Cadence.MONTHLY, "yearly": Cadence.YEARLY, "half-yearly": Cadence.HALF_YEARLY}
    wrong = []
    for case in cases:
        read = parse_period(case["text"], case["plan_fiscal_year"])
        kind, _, more = case["kind"].replace(",", "").partition(" ")
        confirm = more in ("needs confirmation", "with gap")
        recurrence = recurrences[more.split()[0]] if kind == "recurrence" else read.recurrence
        expected = (kind, case["start"], case["end"], confirm, recurrence, case["text"])
        if (read.kind, iso(read.start), iso(read.end), read.confirm, read.recurrence, read.text) != expected:
            wrong.append((case["id"], read))
    assert len(cases) == 93
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("พ.ย. ๖๘ – ก.พ. ๖๙", "2025-11-01", "2026-02-28"),
        ("พฤศจิกายน ถึง กุมภาพันธ์ ๒๕๖๙", "2025-11-01", "2026-02-28"),
        ("ตั้งแต่เดือนธันวาคม 2568 ถึงเดือน มีนาคม 2569", "2025-12-01", "2026-03-31"),
        ("ระหว่างวันที่ 5 มกราคม 2569 ถึงวันที่ 20 กุมภาพันธ์ 2569", "2026-01-05", "2026-02-20"),
        ("เริ่ม 5 ม.ค. 69 สิ้นสุด 20 ก.พ. 69", "2026-01-05", "2026-02-20"),
        ("5/1/69 - 20/2/69", "2026-01-05", "2026-02-20"),
        ("2026-01-05 ถึง 2026-02-20", "2026-01-05", "2026-02-20"),
        ("01/2569 - 03/2569", "2026-01-01", "2026-03-31"),
        ("Jan 2026 - Mar 2026", "2026-01-01", "2026-03-31"),
        ("ม ก ราคม 2569", "2026-01-01", "2026-01-31"),
        ("ไตรมาสที่ ๒ – ๓ ปีงบประมาณ ๒๕๖๙", "2026-01-01", "2026-06-30"),
        ("ไตรมาส 1, 2 และ 3", "2025-10-01", "2026-06-30"),
        ("ไตรมาส 4/2568 - 2/2569", "2025-07-01", "2026-03-31"),
        ("ไตรมาสสุดท้าย", "2026-07-01", "2026-09-30"),
        ("ธ.ค. - ม.ค.", "2025-12-01", "2026-01-31"),
        ("6 เดือนแรกของปีงบประมาณ 2570", "2026-10-01", "2027-03-31"),
        ("ครึ่งปีหลัง", "2026-04-01", "2026-09-30"),
        ("ปีงบประมาณ 2568 - 2570", "2024-10-01", "2027-09-30"),
        ("ปีปฏิทิน 2569", "2026-01-01", "2026-12-31"),
        ("๑ ตุลาคม ๒๕๖๘ - ๓๐ กันยายน ๒๕๖๙ (๑ ปี)", "2025-10-01", "2026-09-30"),
        ("ปีงบประมาณ 2569 (ต.ค. - ธ.ค.)", "2025-10-01", "2025-12-31"),
    ],
)
def test_it_reads_ranges(text: str, start: str, end: str) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, iso(read.start), iso(read.end), read.confirm) == (PeriodKind.RANGE, start, end, False)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("ภายใน มี.ค. 69", "2026-03-31"),
        ("ดำเนินการแล้วเสร็จภายในวันที่ 30 เมษายน 2569", "2026-04-30"),
        ("ไม่เกินวันที่ ๑๕ ธันวาคม", "2025-12-15"),
        ("ก่อนวันที่ 1 เมษายน 2569", "2026-03-31"),
        ("ก่อนสิ้นปีงบประมาณ 2569", "2026-09-30"),
        ("ภายในสิ้นปีงบประมาณ", "2026-09-30"),
        ("ภายในไตรมาส 1", "2025-12-31"),
        ("วันจันทร์ที่ 2 กุมภาพันธ์ 2569 เวลา 09.00 น.", "2026-02-02"),
        ("30 กันยายน ของทุกปี", "2026-09-30"),
    ],
)
def test_a_single_day_or_a_word_of_limit_is_a_deadline(text: str, end: str) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, read.start, iso(read.end), read.confirm) == (PeriodKind.DEADLINE, None, end, False)


@pytest.mark.parametrize(
    ("text", "start", "end", "cadence"),
    [
        ("ทุกไตรมาส", "2025-10-01", "2026-09-30", Cadence.QUARTERLY),
        ("เดือนละ 1 ครั้ง (พ.ย. 68 - ม.ค. 69)", "2025-11-01", "2026-01-31", Cadence.MONTHLY),
        ("ทุกวันที่ 5 ของเดือน", "2025-10-05", "2026-09-05", Cadence.MONTHLY),
        ("ทุกวันจันทร์", "2025-10-01", "2026-09-30", Cadence.WEEKLY),
        ("ทุก 6 เดือน", "2025-10-01", "2026-09-30", Cadence.HALF_YEARLY),
    ],
)
def test_what_comes_again_is_a_recurrence_over_its_range(text: str, start: str, end: str, cadence: Cadence) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, iso(read.start), iso(read.end), read.recurrence, read.confirm) == (
        PeriodKind.RECURRENCE, start, end, cadence, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("ม.ค. - ธ.ค.", Doubt.YEAR_TURNED),
        ("ตลอดปี 2569", Doubt.BARE_YEAR),
        ("ปี 2569 (ต.ค. - ธ.ค.)", Doubt.BARE_YEAR),
        ("มีนาคม 256", Doubt.CUT_YEAR),
        ("ต.ค. 68 - ก.ย. 6", Doubt.UNREAD_WORDS),
        ("ตุลาคน 2568 - กันยายน 2569", Doubt.MISSPELT_MONTH),
        ("ต.ค. 2659", Doubt.FAR_YEAR),
        ("เดือน ต.ค. 68, ม.ค. 69", Doubt.GAP),
        ("รอบ 6 เดือน และ 12 เดือน", Doubt.SEVERAL),
        ("ตุลาคม 2568 เป็นต้นไป", Doubt.NO_END),
        ("ไตรมาส 2 (เม.ย. - มิ.ย.)", Doubt.CONTRADICTION),
        ("ต่อเนื่อง", Doubt.CONTINUOUS),
        ("6 เดือน", Doubt.DURATION_ONLY),
        ("60 วัน", Doubt.DURATION_ONLY),
        ("แล้วแต่กรณี", Doubt.NOT_UNDERSTOOD),
        ("ทุกวัน", Doubt.CADENCE_GUESSED),
        ("ปลายเดือนมกราคม 2569", Doubt.UNREAD_WORDS),
    ],
)
def test_what_was_taken_for_granted_has_to_be_confirmed(text: str, doubt: Doubt) -> None:
    read = parse_period(text, YEAR)
    assert read.doubts == (doubt,)
    assert read.confirm is True
    assert read.kind is not PeriodKind.ERROR


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("29 ก.พ. 2569", Doubt.NO_SUCH_DAY),
        ("ภายในวันที่ 32 ของทุกเดือน", Doubt.NO_SUCH_DAY),
        ("ไตรมาส 5", Doubt.NO_SUCH_QUARTER),
        ("15 ม.ค. - 10 ม.ค. 69", Doubt.REVERSED),
        ("๒๕๖๙ - ๒๕๖๘", Doubt.REVERSED),
        ("ระยะที่ 12345", Doubt.UNREADABLE),
        ("ก" * (LONGEST_TEXT + 1), Doubt.UNREADABLE),
    ],
)
def test_what_cannot_be_is_an_error_with_its_reason(text: str, doubt: Doubt) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, read.start, read.end, read.doubts) == (PeriodKind.ERROR, None, None, (doubt,))


@pytest.mark.parametrize("text", ["ทันที", "ตามแผนปฏิบัติการ", "เมื่อมีเรื่องร้องเรียน", "ปีการศึกษา 2568", "ภายใน 7 วันนับแต่วันรับเรื่อง"])
def test_what_hangs_on_an_event_has_no_dates(text: str) -> None:
    read = parse_period(text, YEAR)
    assert (read.kind, read.start, read.end, read.confirm) == (PeriodKind.EVENT, None, None, False)


@pytest.mark.parametrize("text", ["", " - ", "–", "ไม่กำหนด", "N/A"])
def test_no_text_is_no_period(text: str) -> None:
    assert parse_period(text, YEAR).kind is PeriodKind.NONE


def test_a_district_is_no_month() -> None:
    assert parse_period("ต.คลองสมมุติ", YEAR).kind is PeriodKind.EVENT


@given(st.one_of(st.text(max_size=80), WORDS.map(" ".join), WORDS.map("".join)), st.integers(2550, 2600))
def test_any_text_gives_a_period_whose_dates_fit_its_kind(text: str, year: int) -> None:
    read = parse_period(text, year)
    dated = {
        PeriodKind.RANGE: (True, True),
        PeriodKind.RECURRENCE: (True, True),
        PeriodKind.DEADLINE: (False, True),
    }
    assert (read.start is not None, read.end is not None) == dated.get(read.kind, (False, False))
    assert read.start is None or read.end is None or read.start <= read.end
    assert read.text == text
    assert read.confirm is (bool(read.doubts) and read.kind is not PeriodKind.ERROR)


@given(st.integers(2550, 2600))
def test_the_whole_year_is_the_plans_own(year: int) -> None:
    read = parse_period("ตลอดปีงบประมาณ", year)
    assert (read.start, read.end) == (fiscal_year_start(year), fiscal_year_end(year))
