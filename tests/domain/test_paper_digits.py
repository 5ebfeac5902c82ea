"""Thai digits on papers: in words and figures, not in what a machine reads."""

from __future__ import annotations

import time

import pytest

from tracker.domain.papers import Digits, in_digits

MOST_SECONDS = 0.1


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("", ""),
        ("วันที่ 4 กุมภาพันธ์ 2569", "วันที่ ๔ กุมภาพันธ์ ๒๕๖๙"),
        ("1,234.50 บาท", "๑,๒๓๔.๕๐ บาท"),
        ("ดูที่ https://example.go.th/2569/1 ข้อ 2", "ดูที่ https://example.go.th/2569/1 ข้อ ๒"),
        ("รหัสตรวจสอบ A1B2-C3D4 ฉบับที่ 2", "รหัสตรวจสอบ A1B2-C3D4 ฉบับที่ ๒"),
        ("ข้อ O24\nข้อ\t25", "ข้อ O24\nข้อ\t๒๕"),
    ],
)
def test_words_with_latin_letters_keep_their_digits(text: str, printed: str) -> None:
    assert in_digits(text, Digits.THAI) == printed
    assert in_digits(text, Digits.ARABIC) == text


def test_a_word_of_ten_thousand_letters_takes_no_time() -> None:
    started = time.perf_counter()
    in_digits("ก" * 10_000, Digits.THAI)
    assert time.perf_counter() - started < MOST_SECONDS
