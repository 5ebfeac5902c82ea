"""All papers of a meeting in one file: asked for by somebody, made beside the pages, taken up again if that died.

A pack is claimed by the moment that stands in its row, and each paper that is done moves that moment on. Whoever finds
a moment that is not their own has been overtaken and stops; so a pack is made once, however many try.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, update

from tracker.domain.errors import N_, NotAllowed, NotFound
from tracker.domain.meeting_papers import papers_of_meeting
from tracker.domain.papers import Asked, PackPurpose
from tracker.domain.permissions import Action, Actor, can
from tracker.evidence_files import Attachment, EvidenceFolder, PackFolder
from tracker.extensions import db, only_reading
from tracker.models import Meeting, PaperPack
from tracker.queries import divisions, meetings, packs
from tracker.queries.agencies import slug_of
from tracker.queries.packs import PackRow
from tracker.services import audit
from tracker.services.pack_files import Bundle, all_forms_of
from tracker.services.printing import Printer
from tracker.services.signatures import signature_of

log = logging.getLogger(__name__)

TAKEN_UP_AFTER = timedelta(minutes=3)
"""Of silence: a single paper takes seconds, so whoever was at it has died."""

GIVEN_UP_AFTER = timedelta(hours=2)
"""A pack that ends every program which makes it is not tried for ever."""

KEPT_FOR = timedelta(days=30)
"""Afterwards it is made anew of what is kept; what was frozen says the same then."""

A_DAY = timedelta(days=1)
TOOK_TOO_LONG = "จัดทำไม่สำเร็จหลังจากลองซ้ำหลายครั้ง"
NOT_MADE = "จัดทำไม่สำเร็จ: "


class Overtaken(Exception):
    """Somebody else makes this pack now."""


def ask_for_pack(actor: Actor, now: datetime, meeting_id: int) -> int:
    """The id of the pack: of the one that is being made, if there is one."""
    if not can(actor, Action.MAKE_PAPERS):
        raise NotAllowed(N_("Only the secretary or the administrator has all papers of a meeting put together."))
    meeting = meetings.meeting_to_change(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    at_work = packs.pack_in_the_making(meeting_id)
    if at_work is not None:
        db.session.rollback()
        return at_work.id
    wanted = wanted_of(meeting, now)
    row = PaperPack(
        meeting_id=meeting_id,
        purpose=PackPurpose.DOWNLOAD,
        asked_at=now,
        asked_by=signature_of(actor),
        papers_in_all=len(wanted),
    )
    db.session.add(row)
    db.session.flush()  # The caller needs its id.
    audit.record(actor, now, "pack_asked_for", meeting_id, after={"papers": len(wanted)})
    db.session.commit()
    return row.id


def wanted_of(meeting: Meeting, now: datetime) -> list[Asked]:
    active = [row.id for row in divisions.division_rows() if row.is_active]
    return papers_of_meeting(meeting.id, meeting.month, meeting.held_on, active, now.date())


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes packs of the agency in scope, for somebody or by itself."""

    actor: Actor | None
    evidence: EvidenceFolder
    folder: PackFolder
    now: Callable[[], datetime]

    def make(self, pack_id: int) -> bool:
        """Whether it was made here and now; not when somebody else is at it, or it is finished."""
        begun_at = self.now()
        if not _claimed(pack_id, begun_at):
            return False
        with only_reading():
            pack = packs.pack_by_id(pack_id)
            meeting = meetings.meeting_by_id(pack.meeting_id) if pack else None
        if pack is None or meeting is None:
            return False
        try:
            self._make(pack, meeting, begun_at)
        except Overtaken:
            log.warning("pack %s was taken over by somebody else", pack_id)
            return False
        except Exception as mistake:
            log.exception("pack %s could not be made", pack_id)
            db.session.rollback()
            _end(pack_id, self.now(), f"{NOT_MADE}{type(mistake).__name__}")
        return True

    def _make(self, pack: PackRow, meeting: Meeting, begun_at: datetime) -> None:
        with only_reading():
            wanted = wanted_of(meeting, begun_at)
            slug = slug_of(pack.agency_id)
        printer = Printer(self.actor, pack.agency_id, slug, begun_at, self.evidence)
        bundle, claimed_at = Bundle(begun_at), begun_at
        for done, asked in enumerate(wanted, 1):
            all_forms_of(asked, printer, bundle)
            claimed_at = _went_on(pack.id, claimed_at, self.now(), done, len(wanted))
        data = bundle.as_zip()
        with self.folder.keeping(pack.agency_id, Attachment(data, "application/zip", ".zip")) as name:
            kept = {
                "stored_name": name,
                "filename": f"papers-{slug}-{meeting.month:%Y-%m}.zip",
                "size_bytes": len(data),
                "error": f"{NOT_MADE}{', '.join(bundle.failed)}" if bundle.failed else "",
                "finished_at": self.now(),
            }
            _move(pack.id, claimed_at, kept)


def take_up(agency_id: int, maker: Maker) -> int:
    """Makes what nobody is making any more, and returns how many packs that were; in the agency's scope."""
    with only_reading():
        waiting = packs.unfinished(agency_id)
    made = 0
    for pack in waiting:
        if maker.now() - pack.asked_at > GIVEN_UP_AFTER:
            _end(pack.id, maker.now(), TOOK_TOO_LONG)
        else:
            made += maker.make(pack.id)
    return made


def forget_old_packs(now: datetime, folder: PackFolder) -> int:
    """Of all agencies: the files of old packs, and those whose row was never finished. Returns how many."""
    with only_reading():
        old = packs.kept_and_finished_before(now - KEPT_FOR)
    for pack in old:
        folder.forget(pack.agency_id, pack.stored_name)
        _update(PaperPack.id == pack.id, stored_name="", size_bytes=None)
    found = {name: agency_id for agency_id, name in folder.older_than(now - A_DAY)}
    with only_reading():
        strays = found.keys() - packs.names_in_use(found)
    for name in strays:
        folder.forget(found[name], name)
    return len(old) + len(strays)


def _claimed(pack_id: int, now: datetime) -> bool:
    """Nobody has begun it, or whoever has was not heard of for too long."""
    is_free = or_(PaperPack.begun_at.is_(None), PaperPack.begun_at < now - TAKEN_UP_AFTER)
    return _update(PaperPack.id == pack_id, PaperPack.finished_at.is_(None), is_free, begun_at=now, papers_done=0)


def _went_on(pack_id: int, claimed_at: datetime, now: datetime, done: int, in_all: int) -> datetime:
    _move(pack_id, claimed_at, {"begun_at": now, "papers_done": done, "papers_in_all": in_all})
    return now


def _move(pack_id: int, claimed_at: datetime, values: Mapping[str, object]) -> None:
    mine = (PaperPack.id == pack_id, PaperPack.begun_at == claimed_at, PaperPack.finished_at.is_(None))
    if not _update(*mine, **values):
        raise Overtaken


def _end(pack_id: int, now: datetime, error: str) -> None:
    _update(PaperPack.id == pack_id, PaperPack.finished_at.is_(None), finished_at=now, error=error)


def _update(*which: ColumnElement[bool], **values: object) -> bool:
    """Whether there was such a row; a short transaction of its own."""
    statement = update(PaperPack).where(*which).values(**values).returning(PaperPack.id)
    changed = db.session.execute(statement.execution_options(synchronize_session=False)).first()
    db.session.commit()
    return changed is not None
