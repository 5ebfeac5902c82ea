"""What a typed cell of a division's sheet means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.answers import Entry
from tracker.domain.progress import Answer, CannotReason
from tracker.domain.report_sheet import SheetColumn
from tracker.domain.words import ANSWER, CANNOT_REASON
from tracker.plan_reading.plan_book_cells import NotUnderstood
from tracker.plan_reading.report_sheet_cells import answer_of, cells_of, percent_of, reason_of, steps_of

STEPS = (31, 32, 33, 34)


@pytest.mark.parametrize("answer", Answer)
def test_each_answer_is_read_from_its_own_word(answer: Answer) -> None:
    assert answer_of(ANSWER[answer]) is answer
    assert answer_of(f"  {ANSWER[answer][:6]} {ANSWER[answer][6:]} ") is answer


@pytest.mark.parametrize("reason", CannotReason)
def test_each_reason_is_read_from_its_own_word(reason: CannotReason) -> None:
    assert reason_of(CANNOT_REASON[reason]) is reason


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("คงเดิม", Answer.NO_CHANGE),
        ("ไม่มี การเปลี่ยนแปลง.", Answer.NO_CHANGE),
        ("1. มีความคืบหน้า", Answer.PROGRESS),
        ("อยู่ระหว่างดำเนินการ", Answer.PROGRESS),
        ("เสร็จสิ้นแล้ว", Answer.DONE),
        ("Done", Answer.DONE),
        ("ยังไม่ถึงกำหนด", Answer.NOT_YET_DUE),
        ("รอ", Answer.WAITING),
        ("ทำไม่ได้", Answer.CANNOT_DO),
        ("", None),
        (" - ", None),
    ],
)
def test_answers_typed_by_hand_are_understood(typed: str, answer: Answer | None) -> None:
    assert answer_of(typed) is answer


@pytest.mark.parametrize("typed", ["ยังไม่แล้วเสร็จ", "ไม่ได้ดำเนินการแล้วเสร็จ", "50", "ประชุมแล้ว"])
def test_nobodys_words_are_turned_into_an_answer(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        answer_of(typed)


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ("40", 40),
        ("๔๐", 40),
        ("40%", 40),
        ("๕๐ %", 50),
        ("ร้อยละ 60", 60),
        ("25.00", 25),
        ("0", 0),
        ("100", 100),
        ("", None),
        ("-", None),
    ],
)
def test_percentages_are_read_as_people_write_them(typed: str, percent: int | None) -> None:
    assert percent_of(typed) == percent


@pytest.mark.parametrize("typed", ["101", "-5", "0.5", "40.5", "1,000", "ครึ่งหนึ่ง", "4 0 0"])
def test_what_is_no_percentage_is_asked(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        percent_of(typed)


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("1, 3", (31, 33)),
        ("๑ และ ๒", (31, 32)),
        ("2-4", (32, 33, 34)),
        ("ข้อ 1 ถึง 3", (31, 32, 33)),
        ("ขั้นตอนที่ 4", (34,)),
        ("3\n1", (31, 33)),
        ("1.", (31,)),
        ("ครบทุกขั้นตอน", STEPS),
        ("", ()),
        ("-", ()),
    ],
)
def test_steps_are_named_by_their_numbers(typed: str, steps: tuple[int, ...]) -> None:
    assert steps_of(typed, STEPS) == steps


@pytest.mark.parametrize("typed", ["5", "0", "3-1", "ประชุม", "1-9"])
def test_no_step_is_asked(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        steps_of(typed, STEPS)


def test_a_report_fills_its_cells_in_words_of_the_paper() -> None:
    entry = Entry(
        Answer.CANNOT_DO,
        30,
        done_text="บรรทัดแรก\r\nบรรทัดสอง",
        cannot_reason=CannotReason.NO_BUDGET,
        steps_done=(33, 31),
        order_answers={9: "จะเร่งรัด"},
    )
    cells = cells_of(entry, STEPS)
    assert cells[SheetColumn.ANSWER] == "ไม่สามารถดำเนินการได้"
    assert cells[SheetColumn.PERCENT] == 30
    assert cells[SheetColumn.STEPS_DONE] == "1, 3"
    assert cells[SheetColumn.DONE_TEXT] == "บรรทัดแรก\nบรรทัดสอง"
    assert cells[SheetColumn.CANNOT_REASON] == "ไม่มีงบประมาณ"
    assert cells[SheetColumn.ORDER_ANSWER] == "จะเร่งรัด"


@given(st.text(max_size=40))
def test_nothing_typed_is_an_error_of_ours(typed: str) -> None:
    for read in (answer_of, reason_of, percent_of, lambda text: steps_of(text, STEPS)):
        try:
            read(typed)
        except NotUnderstood:
            continue
