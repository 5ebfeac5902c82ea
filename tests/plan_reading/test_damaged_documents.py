"""Documents that were cut, shuffled or spoilt: a draft or the reader's own refusal, and soon."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plan_layouts import document
from tests.support.quickness import quick
from tracker.plan_reading import (
    DraftPlan,
    NotAPlan,
    UnreadableDocument,
    draft_plan,
    from_json_dict,
    read_document,
    to_json_dict,
)
from tracker.plan_reading.document import Span, Table
from tracker.plan_reading.measure_rows import MOST_MEASURES

SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))]
SLOWEST_SECONDS = 2.0
MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")
HEADINGS = "ลำดับ\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n"
ROW = "1\tก\tข\tกองคลัง\tต.ค. 68\tทุกเดือน\n"


def read_or_refuse(data: bytes) -> None:
    with quick(SLOWEST_SECONDS), suppress(UnreadableDocument, NotAPlan):
        check(draft_plan(read_document(data, "plan.txt")))


def check(plan: DraftPlan) -> None:
    assert from_json_dict(to_json_dict(plan)) == plan
    for measure in plan.measures:
        period = measure.period
        assert period.start is None or period.end is None or period.start <= period.end


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    lines = draw(st.sampled_from(SAMPLES)).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(lines) - 1)))
        lines = _damage(
            draw(st.sampled_from(["drop", "twice", "cut", "untab", "retab", "repeat", "swap"])), lines, place
        )
    return "\n".join(lines).encode()


def _damage(how: str, lines: list[str], place: int) -> list[str]:
    before, line, after = lines[:place], "".join(lines[place : place + 1]), lines[place + 1 :]
    done = {
        "drop": [*before, *after],
        "twice": [*before, line, line, *after],
        "cut": [*before, line[: len(line) // 2]],
        "untab": [*before, line.replace("\t", "", 1), *after],
        "retab": [*before, line.replace(" ", "\t"), *after],
        "repeat": [*before, line * 20, *after],
        "swap": [*after, line, *before],
    }
    return done[how]


@settings(deadline=None, max_examples=150)
@given(damaged())
def test_a_damaged_plan_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=30))
def test_spoilt_bytes_are_read_or_refused(text: str, spoilt: list[tuple[int, int]]) -> None:
    data = bytearray(text.encode())
    for place, value in spoilt:
        data[place % len(data)] = value
    read_or_refuse(bytes(data))


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_anything_at_all_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


def test_what_is_made_to_be_slow_is_not() -> None:
    for text in (
        HEADINGS + ROW + "\t\tค ง จ ฉ ช ซ\t\t\t\n" * 19_000,
        (HEADINGS + ROW + "\n") * 1_000,
        HEADINGS + "1\tก\tข\t" + "กอง และ " * 2_000 + "\t" + "ม.ค. - " * 2_000 + "\t" + "ทุก" * 6_000 + "\n",
        "ผลการประเมิน คะแนน ระดับ 99 " * 30_000 + "\n" + HEADINGS + ROW,
        "ตัวชี้วัด\tคะแนน\n" + "๑. การปฏิบัติหน้าที่\t๙๐.๐\n" * 10_000 + "\n" + HEADINGS + ROW,
        "<p>" * 100_000 + "\n" + HEADINGS + ROW,
        "ํ่" * 100_000 + "\n" + HEADINGS + ROW,
    ):
        read_or_refuse(text.encode())


def test_tables_made_to_be_slow_are_not() -> None:
    columns = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
    each = [
        (f"ตู้{row}", f"๑. ก{row} ๒. ข", f"กอง{row} และสำนัก{row}", f"{row % 28 + 1} ม.ค. {row % 20 + 60}")
        for row in range(MOST_MEASURES - 50)
    ]
    merged = tuple(Span(1 + 200 * place, 0, 200, 1) for place in range(7))
    for blocks in (
        [Table(0, (columns, *each))],
        [Table(0, (columns, *(("", *row[1:]) for row in each)), merged)],
        [Table(0, (columns, *each), tuple(Span(row, 0, 99_999, 99_999) for row in range(5_000)))],
        [Table(0, ((*columns, *MONTHS * 5), *((*row, *["/"] * 60) for row in each)))],
        [Table(0, (columns, row)) for row in each],
        [Table(0, (columns, *((f"ตัวชี้วัดที่ {row % 10} ก{row}", "", "", "") for row in range(19_000)), each[0]))],
        [f"{row}) ข้อความที่ {row} ของแผนงานซึ่งยาวพอสมควรและมี : เครื่องหมาย" for row in range(19_000)],
        [f"ผู้รับผิดชอบ : กองที่{row} ระยะเวลา : {row} วัน : ก" for row in range(19_000)],
        ["ก : " * 900] * 300,
    ):
        made = document("แผน", *blocks)
        with quick(SLOWEST_SECONDS), suppress(NotAPlan):
            check(draft_plan(made, plan_fiscal_year=2569))
