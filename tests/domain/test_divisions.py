"""An unknown name is offered the division that it most likely means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.agency import AgencyKind
from tracker.domain.divisions import closest_division, division_likeness, likely_division, usual_divisions

TOWN = AgencyKind.TOWN_MUNICIPALITY
SUBDISTRICT = AgencyKind.SUBDISTRICT_ORGANISATION
PROVINCE = AgencyKind.PROVINCIAL_ORGANISATION
HEALTH = "กองสาธารณสุขและสิ่งแวดล้อม"
STRATEGY = "กองยุทธศาสตร์และงบประมาณ"


@pytest.mark.parametrize(
    ("name", "kind", "meant"),
    [
        ("สำนักคลัง", TOWN, "กองคลัง"),
        ("ส่วนการคลัง", SUBDISTRICT, "กองคลัง"),
        ("กองคลั่ง", TOWN, "กองคลัง"),
        ("สำนักการช่าง", TOWN, "กองช่าง"),
        ("กองช่างโยธา", TOWN, "กองช่าง"),
        ("กองสาธารณสุข", TOWN, HEALTH),
        ("กองสาธารณะสุข และสิ่งแวดล้อม", TOWN, HEALTH),
        ("กองยุทธศาตร์และงบประมาณ", TOWN, STRATEGY),
        ("กองแผนและงบประมาณ", TOWN, STRATEGY),
        ("กองสวัสดิการและสังคม", TOWN, "กองสวัสดิการสังคม"),
        ("กองศึกษา", SUBDISTRICT, "กองการศึกษา ศาสนาและวัฒนธรรม"),
        ("ตรวจสอบภายใน", TOWN, "หน่วยตรวจสอบภายใน"),
        ("สำนักงานปลัด", SUBDISTRICT, "สำนักปลัด"),
        ("กองท่องเที่ยว", PROVINCE, "กองการท่องเที่ยวและกีฬา"),
        ("กองกลาง", TOWN, None),
        ("กองการเจ้าหน้าที่", TOWN, None),
        ("คณะทำงาน", TOWN, None),
        ("งานประชาสัมพันธ์", TOWN, None),
        ("ก", TOWN, None),
        ("", TOWN, None),
    ],
)
def test_the_likeliest_division_is_offered_or_none(name: str, kind: AgencyKind, meant: str | None) -> None:
    assert likely_division(name, usual_divisions(kind), kind) == meant


def test_two_divisions_that_only_begin_alike_are_not_each_other() -> None:
    assert likely_division("กองช่าง", ["กองคลัง"]) is None
    assert likely_division("กองคลัง", []) is None
    assert closest_division("กองคลัง", []) is None
    assert closest_division("กองช่าง", ["กองคลัง", "กอง ช่าง"]) == ("กอง ช่าง", 1.0)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_likeness_is_between_nothing_and_all(name: str, other: str) -> None:
    assert 0.0 <= division_likeness(name, other) <= 1.0
