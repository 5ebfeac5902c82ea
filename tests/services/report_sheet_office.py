"""Steps with a division's sheet that several test files take."""

from __future__ import annotations

from collections.abc import Collection

from tests.support.month import NOW, report_on
from tests.support.office import TODAY, Office
from tracker.domain.answers import Entry
from tracker.domain.permissions import Actor
from tracker.models import ProgressReport
from tracker.queries import frames
from tracker.queries.frames import Frame
from tracker.reports.report_sheet import report_book
from tracker.services import reporting
from tracker.services.report_desk import Filled
from tracker.services.report_sheet_contents import book_of
from tracker.services.report_sheets import SheetLookedAt, SheetRow, look_at

PROGRESS = {"answer": "มีความก้าวหน้า", "percent": 60, "done_text": "เผยแพร่แล้ว"}
NAME = "reports.xlsx"


def frame_of(office: Office) -> Frame:
    return frames.frame_on(office.agency.id, TODAY)


def downloaded(office: Office, division_ids: Collection[int] | None) -> bytes:
    return report_book(book_of(frame_of(office), division_ids))


def looked_at(office: Office, data: bytes, division_ids: Collection[int] | None) -> SheetLookedAt:
    return look_at(frame_of(office), division_ids, data, NAME)


def only_row(office: Office, data: bytes, actor: Actor) -> SheetRow:
    [row] = looked_at(office, data, actor.division_ids).rows
    return row


def filled(row: SheetRow, *, is_sent: bool = True) -> Filled:
    return Filled(row.row.id, row.row.version, row.entry, is_sent)


def written_on_the_site(office: Office, head: Actor, entry: Entry) -> ProgressReport:
    report = report_on(office.own, office.finance)
    return reporting.save_draft(head, NOW, report.id, report.version, entry)
