"""Word writes the numbers of its lists nowhere; they are counted as Word counts them."""

from __future__ import annotations

import io

import docx
import pytest

from tests.support.word_files import cell, item, list_definition, list_level, paragraph, row, table, word_file
from tracker.plan_reading.docx_reader import read_docx
from tracker.plan_reading.item_lists import split_items

NUMBERED = list_level(0, "decimal", "%1.")
THAI = list_level(0, "thaiNumbers", "%1.")


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read_docx(word_file(body, numbering=numbering, styles=styles), "plan.docx").paragraphs


def rows(body: str, numbering: str) -> tuple[tuple[str, ...], ...]:
    (found,) = read_docx(word_file(body, numbering=numbering), "plan.docx").tables
    return found.rows


def test_the_numbers_and_bullets_that_word_adds_are_there() -> None:
    document = docx.Document()
    for style, text in [("List Number", "ก"), ("List Number", "ข"), ("List Bullet", "ค"), ("Normal", "ง")]:
        document.add_paragraph(text, style=style)
    file = io.BytesIO()
    document.save(file)
    assert read_docx(file.getvalue(), "plan.docx").paragraphs == ["1. ก", "2. ข", "• ค", "ง"]


@pytest.mark.parametrize(
    ("style", "text", "labels"),
    [
        ("decimal", "%1.", "1. 2. 3."),
        ("decimal", "(%1)", "(1) (2) (3)"),
        ("decimal", "ข้อ%1", "ข้อ1 ข้อ2 ข้อ3"),
        ("decimalZero", "%1.", "01. 02. 03."),
        ("thaiNumbers", "%1)", "๑) ๒) ๓)"),
        ("thaiLetters", "%1.", "ก. ข. ค."),
        ("lowerLetter", "%1)", "a) b) c)"),
        ("upperRoman", "%1.", "I. II. III."),
        ("bullet", "-", "- - -"),
        ("bullet", "\uf0b7", "• • •"),
        ("bullet", "o", "• • •"),
        ("japaneseCounting", "%1.", "1. 2. 3."),
    ],
)
def test_a_list_is_numbered_in_its_style(style: str, text: str, labels: str) -> None:
    numbering = list_definition(list_level(0, style, text))
    assert lines(item("ก") * 3, numbering) == [f"{label} ก" for label in labels.split()]


def test_a_list_without_a_sign_stays_without() -> None:
    assert lines(item("ก"), list_definition(list_level(0, "none", ""))) == ["ก"]


def test_levels_carry_the_numbers_above_and_begin_again_below_a_new_one() -> None:
    numbering = list_definition(THAI, list_level(1, "thaiNumbers", "%1.%2"), list_level(2, "thaiLetters", "%3)"))
    body = item("ก") + item("ข", level=1) + item("ค", level=1) + item("ง", level=2) + item("จ") + item("ฉ", level=1)
    assert lines(body, numbering) == ["๑. ก", "๑.๑ ข", "๑.๒ ค", "ก) ง", "๒. จ", "๒.๑ ฉ"]


@pytest.mark.parametrize(
    ("override", "second"),
    [
        ("", "3. ค"),
        ('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>', "1. ค"),
        ('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>', "7. ค"),
        (f'<w:lvlOverride w:ilvl="0">{list_level(0, "upperLetter", "%1:")}</w:lvlOverride>', "C: ค"),
    ],
    ids=["goes on", "begins anew", "begins at seven", "looks otherwise"],
)
def test_a_second_list_of_the_same_kind(override: str, second: str) -> None:
    numbering = list_definition(NUMBERED, uses=(1, 2), override=override)
    assert lines(item("ก") + item("ข") + item("ค", 2), numbering) == ["1. ก", "2. ข", second]


def test_a_style_numbers_its_paragraphs_and_those_of_the_styles_based_on_it() -> None:
    styles = (
        '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="T"><w:basedOn w:val="S"/></w:style>'
    )
    body = paragraph("ก", '<w:pStyle w:val="S"/>') + paragraph("ข", '<w:pStyle w:val="T"/>')
    without = paragraph("ค", '<w:pStyle w:val="S"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + without, list_definition(NUMBERED), styles) == ["1. ก", "2. ข", "ค"]


def test_steps_that_word_numbers_are_split_like_typed_ones() -> None:
    steps = table(row("ก", cell(item("ร่างคำสั่ง") + item("แจ้งเวียน") + item("สรุปผล"))))
    others = [("thaiLetters", "%1."), ("lowerLetter", "(%1)"), ("bullet", "-"), ("bullet", "\uf0b7")]
    for level in (NUMBERED, THAI, *(list_level(0, *other) for other in others)):
        words = rows(steps, list_definition(level))[0][1]
        assert split_items(words) == ("ร่างคำสั่ง", "แจ้งเวียน", "สรุปผล")


def test_a_column_of_nothing_but_automatic_numbers_is_numbered() -> None:
    body = table(row(cell(item("")), "ก"), row(cell(item("")), "ข"))
    assert rows(body, list_definition(THAI)) == (("๑.", "ก"), ("๒.", "ข"))


@pytest.mark.parametrize("words", ["ก.ย. ๖๙\nข. แจ้งเวียน", "ก. ร่างคำสั่ง", "พ.ศ. ๒๕๖๙\nม. ๗๙", "ข. ร่าง\nค. แจ้ง"])
def test_an_abbreviation_is_no_letter_of_a_list(words: str) -> None:
    assert split_items(words) == (words.replace("\n", " "),)
