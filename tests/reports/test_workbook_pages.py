"""What stands around the cells of a workbook: charts, emblem, pictures, signatures, the edges of its pages."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from tests.support.paper_books import head_row, opened
from tests.support.paper_examples import example
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.kinds.indicators import CHART
from tracker.reports.paper import NOTHING, PLAIN, Dress, Fact, Facts, Gallery, Paper, Part, Picture, Signature, Text
from tracker.reports.xlsx.charts import LONGEST_NAME
from tracker.reports.xlsx.pages import NAME_LEFT_OUT
from tracker.reports.xlsx.pictures import LOGO, PICTURE, Box

ROLL_UP = example(PaperKind.INDICATORS)
REPORTER = Signature("ผู้รายงาน", "นายทดสอบ ตัวอย่าง", "นักวิเคราะห์นโยบายและแผน")
CLERK = Signature("ผู้ตรวจสอบ", "", "ปลัดเทศบาล")


def with_parts(*parts: Part, is_signed: bool = True) -> Paper:
    return replace(ROLL_UP, parts=parts, is_signed=is_signed)


def picture(width: int, height: int, kind: str = "JPEG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind)
    return file.getvalue()


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def sizes(sheet: Worksheet) -> list[tuple[int, int]]:
    """In pixels, as they are shown."""
    return [(round(one.anchor.ext.cx / 9_525), round(one.anchor.ext.cy / 9_525)) for one in drawn(sheet, "_images")]


def drawn(sheet: Any, what: str) -> list[Any]:
    """What openpyxl read back; it has no public name for it."""
    return list(getattr(sheet, what))


def chart_of(paper: Paper, dress: Dress = PLAIN) -> Any:
    book = opened(paper, dress)
    assert book.sheetnames == ["ตัวชี้วัด", "แผนภูมิ ตัวชี้วัด"]
    [chart] = drawn(book.worksheets[1], "_charts")
    return chart


@pytest.mark.parametrize(("digits", "wanted"), [(Digits.ARABIC, "#,##0.0"), (Digits.THAI, "[$-D00041E]#,##0.0")])
def test_a_chart_shows_the_cells_of_its_table(digits: Digits, wanted: str) -> None:
    chart, [table] = chart_of(ROLL_UP, Dress(digits=digits)), ROLL_UP.tables
    first = head_row(opened(ROLL_UP).worksheets[0]) + 1
    last = first + len(table.rows) - 1
    [series] = chart.series
    assert series.cat.numRef.f == f"'ตัวชี้วัด'!$B${first}:$B${last}"
    assert series.val.numRef.f == f"'ตัวชี้วัด'!$N${first}:$N${last}"
    assert table.columns[13].key == CHART.value
    assert series.dLbls.numFmt == wanted
    assert "".join(run.t for run in chart.title.tx.rich.paragraphs[0].r) == CHART.title
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (0, CHART.most)
    assert not chart.x_axis.delete


def test_a_chart_whose_names_leave_no_room_for_bars_is_left_out() -> None:
    [table] = ROLL_UP.tables
    for length, sheets in ((LONGEST_NAME, 2), (LONGEST_NAME + 1, 1)):
        long = tuple((row[0], "ก" * length, *row[2:]) for row in table.rows)
        assert len(opened(with_parts(replace(table, rows=long))).worksheets) == sheets


def test_the_emblem_stands_on_the_first_sheet_alone_in_its_own_proportion() -> None:
    for width, height, wanted in ((300, 300, (72, 72)), (900, 100, (200, 22))):
        first, *others = opened(ROLL_UP, Dress(logo=picture(width, height, "PNG"))).worksheets
        assert sizes(first) == [wanted]
        assert wanted[0] <= LOGO.width
        assert not any(sizes(sheet) for sheet in others)


def test_pictures_stand_two_beside_each_other_above_what_they_show() -> None:
    names = ("ประชุม.jpg", "ป้าย.jpg", "อบรม.jpg")
    gallery = Gallery("ภาพ", "ภาพประกอบ", tuple(Picture(name, f"คำอธิบาย {name}") for name in names))
    files = {name: picture(800, 600) for name in names[:2]} | {names[2]: picture(300, 900)}
    [sheet] = opened(with_parts(gallery), Dress(pictures=files)).worksheets
    assert sizes(sheet) == [(440, 330), (440, 330), (110, 330)]
    rows = [one.anchor._from.row for one in drawn(sheet, "_images")]
    assert rows[0] == rows[1] < rows[2]
    assert [text for text in texts(sheet) if text.startswith("คำอธิบาย")] == [f"คำอธิบาย {name}" for name in names]
    assert Box(*sizes(sheet)[0]) == PICTURE


@pytest.mark.parametrize(
    "data", [None, b"", b"no picture", picture(80, 60)[:20]], ids=["gone", "empty", "words", "cut"]
)
def test_of_a_picture_that_is_gone_its_words_are_left(data: bytes | None) -> None:
    gallery = Gallery("ภาพ", "ภาพประกอบ", (Picture("ก", "ภาพการประชุม"),))
    files = {} if data is None else {"ก": data}
    [sheet] = opened(with_parts(gallery), Dress(pictures=files, logo=data)).worksheets
    assert not sizes(sheet)
    assert "ภาพการประชุม" in texts(sheet)


def test_a_gallery_without_pictures_says_so() -> None:
    [sheet] = opened(with_parts(Gallery("ภาพ", "ภาพประกอบ", ()))).worksheets
    assert NOTHING in texts(sheet)


def signed(paper: Paper, *signatures: Signature) -> list[list[str]]:
    """What each sheet says of those who sign."""
    words = {word for one in signatures for word in (one.label, f"({one.name or NAME_LEFT_OUT})", one.post)}
    sheets = opened(paper, Dress(signatures=signatures)).worksheets
    return [[text for text in texts(sheet) if text in words] for sheet in sheets]


def test_those_who_answer_for_a_paper_sign_where_it_ends() -> None:
    lines = ["(นายทดสอบ ตัวอย่าง)", f"({NAME_LEFT_OUT})", REPORTER.post, CLERK.post, "ผู้รายงาน", "ผู้ตรวจสอบ"]
    [table] = ROLL_UP.tables
    end = Text("ปิดท้าย", ("จึงเรียนมาเพื่อทราบ",))
    assert signed(with_parts(table), REPORTER, CLERK) == [lines, []]
    assert signed(with_parts(table, end), REPORTER, CLERK) == [lines, [], []]
    assert signed(with_parts(end, replace(table, chart=None)), REPORTER, CLERK) == [[], lines]
    assert signed(with_parts(table, is_signed=False), REPORTER, CLERK) == [[], []]


@pytest.mark.parametrize("signers", [1, 2, 3, 4, 5])
def test_any_number_may_sign_however_few_columns_there_are(signers: int) -> None:
    [table] = ROLL_UP.tables
    narrow = replace(table, columns=table.columns[:2], rows=(), total=None, chart=None)
    for part in (table, narrow):
        found = signed(with_parts(part), *[REPORTER] * signers)
        assert found[0].count("ผู้รายงาน") == signers


def test_facts_stand_beside_their_names_and_paragraphs_over_the_whole_width() -> None:
    facts = Facts("หัว", (Fact("เรื่อง", "เรื่อง", "ขอรายงาน ปี 2569"), Fact("เรียน", "เรียน", "=1+1")), "หัวบันทึก")
    [sheet] = opened(with_parts(facts, Text("เนื้อ", ("ย่อหน้าแรก", "ย่อหน้าสอง"))), Dress(digits=Digits.THAI)).worksheets
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    said = [["หัวบันทึก"], ["เรื่อง", "ขอรายงาน ปี ๒๕๖๙"], ["เรียน", "=๑+๑"], [], ["ย่อหน้าแรก"], ["ย่อหน้าสอง"]]
    assert rows[-6:] == said


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("เทศบาล & สภา", "เทศบาล && สภา"),
        ("บรรทัดแรก\nบรรทัดสอง", "บรรทัดแรก บรรทัดสอง"),
        ("&P&N&\"Arial\"", "&&P&&N&&\"Arial\""),
    ],
)  # fmt: skip
def test_what_stands_at_the_head_of_a_page_is_text(name: str, shown: str) -> None:
    [sheet, _] = opened(replace(ROLL_UP, agency_name=name)).worksheets
    assert sheet.oddHeader is not None
    assert f" · {shown} · " in str(sheet.oddHeader)


@pytest.mark.parametrize("letter", ["ก", "&", "ก&", " "])
def test_the_head_of_a_page_is_never_longer_than_excel_takes(letter: str) -> None:
    [sheet, _] = opened(replace(ROLL_UP, agency_name=letter * 10_000)).worksheets
    assert sheet.oddHeader is not None
    head = str(sheet.oddHeader)
    assert len(head) <= 255
    assert (len(head) - len(head.rstrip("&"))) % 2 == 0


def test_the_file_is_called_as_the_paper() -> None:
    book = opened(ROLL_UP)
    assert (book.properties.title, book.properties.creator) == (ROLL_UP.title, ROLL_UP.agency_name)
