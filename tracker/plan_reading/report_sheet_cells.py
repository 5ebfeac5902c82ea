"""A report as the cells of the division's sheet, and what one typed cell means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from tracker.domain.answers import FINISHED_PERCENT, TEXT_FIELDS, Entry
from tracker.domain.progress import Answer, CannotReason
from tracker.domain.report_sheet import SheetColumn
from tracker.domain.thai_text import clean, squeeze, to_arabic_digits, with_line_feeds
from tracker.domain.words import ANSWER, CANNOT_REASON
from tracker.plan_reading.plan_book_cells import NotUnderstood

Word = TypeVar("Word", Answer, CannotReason)

Cells = Mapping[SheetColumn, str]
"""A row as a person sees it; a column that was taken out of the sheet is not in it."""

_ALSO_CALLED: dict[Answer, tuple[str, ...]] = {
    Answer.PROGRESS: (
        "ก้าวหน้า", "มีความคืบหน้า", "คืบหน้า", "อยู่ระหว่างดำเนินการ", "ระหว่างดำเนินการ", "กำลังดำเนินการ",
        "progress", "progress made", "in progress",
    ),
    Answer.NO_CHANGE: (
        "ไม่มีความเปลี่ยนแปลง", "ไม่มีการเปลี่ยนแปลง", "ไม่เปลี่ยนแปลง", "ไม่มีการเปลี่ยนแปลงจากเดือนก่อน",
        "ไม่มีความก้าวหน้า", "ไม่มีความคืบหน้า", "คงเดิม", "เหมือนเดิม", "เท่าเดิม", "เช่นเดิม", "no change",
    ),
    Answer.NOT_YET_DUE: ("ยังไม่ถึงกำหนด", "ยังไม่ถึงเวลา", "ยังไม่ถึงกำหนดเวลา", "not yet due"),
    Answer.WAITING: ("รอ", "อยู่ระหว่างรอ", "อยู่ระหว่างรอดำเนินการ", "waiting"),
    Answer.CANNOT_DO: (
        "ไม่สามารถดำเนินการ", "ดำเนินการไม่ได้", "ทำไม่ได้", "cannot do", "cannot",
    ),
    Answer.DONE: (
        "แล้วเสร็จ", "เสร็จ", "เสร็จแล้ว", "เสร็จสิ้น", "เสร็จสิ้นแล้ว", "ดำเนินการเสร็จสิ้น", "ดำเนินการเสร็จสิ้นแล้ว",
        "ดำเนินการเสร็จแล้ว", "ดำเนินการแล้วเสร็จทั้งหมด", "done", "finished",
    ),
}  # fmt: skip
_REASON_ALSO_CALLED: dict[CannotReason, tuple[str, ...]] = {
    CannotReason.NO_BUDGET: ("ไม่มีงบ", "ขาดงบประมาณ", "งบประมาณไม่เพียงพอ", "ไม่ได้รับจัดสรรงบประมาณ", "no budget"),
    CannotReason.POLICY_CHANGED: ("เปลี่ยนนโยบาย", "นโยบายเปลี่ยน", "มีการเปลี่ยนแปลงนโยบาย", "policy changed"),
    CannotReason.NOT_ENOUGH_STAFF: (
        "บุคลากรไม่พอ", "ขาดบุคลากร", "ไม่มีบุคลากร", "คนไม่พอ", "ขาดอัตรากำลัง", "อัตรากำลังไม่เพียงพอ", "not enough staff",
    ),
    CannotReason.OTHER: ("อื่น", "อื่นๆ", "เหตุอื่นๆ", "เหตุผลอื่น", "เหตุผลอื่นๆ", "other"),
}  # fmt: skip


def _key(word: str) -> str:
    """Without spaces, full stops and a number or bullet in front."""
    return re.sub(r"^(?:\d{1,2}[.)]+|[-•*])|[.]+$", "", to_arabic_digits(squeeze(word)).lower())


_ANSWERS = {_key(word): answer for answer in Answer for word in (ANSWER[answer], *_ALSO_CALLED[answer])}
_REASONS = {
    _key(word): reason for reason in CannotReason for word in (CANNOT_REASON[reason], *_REASON_ALSO_CALLED[reason])
}


def cells_of(entry: Entry, steps: Sequence[int]) -> dict[SheetColumn, str | int | None]:
    """The cells that are filled in; `steps` are the ids of the measure's steps in their order."""
    done = [str(number) for number, step_id in enumerate(steps, start=1) if step_id in entry.steps_done]
    return {
        SheetColumn.ANSWER: ANSWER[entry.answer] if entry.answer else "",
        SheetColumn.PERCENT: entry.percent,
        SheetColumn.STEPS_DONE: ", ".join(done),
        **{SheetColumn(name): with_line_feeds(getattr(entry, name)) for name in TEXT_FIELDS},
        SheetColumn.CANNOT_REASON: CANNOT_REASON[entry.cannot_reason] if entry.cannot_reason else "",
        SheetColumn.ORDER_ANSWER: with_line_feeds(next(iter(entry.order_answers.values()), "")),
    }


def answer_of(text: str) -> Answer | None:
    return None if _is_empty(text) else _known(_ANSWERS, text)


def reason_of(text: str) -> CannotReason | None:
    return None if _is_empty(text) else _known(_REASONS, text)


def _known(words: Mapping[str, Word], text: str) -> Word:
    found = words.get(_key(text))
    if found is None:
        raise NotUnderstood
    return found


def _is_empty(text: str) -> bool:
    return not clean(text).strip("-–—. ")


_PERCENT = re.compile(r"(?:ร้อยละ)?(\d{1,3})(?:\.0*)?(?:%|เปอร์เซ็นต์|เปอร์เซนต์)?")


def percent_of(text: str) -> int | None:
    """A whole number from 0 to 100, also with Thai figures, a per cent sign or a tail of zeroes."""
    if _is_empty(text):
        return None
    found = _PERCENT.fullmatch(to_arabic_digits(squeeze(text)))
    if found is None or int(found[1]) > FINISHED_PERCENT:
        raise NotUnderstood
    return int(found[1])


_ALL_STEPS = frozenset({"ทุกขั้นตอน", "ทั้งหมด", "ครบ", "ครบทุกขั้นตอน", "all"})
_ANY_NAME = re.compile(r"ขั้นตอนที่|ขั้นตอน|ข้อที่|ข้อ")
_BETWEEN = re.compile(r"[\s,;/]+|และ")
_RANGE = re.compile(r"(\d{1,3})(?:(?:-|–|ถึง)(\d{1,3}))?\.?")


def steps_of(text: str, steps: Sequence[int]) -> tuple[int, ...]:
    """The ids of the steps that are named by their numbers: 1, 3-4."""
    if _is_empty(text):
        return ()
    words = to_arabic_digits(clean(text))
    if squeeze(words).lower() in _ALL_STEPS:
        return tuple(steps)
    words = re.sub(r"\s*(-|–|ถึง)\s*", r"\1", _ANY_NAME.sub(" ", words))
    numbers = {number for word in _BETWEEN.split(words) if word for number in _numbers(word)}
    if not numbers <= set(range(1, len(steps) + 1)):
        raise NotUnderstood
    return tuple(step_id for number, step_id in enumerate(steps, start=1) if number in numbers)


def _numbers(word: str) -> range:
    found = _RANGE.fullmatch(word)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise NotUnderstood
    return range(int(found[1]), int(found[2] or found[1]) + 1)
