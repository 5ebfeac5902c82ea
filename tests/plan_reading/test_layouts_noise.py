"""What scanners, converters and hurried typists do to a plan: it is understood all the same, and kept as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plan_layouts import AGENCY, TITLE, codes, dates, document, only, plan, table, titles
from tracker.domain.thai_text import squeeze
from tracker.plan_reading import draft_plan
from tracker.plan_reading.document import Table
from tracker.plan_reading.figures import mended_figures, mended_item_numbers
from tracker.plan_reading.heading_words import Column, column_of, misspelt_column_of
from tracker.plan_reading.item_lists import split_items
from tracker.plan_reading.plain_words import plain
from tracker.plan_reading.scores import question_code

CLEAN = """
ที่ | มาตรการ | ขั้นตอนการดำเนินงาน | ผู้รับผิดชอบ | ระยะเวลาดำเนินการ | การติดตามผล
๑ | จัดทำแผ่นพับแนะนำขั้นตอน | ๑. ยกร่าง ๒. พิมพ์แจก | กองคลัง | ม.ค. - มี.ค. ๒๕๖๙ | รายงานผลทุกเดือน
๒ | ลงข่าวการจัดซื้อ | ๑. รวบรวม ๒. ลงเว็บไซต์ | สำนักปลัด | ไตรมาส ๒ | รายงานผลทุกไตรมาส
"""


def cells_of(text: str) -> Table:
    return table(text)


def spoilt(old: str, new: str) -> Table:
    return Table(0, tuple(tuple(cell.replace(old, new) for cell in row) for row in cells_of(CLEAN).rows))


NOISE = {
    "a split sara am": ("ำ", "ํา"),
    "a tone mark inside a split sara am": ("ทำ", "ทํา"),
    "two sara e for a sara ae": ("แ", "เเ"),
    "a zero-width space between letters": ("ร", "ร\u200b"),
    "a soft hyphen": ("น", "น\u00ad"),
    "a no-break space": (" ", "\u00a0"),
    "two spaces": (" ", "  "),
    "a line end in a word": ("การ", "กา\nร"),
    "a space in a word": ("ผิด", "ผิ ด"),
    "a space before a mark": ("ดำเนิน", "ดำ เนิน"),
    "a doubled vowel mark": ("ิ", "ิิ"),
    "Arabic digits": ("๒", "2"),
}


@pytest.mark.parametrize(("old", "new"), list(NOISE.values()), ids=list(NOISE))
def test_noise_changes_nothing_that_is_understood(old: str, new: str) -> None:
    clean, noisy = plan(cells_of(CLEAN)), plan(spoilt(old, new))
    assert [squeeze(title) for title in titles(noisy)] == [squeeze(title) for title in titles(clean)]
    for read, expected in zip(noisy.measures, clean.measures, strict=True):
        assert dates(read) == dates(expected)
        assert read.responsible.divisions == expected.responsible.divisions
        assert read.monitoring.cadences == expected.monitoring.cadences
        assert len(read.steps) == len(expected.steps)


@pytest.mark.parametrize(("old", "new"), list(NOISE.values()), ids=list(NOISE))
def test_the_text_stays_as_adopted_letter_for_letter(old: str, new: str) -> None:
    noisy = spoilt(old, new)
    for row, measure in zip(noisy.rows[1:], plan(noisy).measures, strict=True):
        assert (measure.responsible.text, measure.period.text, measure.monitoring.text) == tuple(
            cell.strip() for cell in row[3:]
        )


@pytest.mark.parametrize(
    ("text", "figures"),
    [("l", "l"), ("l0", "10"), ("1O", "10"), ("l00.00", "100.00"), ("9O.5", "90.5"), ("๙o.๕", "90.5"), ("IIT", "IIT"),
     ("กอง", "กอง"), ("", ""), ("2O26-O1", "2O26-O1")],
)  # fmt: skip
def test_letters_among_digits_are_digits(text: str, figures: str) -> None:
    assert mended_figures(text) == figures


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("l. ก 2. ข", ("ก", "ข")),
        ("๑. ก ๒. ข", ("ก", "ข")),
        ("I) ก 2) ข", ("ก", "ข")),
        ("IIT. ก", ("IIT. ก",)),
        ("9. ก lO. ข", ("ก", "ข")),
    ],
)
def test_items_are_found_by_scanned_numbers(cell: str, items: tuple[str, ...]) -> None:
    assert split_items(cell) == items


@given(st.text(alphabet="lIO|0123๑๒. )(กข\n", max_size=30))
def test_mending_moves_no_letter(text: str) -> None:
    assert len(mended_item_numbers(text)) == len(text)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Ol โครงสร้าง", "O1"), ("OlO E-Service", "O10"), ("๐๑๐ E-Service", "O10"), ("0l0 E-Service", "O10"),
        ("o2l No Gift", "O21"), ("il ท่าน", "i1"), ("i1O ท่าน", "i10"), ("e๓ ท่าน", "e3"), ("Old ข่าว", None),
    ],
)  # fmt: skip
def test_scanned_codes_of_questions(label: str, code: str | None) -> None:
    assert question_code(label, None) == code


def test_scanned_scores_are_read() -> None:
    draft = plan(
        table("ตัวชี้วัด | คะแนน\nตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ | l00.00\nตัวชี้วัดที่ ๒ การใช้งบประมาณ | 9O.50"),
        "มาตรการมีดังนี้",
        cells_of(CLEAN),
    )
    assert draft.assessment is not None
    assert draft.assessment.indicators == {"1": 100.0, "2": 90.5}


def test_of_several_years_the_newest_scores_count() -> None:
    draft = plan(
        table(
            """
            ที่ | ตัวชี้วัด | ปี ๒๕๖๗ | ปี ๒๕๖๘ | ผลต่าง
            ๑ | การปฏิบัติหน้าที่ | ๘๐.๐๐ | ๙๑.๒๕ | ๑๑.๒๕
            ๒ | การใช้งบประมาณ | ๘๑ | ๙๒ | ๑๑
            """
        ),
        "มาตรการมีดังนี้",
        cells_of(CLEAN),
    )
    assert draft.assessment is not None
    assert draft.assessment.indicators == {"1": 91.25, "2": 92.0}


@pytest.mark.parametrize(
    "said",
    [
        "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๘ ได้คะแนน ๙๑.๕๐ คะแนน อยู่ในระดับ ผ่านดี",
        "ผลการประเมิน ปีงบประมาณ พ.ศ. ๒๕๖๘ ได้ผลคะแนนรวม ๙๑.๕๐ คะแนน ระดับผ่านดี",
        "ในปีงบประมาณ พ.ศ. ๒๕๖๘ ผลคะแนนภาพรวม ๙๑.๕๐\nระดับ : ผ่านดี",
        "ผลการประเมิน ปีงบประมาณ พ.ศ. ๒๕๖๘ หน่วยงานมีคะแนน ๙๑.๕๐ คะแนน\nระดับ ผ่านดี",
    ],
)
def test_the_overall_score_is_said_in_many_ways(said: str) -> None:
    draft = plan(said, cells_of(CLEAN))
    assert draft.assessment is not None
    assert (draft.assessment.fiscal_year, draft.assessment.overall, draft.assessment.level) == (2568, 91.5, "ผ่านดี")


def test_the_overall_score_may_stand_in_a_table() -> None:
    draft = plan(
        "ผลการประเมิน ปีงบประมาณ พ.ศ. ๒๕๖๘",
        table("คะแนนภาพรวม | ๙๑.๕๐ คะแนน\nระดับผลการประเมิน | ผ่านดี"),
        "มาตรการมีดังนี้",
        cells_of(CLEAN),
    )
    assert draft.assessment is not None
    assert (draft.assessment.fiscal_year, draft.assessment.overall, draft.assessment.level) == (2568, 91.5, "ผ่านดี")


def test_the_title_and_the_agency_may_stand_inside_the_table() -> None:
    sheet = table(f"{TITLE} | | | | |\n{AGENCY} | | | | |\n | | | | |\n{CLEAN.strip()}")
    draft = draft_plan(document(sheet))
    assert (draft.agency.name, draft.plan_fiscal_year, len(draft.measures)) == (AGENCY, 2569, 2)


def test_a_year_that_is_cut_off_is_asked() -> None:
    draft = plan(table("มาตรการ | ผู้รับผิดชอบ | ระยะเวลา\nตู้ | กองคลัง | ต.ค. - ธ.ค. ๒๕๖"))
    assert "period_cut_year" in codes(draft, "1")


def test_a_measure_in_one_long_wrapped_cell() -> None:
    measure = only(table("มาตรการ | ผู้รับผิดชอบ | ระยะเวลา\nจัดทำ\\แผ่น\\พับ | กอง\\คลัง | ม.ค.\\-\\มี.ค.\\๖๙"))
    assert (measure.responsible.divisions, dates(measure)) == (("กองคลัง",), ("2026-01-01", "2026-03-31"))


@given(st.text(max_size=80))
def test_any_words_are_a_heading_or_none(words: str) -> None:
    assert column_of(words) in {*Column, None}
    assert misspelt_column_of(words) in {*Column, None}
    assert plain(plain(words)) == plain(words)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from(["\u200b", " ", "\u00a0", "\n"]))
def test_a_space_anywhere_in_a_heading_loses_no_measure(seed: int, space: str) -> None:
    rows = [list(row) for row in cells_of(CLEAN).rows]
    place = 1 + seed % (len(rows[0]) - 1)
    heading = rows[0][place]
    at = 1 + seed // 7 % (len(heading) - 1)
    rows[0][place] = heading[:at] + space + heading[at:]
    assert titles(plan(Table(0, tuple(map(tuple, rows))))) == titles(plan(cells_of(CLEAN)))
