"""The year-end texts as far as the months already say them."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.errors import Refusal
from tracker.domain.progress import Answer, CannotReason
from tracker.domain.year_texts import LONGEST_TEXT, NO_TEXTS, MonthSaid, YearTexts, proposed_texts

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def said(
    month: date = JANUARY,
    done_text: str = "",
    *,
    division: str = "กองคลัง",
    answer: Answer = Answer.PROGRESS,
    problems: str = "",
    next_steps: str = "",
    waiting_for: str = "",
    cannot_reason: CannotReason | None = None,
    cannot_text: str = "",
) -> MonthSaid:
    return MonthSaid(
        1, 1, month, division, answer, done_text, problems, next_steps, waiting_for, cannot_reason, cannot_text
    )


def test_nothing_comes_of_nothing() -> None:
    assert proposed_texts([]) == NO_TEXTS
    assert proposed_texts([said(answer=Answer.NOT_YET_DUE)]) == NO_TEXTS


def test_what_was_done_is_told_month_by_month() -> None:
    texts = proposed_texts([said(JANUARY, "อบรมรุ่นที่ 1"), said(FEBRUARY), said(MARCH, " อบรมรุ่นที่ 2\n")])
    assert texts.result == "ม.ค. 2569: อบรมรุ่นที่ 1\nมี.ค. 2569: อบรมรุ่นที่ 2"


def test_the_same_words_are_told_once_with_everybody_who_said_them() -> None:
    works = "กองช่าง"
    texts = proposed_texts(
        [
            said(JANUARY, "เผยแพร่แล้ว"),
            said(FEBRUARY, "เผยแพร่แล้ว"),
            said(FEBRUARY, "เผยแพร่แล้ว", division=works),
            said(MARCH, "ปรับปรุงแล้ว", division=works),
        ]
    )
    assert texts.result == "ม.ค. 2569 (กองคลัง, กองช่าง): เผยแพร่แล้ว\nมี.ค. 2569 (กองช่าง): ปรับปรุงแล้ว"


@pytest.mark.parametrize(
    ("waiting_for", "told"),
    [
        ("หนังสือตอบรับ", "รอหนังสือตอบรับ"),
        (" รอหนังสือตอบรับ", "รอหนังสือตอบรับ"),
        ("รองนายกลงนาม", "รอรองนายกลงนาม"),
        ("รอบการประชุมถัดไป", "รอรอบการประชุมถัดไป"),
    ],
)
def test_what_is_waited_for_is_told_with_one_word_for_it(waiting_for: str, told: str) -> None:
    assert proposed_texts([said(waiting_for=waiting_for)]).problems == f"ม.ค. 2569: {told}"


def test_more_than_three_who_say_the_same_are_counted() -> None:
    months = [said(JANUARY, "เริ่ม", division="กองที่ 1", problems="ช้า")]
    months += [said(FEBRUARY, "ทำแล้ว", division=f"กองที่ {number}", problems="ช้า") for number in range(1, 5)]
    texts = proposed_texts(months)
    assert (texts.result, texts.problems) == ("ก.พ. 2569 (4 ส่วนราชการ): ทำแล้ว", "ม.ค. 2569 (4 ส่วนราชการ): ช้า")


def test_of_many_divisions_only_the_last_words_of_each_are_told() -> None:
    names = ["กองคลัง", "กองช่าง", "กองการศึกษา", "สำนักปลัด"]
    months = [
        said(month, f"งานของ{name} {month:%m}", division=name) for month in (JANUARY, FEBRUARY) for name in names[:3]
    ]
    assert len(proposed_texts(months).result.split("\n")) == 6
    silent_since = said(JANUARY, "ทำแล้ว", division=names[3], problems="ฝนตก")
    texts = proposed_texts([silent_since, *months])
    assert texts.result.split("\n") == [
        "ม.ค. 2569 (สำนักปลัด): ทำแล้ว",
        "ก.พ. 2569 (กองคลัง): งานของกองคลัง 02",
        "ก.พ. 2569 (กองช่าง): งานของกองช่าง 02",
        "ก.พ. 2569 (กองการศึกษา): งานของกองการศึกษา 02",
    ]
    assert texts.problems == "ม.ค. 2569 (สำนักปลัด): ฝนตก"


def test_problems_are_what_was_written_what_was_waited_for_and_why_it_could_not_be_done() -> None:
    texts = proposed_texts(
        [
            said(JANUARY, problems="ระบบล่ม", waiting_for="หนังสือตอบรับ", answer=Answer.WAITING),
            said(FEBRUARY, answer=Answer.CANNOT_DO, cannot_reason=CannotReason.NO_BUDGET, cannot_text="โอนไปแล้ว"),
            said(MARCH, answer=Answer.CANNOT_DO, cannot_reason=CannotReason.OTHER, cannot_text="สถานที่ปิดซ่อม"),
        ]
    )
    assert texts.problems.split("\n") == [
        "ม.ค. 2569: ระบบล่ม",
        "ม.ค. 2569: รอหนังสือตอบรับ",
        "ก.พ. 2569: ไม่มีงบประมาณ โอนไปแล้ว",
        "มี.ค. 2569: สถานที่ปิดซ่อม",
    ]


def test_only_what_the_unfinished_plan_next_is_suggested() -> None:
    done = said(MARCH, "เสร็จแล้ว", answer=Answer.DONE, next_steps="ไม่มี")
    open_ = said(FEBRUARY, next_steps="จัดรุ่นที่ 3", division="กองช่าง")
    assert proposed_texts([said(JANUARY, next_steps="จัดรุ่นที่ 2"), open_, done]).suggestions == "กองช่าง: จัดรุ่นที่ 3"
    assert proposed_texts([said(JANUARY, next_steps="ก"), said(FEBRUARY, next_steps="ข")]).suggestions == "ข"


def test_what_came_of_it_is_for_the_office_to_write() -> None:
    assert proposed_texts([said(JANUARY, "เสร็จ", answer=Answer.DONE)]).outcome == ""


def test_texts_lose_blanks_around_them_and_foreign_line_ends() -> None:
    assert YearTexts(" ก\r\nข ", "\n", "ค", "").tidy == YearTexts("ก\nข", "", "ค", "")


def test_a_text_that_is_too_long_is_refused_at_its_field() -> None:
    YearTexts("ก" * LONGEST_TEXT).check()
    with pytest.raises(Refusal) as refused:
        YearTexts(outcome="ก" * (LONGEST_TEXT + 1)).check()
    assert refused.value.field == "outcome"
