"""The plan's own workbook: its columns, its words, and what its hidden sheet says.

The renderer writes by these names and the reader finds by them, so a column may be moved or hidden in between.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any


class BookColumn(StrEnum):
    ID = "id"
    NUMBER = "number"
    TITLES = "titles"
    INDICATORS = "indicators"
    ISSUE = "issue"
    STEPS = "steps"
    RESPONSIBLE = "responsible"
    EVERYONE = "everyone"
    LEAD = "lead"
    DIVISIONS = "divisions"
    PERIOD = "period"
    START = "start"
    END = "end"
    MONITORING = "monitoring"
    CADENCES = "cadences"
    CANCELLED = "cancelled"


HEADINGS: dict[BookColumn, str] = {
    BookColumn.ID: "รหัส",
    BookColumn.NUMBER: "ลำดับ",
    BookColumn.TITLES: "มาตรการ/โครงการ/กิจกรรม",
    BookColumn.INDICATORS: "ตัวชี้วัด",
    BookColumn.ISSUE: "ประเด็น/ข้อค้นพบ",
    BookColumn.STEPS: "ขั้นตอน/วิธีดำเนินการ",
    BookColumn.RESPONSIBLE: "ผู้รับผิดชอบ (ตามแผน)",
    BookColumn.EVERYONE: "ทุกส่วนราชการ",
    BookColumn.LEAD: "ผู้รับผิดชอบหลัก",
    BookColumn.DIVISIONS: "ส่วนราชการที่รับผิดชอบ",
    BookColumn.PERIOD: "ระยะเวลา (ตามแผน)",
    BookColumn.START: "วันเริ่มต้น",
    BookColumn.END: "วันสิ้นสุด",
    BookColumn.MONITORING: "การติดตามผล (ตามแผน)",
    BookColumn.CADENCES: "รอบการรายงาน",
    BookColumn.CANCELLED: "ยกเลิก",
}

AS_ADOPTED = frozenset({BookColumn.RESPONSIBLE, BookColumn.PERIOD, BookColumn.MONITORING})
"""The words of the adopted plan, which a workbook does not change."""

YES, NO = "ใช่", "ไม่ใช่"

SHEET = "แผนมาตรการ"
HIDDEN_SHEET = "tidtam"
FORMAT = "tidtam-plan-1"

_CHUNK = 30_000
"""Characters in a cell of the hidden sheet; a worksheet's longest cell has 32,767."""
_CHUNK_MARK = "|"


def packed(exported: dict[str, Any]) -> list[str]:
    """What was exported as the cells of the hidden sheet's first column: the format, a check sum, the pieces.

    Only ASCII, so that no office program writes it in another way.
    """
    text = json.dumps(exported)
    pieces = [_CHUNK_MARK + text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    return [FORMAT, _check_sum(text), *pieces]


def unpacked(cells: Sequence[str]) -> dict[str, Any] | None:
    """What was packed; None when somebody or something changed it."""
    if len(cells) < 3 or cells[0] != FORMAT or not all(piece.startswith(_CHUNK_MARK) for piece in cells[2:]):
        return None
    text = "".join(piece.removeprefix(_CHUNK_MARK) for piece in cells[2:])
    if cells[1] != _check_sum(text):
        return None
    exported: dict[str, Any] = json.loads(text)
    return exported


def _check_sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
