"""Text-layer PDFs: what is printed is read as it was meant; what cannot be read is refused with what to do."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.pdf_files import as_pdf_by_typst, bare_pdf, one_page_pdf, stream, typst_pdf
from tests.support.quickness import quick
from tracker.domain.thai_text import squeeze
from tracker.plan_reading import Document, NotAPlan, UnreadableDocument, draft_plan, read_document
from tracker.plan_reading.document import Paragraph, Span, Table
from tracker.plan_reading.pdf_grids import grids_of
from tracker.plan_reading.pdf_letters import are_garbled, in_order, meant
from tracker.plan_reading.pdf_lines import lines_of
from tracker.plan_reading.pdf_pages import Glyph, pages_of

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
TOWN = read_document(SAMPLES[-1].read_bytes(), "town_plan.txt")
SLOWEST_SECONDS = 2.0


def read(source: str) -> Document:
    return read_document(typst_pdf(source), "plan.pdf")


def rows_of(source: str) -> list[tuple[str, ...]]:
    return [row for table in read(source).tables for row in table.rows]


MERGED = Document(
    "plan.pdf",
    (
        Paragraph("แผนประจำปีของเทศบาลตำบลสมมุติ"),
        Table(
            1,
            (
                ("ที่", "มาตรการ", "ระยะเวลา", "", "ผู้รับผิดชอบ"),
                ("", "", "เริ่ม", "สิ้นสุด", ""),
                ("๑", "ตอบคำถามภายในวันทำการถัดไป", "ต.ค. ๖๘", "ก.ย. ๖๙", "กองคลัง"),
                ("๒", "ปรับปรุงป้ายขั้นตอนน้ำประปา", "ม.ค. ๖๙", "มี.ค. ๖๙", ""),
            ),
            (Span(0, 0, 2), Span(0, 1, 2), Span(0, 2, 1, 2), Span(0, 4, 2), Span(2, 4, 2)),
        ),
        Paragraph("จึงเรียนมาเพื่อทราบ"),
    ),
)


@pytest.mark.parametrize("sideways", [False, True], ids=["upright", "printed sideways"])
def test_merged_cells_stay_merged(sideways: bool) -> None:
    assert read_document(as_pdf_by_typst(MERGED, sideways=sideways), "plan.pdf") == MERGED


def test_a_page_that_is_turned_for_reading_reads_the_same() -> None:
    data = as_pdf_by_typst(MERGED, sideways=True)
    turned = data.replace(b"/MediaBox", b"/Rotate 90/MediaBox")
    assert turned != data
    assert read_document(turned, "plan.pdf") == MERGED


def test_its_cells_are_those_that_another_reader_finds(tmp_path: Path) -> None:
    """Two ways to the same lines: one of them may be wrong, not both in the same manner."""
    for sample in SAMPLES:
        data = as_pdf_by_typst(read_document(sample.read_bytes(), sample.name))
        (tmp_path / "plan.pdf").write_bytes(data)
        with pdfplumber.open(tmp_path / "plan.pdf") as pdf:
            found = [[len(table.cells) for table in page.find_tables()] for page in pdf.pages]
        ours = [[len(set(grid.cells.values())) for grid in grids_of(page.rules)] for page in pages_of(data, "plan.pdf")]
        assert ours == found


def test_words_that_were_wrapped_are_whole_again() -> None:
    words = "ประชาสัมพันธ์ช่องทางร้องเรียนการทุจริตให้ประชาชนทราบอย่างทั่วถึงผ่านเว็บไซต์"
    (row,) = rows_of(f"#table(columns: (3cm, 4cm), [{words}], [ส่งผ่าน e-Service of the office ทุกวัน])")
    assert row == (words, "ส่งผ่าน e-Service of the office ทุกวัน")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (r"๑. สำรวจความต้องการของผู้รับบริการ \ ๒. จัดทำป้าย", "๑. สำรวจความต้องการของผู้รับบริการ\n๒. จัดทำป้าย"),
        (r"1) สำรวจ \ 2) จัดทำป้ายบอกทางและแผ่นพับ", "1) สำรวจ\n2) จัดทำป้ายบอกทางและแผ่นพับ"),
        (r"\- สำรวจความต้องการของประชาชน \ \- จัดทำป้าย", "- สำรวจความต้องการของประชาชน\n- จัดทำป้าย"),
        (r"กองคลัง \ กองช่าง \ กองการศึกษา", "กองคลัง\nกองช่าง\nกองการศึกษา"),
        (r"สำนักปลัด#parbreak()กองคลัง", "สำนักปลัด\nกองคลัง"),
        (r"#align(center)[กองคลัง \ กองช่าง]", "กองคลัง\nกองช่าง"),
    ],
)
def test_lines_that_were_meant_stay_lines(cell: str, text: str) -> None:
    assert rows_of(f"#table(columns: (5cm, 5cm), [{cell}], [ทุกเดือน])") == [(text, "ทุกเดือน")]


def test_paragraphs_end_where_they_were_ended() -> None:
    long = "เพื่อให้การดำเนินงานเป็นไปอย่างโปร่งใสและตรวจสอบได้ เทศบาลจึงกำหนดมาตรการ" * 3
    document = read(f"#align(center)[แผนประจำปี ๒๕๖๙ \\ ของเทศบาลตำบลสมมุติ]\n\n{long}\n\n๑. {long}\n\n๒. สรุปผล")
    assert [text.replace(" ", "") for text in document.paragraphs] == [
        text.replace(" ", "") for text in ("แผนประจำปี ๒๕๖๙", "ของเทศบาลตำบลสมมุติ", long, f"๑. {long}", "๒. สรุปผล")
    ]


def test_what_every_page_repeats_is_no_part_of_the_plan() -> None:
    page = (
        "#set page(height: 6cm, header: [แผนของเทศบาลตำบลสมมุติ], footer: context [หน้า #counter(page).display() จาก 3])"
    )
    table = "#table(columns: 2, table.header[มาตรการ][ผู้รับผิดชอบ], " + "[จัดทำคู่มือ], [กองคลัง], " * 9 + ")"
    document = read(f"{page}\n{table}")
    assert document.paragraphs == ["แผนของเทศบาลตำบลสมมุติ"]
    (whole,) = document.tables
    assert whole.rows.count(("มาตรการ", "ผู้รับผิดชอบ")) > 1
    assert whole.rows.count(("จัดทำคู่มือ", "กองคลัง")) == 9


def test_a_table_that_goes_on_without_its_heading_is_one() -> None:
    table = "#table(columns: 2, [มาตรการ], [ผู้รับผิดชอบ], " + "[จัดทำคู่มือ], [กองคลัง], " * 9 + ")"
    (whole,) = read(f'#set page(height: 6cm, numbering: "1")\n{table}').tables
    assert whole.rows == (("มาตรการ", "ผู้รับผิดชอบ"), *[("จัดทำคู่มือ", "กองคลัง")] * 9)


CUT = """
#set page(width: 14cm, height: 7cm, margin: 1cm)
#set text(font: "Sarabun", size: 11pt)
#table(columns: (1cm, 4cm, 5cm, 2cm), {heading}
  [๑], [จัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่ทุกส่วนราชการให้ครบถ้วน], [{steps}], [กองคลัง],
  [๒], [ป้ายขั้นตอน], [ออกแบบ], [กองช่าง])
"""
LONG = "ทบทวนคู่มือเดิมทุกเล่มร่วมกับผู้ปฏิบัติงานจริงในแต่ละงาน แล้วปรับปรุงให้ตรงกับขั้นตอนที่ใช้อยู่ในปัจจุบันและประกาศให้ประชาชนทราบทั่วกัน"
PLAIN_HEADING = "[ที่], [มาตรการ], [ขั้นตอน], [ผู้รับผิดชอบ],"


@pytest.mark.parametrize("heading", [PLAIN_HEADING, f"table.header({PLAIN_HEADING}),"], ids=["once", "repeated"])
def test_a_row_that_the_page_cuts_is_one_row(heading: str) -> None:
    steps = f"๑. {LONG} \\ ๒. {LONG} \\ ๓. ติดประกาศ"
    (whole,) = read(CUT.replace("{heading}", heading).replace("{steps}", steps)).tables
    rows = [row for row in whole.rows if row[0] in ("๑", "๒")]
    assert [row[0] for row in rows] == ["๑", "๒"]
    assert {row[0] for row in whole.rows} == {"ที่", "๑", "๒"}, whole.rows
    assert [squeeze(step) for step in rows[0][2].split("\n")] == [squeeze(step) for step in steps.split(" \\ ")]
    assert rows[1][1:] == ("ป้ายขั้นตอน", "ออกแบบ", "กองช่าง")


def test_what_was_drawn_after_its_line_stands_in_its_place() -> None:
    """As a program does with the letters that the font of the others lacks."""
    line = [
        Glyph(letter, 6.0 * place, 0, 6.0 * place, 6.0 * place + 5, -8, 0, 10, True)
        for place, letter in enumerate("คะแนน 91.50 ระดับ")
    ]
    last = [glyph for glyph in line if glyph.letter in " ."]
    drawn = [glyph for glyph in line if glyph.letter not in " ."] + last
    assert [one.text for one in lines_of(drawn)] == ["คะแนน 91.50 ระดับ"]


def test_tables_side_by_side_and_below_one_another_are_apart() -> None:
    document = read("#table(columns: 2, [ก], [ข])\nข้อความคั่น\n#table(columns: 2, [ค], [ง])#table(columns: 2, [จ], [ฉ])")
    assert [table.rows for table in document.tables] == [(("ก", "ข"),), (("ค", "ง"),), (("จ", "ฉ"),)]
    assert document.paragraphs == ["ข้อความคั่น"]


def test_lines_drawn_as_thin_rectangles_are_lines() -> None:
    words = "#place(dx: 1mm, dy: 2mm)[มาตรการ]#place(dx: 41mm, dy: 2mm)[กองคลัง]"
    across = "".join(f"#place(dy: {y}cm, rect(width: 8cm, height: 0.4pt, fill: black))" for y in (0, 1))
    down = "".join(f"#place(dx: {x}cm, rect(width: 0.4pt, height: 1cm, fill: black))" for x in (0, 4, 8))
    assert rows_of(words + across + down) == [("มาตรการ", "กองคลัง")]


def test_a_table_open_at_its_sides_is_a_table() -> None:
    table = "#table(columns: 2, stroke: (x, y) => (left: if x > 0 { 1pt }, top: 1pt, bottom: 1pt), [ก], [ข], [ค], [ง])"
    assert rows_of(table) == [("ก", "ข"), ("ค", "ง")]


def test_a_bar_over_the_months_of_a_time_table_is_no_border() -> None:
    table = "#table(columns: (4cm,) + (2cm,) * 4, [มาตรการ], [ต.ค.], [พ.ย.], [ธ.ค.], [ม.ค.], [จัดทำคู่มือ], [], [], [], [])"
    bar = "#place(top, dx: 5cm, dy: 1.05cm, line(length: 4.2cm, stroke: 2pt))"
    (table_read,) = read(f"{table}{bar}").tables
    assert (len(table_read.rows), table_read.spans) == (2, ())


def test_a_frame_around_words_is_no_table() -> None:
    document = read("#rect(width: 10cm)[ประกาศเทศบาลตำบลสมมุติ]")
    assert document.blocks == (Paragraph("ประกาศเทศบาลตำบลสมมุติ"),)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("น\uf70bํา", "น้ำ"),
        ("ป\uf712น", "ป็น"),
        ("ป\uf710\uf70fญา", "ปัญญา"),
        ("ท\uf701\uf705", "ทิ่"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ท่ี", "ที่"),
        ("ก ำหนด", "กำหนด"),
        ("ผู้", "ผู้"),
    ],
)
def test_marks_are_those_that_would_be_typed(printed: str, typed: str) -> None:
    assert in_order("".join(meant(printed))) == typed


def test_a_mark_that_was_drawn_later_goes_to_the_letter_under_it() -> None:
    drawn = [
        ("ธ", 0.0, 0.3, 5.0),
        ("ิ", 5.6, 1.0, 5.0),
        ("ข", 5.7, 6.0, 11.0),
        ("อ", 12.0, 12.3, 17.0),
        ("์", 6.6, 3.0, 5.2),
    ]
    glyphs = [Glyph(letter, x, 0.0, left, right, -9.0, 0.0, 11.0, upright=True) for letter, x, left, right in drawn]
    assert [line.text for line in lines_of(glyphs)] == ["ธิ์ขอ"]


def test_thai_in_the_places_of_western_letters_is_thai() -> None:
    assert "".join(meant("กองคลัง".encode("cp874").decode("cp1252"))) == "กองคลัง"
    assert "".join(meant("Café à la carte")) == "Café à la carte"


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสของเทศบาล" * 3, False),
        ("การดำเนินงานตามอำนาจหน้าที่ สำนักงานทำคำสั่งน้ำ" * 9, False),
        ("กองคลัง", False),
        ("\ue123\ue001" * 30 + "กองคลัง", True),
        ("$%&'()*+,-./ABC" * 20, True),
        ("กำรดำเนินงำนตำมอำนำจหน้ำที่" * 9, True),
        ("่กาี รดำเ้ นิน ง่าน" * 20, True),
    ],
)
def test_letters_that_cannot_be_are_noticed(text: str, garbled: bool) -> None:
    assert are_garbled(text) is garbled


PICTURE = stream(b"\0" * 3, b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB")
SCAN = b"600 0 0 800 0 0 cm /Im Do"
LATIN = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


SCANNED = '#page(margin: 0pt, image(bytes((0, 0, 0)), format: (encoding: "rgb8", width: 1, height: 1), width: 100%))'
PRINTED = "#page(margin: 2cm)[มาตรการส่งเสริมคุณธรรมและความโปร่งใสของเทศบาลตำบลสมมุติ]"


def test_a_picture_as_the_cover_is_not_missed() -> None:
    assert read(f"{SCANNED}\n{PRINTED}").paragraphs == ["มาตรการส่งเสริมคุณธรรมและความโปร่งใสของเทศบาลตำบลสมมุติ"]


def test_pictures_between_printed_pages_are_named() -> None:
    with pytest.raises(UnreadableDocument, match="scanned pictures") as refused:
        read(f"{PRINTED}\n{SCANNED}\n{PRINTED}\n{SCANNED}")
    assert refused.value.values["pages"] == "2, 4"


LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%b)/U(%b)/P -4>>/ID[(a)(b)]" % (b"o" * 32, b"u" * 32)


def nested(depth: int) -> bytes:
    """Forms that each draw the next ten times: two kilobytes that say 10^depth lines."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    forms = [
        stream(b"/F Do " * 10, b"%b/Resources<</XObject<</F %d 0 R>>>>" % (entries, number + 6))
        for number in range(depth)
    ]
    return one_page_pdf(b"/F Do", b"/XObject<</F 5 0 R>>", *forms, stream(b"0 0 m 9 9 l S", entries))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (one_page_pdf(SCAN, b"/XObject<</Im 5 0 R>>", PICTURE), "is a scan"),
        (one_page_pdf(SCAN, b"/XObject<</Im 5 0 R>>", PICTURE, pages=2), "is a scan"),
        (bare_pdf(b"<</Type/Catalog>>", trailer=LOCKED), "password"),
        (b"%PDF-1.7\nand nothing more", "damaged"),
        (typst_pdf("ก")[:900], "damaged"),
        (one_page_pdf(b"", pages=101), "too many pages"),
        (one_page_pdf(b"BT /F 9 Tf " + b"(%b) Tj " % (b"a" * 10_000) + b"ET", LATIN, pages=9), "too long"),
        (nested(12), "takes too long"),
        (one_page_pdf(b"BT /F 9 Tf 9 9 Td (%b) Tj ET" % (b"$%&" * 40), LATIN), "letters of"),
        (one_page_pdf(b"0 0 m 9 9 l S"), "no words"),
    ],
    ids=[
        "scan", "scan of two pages", "locked", "broken", "cut", "pages", "letters",
        "forms in forms", "garbled", "empty page",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, says: str) -> None:
    with quick(SLOWEST_SECONDS), pytest.raises(UnreadableDocument, match=says):
        read_document(data, "plan.pdf")


def test_a_page_that_unpacks_to_a_gigabyte_is_refused() -> None:
    data = one_page_pdf(b" " * 900_000_000)
    with quick(SLOWEST_SECONDS), pytest.raises(UnreadableDocument, match="takes too long"):
        read_document(data, "plan.pdf")


WHOLE = as_pdf_by_typst(TOWN)
DAMAGE = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=40)


@settings(deadline=None, max_examples=25)
@given(DAMAGE, st.sampled_from([0, 99, len(WHOLE) // 2]))
def test_a_damaged_pdf_is_read_or_refused(damage: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WHOLE)
    for place, value in damage:
        data[place] = value
    with quick(SLOWEST_SECONDS), suppress(UnreadableDocument, NotAPlan):
        draft_plan(read_document(bytes(data[: len(data) - cut]), "plan.pdf"))


def test_lines_that_nothing_wrapped_are_paragraphs() -> None:
    """The longest line has no room beside itself, but much of the paper is empty."""
    lines = ("มาตรการภายในของเทศบาลเมืองสมมุติคีรี ประจำปี 2570", "การเพิ่มประสิทธิภาพการให้บริการ", "จัดทำแล้วเสร็จ")
    source = '#set page(paper: "a4", margin: 2.5cm)\n#set text(font: "Sarabun", size: 12pt)\n' + "\n\n".join(lines)
    assert read(source).paragraphs == list(lines)


def test_a_label_begins_a_line_of_its_own() -> None:
    """The paper is as wide as the first line, which leaves no room for a word of the next one."""
    lines = ("ผู้รับผิดชอบ : กองสาธารณสุขและสิ่งแวดล้อม", "ระยะเวลา : ตลอดปี", "มาตรการที่ ๒ ตู้รับคำชม")
    source = '#set page(width: auto, margin: 1cm)\n#set text(font: "Sarabun")\n' + " \\\n".join(lines)
    assert read(source).paragraphs == list(lines)
