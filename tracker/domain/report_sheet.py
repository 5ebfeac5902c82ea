"""The sheet on which a division fills in what it owes for a month: its columns, its words, what becomes of a row."""

from __future__ import annotations

from enum import StrEnum


class SheetColumn(StrEnum):
    ID = "id"
    NUMBER = "number"
    TITLE = "title"
    STEPS = "steps"
    PERIOD = "period"
    LAST_TIME = "last_time"
    ORDER = "order"
    ANSWER = "answer"
    PERCENT = "percent"
    STEPS_DONE = "steps_done"
    DONE_TEXT = "done_text"
    PROBLEMS = "problems"
    NEXT_STEPS = "next_steps"
    WAITING_FOR = "waiting_for"
    CANNOT_REASON = "cannot_reason"
    CANNOT_TEXT = "cannot_text"
    ORDER_ANSWER = "order_answer"


HEADINGS: dict[SheetColumn, str] = {
    SheetColumn.ID: "รหัส",
    SheetColumn.NUMBER: "ลำดับ",
    SheetColumn.TITLE: "มาตรการ/โครงการ/กิจกรรม",
    SheetColumn.STEPS: "ขั้นตอน/วิธีดำเนินการ",
    SheetColumn.PERIOD: "ระยะเวลา (ตามแผน)",
    SheetColumn.LAST_TIME: "รายงานครั้งก่อน",
    SheetColumn.ORDER: "ข้อสั่งการที่รอคำตอบ",
    SheetColumn.ANSWER: "รายงานเดือนนี้",
    SheetColumn.PERCENT: "ร้อยละ",
    SheetColumn.STEPS_DONE: "ขั้นตอนที่เสร็จแล้ว",
    SheetColumn.DONE_TEXT: "ผลการดำเนินการ",
    SheetColumn.PROBLEMS: "ปัญหา/อุปสรรค",
    SheetColumn.NEXT_STEPS: "แผนเดือนหน้า",
    SheetColumn.WAITING_FOR: "รอใคร/รออะไร",
    SheetColumn.CANNOT_REASON: "เหตุที่ดำเนินการไม่ได้",
    SheetColumn.CANNOT_TEXT: "คำอธิบายเหตุ",
    SheetColumn.ORDER_ANSWER: "คำตอบข้อสั่งการ",
}

ORDERS = frozenset({SheetColumn.ORDER, SheetColumn.ORDER_ANSWER})
"""Left out where no order waits for an answer."""

TO_FILL_IN = frozenset(
    {
        SheetColumn.ANSWER,
        SheetColumn.PERCENT,
        SheetColumn.STEPS_DONE,
        SheetColumn.DONE_TEXT,
        SheetColumn.PROBLEMS,
        SheetColumn.NEXT_STEPS,
        SheetColumn.WAITING_FOR,
        SheetColumn.CANNOT_REASON,
        SheetColumn.CANNOT_TEXT,
        SheetColumn.ORDER_ANSWER,
    }
)

KIND = "tidtam-reports-1"
"""Of its hidden sheet."""


class RowState(StrEnum):
    """What can be done with a row that was filled in."""

    READY = "ready"
    #: Something is missing: it can be kept as a draft.
    INCOMPLETE = "incomplete"
    #: Somebody wrote into the report after the sheet was made.
    CONFLICT = "conflict"
    #: What was typed has no meaning, or the report cannot be written.
    REFUSED = "refused"
