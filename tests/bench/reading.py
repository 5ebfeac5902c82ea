"""How long a plan document takes to be read and drafted, beside the least that opening its file could take."""

from __future__ import annotations

import csv
import io
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

import docx
import lxml.html
import openpyxl
import pypdfium2

from tests.support.pdf_files import as_pdf_by_typst
from tests.support.plan_files import as_csv, as_docx, as_html, as_xlsx
from tracker.plan_reading import Document, draft_plan, read_document
from tracker.plan_reading.document import Paragraph, Table

ROUNDS = 5
MANY, USUAL = 1_000, 20

ROW = "{:<10} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6} {:>8}"
HEADINGS = ("file", "measures", "read", "drafted", "rows/s", "floor", "ratio", "peak MB")

_HEADINGS = (
    "ที่", "ตัวชี้วัด", "มาตรการ/โครงการ", "ขั้นตอนหรือวิธีการปฏิบัติ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "การกำกับติดตาม",
)  # fmt: skip
_DIVISIONS = ("สำนักปลัด", "กองคลัง", "กองช่าง และกองการศึกษา", "ทุกส่วนราชการ โดยมีสำนักปลัดเป็นหลัก", "กองสวัสดิการสังคม")
_PERIODS = ("ต.ค. 68 - ก.ย. 69", "ไตรมาส ๑-๒", "ภายในเดือนมีนาคม ๒๕๖๙", "ตลอดปีงบประมาณ", "ม.ค. - มิ.ย. ๒๕๖๙")
_FOLLOWED_UP = ("รายงานทุกเดือนในที่ประชุมหัวหน้าส่วนราชการ", "รายงานทุกไตรมาส", "รายงานรอบ ๖ เดือน และ ๑๒ เดือน")


@dataclass(frozen=True)
class Kind:
    """A kind of file: how a plan is written as one, and the least that can be done with it."""

    filename: str
    write: Callable[[Document], bytes]
    open: Callable[[bytes], object]
    measures: int = USUAL


def plan(measures: int) -> Document:
    """Of words as long as those of offices; no two rows are the same."""
    rows = (_HEADINGS, *(_row(number) for number in range(1, measures + 1)))
    front = ("แผนการนำผลการประเมิน ITA ไปสู่การปฏิบัติ ประจำปีงบประมาณ พ.ศ. ๒๕๖๙", "องค์การบริหารส่วนตำบลบ้านวัดเวลา")
    return Document("plan", (*(Paragraph(line) for line in front), Table(1, rows)))


def _row(number: int) -> tuple[str, ...]:
    return (
        str(number),
        f"ตัวชี้วัดที่ {number % 10 + 1}",
        f"มาตรการที่ {number} ยกระดับการเผยแพร่ข้อมูลข่าวสารและการให้บริการของหน่วยงาน",
        f"๑. แต่งตั้งคณะทำงานชุดที่ {number}\n๒. จัดทำคู่มือและเผยแพร่บนเว็บไซต์ของหน่วยงาน\n๓. ประชุมชี้แจงและติดตามผล",
        _DIVISIONS[number % len(_DIVISIONS)],
        _PERIODS[number % len(_PERIODS)],
        _FOLLOWED_UP[number % len(_FOLLOWED_UP)],
    )


def as_text(document: Document) -> bytes:
    lines = [*document.paragraphs, ""]
    lines += ["\t".join(cell.replace("\n", " ") for cell in row) for table in document.tables for row in table.rows]
    return "\n".join(lines).encode()


def open_workbook(data: bytes) -> object:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [list(sheet.values) for sheet in workbook.worksheets]


def open_word(data: bytes) -> object:
    return [cell.text for table in docx.Document(io.BytesIO(data)).tables for cell in table._cells]


def open_pdf(data: bytes) -> object:
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_bounded() for page in file]


def open_delimited(data: bytes) -> object:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def open_page(data: bytes) -> object:
    return list(lxml.html.fromstring(data).itertext())


def open_text(data: bytes) -> object:
    return [line.split("\t") for line in data.decode().splitlines()]


KINDS = (
    Kind("plan.xlsx", as_xlsx, open_workbook, MANY),
    Kind("plan.csv", as_csv, open_delimited, MANY),
    Kind("plan.xlsx", as_xlsx, open_workbook),
    Kind("plan.docx", as_docx, open_word),
    Kind("plan.pdf", as_pdf_by_typst, open_pdf),
    Kind("plan.html", as_html, open_page),
    Kind("plan.txt", as_text, open_text),
)


def time_reading() -> None:
    print("Milliseconds to read a plan and to draft it; floor: only opening the file and taking its texts out.")
    print(ROW.format(*HEADINGS))
    for kind in KINDS:
        _time(kind)


def _time(kind: Kind) -> None:
    data = kind.write(plan(kind.measures))
    document = read_document(data, kind.filename)
    drafted = len(draft_plan(document).measures)
    assert drafted == kind.measures, f"{kind.filename}: {drafted} of {kind.measures} measures were read"
    reading = _milliseconds(lambda: read_document(data, kind.filename))
    drafting = _milliseconds(lambda: draft_plan(document))
    floor = _milliseconds(lambda: kind.open(data))
    rows = 1000 * kind.measures / (reading + drafting)
    times = (f"{reading:.0f}", f"{drafting:.0f}", f"{rows:.0f}", f"{floor:.1f}", f"{(reading + drafting) / floor:.1f}")
    peak = _peak_megabytes(lambda: draft_plan(read_document(data, kind.filename)))
    print(ROW.format(kind.filename, kind.measures, *times, f"{peak:.0f}"), flush=True)


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def _peak_megabytes(work: Callable[[], object]) -> float:
    """Measured apart, because it slows the work. The reader of PDF files works in a process of its own: not in it."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1024 / 1024
