from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.memos import MATTERS, MEASURES, MemoFacts, MemoMatter, words_of
from tracker.domain.message_words import CHANNEL, MESSAGE_KIND, MESSAGE_STATE
from tracker.domain.papers import MemoPurpose
from tracker.domain.reminders import Channel, MessageKind, MessageState

FACTS = MemoFacts(
    "เทศบาลตำบลบ้านทดสอบ",
    date(2026, 2, 3),
    2569,
    date(2026, 1, 1),
    lines=5,
    measures=3,
    divisions=2,
    of_plan=4,
    past_their_end=2,
    held_on=date(2026, 2, 4),
    place="ห้องประชุมชั้น 2",
    due_on=date(2026, 2, 2),
)


def text_of(purpose: MemoPurpose, facts: MemoFacts = FACTS) -> str:
    words = words_of(purpose, facts)
    return "\n".join((words.subject, *words.body, *words.closing))


@pytest.mark.parametrize("purpose", MemoPurpose)
def test_a_memo_gives_its_reason_and_says_at_its_end_what_it_is_sent_for(purpose: MemoPurpose) -> None:
    words = words_of(purpose, FACTS)
    assert words.body[0].startswith(("ด้วยเทศบาลตำบลบ้านทดสอบ", "ตามที่เทศบาลตำบลบ้านทดสอบ"))
    assert words.closing[-1].startswith("จึงเรียนมาเพื่อ")
    assert MEASURES in words.subject
    assert "  " not in text_of(purpose)


def test_the_distribution_counts_measures_and_divisions() -> None:
    text = text_of(MemoPurpose.DISTRIBUTION)
    assert "ปีงบประมาณ พ.ศ. 2569 จำนวน 4 มาตรการ" in text
    assert "โดยมีส่วนราชการรับผิดชอบ จำนวน 2 ส่วนราชการ" in text


def test_the_distribution_to_one_division_counts_its_own_beside_the_whole_plan() -> None:
    text = text_of(MemoPurpose.DISTRIBUTION, replace(FACTS, divisions=1, division="กองคลัง"))
    assert "ปีงบประมาณ พ.ศ. 2569 จำนวน 4 มาตรการ" in text
    assert "โดยกองคลังรับผิดชอบ จำนวน 3 มาตรการ" in text
    assert "แต่ละส่วนราชการ" not in text


def test_the_request_says_until_when_and_for_which_meeting() -> None:
    text = text_of(MemoPurpose.REQUEST)
    assert "ประชุมหัวหน้าส่วนราชการ ในวันที่ 4 กุมภาพันธ์ 2569 ณ ห้องประชุมชั้น 2" in text
    assert "ประจำเดือนมกราคม 2569 จำนวน 5 รายการ ภายในวันที่ 2 กุมภาพันธ์ 2569" in text


def test_a_request_without_a_meeting_names_no_day() -> None:
    text = text_of(MemoPurpose.REQUEST, replace(FACTS, held_on=None, place="", due_on=None))
    assert "ในวันที่" not in text
    assert "ภายในวันที่" not in text
    assert "ประจำเดือนมกราคม 2569" in text


@pytest.mark.parametrize(
    "lines, past_their_end, said",
    [
        (
            5,
            2,
            "ยังไม่ได้รับรายงาน จำนวน 3 รายการ และมีมาตรการที่พ้นระยะเวลาดำเนินการแต่ยังไม่แล้วเสร็จ จำนวน 2 รายการ จาก 2 ส่วนราชการ",
        ),
        (3, 0, "ปรากฏว่า ยังไม่ได้รับรายงาน จำนวน 3 รายการ จาก 2 ส่วนราชการ"),
        (2, 2, "ปรากฏว่า มีมาตรการที่พ้นระยะเวลาดำเนินการแต่ยังไม่แล้วเสร็จ จำนวน 2 รายการ จาก 2 ส่วนราชการ"),
    ],
)
def test_the_late_memo_counts_each_kind_of_lateness_by_itself(lines: int, past_their_end: int, said: str) -> None:
    assert said in text_of(MemoPurpose.LATE, replace(FACTS, lines=lines, past_their_end=past_their_end))


@pytest.mark.parametrize(
    "day, until",
    [(date(2026, 2, 3), "ก่อนการประชุมหัวหน้าส่วนราชการ ในวันที่ 4 กุมภาพันธ์ 2569"), (date(2026, 2, 4), "ส่งรายงานโดยเร็ว")],
)
def test_the_late_are_asked_until_the_meeting_while_it_is_to_come(day: date, until: str) -> None:
    assert until in text_of(MemoPurpose.LATE, replace(FACTS, day=day))


def test_every_word_of_a_memo_and_of_the_ledger_is_named() -> None:
    assert set(MATTERS) == set(MemoMatter)
    assert set(MESSAGE_KIND) == set(MessageKind)
    assert set(CHANNEL) == set(Channel)
    assert set(MESSAGE_STATE) == set(MessageState)
