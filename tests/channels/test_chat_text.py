from __future__ import annotations

import pytest

from tracker.channels.chat_text import LEFT_OUT, fitted, units

END = "เปิด: https://a.go.th/x\n\nเทศบาล"


@pytest.mark.parametrize(
    ("text", "limit", "fits"),
    [
        ("สั้นพอ", 6, "สั้นพอ"),
        (f"หนึ่ง\nสอง\nสาม{'x' * 80}\n{END}", 112, f"หนึ่ง\nสอง\n{LEFT_OUT}\n{END}"),
        (f"ประโยคแรก ประโยคที่สอง{'x' * 80}\n{END}", 112, f"ประโยคแรก\n{LEFT_OUT}\n{END}"),
        ("ไม่มีลิงก์ " * 30, 90, f"ไม่มีลิงก์ ไม่มีลิงก์\n{LEFT_OUT}\n"),
        ("ยาว" * 40, 10, "ยาวยาวยาวย"),
    ],
)
def test_it_cuts_between_lines_and_sentences(text: str, limit: int, fits: str) -> None:
    assert fitted(text, limit) == fits
    assert units(fits) <= limit


def test_letters_outside_the_first_plane_count_twice_and_are_not_torn() -> None:
    assert units("😀") == 2
    assert fitted("😀😀😀", 5) == "😀😀"
