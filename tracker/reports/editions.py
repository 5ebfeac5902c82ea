"""The editions of a month's papers: each close of the month freezes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.domain.check_codes import short_code
from tracker.domain.thai_dates import thai_date
from tracker.reports.status_json import meeting_as_json
from tracker.reports.values import MeetingReport

NOT_CLOSED = "ยังไม่ปิดเดือน ข้อมูลอาจเปลี่ยนแปลงได้"
CLOSED_WITHOUT_EDITION = "ปิดเดือนก่อนที่ระบบจะเก็บข้อมูลไว้ตอนปิด ข้อมูลอาจเปลี่ยนแปลงได้"


@dataclass(frozen=True, slots=True)
class Edition:
    #: Counted from 1 in each month.
    number: int
    made_at: datetime
    #: Name and post at that time.
    made_by: str
    #: Why the month had been opened again before, if it was.
    reason: str
    check_code: str

    @property
    def short_code(self) -> str:
        return short_code(self.check_code)


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """What is printed of a meeting's month: frozen when it was closed, or as it stands today."""

    report: MeetingReport
    edition: Edition | None = None
    #: Closed before figures were frozen: there is no edition, and none can be made up afterwards.
    is_closed: bool = False


def edition_lines(paper: MeetingPaper) -> list[str]:
    """Which state of the month a paper shows; of a later edition also why there is one."""
    edition = paper.edition
    if edition is None:
        return [CLOSED_WITHOUT_EDITION if paper.is_closed else NOT_CLOSED]
    closed_on = thai_date(edition.made_at.date())
    lines = [f"ข้อมูลเมื่อปิดเดือน ฉบับที่ {edition.number} วันที่ {closed_on} รหัสตรวจสอบ {edition.short_code}"]
    return [*lines, f"เปิดเดือนแก้ไขเนื่องจาก {edition.reason}"] if edition.reason else lines


def paper_as_json(paper: MeetingPaper) -> dict[str, Any]:
    """With the edition, or null while nothing is frozen."""
    edition = paper.edition
    return {
        **meeting_as_json(paper.report),
        "edition": {
            "number": edition.number,
            "made_at": edition.made_at.isoformat(),
            "made_by": edition.made_by,
            "reason": edition.reason,
            "check_code": edition.check_code,
        }
        if edition
        else None,
    }
