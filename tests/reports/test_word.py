"""Every kind of paper as a Word document, opened again: every figure as in the paper, every text as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from io import BytesIO

import pytest
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from tests.support.other_process import hashes_here_and_elsewhere
from tests.support.paper_examples import HOSTILE_TEXTS, empty, example, hostile, large
from tests.support.word_papers import (
    all_said,
    as_written,
    has,
    lines_of,
    opened,
    parts_of,
    rows_of,
    said,
    tables_of,
    the,
    value,
    words_of,
)
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.kinds.registry import KINDS as ALL_KINDS
from tracker.reports.paper import (
    NOTHING,
    PLAIN,
    Column,
    ColumnKind,
    Dress,
    Facts,
    Gallery,
    Paper,
    Picture,
    Signature,
    Table,
    Text,
)
from tracker.reports.word.drawing import document
from tracker.reports.word.fields import fields_of
from tracker.reports.word.forms import form_of, own_form
from tracker.reports.word.tables import points_of
from tracker.reports.word.xml import FONT_NAME, twips

KINDS = pytest.mark.parametrize("kind", list(ALL_KINDS))
REPORTS = [kind for kind in ALL_KINDS if kind is not PaperKind.MEMO]
DOTS = "." * 48
THAI = Dress(digits=Digits.THAI)
SIGNATURES = (Signature("ผู้รายงาน", "", "หัวหน้าสำนักปลัด"), Signature("ผู้รับรอง", "ผู้บริหารเมือง", "นายกเทศมนตรี"))


def picture(form: str = "JPEG", size: tuple[int, int] = (640, 480)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "green").save(file, form)
    return file.getvalue()


def foot_of(paper: Paper, dress: Dress = PLAIN) -> str:
    return words_of(opened(paper, dress).sections[0].footer._element)


@KINDS
@pytest.mark.parametrize("make", [example, large, hostile], ids=["ordinary", "large", "hostile"])
@pytest.mark.parametrize("dress", [PLAIN, THAI], ids=["arabic", "thai"])
def test_every_row_of_every_table_stands_as_the_paper_has_it(
    kind: PaperKind, make: Callable[[PaperKind], Paper], dress: Dress
) -> None:
    paper = make(kind)
    drawn = tables_of(opened(paper, dress))
    assert len(drawn) == len(paper.tables)
    for table, element in zip(paper.tables, drawn, strict=True):
        if table.rows:
            assert rows_of(element) == as_written(table, dress)


@KINDS
def test_a_table_without_rows_says_so(kind: PaperKind) -> None:
    paper = empty(kind)
    for table, element in zip(paper.tables, tables_of(opened(paper)), strict=True):
        if not table.rows:
            assert rows_of(element)[0] == (NOTHING,)
        assert [words_of(cell) for cell in the(element, "w:tr").iter(qn("w:tc"))] == [
            column.heading for column in table.columns
        ]


@KINDS
@pytest.mark.parametrize("dress", [PLAIN, THAI], ids=["arabic", "thai"])
def test_its_words_stand_in_their_order(kind: PaperKind, dress: Dress) -> None:
    paper = example(kind)
    wanted = [] if kind is PaperKind.MEMO else all_said([paper.title, *paper.head_lines], dress)
    for part in paper.parts:
        wanted += all_said([part.heading] if part.heading else [], dress)
        if isinstance(part, Text):
            wanted += all_said(part.paragraphs, dress)
        elif isinstance(part, Facts) and kind is not PaperKind.MEMO:
            wanted += [f"{line.label}  {said(line.text, dress=dress)}" for line in part.lines]
        elif isinstance(part, Table):
            wanted += all_said([part.note] if part.note else [], dress)
    shown = iter(lines_of(opened(paper, dress)))
    assert [line for line in wanted if line not in shown] == []


@KINDS
@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: repr(text[:12]))
def test_text_stays_text(kind: PaperKind, text: str) -> None:
    word = opened(hostile(kind, text))
    words = [words_of(one) for one in word.element.body.iter(qn("w:p"))]
    assert any(said(text) in one for one in words)
    assert not any("49" in one for one in words)
    assert {code.text for code in word.element.body.iter(qn("w:instrText"))} == set()


def test_what_docxtpl_takes_for_tags_of_its_own_stays_text() -> None:
    text = "{_{ a }_} {_% b %_} {{r c }} {%vm%}"
    assert any(text in line for line in lines_of(opened(replace(example(PaperKind.INDICATORS), title=text))))


@KINDS
def test_thai_letters_have_the_font_the_size_and_the_weight(kind: PaperKind) -> None:
    """What counts for them are attributes of their own beside those of western letters."""
    parts = parts_of(document(example(kind), Dress(signatures=SIGNATURES)))
    for name in ("word/styles.xml", "word/document.xml", "word/footer2.xml"):
        for letters in etree.fromstring(parts[name]).iter(qn("w:rPr")):
            assert has(letters, "w:b") == has(letters, "w:bCs")
            sizes = [one.get(qn("w:val")) for one in letters.iterchildren(qn("w:sz"), qn("w:szCs"))]
            assert len(sizes) in (0, 2)
            assert len(set(sizes)) <= 1
            for font in letters.iterchildren(qn("w:rFonts")):
                assert {font.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {FONT_NAME}
                assert not [name for name in font.attrib if "theme" in str(name).lower()]
    normal = opened(example(kind)).styles["Normal"].element
    assert value(the(normal, "w:rPr", "w:szCs"), "w:val") == "32"
    assert value(the(normal, "w:rPr", "w:lang"), "w:bidi") == "th-TH"


@KINDS
def test_heads_of_tables_repeat_and_rows_stay_whole(kind: PaperKind) -> None:
    for table in tables_of(opened(example(kind))):
        head, *rows = table.iterchildren(qn("w:tr"))
        assert has(head, "w:trPr", "w:tblHeader")
        assert all(has(row, "w:trPr", "w:cantSplit") for row in (head, *rows))
        assert not [row for row in rows if has(row, "w:trPr", "w:tblHeader")]


@KINDS
def test_nothing_is_left_of_what_had_nothing_in_it(kind: PaperKind) -> None:
    """Word calls a table without rows damaged, and a cell that does not end with a paragraph."""
    body = opened(empty(kind)).element.body
    assert all(has(table, "w:tr", "w:tc") for table in body.iter(qn("w:tbl")))
    assert {[*cell][-1].tag for cell in body.iter(qn("w:tc"))} <= {qn("w:p")}


@KINDS
def test_columns_fill_the_width_of_the_page(kind: PaperKind) -> None:
    word = opened(example(kind))
    margins = the(word.element.body, "w:sectPr", "w:pgMar")
    page = int(value(the(word.element.body, "w:sectPr", "w:pgSz"), "w:w"))
    room = page - int(value(margins, "w:left")) - int(value(margins, "w:right"))
    for table in tables_of(word):
        widths = [int(value(column, "w:w")) for column in table.iter(qn("w:gridCol"))]
        assert abs(sum(widths) - room) < 20
        assert [int(value(one, "w:w")) for one in the(table, "w:tr").iter(qn("w:tcW"))] == widths


@pytest.mark.parametrize(
    "kind, heading, centimetres",
    [
        (PaperKind.PERSON, "รายงานล่าสุด", 2.2),  # ม.ค. ๒๕๖๙
        (PaperKind.NACC, "บรรจุในข้อบัญญัติ/เทศบัญญัติ", 2.2),  # ไม่ได้บรรจุ
        (PaperKind.PERSON, "ที่", 1.2),  # ๑๐.๑
        (PaperKind.RESULT, "ตัวชี้วัด", 1.2),
    ],
)
def test_a_mark_is_not_broken_into_lines(kind: PaperKind, heading: str, centimetres: float) -> None:
    """At 12 points of TH SarabunPSK with the margins of a cell."""
    heads = [the(table, "w:tr") for table in tables_of(opened(example(kind)))]
    widths = [
        int(value(the(cell, "w:tcPr", "w:tcW"), "w:w"))
        for head in heads
        for cell in head.iterchildren(qn("w:tc"))
        if words_of(cell) == heading
    ]
    assert widths
    assert min(widths) >= twips(centimetres)


@KINDS
def test_each_page_tells_what_it_belongs_to(kind: PaperKind) -> None:
    paper = example(kind)
    word = opened(paper)
    section = word.sections[0]
    landscape = WD_ORIENTATION.LANDSCAPE if paper.is_landscape else WD_ORIENTATION.PORTRAIT
    assert section.orientation == landscape
    assert words_of(section.header._element) == f"{paper.title} · {paper.agency_name}"
    for footer in (section.first_page_footer, section.footer):
        foot = words_of(footer._element)
        for one in (paper.agency_name, paper.as_of_text, paper.check_text, *paper.state):
            assert one in foot
        assert [code.text.strip() for code in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_pages_are_numbered_by_fields_that_every_program_reads_alike() -> None:
    footer = opened(example(PaperKind.MEETING), THAI).sections[0].footer._element
    assert [code.text.strip() for code in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_a_paper_without_a_code_says_nothing_of_one() -> None:
    assert "รหัส" not in foot_of(replace(example(PaperKind.MEETING), check_code=""))


@pytest.mark.parametrize("kind", REPORTS)
def test_those_who_sign_stand_beside_each_other(kind: PaperKind) -> None:
    paper = example(kind)
    signed = [
        [words_of(line) for line in cell.iter(qn("w:p"))]
        for table in opened(paper, Dress(signatures=SIGNATURES)).element.body.iterchildren(qn("w:tbl"))
        for cell in table.iter(qn("w:tc"))
        if "ลงชื่อ" in words_of(cell)
    ]
    assert [one[2:] for one in signed] == (
        [
            [f"({DOTS})", "หัวหน้าสำนักปลัด", "ผู้รายงาน"],
            ["(ผู้บริหารเมือง)", "นายกเทศมนตรี", "ผู้รับรอง"],
        ]
        if paper.is_signed
        else []
    )


@pytest.mark.parametrize(
    ("signatures", "end"),
    [
        (SIGNATURES, [f"({DOTS})", "หัวหน้าสำนักปลัด"]),
        (SIGNATURES[::-1], ["(ผู้บริหารเมือง)", "นายกเทศมนตรี"]),
        ((), [f"({DOTS})"]),
    ],
)
def test_a_memo_is_signed_by_one(signatures: tuple[Signature, ...], end: list[str]) -> None:
    lines = lines_of(opened(example(PaperKind.MEMO), Dress(signatures=signatures)))
    assert lines[-len(end) :] == end


def test_a_memo_has_the_head_of_one() -> None:
    paper = example(PaperKind.MEMO)
    word = opened(paper, Dress(logo=picture("PNG", (200, 200))))
    head = the(word.element.body, "w:tbl")
    cells = [*head.iter(qn("w:tc"))]
    assert [*cells[0].iter(qn("w:drawing"))]
    assert [words_of(cell) for cell in cells] == ["", "บันทึกข้อความ", ""]
    assert value(the(word.styles["Memo Title"].element, "w:rPr", "w:szCs"), "w:val") == "58"
    facts = {line.label: line.text for line in paper.parts[0].lines} if isinstance(paper.parts[0], Facts) else {}
    lines = lines_of(word)
    assert f"ที่  {facts['ที่']}\tวันที่  {facts['วันที่']}" in lines
    assert {f"เรื่อง  {facts['เรื่อง']}", f"เรียน  {facts['เรียน']}"} <= set(lines)


def test_pictures_are_told_to_those_who_cannot_see_them() -> None:
    paper = example(PaperKind.RESULT)
    pictures = [one for part in paper.parts if isinstance(part, Gallery) for one in part.pictures]
    dress = Dress(logo=picture("PNG"), pictures={one.name: picture() for one in pictures})
    told = [one.get("descr") for one in opened(paper, dress).element.body.iter(qn("wp:docPr"))]
    assert pictures
    assert told == [paper.agency_name, *(said(one.caption) for one in pictures)]


def test_a_picture_that_is_gone_leaves_its_caption() -> None:
    paper = example(PaperKind.RESULT)
    gallery = next(part for part in paper.parts if isinstance(part, Gallery))
    parts = tuple(
        replace(gallery, pictures=(Picture("gone", "ภาพที่หายไป"),)) if part is gallery else part for part in paper.parts
    )
    word = opened(replace(paper, parts=parts))
    assert "ภาพที่หายไป" in words_of(word.element.body)
    assert not [*word.element.body.iter(qn("w:drawing"))]


@pytest.mark.parametrize("size", [(4000, 300), (300, 4000)])
def test_a_picture_fits_its_place(size: tuple[int, int]) -> None:
    word = opened(example(PaperKind.MEETING), Dress(logo=picture("PNG", size)))
    [extent] = word.element.body.iter(qn("wp:extent"))
    assert int(extent.get("cx")) <= 4.0 * 360_000
    assert int(extent.get("cy")) <= 1.8 * 360_000


def test_the_file_is_named_and_dated_after_its_paper() -> None:
    paper = replace(example(PaperKind.MEETING), title="ก" * 400)
    properties = opened(paper).core_properties
    assert (properties.title, properties.author) == ("ก" * 255, paper.agency_name)
    assert properties.modified is not None
    assert properties.modified.replace(tzinfo=UTC) == paper.saved_at


@KINDS
def test_the_same_paper_is_the_same_bytes(kind: PaperKind) -> None:
    assert document(example(kind), THAI) == document(example(kind), THAI)


def test_another_process_writes_the_same_bytes() -> None:
    here, elsewhere = hashes_here_and_elsewhere(document)
    assert here == elsewhere


@KINDS
def test_the_forms_that_are_kept_are_those_that_would_be_drawn(kind: PaperKind) -> None:
    assert parts_of(own_form(kind)) == parts_of(form_of(kind)), "run `make forms`"


@KINDS
@pytest.mark.parametrize("make", [example, large], ids=["ordinary", "large"])
def test_a_paper_with_nothing_in_it_has_the_fields_of_every_other(
    kind: PaperKind, make: Callable[[PaperKind], Paper]
) -> None:
    """The forms are drawn from it."""
    nothing, paper = ALL_KINDS[kind].paper(ALL_KINDS[kind].empty), make(kind)
    assert fields_of(nothing, PLAIN).keys() == fields_of(paper, PLAIN).keys()
    assert [[(c.key, c.heading, c.kind) for c in table.columns] for table in nothing.tables] == [
        [(c.key, c.heading, c.kind) for c in table.columns] for table in paper.tables
    ]
    assert [table.total is None for table in nothing.tables] == [table.total is None for table in paper.tables]
    facts = [[line.key for line in part.lines] for part in nothing.parts if isinstance(part, Facts)]
    assert facts == [[line.key for line in part.lines] for part in paper.parts if isinstance(part, Facts)]


@KINDS
def test_no_two_fields_have_one_name(kind: PaperKind) -> None:
    paper = ALL_KINDS[kind].paper(ALL_KINDS[kind].empty)
    alone = replace(paper, parts=())
    each = [
        fields_of(replace(alone, parts=(part,)), PLAIN).keys() - fields_of(alone, PLAIN).keys() for part in paper.parts
    ]
    assert sum(len(one) for one in each) + len(fields_of(alone, PLAIN)) == len(fields_of(paper, PLAIN))
    names = {*fields_of(paper, PLAIN), *(column.key for table in paper.tables for column in table.columns)}
    assert [name for name in names if not name.isidentifier()] == []


@pytest.mark.parametrize(("points", "columns"), [(16, 3), (14, 4), (12, 9)])
def test_letters_of_a_crowded_table_are_smaller(points: int, columns: int) -> None:
    table = Table("ตาราง", "ตาราง", tuple(Column(f"ก{n}", "ก", 40) for n in range(columns)), ())
    assert points_of([table], 26.7) == points


def test_many_narrow_columns_are_set_in_letters_that_fit_them() -> None:
    """Fifteen figures want 150 letters, and 25.5 centimetres for those of 12 points."""
    table = Table("ตาราง", "ตาราง", tuple(Column(f"ก{n}", "ก", 10, ColumnKind.NUMBER) for n in range(15)), ())
    assert points_of([table], 26.7) == 12


@pytest.mark.parametrize("kind", [PaperKind.INDICATORS, PaperKind.FOLLOW_UP, PaperKind.MEETING])
def test_the_head_of_a_figure_has_room_for_its_longest_word(kind: PaperKind) -> None:
    """มาตรการ is 1.62 centimetres wide in bold letters of 12 points of TH SarabunPSK."""
    [head, *_] = [the(one, "w:tr") for one in tables_of(opened(example(kind)))]
    cell = next(one for one in head.iterchildren(qn("w:tc")) if words_of(one) == "มาตรการ")
    margins = the(cell, "w:tcPr", "w:tcMar")
    sides = sum(int(value(the(margins, side), "w:w")) for side in ("w:left", "w:right"))
    assert int(value(the(cell, "w:tcPr", "w:tcW"), "w:w")) - sides >= twips(1.62)
