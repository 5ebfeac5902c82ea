from __future__ import annotations

import pytest

from tracker.domain.framework import (
    FRAMEWORK_YEARS,
    INDICATOR_CODES,
    INDICATORS,
    TOOL_WEIGHTS,
    Indicator,
    framework_year,
    indicator_name,
    indicator_name_english,
    indicator_of_name,
    indicator_tool,
    infer_indicators,
)


def test_there_are_ten_indicators_in_three_tools() -> None:
    assert INDICATOR_CODES == ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
    assert [indicator_tool(code) for code in ("5", "6", "9", "9.1", "10.2")] == ["IIT", "EIT", "OIT", "OIT", "OIT"]
    assert sum(TOOL_WEIGHTS.values()) == pytest.approx(1)


def test_indicators_have_names_in_both_languages() -> None:
    assert indicator_name("8") == "การปรับปรุงระบบการทำงาน"
    assert indicator_name_english("8") == "Improvement of working systems"
    assert indicator_name("9.1", 2568) == "ข้อมูลพื้นฐาน"
    assert indicator_name("10.2", 2564) != indicator_name("10.2", 2568)
    assert indicator_name("10.2", 2599) == indicator_name("10.2", 2568)
    assert indicator_name("12") == indicator_name_english("12") == "12"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("การปรับปรุงการทำงาน", "8"),
        ("การปรับปรุงระบบ การทำงาน", "8"),
        ("การใช้ทรัพย์สินของทางราชการ (IIT)", "4"),
        ("การเปิดเผยข้อมูลสาธารณะ", "9"),
        ("ผลการเปิดเผยข้อมูล", None),
        ("", None),
    ],
)
def test_a_text_that_begins_with_a_name_is_about_that_indicator(text: str, code: str | None) -> None:
    assert indicator_of_name(text) == code


def test_item_codes_are_data_of_their_year() -> None:
    measures_items = {year: one.measures_item for year, one in FRAMEWORK_YEARS.items() if one.verified}
    assert measures_items == {2564: "O42", 2568: "O27", 2569: "O25"}
    assert framework_year(2500) is None


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.code)
def test_a_title_with_an_indicators_own_name_proposes_it(indicator: Indicator) -> None:
    assert infer_indicators((f"โครงการ{indicator.thai}ให้ดีขึ้น",), None, ()) == (indicator.code,)


@pytest.mark.parametrize(
    ("titles", "issue", "steps", "codes"),
    [
        (("สมุดยืมทรัพย์สินกลาง",), None, (), ("4",)),
        (("เพจตอบไว",), "ประสิทธิภาพการสื่อสาร ได้ต่ำสุด", (), ("7",)),
        (("เพจตอบไว",), None, ("เพิ่มช่องทางประชาสัมพันธ์",), ("7",)),
        (("เตรียมข้อมูล OIT",), None, (), ("9", "10")),
        (("การเปิดเผยข้อมูล", "การป้องกันการทุจริต"), None, (), ("9", "10")),
        (("คู่มือยืมทรัพย์สินและสื่อสารผลการเบิกจ่ายงบประมาณ",), None, (), ()),
        (("ประชุมพนักงาน",), "ไม่มี", ("นัดหมาย",), ()),
        ((), None, (), ()),
    ],
)
def test_it_rather_proposes_nothing_than_anything(
    titles: tuple[str, ...], issue: str | None, steps: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    assert infer_indicators(titles, issue, steps) == codes
