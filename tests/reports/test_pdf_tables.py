"""Tables of a printed paper: rows whole, cells over several rows, numbers unbroken, bars; nothing beside the page."""

from __future__ import annotations

import re

import pytest

from tests.support.pdf_pages import alternatives_of, as_printed, letters_on_letters, outside, pages_of, said
from tests.support.small_papers import divisions, paper, table
from tracker.domain.papers import Digits
from tracker.domain.thai_text import to_thai_digits
from tracker.reports.paper import NOTHING, PLAIN, Chart, Dress
from tracker.reports.pdf.drawing import pdf

THAI = Dress(digits=Digits.THAI)


def test_repeats_the_head_on_each_page_and_keeps_rows_whole() -> None:
    rows = [(str(number), f"เริ่ม{number:03} {'ข้อความ ' * 20} จบ{number:03}", "กองคลัง", None) for number in range(60)]
    pages = pages_of(pdf(paper(table(*rows)), PLAIN))
    assert all("งบประมาณ" in page for page in pages)
    for number in range(60):
        assert [f"เริ่ม{number:03}" in page for page in pages] == [f"จบ{number:03}" in page for page in pages]


def test_goes_on_on_the_next_page_in_a_row_that_is_higher_than_a_page() -> None:
    rows = [("1", f"เริ่ม {'ข้อความยาว ' * 1500} จบ", "กองคลัง", 0.5), ("2", "ถัดไป", "กองช่าง", 1.0)]
    file = pdf(paper(table(*rows)), PLAIN)
    assert said(file).count("ข้อความ") == 1500
    assert outside(file) == []


@pytest.mark.parametrize(
    ("count", "title", "words"),
    [
        (12, "มาตรการ " * 50, "รายงาน " * 30),
        (12, "มาตรการ " * 50, "สั้น"),
        (12, "มาตรการ " * 900, "สั้น"),
        (2, "มาตรการ " * 900, "รายงาน " * 900),
        (3, "มาตรการ " * 330, "สั้น"),
        (8, "มาตรการ", "รายงาน " * 200),
    ],
    ids=[
        "both long",
        "long beside short",
        "longer than a page",
        "all longer",
        "nearly a page",
        "short beside long",
    ],
)
@pytest.mark.parametrize("is_landscape", [True, False], ids=["landscape", "portrait"])
def test_prints_all_of_a_measure_of_many_divisions(count: int, title: str, words: str, is_landscape: bool) -> None:
    before = [(str(number), "มาก่อน", "กองคลัง", None) for number in range(5)]
    rows = [*before, *divisions(count, f"ต้นเรื่อง {title} ท้ายเรื่อง", words), ("8", "ถัดไป", "กองคลัง", None)]
    file = pdf(paper(table(*rows, shared=2), is_landscape=is_landscape), PLAIN)
    found = said(file)
    assert [one for one in ("ต้นเรื่อง", "ท้ายเรื่อง") if found.count(one) != 1] == []
    assert found.count("มาตรการ") >= title.count("มาตรการ")
    assert [row[2] for row in rows if as_printed(str(row[2]).split()[0], PLAIN) not in found] == []
    assert found.count("1,234,567.50") == count
    assert outside(file) == []
    assert letters_on_letters(file) == []


def test_prints_the_number_of_a_measure_again_where_it_goes_on_on_another_page() -> None:
    pages = pages_of(pdf(paper(table(*divisions(12, "มาตรการ", "รายงาน " * 60), shared=2)), PLAIN))
    assert len(pages) > 1
    assert all(re.search("^7( |\r)", page, re.MULTILINE) for page in pages)


def test_never_breaks_a_number_or_a_date() -> None:
    rows = [("1", "ก", "กองคลัง", 123_456_789_012.25)] * 3
    page = pages_of(pdf(paper(table(*rows), is_landscape=False), THAI))[0]
    assert page.count(to_thai_digits("123,456,789,012.25")) == 3


def test_says_that_there_is_nothing() -> None:
    assert NOTHING in pages_of(pdf(paper(table()), PLAIN))[0]


def test_draws_a_bar_a_row_and_reads_the_figures_out() -> None:
    chart = Chart("งบประมาณรายส่วนราชการ", "ส่วนราชการ", "งบประมาณ", most=2_000_000)
    rows = [("1", "ก", "กองคลัง", 1_000_000.0), ("2", "ข", "กองช่าง", None), ("3", "ค", "ช" * 3000, 9_999_999.0)]
    file = pdf(paper(table(*rows, chart=chart)), THAI)
    (heard,) = [text for text in alternatives_of(file) if "งบประมาณรายส่วนราชการ" in text]
    assert "กองคลัง ๑,๐๐๐,๐๐๐.๐๐, กองช่าง - ไม่มี -" in heard
    assert outside(file) == []
