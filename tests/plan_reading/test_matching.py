"""Which adopted measure a row of another document is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.quickness import quick
from tracker.plan_reading import DraftMeasure
from tracker.plan_reading.draft import empty_measure
from tracker.plan_reading.matching import MatchKind, candidates, match_measures


def measure(number: str, *titles: str) -> DraftMeasure:
    return replace(empty_measure(number), titles=titles)


ADOPTED = {
    10: measure("1", "จัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่"),
    20: measure("2", "ปรับปรุงช่องทางการสื่อสารกับประชาชน"),
    30: measure("3", "เปิดเผยข้อมูลการใช้จ่ายงบประมาณบนเว็บไซต์"),
}


@pytest.mark.parametrize(
    ("row", "measure_id", "kind"),
    [
        (measure("1", "จัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่"), 10, MatchKind.SAME),
        (measure("๑", "จัดทำคู่มือ การปฏิบัติงาน\nของเจ้าหน้าที่"), 10, MatchKind.SAME),
        (measure("7", "จัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่"), 10, MatchKind.SAME_TITLES),
        (measure("2", "ปรับปรุงช่องทางการติดต่อประชาชน"), 20, MatchKind.SAME_NUMBER),
        (measure("9", "ปรับปรุงช่องทางการสื่อสารกับประชาชนในตำบล"), 20, MatchKind.ALIKE),
        (measure("1", "อบรมเชิงปฏิบัติการด้านดิจิทัล"), None, None),
        (measure("4", "ตรวจสอบพัสดุประจำปี"), None, None),
        (measure("1"), None, None),
    ],
)
def test_a_row_is_found_by_number_and_likeness(
    row: DraftMeasure, measure_id: int | None, kind: MatchKind | None
) -> None:
    [match] = match_measures(ADOPTED, [row], {})
    assert (match.measure_id, match.kind) == (measure_id, kind) if match else measure_id is None


def test_no_measure_is_two_rows_and_the_likest_has_it() -> None:
    rows = [measure("5", "ปรับปรุงช่องทางการสื่อสารกับประชาชนในเขต"), measure("6", "ปรับปรุงช่องทางการสื่อสารกับประชาชน")]
    first, second = match_measures(ADOPTED, rows, {})
    assert second is not None
    assert second.measure_id == 20
    assert first is None


def test_rows_that_moved_down_keep_their_measures() -> None:
    rows = [
        measure("1", "โครงการใหม่เอี่ยมเรื่องอื่น"),
        *(replace(one, number=str(at)) for at, one in enumerate(ADOPTED.values(), 2)),
    ]
    assert [match.measure_id if match else None for match in match_measures(ADOPTED, rows, {})] == [None, 10, 20, 30]


def test_what_a_person_says_goes_first() -> None:
    rows = list(ADOPTED.values())
    told = match_measures(ADOPTED, rows, {0: None, 1: 10, 2: 10, 99: 20})
    assert told[0] is None
    assert told[1] is not None
    assert (told[1].measure_id, told[1].kind) == (10, MatchKind.TOLD)
    assert told[2] is None, "one measure is one row; the second telling is not believed"


def test_a_new_row_is_told_what_it_might_be() -> None:
    row = measure("8", "จัดทำคู่มือบริการประชาชน")
    assert match_measures(ADOPTED, [row], {}) == [None]
    [likely, *_] = candidates(ADOPTED, {4: row})[4]
    assert (likely.measure_id, likely.number) == (10, "1")


def test_two_large_plans_are_matched_quickly() -> None:
    many = {at: measure(str(at), f"โครงการที่ {at} " + "พัฒนาคุณภาพการให้บริการประชาชน" * 8) for at in range(400)}
    rows = [replace(one, number=str(at + 1), titles=(one.titles[0] + "เพิ่มเติม",)) for at, one in many.items()]
    with quick(0.2):
        match_measures(many, rows, {})
