from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.thai_text import (
    clean,
    dewrap,
    display_width,
    is_ditto,
    shortened,
    sort_key,
    squeeze,
    to_arabic_digits,
    to_thai_digits,
)

THAI = st.text(alphabet="กขคงจนมยรลวสหอะาิีึืุูเแโใไ็่้๊๋์ํำๆฯ๐๑๒ ​\u00ad\n", max_size=40)


def test_digits_change_and_come_back() -> None:
    assert to_arabic_digits("มาตรา ๗๙ พ.ศ.๒๕๖๒") == "มาตรา 79 พ.ศ.2562"
    assert to_thai_digits("79 วัน 2562") == "๗๙ วัน ๒๕๖๒"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("ทํา", "ทำ"),
        ("เเผน", "แผน"),
        ("กรุุงเทพ", "กรุงเทพ"),
        ("แผน\u200bงาน", "แผนงาน"),
        ("  แผน\u00a0 งาน\n", "แผน งาน"),
        ("แผน\x0bงาน", "แผน งาน"),
        ("", ""),
    ],
)
def test_it_cleans_letters_that_look_right_and_are_not(written: str, meant: str) -> None:
    assert clean(written) == meant


@given(st.one_of(st.text(), THAI))
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert squeeze(once) == squeeze(text)


def test_names_match_without_spaces() -> None:
    assert squeeze("กองยุทธศาสตร์ และงบประมาณ") == squeeze("กองยุทธศาสตร์และงบ ประมาณ")


def test_it_joins_wrapped_thai_but_keeps_other_spaces() -> None:
    assert dewrap("กอง ช่าง No Gift Policy") == "กองช่าง No Gift Policy"


def test_it_sorts_as_a_thai_dictionary_does() -> None:
    words = ["แมว", "ไก่", "กา", "เกวียน", "ขา", "กระต่ายหมายจันทร์", "กระต่าย", "ก้า"]
    assert sorted(words, key=sort_key) == [
        "กระต่าย", "กระต่ายหมายจันทร์", "กา", "ก้า", "เกวียน", "ไก่", "ขา", "แมว",
    ]  # fmt: skip


def test_marks_above_and_below_take_no_width() -> None:
    assert display_width("ผู้ใหญ่") == 4
    assert display_width("น้ำ") == 2


@pytest.mark.parametrize(
    ("text", "ditto"), [('"', True), ("''", True), ("- ” -", True), ("กองคลัง", False), ("", False)]
)
def test_it_knows_the_marks_for_as_above(text: str, ditto: bool) -> None:
    assert is_ditto(text) is ditto


@pytest.mark.parametrize(
    "text, expected",
    [
        ("สั้น", "สั้น"),
        ("ก" * 30, "ก" * 30),
        ("ก" * 50, "ก" * 29 + "…"),
        ("ก" * 28 + "ที่สุดท้าย", "ก" * 28 + "ที่…"),
        ("ก" * 28 + "แบบนี้", "ก" * 28 + "…"),
        ("ก" * 28 + " และอื่น ๆ", "ก" * 28 + "…"),
    ],
)
def test_a_long_text_is_cut_between_letters(text: str, expected: str) -> None:
    assert shortened(text, 30) == expected
