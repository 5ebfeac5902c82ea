"""The paper that goes with the letter before a meeting: made right before the letter, so that it is never an old one.

Everybody who is written to within a short while gets the same. A paper that cannot be made holds up no letter: the
letter says in any case where it can be read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.channels.email import AttachedFile
from tracker.domain.papers import Asked, PackPurpose, PaperForm, PaperKind
from tracker.domain.reminders import MessageKind
from tracker.domain.thai_dates import thai_date
from tracker.evidence_files import Attachment, EvidenceFolder, PackFolder
from tracker.extensions import db, only_reading
from tracker.models import PaperPack
from tracker.models.isolation import agency_scope
from tracker.queries import packs
from tracker.queries.agencies import slug_of
from tracker.queries.messages import WaitingMessage
from tracker.queries.packs import PackRow
from tracker.reports.printing import DRAWERS, MIME_TYPES
from tracker.services.ledger import note_pack
from tracker.services.printing import PrintedFile, Printer

log = logging.getLogger(__name__)

SAME_FOR = timedelta(minutes=10)
"""Letters that follow within it carry the same paper; a later one, such as after a server's failure, gets a new one."""

MOST_BYTES = 7_000_000
"""Of a paper that goes with a letter: as it is written in a letter it is a third longer, and many take ten million."""

TOO_LARGE = "เอกสารมีขนาดใหญ่เกินกว่าจะแนบไปกับจดหมาย"


class TooLarge(Exception):
    """For a letter."""


@dataclass(frozen=True, slots=True)
class PreReadPapers:
    """`evidence` is where the pictures of the papers are, `folder` where the papers are kept."""

    evidence: EvidenceFolder
    folder: PackFolder
    now: Callable[[], datetime]

    def paper_for(self, message: WaitingMessage) -> AttachedFile | None:
        """None where there is nothing to send along; whatever goes wrong is in the log and beside the letter."""
        if message.kind is not MessageKind.PRE_READ or message.meeting_id is None or PaperForm.PDF not in DRAWERS:
            return None
        try:
            with agency_scope(message.agency_id):
                pack = self._pack_of(message, message.meeting_id)
                note_pack(message.id, pack.id)
                return self._attached(pack)
        except Exception:
            log.exception("message %s goes without its paper", message.id)
            db.session.rollback()
            return None

    def _pack_of(self, message: WaitingMessage, meeting_id: int) -> PackRow:
        with only_reading():
            pack = packs.pack_of_letters(meeting_id, message.planned_for, self.now() - SAME_FOR)
        return pack or self._made(message.agency_id, meeting_id, message.held_on)

    def _made(self, agency_id: int, meeting_id: int, held_on: date | None) -> PackRow:
        begun_at = self.now()
        try:
            with only_reading():
                printer = Printer(None, agency_id, slug_of(agency_id), begun_at, self.evidence)
                printed = printer.print(Asked(PaperKind.MEETING, meeting_id=meeting_id), PaperForm.PDF)
            if len(printed.data) > MOST_BYTES:
                raise TooLarge(TOO_LARGE)
            return self._keep(agency_id, meeting_id, begun_at, printed, _name_of(held_on))
        except Exception as mistake:
            log.exception("no paper could be made for meeting %s", meeting_id)
            db.session.rollback()
            return self._keep_why(meeting_id, begun_at, mistake)

    def _keep(
        self, agency_id: int, meeting_id: int, begun_at: datetime, printed: PrintedFile, filename: str
    ) -> PackRow:
        with self.folder.keeping(agency_id, Attachment(printed.data, printed.mime_type, f".{PaperForm.PDF}")) as name:
            row = self._row(meeting_id, begun_at)
            row.filename, row.stored_name, row.size_bytes, row.papers_done = filename, name, len(printed.data), 1
            return _added(row)

    def _keep_why(self, meeting_id: int, begun_at: datetime, mistake: Exception) -> PackRow:
        row = self._row(meeting_id, begun_at)
        row.error = str(mistake) if isinstance(mistake, TooLarge) else f"{type(mistake).__name__}: {mistake}"
        return _added(row)

    def _row(self, meeting_id: int, begun_at: datetime) -> PaperPack:
        return PaperPack(
            meeting_id=meeting_id,
            purpose=PackPurpose.PRE_READ,
            asked_at=begun_at,
            begun_at=begun_at,
            finished_at=self.now(),
            papers_in_all=1,
        )

    def _attached(self, pack: PackRow) -> AttachedFile | None:
        if not pack.stored_name:
            return None
        data = self.folder.file(pack.agency_id, pack.stored_name).read_bytes()
        return AttachedFile(pack.filename, MIME_TYPES[PaperForm.PDF], data)


def _added(row: PaperPack) -> PackRow:
    db.session.add(row)
    db.session.commit()
    with only_reading():
        pack = packs.pack_by_id(row.id)
    assert pack is not None, "it was added just now"
    return pack


def _name_of(held_on: date | None) -> str:
    day = f" {thai_date(held_on, short=True)}" if held_on else ""
    return f"เอกสารประกอบการประชุม{day}.pdf"
