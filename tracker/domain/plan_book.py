"""The plan's own workbook: its columns and its words.

The renderer writes by these names and the reader finds by them, so a column may be moved or hidden in between.
"""

from __future__ import annotations

from enum import StrEnum


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
KIND = "tidtam-plan-1"
"""Of its hidden sheet."""
