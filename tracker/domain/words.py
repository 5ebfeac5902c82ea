"""The words of the rules as Thai papers write them, whatever the language of the screen."""

from __future__ import annotations

from tracker.domain.cadence import Cadence
from tracker.domain.nacc import NaccStatus
from tracker.domain.progress import Answer, CannotReason, Health, Progress

PROGRESS: dict[Progress, str] = {
    Progress.NOT_STARTED: "ยังไม่ได้ดำเนินการ",
    Progress.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    Progress.DONE: "ดำเนินการแล้วเสร็จ",
    Progress.CANCELLED: "ยกเลิก",
}
HEALTH: dict[Health, str] = {
    Health.ON_TRACK: "เป็นไปตามแผน",
    Health.AT_RISK: "เสี่ยงล่าช้า",
    Health.BLOCKED: "ติดขัด",
    Health.OVERDUE: "เกินกำหนด",
}
ANSWER: dict[Answer, str] = {
    Answer.PROGRESS: "มีความก้าวหน้า",
    Answer.NO_CHANGE: "ไม่มีความเปลี่ยนแปลงจากเดือนก่อน",
    Answer.NOT_YET_DUE: "ยังไม่ถึงกำหนดดำเนินการ",
    Answer.WAITING: "รอดำเนินการ",
    Answer.CANNOT_DO: "ไม่สามารถดำเนินการได้",
    Answer.DONE: "ดำเนินการแล้วเสร็จ",
}
CANNOT_REASON: dict[CannotReason, str] = {
    CannotReason.NO_BUDGET: "ไม่มีงบประมาณ",
    CannotReason.POLICY_CHANGED: "นโยบายเปลี่ยนแปลง",
    CannotReason.NOT_ENOUGH_STAFF: "บุคลากรไม่เพียงพอ",
    CannotReason.OTHER: "เหตุอื่น",
}
CADENCE: dict[Cadence, str] = {
    Cadence.WEEKLY: "ทุกสัปดาห์",
    Cadence.MONTHLY: "ทุกเดือน",
    Cadence.EVERY_TWO_MONTHS: "ทุก 2 เดือน",
    Cadence.QUARTERLY: "ทุกไตรมาส",
    Cadence.HALF_YEARLY: "ทุก 6 เดือน",
    Cadence.YEARLY: "ทุกปี",
    Cadence.ONCE: "ครั้งเดียว",
    Cadence.EACH_EVENT: "ทุกครั้งที่จัดกิจกรรม",
    Cadence.UNSPECIFIED: "ไม่ได้ระบุ",
}
NACC_STATUS: dict[NaccStatus, str] = {
    NaccStatus.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    NaccStatus.DONE: "ดำเนินการแล้วเสร็จ",
    NaccStatus.CANNOT_DO: "ไม่สามารถดำเนินการได้",
}
NOT_REPORTED = "ยังไม่ส่งรายงาน"
NO_MEASURE = "ไม่มีมาตรการ"

ACTING_FOR = "รักษาราชการแทน"


def acting_title(title: str) -> str:
    """The post of whoever acts for its holder."""
    return title if title.startswith(ACTING_FOR) else f"{ACTING_FOR}{title}"


def said_through(teller: str, writer: str) -> str:
    """Who answered, where somebody of the office wrote it down for them."""
    return f"{teller} (บันทึกแทนโดย{writer})"
