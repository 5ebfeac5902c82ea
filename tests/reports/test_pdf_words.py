"""Where a line of Thai may end, and where it must not."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.pdf.words import smaller, words

MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C) if not 0x0E3A < code < 0x0E3F)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("จัดอบรมพนักงาน", "จัด|อบรม|พนักงาน"),
        ("ประเมินความเสี่ยงการทุจริต", "ประเมิน|ความเสี่ยง|การ|ทุจริต"),
        ("องค์การบริหารส่วนตำบล", "องค์|การบริหาร|ส่วน|ตำบล"),
        ("น้ำดื่มผู้ใหญ่", "น้ำดื่ม|ผู้ใหญ่"),
        ("ด้านต่าง ๆ ของงาน", "ด้าน|ต่าง ๆ| |ของ|งาน"),
        ("หนังสือ ประกาศ ฯลฯ", "หนังสือ| |ประกาศ ฯลฯ"),
        ("ปี พ.ศ. 2569", "ปี| |พ.ศ. 2569"),
        ("ของ อบต. และ พ.ร.บ. นี้", "ของ| |อบต.| |และ| |พ.ร.บ.| |นี้"),
        ('ว่า "การให้บริการ" (O26)', 'ว่า| |"การ|ให้บริการ"| |(O26)'),
        ("กอง/สำนัก ร้อยละ 50%", "กอง/|สำนัก| |ร้อยละ| |50%"),
        ("ต.ค.-ธ.ค. -กำชับ", "ต.ค.-|ธ.ค.| |-กำชับ"),
        ("1,234,567.00 บาท", "1,234,567.00| |บาท"),
        ("ครั้งที่ 1  ใช่", "ครั้ง|ที่| |1| |ใช่"),
        ("", ""),
    ],
)
def test_a_line_may_end_between_words_only(line: str, pieces: str) -> None:
    assert "|".join(words(line)) == pieces


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(THAI + " ()-.")))
def test_nothing_is_lost_but_doubled_spaces(line: str) -> None:
    assert "".join(words(line)) == re.sub(" +", " ", line.replace("\u00a0", " ")) or "\u00a0" in line


@given(st.text(st.sampled_from(THAI + "ab/.-"), min_size=1))
def test_a_word_is_cut_between_letters_when_it_must_be(word: str) -> None:
    pieces = smaller(word)
    assert "".join(pieces) == word
    assert [piece for piece in pieces[1:] if piece[0] in MARKS and pieces[0][-1] not in "/.-"] == []


def test_an_address_is_cut_after_its_points_and_slashes() -> None:
    assert smaller("www.example.go.th/a?b=1") == ["www.", "example.", "go.", "th/", "a?", "b=", "1"]


def test_a_long_run_without_a_space_takes_no_time_to_speak_of() -> None:
    assert "".join(words("กขค" * 5000)) == "กขค" * 5000


def test_the_dictionary_is_read_without_the_package_that_it_comes_with() -> None:
    """Which would make a folder in the home directory, and take 90 MB."""
    words("จัดอบรม")
    assert "pythainlp" not in sys.modules
