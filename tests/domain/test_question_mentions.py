from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.framework import Tool
from tracker.domain.question_mentions import questions_named

NAMED = [
    ("แก้ไขตามข้อ e4", "e4"),
    ("ข้อ e๔ และ e ๕", "e4 e5"),
    ("ยกระดับคะแนนข้อ I๑๐.", "i10"),
    ("ปรับปรุงข้อมูล O12 บนเว็บไซต์", "O12"),
    ("ข้อ ๐๑๒ และ ๐๑๓", "O12 O13"),
    ("๐๑, ๐๖ และ ๐๒๗ ให้ครบ", "O1 O6 O27"),
    ("รายการ (๐๒๒)", "O22"),
    ("e4-e6", "e4 e5 e6"),
    ("O12–14", "O12 O13 O14"),
    ("i7 ถึง i9", "i7 i8 i9"),
    ("i3 - e2", "i3 e2"),
    ("รายงาน O1/2568", "O1"),
]
NOT_NAMED = [
    "", "มาตรการที่ 4", "วันที่ 05 ต.ค. 2568", "05 ตุลาคม 2568 ประชุม", "01/10/2568", "เวลา ๐๙.๐๐ น.", "โทร 044-012345",
    "CO2", "E-Service", "iPhone 5", "Web 4.0", "i4.5", "ข้อ 0", "o0", "ข้อ ๐๙.๓๐", "e123", "ร้อยละ 05",
]  # fmt: skip
LETTER = {Tool.IIT: "i", Tool.EIT: "e", Tool.OIT: "O"}


def words(text: str) -> set[str]:
    return {f"{LETTER[tool]}{number}" for tool, number in questions_named(text)}


@pytest.mark.parametrize("text, codes", NAMED)
def test_a_code_is_found_however_it_is_written(text: str, codes: str) -> None:
    assert words(text) == set(codes.split())


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_day_an_hour_or_a_word_is_no_code(text: str) -> None:
    assert words(text) == set()


@given(st.text(alphabet="ieoO๐๑๒09 -–,./ขอ้ถึงและ\n", max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(number > 0 for _, number in questions_named(text))
