"""What a typed cell of the plan's own workbook means."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence
from tracker.domain.words import CADENCE
from tracker.plan_reading.plan_book_cells import (
    Divisions,
    Named,
    NotUnderstood,
    cadences_of,
    codes_of,
    day_of,
    divisions_of,
    items_of,
    lead_of,
    says_the_same,
    truth_of,
)

OWN = {"กองคลัง": "กองคลัง", "กองช่าง": "กองช่าง", "สำนักช่าง": "กองช่าง", "งานนิติการ": "งานนิติการ"}
KNOWN = Divisions(
    AgencyKind.SUBDISTRICT_MUNICIPALITY, tuple(OWN), lambda name: OWN.get(name.replace(" ", "").removesuffix("ฯ"))
)
JUNK = st.one_of(st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes())


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime.fromisoformat("2026-03-31"), date(2026, 3, 31)),
        (datetime.fromisoformat("2569-03-31"), date(2026, 3, 31)),
        (datetime.fromisoformat("1969-03-31"), date(2026, 3, 31)),
        (date(2568, 10, 1), date(2025, 10, 1)),
        ("๓๑/๓/๒๕๖๙", date(2026, 3, 31)),
        ("31 มี.ค. 69", date(2026, 3, 31)),
        ("29/2/2567", date(2024, 2, 29)),
        ("2026-03-31", date(2026, 3, 31)),
        (None, None),
        ("  -  ", None),
    ],
)
def test_days_are_read_in_either_era(cell: object, day: date | None) -> None:
    assert day_of(cell) == day


@pytest.mark.parametrize("cell", ["31/2/2569", "สิ้นปี", "ต.ค. 69", datetime.fromisoformat("2568-02-29"), 45000])
def test_what_is_no_day_is_asked(cell: object) -> None:
    with pytest.raises(NotUnderstood):
        day_of(cell)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("ประชุม\nจัดทำ", ("ประชุม", "จัดทำ")),
        ("1. ประชุม\n2. จัดทำ", ("ประชุม", "จัดทำ")),
        ("๑) ประชุม\r\n๒) จัดทำ\n", ("ประชุม", "จัดทำ")),
        ("- ประชุม\n- จัดทำ", ("ประชุม", "จัดทำ")),
        ("1. ประชุม\nจัดทำ", ("1. ประชุม", "จัดทำ")),
        ("3 ครั้งต่อปี", ("3 ครั้งต่อปี",)),
        (" \n ", ()),
        (None, ()),
    ],
)
def test_a_line_is_an_item(cell: object, items: tuple[str, ...]) -> None:
    assert items_of(cell) == items


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("6, 8", ("6", "8")),
        ("๖ และ ๘", ("6", "8")),
        (6, ("6",)),
        (9.1, ("9.1",)),
        ("10.2\n9.1", ("10.2", "9.1")),
        ("การใช้งบประมาณ", ("2",)),
        ("ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน", ("6",)),
        ("", ()),
    ],
)
def test_indicators_are_numbers_or_names(cell: object, codes: tuple[str, ...]) -> None:
    assert codes_of(cell) == codes


@pytest.mark.parametrize("cell", ["99", "ทั่วไป", "6, สิบเจ็ด"])
def test_no_indicator_is_asked(cell: object) -> None:
    with pytest.raises(NotUnderstood):
        codes_of(cell)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("กองคลัง\nกองช่าง", Named(False, ("กองคลัง", "กองช่าง"))),
        ("กอง คลัง, สำนักช่าง", Named(False, ("กองคลัง", "กองช่าง"))),
        ("กองคลังและกองช่าง", Named(False, ("กองคลัง", "กองช่าง"))),
        ("- กองคลัง\n- กองคลัง", Named(False, ("กองคลัง",))),
        ("งานนิติการ", Named(False, ("งานนิติการ",))),
        ("ทุกส่วนราชการ", Named(True, ())),
        ("กองการประปา", Named(False, ("กองการประปา",))),
        ("", Named(False, ())),
    ],
)
def test_divisions_are_found_by_any_spelling(cell: str, named: Named) -> None:
    assert divisions_of(cell, KNOWN) == named


def test_nobody_who_is_no_division_answers() -> None:
    with pytest.raises(NotUnderstood):
        divisions_of("ท่านนายก", KNOWN)
    with pytest.raises(NotUnderstood):
        lead_of("กองคลัง\nกองช่าง", KNOWN)
    assert lead_of("กองคลัง", KNOWN) == "กองคลัง"


@pytest.mark.parametrize("cadence", Cadence)
def test_each_cadence_is_read_from_its_own_word(cadence: Cadence) -> None:
    assert cadences_of(CADENCE[cadence]) == (cadence,)


def test_other_words_for_a_cadence_are_understood() -> None:
    assert cadences_of("ทุก ๓ เดือน\nทุกเดือน") == (Cadence.QUARTERLY, Cadence.MONTHLY)
    with pytest.raises(NotUnderstood):
        cadences_of("ตามสมควร")


@pytest.mark.parametrize(("cell", "truth"), [("ใช่", True), ("X", True), (True, True), ("ไม่", False), (None, False)])
def test_yes_and_no_in_many_ways(cell: object, truth: bool) -> None:
    assert truth_of(cell) is truth


@pytest.mark.parametrize(
    ("cell", "written", "same"),
    [
        ("ก\r\nข\n", "ก\nข", True),
        ("ก  ข", "ก ข", True),
        (None, "", True),
        (3.0, "3", True),
        (datetime.fromisoformat("2026-01-01"), date(2026, 1, 1), True),
        ("1 ม.ค. 2569", date(2026, 1, 1), False),
        ("กข", "ก ข", False),
        ("ก ข", "ก\nข", False),
    ],
)
def test_what_an_office_program_does_to_a_cell_is_no_change(cell: object, written: object, same: bool) -> None:
    assert says_the_same(cell, written) is same


@given(JUNK)
def test_nothing_typed_is_an_error_of_ours(cell: object) -> None:
    for read in (day_of, items_of, codes_of, cadences_of, truth_of, lambda one: divisions_of(one, KNOWN)):
        try:
            read(cell)
        except NotUnderstood:
            continue
