from __future__ import annotations

import random
from typing import Any

import pytest

from tracker.domain.revision_changes import (
    LONGEST_COMPARED,
    FieldChange,
    Side,
    changed_fields,
    compare_texts,
    newly_finished,
)

SENT: dict[str, Any] = {"answer": "progress", "percent": 30, "done_text": "ประชุมคณะทำงานแล้ว", "steps_done": ["แต่งตั้ง"]}


def marked(side: Side) -> str:
    return "".join(f"[{piece.text}]" if piece.is_other else piece.text for piece in side)


def whole(side: Side) -> str:
    return "".join(piece.text for piece in side)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("ประชุมแล้ว", "ประชุมแล้ว", "ประชุมแล้ว", "ประชุมแล้ว"),
        ("", "ประชุมแล้ว", "", "[ประชุมแล้ว]"),
        ("ประชุมแล้ว", "", "[ประชุมแล้ว]", ""),
        # Words are put in where Thai writes no space.
        ("ประชุมคณะทำงานแล้ว", "ประชุมคณะทำงานครั้งที่สองแล้ว", "ประชุมคณะทำงานแล้ว", "ประชุมคณะทำงาน[ครั้งที่สอง]แล้ว"),
        # A number is one thing, in either kind of digits, and stands where spaces part it.
        ("อบรม 30 คน วันที่ 5", "อบรม 45 คน วันที่ 15", "อบรม [30] คน วันที่ [5]", "อบรม [45] คน วันที่ [15]"),
        ("ได้ร้อยละ๓๐ของงาน", "ได้ร้อยละ๓๕ของงาน", "ได้ร้อยละ[๓๐]ของงาน", "ได้ร้อยละ[๓๕]ของงาน"),
        # A mark belongs to its letter.
        ("ส่งก่อนนี้แล้ว", "ส่งก้อนนี้แล้ว", "ส่ง[ก่]อนนี้แล้ว", "ส่ง[ก้]อนนี้แล้ว"),
        # Two sentences that share a few letters by chance are two sentences.
        ("จัดทำร่างคู่มือแล้วเสร็จ", "ส่งหนังสือเชิญวิทยากร", "[จัดทำร่างคู่มือแล้วเสร็จ]", "[ส่งหนังสือเชิญวิทยากร]"),
        # What stays alike between two changes is shown so only when it is more than a crumb.
        ("ขอให้กองช่างกับคลังร่วมกัน", "ขอให้กองศึกษากับปลัดร่วมกัน", "ขอให้กอง[ช่าง]กับ[คลัง]ร่วมกัน", "ขอให้กอง[ศึกษา]กับ[ปลัด]ร่วมกัน"),
        ("ขอให้กองช่างและคลังร่วมกัน", "ขอให้กองศึกษาแลปลัดร่วมกัน", "ขอให้กอง[ช่างและคลัง]ร่วมกัน", "ขอให้กอง[ศึกษาแลปลัด]ร่วมกัน"),
        # Lines stay apart.
        ("เสร็จ 3 กอง\nเหลือ 2 กอง", "เสร็จ 4 กอง\nเหลือ 2 กอง", "เสร็จ [3] กอง\nเหลือ 2 กอง", "เสร็จ [4] กอง\nเหลือ 2 กอง"),
    ],
)
def test_changed_words_are_marked_on_either_side(before: str, after: str, old: str, new: str) -> None:
    sides = compare_texts(before, after)
    assert (marked(sides[0]), marked(sides[1])) == (old, new)


@pytest.mark.parametrize("letters", ["กข ", "กขคงจ", "ab\n ", "ก้เาิ1๒ "])
def test_the_pieces_together_are_the_text(letters: str) -> None:
    chance = random.Random(1)
    for length in (1, 5, 40, 3 * LONGEST_COMPARED):
        before, after = ("".join(chance.choices(letters, k=length)) for _ in range(2))
        sides = compare_texts(before, after)
        assert (whole(sides[0]), whole(sides[1])) == (before, after)


def test_a_long_passage_is_other_as_a_whole_but_what_surrounds_it_is_not() -> None:
    before, after = (f"เริ่ม {letter * 2} {' '.join(letter * LONGEST_COMPARED)} จบ" for letter in "กข")
    assert marked(compare_texts(before, after)[0]) == f"เริ่ม [กก {' '.join('ก' * LONGEST_COMPARED)}] จบ"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"percent": 45}, [FieldChange("percent", 30, 45)]),
        (
            {"answer": "done", "percent": 100},
            [FieldChange("answer", "progress", "done"), FieldChange("percent", 30, 100)],
        ),
        ({"cannot_reason": "no_budget"}, [FieldChange("cannot_reason", None, "no_budget")]),
        # A line wrapped in another way, or a space at the end, is no change.
        ({"done_text": "ประชุมคณะทำงานแล้ว \n"}, []),
        ({"steps_done": ["แต่งตั้ง", "ประชุม"]}, [FieldChange("steps_done", (), ("ประชุม",))]),
        ({"steps_done": ["ประชุม"]}, [FieldChange("steps_done", ("แต่งตั้ง",), ("ประชุม",))]),
        # The order in which the form sends them says nothing; neither does what the report does not show.
        ({"steps_done": ["แต่งตั้ง"], "progress": "done"}, []),
    ],
)
def test_only_changed_fields_are_named_in_the_order_of_reading(
    changes: dict[str, Any], found: list[FieldChange]
) -> None:
    assert changed_fields(SENT, SENT | changes) == found


def test_what_an_older_revision_does_not_hold_is_empty() -> None:
    [change] = changed_fields({}, {"problems": "คนไม่พอ", "next_steps": ""})
    assert (change.field, change.before, marked(change.after)) == ("problems", (), "[คนไม่พอ]")


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [([], ["ก", "ข"], ("ก", "ข")), (["ก"], ["ก", "ข"], ("ข",)), (["ก", "ข"], ["ก"], ()), ([], [], ())],
)
def test_newly_finished_steps_keep_their_order(before: list[str], after: list[str], new: tuple[str, ...]) -> None:
    assert newly_finished(before, after) == new
