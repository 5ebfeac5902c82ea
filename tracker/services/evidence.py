"""Evidence under a report: attached, put right, replaced by a later version, taken away.

Nothing is lost: what was replaced or removed stays for the record, its file too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.domain.errors import N_, Conflict, NotFound, Refusal
from tracker.domain.evidence import caption_of, check_room, evidence_date, link_address, safe_filename, with_ending
from tracker.domain.permissions import Actor
from tracker.domain.reach import check_not_final, check_reach
from tracker.evidence_files import EvidenceFolder, read_attachment
from tracker.extensions import db, only_reading
from tracker.models import Evidence
from tracker.queries import evidence as queries
from tracker.queries.evidence import ReportPlace
from tracker.services import audit

_GONE = N_("Somebody else replaced or removed this piece of evidence in the meantime. Look at the list again.")


@dataclass(frozen=True, slots=True)
class Upload:
    data: bytes
    #: As the browser says it; only shown, never used to find a file.
    filename: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says of it; the rest is taken from the thing itself."""

    caption: str = ""
    dated_on: date | None = None


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class _Target:
    """Under which report, and in place of which piece that stands there."""

    report_id: int
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Content:
    """What is attached: the columns that hold it, and what is taken where the person says nothing."""

    columns: Mapping[str, Any]
    called: str
    taken_on: date | None = None

    @property
    def source(self) -> str:
        return str(self.columns.get("filename") or self.columns["url"])


def add_file(
    actor: Actor, now: datetime, folder: EvidenceFolder, report_id: int, upload: Upload, said: Said = NOTHING_SAID
) -> Evidence:
    """Attach a file to a report.

    Looking at it and writing it to the disk takes seconds: nothing is held of the database meanwhile.
    Refused, or stopped by a failure, it leaves nothing on the disk.
    """
    return _attach_file(actor, now, folder, _Target(report_id), upload, said)


def add_link(actor: Actor, now: datetime, report_id: int, address: str, said: Said = NOTHING_SAID) -> Evidence:
    return _attach_link(actor, now, _Target(report_id), address, said)


def replace_by_file(
    actor: Actor, now: datetime, folder: EvidenceFolder, evidence_id: int, upload: Upload, said: Said = NOTHING_SAID
) -> Evidence:
    """A later version; without words of its own it keeps those of the one before."""
    return _attach_file(actor, now, folder, _target_of(evidence_id), upload, said)


def replace_by_link(actor: Actor, now: datetime, evidence_id: int, address: str, said: Said = NOTHING_SAID) -> Evidence:
    return _attach_link(actor, now, _target_of(evidence_id), address, said)


def change_evidence(actor: Actor, now: datetime, evidence_id: int, said: Said) -> Evidence:
    """Put the words or the date right; the thing itself stays."""
    row = _to_change(actor, evidence_id)
    before = _words_of(row)
    row.caption = caption_of(said.caption, row.caption)
    row.dated_on = evidence_date(said.dated_on or row.dated_on, None, now.date())
    audit.record(actor, now, "evidence_changed", row.report_id, before=before, after=_words_of(row))
    db.session.commit()
    return row


def remove_evidence(actor: Actor, now: datetime, evidence_id: int) -> Evidence:
    """It is shown no longer; the record of it and its file stay."""
    row = _to_change(actor, evidence_id)
    row.removed_at, row.removed_by_id = now, actor.user_id
    audit.record(actor, now, "evidence_removed", row.report_id, before=_facts_of(row))
    db.session.commit()
    return row


def _attach_file(
    actor: Actor, now: datetime, folder: EvidenceFolder, target: _Target, upload: Upload, said: Said
) -> Evidence:
    with only_reading():
        _check_place(actor, queries.place_of_report(target.report_id))
    name = safe_filename(upload.filename)
    attachment = read_attachment(upload.data, name)
    with folder.keeping(actor.agency_id, attachment) as stored_name:
        columns = {
            "filename": with_ending(name, attachment.suffix),
            "stored_name": stored_name,
            "content_type": attachment.content_type,
            "size_bytes": len(attachment.data),
            "sha256": hashlib.sha256(attachment.data).hexdigest(),
        }
        return _attach(actor, now, target, _Content(columns, with_ending(name, ""), attachment.taken_on), said)


def _attach_link(actor: Actor, now: datetime, target: _Target, address: str, said: Said) -> Evidence:
    url = link_address(address)
    return _attach(actor, now, target, _Content({"url": url}, url), said)


def _attach(actor: Actor, now: datetime, target: _Target, content: _Content, said: Said) -> Evidence:
    _check_place(actor, queries.place_of_report(target.report_id, lock=True))
    there = queries.current_of_report(target.report_id)
    replaced = _replaced(there, target.replaces_id)
    if replaced is None:
        check_room(len(there))
    _check_new(there, content)
    row = Evidence(
        report_id=target.report_id,
        caption=caption_of(said.caption, replaced.caption if replaced else content.called),
        dated_on=evidence_date(said.dated_on, content.taken_on, now.date()),
        added_at=now,
        added_by_id=actor.user_id,
        replaces_id=target.replaces_id,
        **content.columns,
    )
    db.session.add(row)
    if replaced is None:
        audit.record(actor, now, "evidence_added", row.report_id, after=_facts_of(row))
    else:
        before, after = _facts_of(replaced), _facts_of(row)
        audit.record(actor, now, "evidence_replaced", row.report_id, before=before, after=after)
    db.session.commit()
    return row


def _replaced(there: list[Evidence], replaces_id: int | None) -> Evidence | None:
    if replaces_id is None:
        return None
    found = next((row for row in there if row.id == replaces_id), None)
    if found is None:
        raise Conflict(_GONE)
    return found


def _check_new(there: list[Evidence], content: _Content) -> None:
    key = "sha256" if "sha256" in content.columns else "url"
    same = next((row for row in there if getattr(row, key) == content.columns[key]), None)
    if same is not None:
        raise Refusal(
            N_("The same stands under this report already, as “%(caption)s”."),
            "file" if key == "sha256" else "url",
            caption=same.caption,
        )


def _target_of(evidence_id: int) -> _Target:
    with only_reading():
        row = queries.evidence_by_id(evidence_id)
    if row is None:
        raise NotFound(N_("There is no such piece of evidence."))
    return _Target(row.report_id, row.id)


def _to_change(actor: Actor, evidence_id: int) -> Evidence:
    target = _target_of(evidence_id)
    _check_place(actor, queries.place_of_report(target.report_id, lock=True))
    found = _replaced(queries.current_of_report(target.report_id), evidence_id)
    assert found is not None, "an id was asked for"
    return found


def _check_place(actor: Actor, place: ReportPlace | None) -> None:
    if place is None:
        raise NotFound(N_("There is no such report."))
    check_reach(actor, place.division_id, place.meeting_id)
    check_not_final(place.closed_at)


def _words_of(row: Evidence) -> dict[str, object]:
    return {"caption": row.caption, "dated_on": row.dated_on.isoformat() if row.dated_on else None}


def _facts_of(row: Evidence) -> dict[str, object]:
    return _words_of(row) | {"source": row.filename or row.url, "sha256": row.sha256}
