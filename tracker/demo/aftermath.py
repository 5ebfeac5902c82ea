"""What the office does by hand around a meeting: it reminds the silent, and opens a month again to mend a report."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from tracker.demo import answering
from tracker.demo.office import Office
from tracker.demo.people import FINANCE
from tracker.demo.reminders import deliver
from tracker.domain.errors import Refusal
from tracker.queries import reports
from tracker.services import closing, nudging

WHY_OPENED_AGAIN = "กองคลังขอแก้ไขผลการดำเนินการ เนื่องจากยังไม่ได้รวมรายการปลายเดือน"
ADDED = " (รวมรายการที่ดำเนินการในสัปดาห์สุดท้ายของเดือนแล้ว)"
CORRECTED_AGO = (timedelta(days=28), timedelta(days=60))
"""How long ago the close lies of the month that is opened again: neither the newest nor an old one."""


def remind_by_hand(office: Office, meeting_id: int, at: datetime) -> None:
    """Everybody who has not answered; when all have, there is nobody to remind."""
    try:
        nudging.nudge(office.secretary(at), at, meeting_id, office.base_url)
    except Refusal:
        return
    deliver(at)


def plan_correction(office: Office, meeting_id: int, closed_at: datetime) -> None:
    least, most = CORRECTED_AGO
    if least <= office.timeline.until - closed_at < most:
        office.timeline.plan(closed_at + timedelta(days=1), partial(_correct, office, meeting_id))
        office.timeline.plan(closed_at + timedelta(days=2), partial(_close_again, office, meeting_id))


def _correct(office: Office, meeting_id: int, at: datetime) -> None:
    meeting = closing.reopen_month(office.secretary(at), at, meeting_id, WHY_OPENED_AGAIN)
    rows = [row for row in reports.reports_of_month(meeting.month) if row.division == FINANCE and row.done_text]
    for row in rows[:1]:
        answering.send_changed(office, row, ADDED, at + timedelta(hours=2))


def _close_again(office: Office, meeting_id: int, at: datetime) -> None:
    closing.close_month(office.secretary(at), at, meeting_id)
