"""The text of a printed paper as a reader finds, copies and hears it, in the dress of its agency."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from tests.support.paper_examples import CODE, example
from tests.support.pdf_pages import alternatives_of, as_printed, is_found, outside, pages_of, said
from tests.support.small_papers import SIGNERS, divisions, jpeg, paper, png, small_letters, table
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.paper import PLAIN, Dress, Gallery, Picture, Text
from tracker.reports.pdf.drawing import pdf
from tracker.reports.pdf.fonts import SARABUN, fonts_of

THAI = Dress(digits=Digits.THAI)


def test_is_found_by_whole_phrases() -> None:
    phrases = ("สั่งการให้ดำเนินการทั้งสิ้น", "น้ำดื่มของผู้ใหญ่ที่ญี่ปุ่น", "ต่าง ๆ", "พ.ศ. 2569", "สิทธิ์กตัญญู")
    file = pdf(paper(Text("ก", phrases)), PLAIN)
    assert [phrase for phrase in phrases if not is_found(file, phrase)] == []


def test_has_every_letter_with_every_mark_once() -> None:
    consonants = [chr(code) for code in range(0x0E01, 0x0E2F) if chr(code) not in "ฤฦ"]
    vowels, tones = ["", *"ัิีึืุู"], ["", *"่้๊๋์"]
    stacks = ["".join(one + vowel + tone for vowel in vowels for tone in tones) + f"{one}้ำ" for one in consonants]
    file = pdf(paper(Text("ก", tuple(stacks)), table(*[("1", stack, stack, None) for stack in stacks])), PLAIN)
    found = said(file)
    assert [stack for stack in stacks if found.count(stack) < 2] == []


def test_has_nothing_invisible() -> None:
    file = pdf(example(PaperKind.MEETING), PLAIN)
    assert set("".join(pages_of(file))) & set("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe") == set()


def test_shows_a_mark_for_a_letter_that_the_font_has_not() -> None:
    pages = pages_of(pdf(paper(Text("ก", ("ยิ้ม🙂ค่ะ ☑ שלום \ud800",))), PLAIN))
    assert "ยิ้ม◊ค่ะ √ ◊◊◊◊ ◊" in pages[0]


@pytest.mark.parametrize("is_landscape", [True, False])
def test_prints_a_title_of_400_letters_in_full_once_and_shortened_on_each_page(is_landscape: bool) -> None:
    title = "แผนปฏิบัติการป้องกันการทุจริต" * 14
    rows = [(str(number), "มาตรการ " * 30, "กองคลัง", None) for number in range(40)]
    file = pdf(paper(table(*rows), title=title, is_landscape=is_landscape), PLAIN)
    pages = pages_of(file)
    assert title in "".join(pages[0].split())
    assert all(page.splitlines()[0].startswith(title[:40]) for page in pages[1:])
    assert outside(file) == []


def test_leaves_latin_words_and_the_check_code_their_digits() -> None:
    page = pages_of(pdf(paper(Text("ก", ("ข้อ 26 ใน https://www.example.go.th/O26/2569",))), THAI))[0]
    assert "ข้อ ๒๖ ใน" in page
    assert "https://www.example.go.th/O26/2569" in page
    assert CODE in page


def test_shows_pictures_with_their_captions_and_says_them() -> None:
    gallery = Gallery("ภาพ", "ภาพประกอบ", (Picture("a", "ประชุมชี้แจง"), Picture("b", "ภาพที่เสีย"), Picture("c", "ภาพที่หาย")))
    file = pdf(paper(gallery), replace(PLAIN, pictures={"a": jpeg(), "b": jpeg()[:300]}))
    assert alternatives_of(file) == ["ประชุมชี้แจง"]
    assert all(as_printed(picture.caption, PLAIN) in said(file) for picture in gallery.pictures)


def test_makes_pictures_small_enough_to_be_sent() -> None:
    noise = BytesIO()
    Image.effect_noise((2000, 2000), 80).convert("RGB").save(noise, "JPEG", quality=95)
    gallery = Gallery("ภาพ", "ภาพประกอบ", tuple(Picture(f"{number}", f"ภาพที่ {number}") for number in range(4)))
    pictures = {f"{number}": noise.getvalue() for number in range(4)}
    assert len(pdf(paper(gallery), replace(PLAIN, pictures=pictures))) < len(noise.getvalue()) * 2


@pytest.mark.parametrize("kind", [PaperKind.MEETING, PaperKind.MEMO])
def test_shows_the_emblem_on_the_first_page(kind: PaperKind) -> None:
    printed = example(kind)
    assert f"ตราของ{printed.agency_name}" in alternatives_of(pdf(printed, replace(PLAIN, logo=png())))
    assert alternatives_of(pdf(printed, replace(PLAIN, logo=b"no picture"))) == alternatives_of(pdf(printed, PLAIN))


def test_lets_those_sign_who_answer_for_it() -> None:
    found = said(pdf(paper(), replace(PLAIN, signatures=SIGNERS)))
    assert "(นางสาวผู้รายงาน)นักวิเคราะห์นโยบายและแผน" in found
    assert "(ลงชื่อ)" in found
    assert "ผู้รับรอง" in found
    assert "(ลงชื่อ)" not in said(pdf(replace(paper(), is_signed=False), replace(PLAIN, signatures=SIGNERS)))


def test_uses_the_offices_own_font_in_its_size() -> None:
    regular, bold = ((SARABUN / f"Sarabun-{weight}.ttf").read_bytes() for weight in ("Regular", "Bold"))
    own = replace(PLAIN, fonts=(small_letters(regular), small_letters(bold)))
    assert fonts_of(own.fonts).points == 16
    printed = paper(table(*divisions(3, "มาตรการ"), shared=2))
    assert said(pdf(printed, own)) == said(pdf(printed, PLAIN))
