"""The register of what was printed: every paper bears a code under which the office finds what it said."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError

from tracker.domain.check_codes import short_code
from tracker.domain.errors import Refusal
from tracker.domain.papers import PaperForm
from tracker.domain.permissions import Actor
from tracker.domain.thai_text import whole_letters
from tracker.extensions import db, writing
from tracker.models import IssuedFile, IssuedPaper
from tracker.queries import issued_papers, snapshots
from tracker.reports.editions import MeetingPaper
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Facts, Paper
from tracker.reports.snapshot_codec import canonical_bytes, check_code_of
from tracker.services import audit
from tracker.services.signatures import signature_of

MATTER_OF_A_MEMO = "เรื่อง"


def with_code(paper: Paper, value: Any) -> tuple[Paper, str]:
    """The paper with its code on it, and the whole code."""
    code = code_of(paper, value)
    return replace(paper, check_code=short_code(code)), code


def code_of(paper: Paper, value: Any) -> str:
    """Of a closed month that of its edition, whatever format it was frozen in."""
    if isinstance(value, MeetingPaper) and value.edition is not None:
        return value.edition.check_code
    return check_code_of(KINDS[paper.kind].content(value))


def enter(
    actor: Actor | None, now: datetime, paper: Paper, value: Any, code: str, form: PaperForm, data: bytes
) -> None:
    """Printing the same again adds nothing; the first time is what stands in the register."""
    file_code = sha256(data).hexdigest()
    if issued_papers.issued_file_id(file_code) is not None:
        return
    with writing():
        try:
            paper_id = issued_papers.issued_paper_id(code) or _entered(actor, now, paper, value, code)
            if issued_papers.issued_file_id(file_code) is None:
                db.session.add(IssuedFile(paper_id=paper_id, form=form, sha256=file_code, made_at=now))
            db.session.commit()
        except IntegrityError:
            # Somebody else printed the same in this instant.
            db.session.rollback()


def _entered(actor: Actor | None, now: datetime, paper: Paper, value: Any, code: str) -> int:
    row = IssuedPaper(
        kind=paper.kind,
        title=name_of(paper),
        as_of=paper.as_of,
        issued_at=now,
        issued_by=signature_of(actor),
        check_code=code,
        content=zlib.compress(_content(paper, value)),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, now, "paper_issued", row.id, after={"kind": paper.kind, "title": row.title, "check_code": code})
    return row.id


def name_of(paper: Paper) -> str:
    """The title with what tells it from others of its kind: what stands below it, or the matter of a memo."""
    facts = (fact for part in paper.parts if isinstance(part, Facts) for fact in part.lines)
    matters = (fact.text for fact in facts if fact.key == MATTER_OF_A_MEMO)
    which = next((words for words in (*paper.subtitle, *matters) if words), "")
    return " ".join(whole_letters(f"{paper.title} {which}").replace("\0", "").split())


def _content(paper: Paper, value: Any) -> bytes:
    """What the code is of: of a closed month what was frozen, in whatever format that was."""
    if isinstance(value, MeetingPaper) and value.edition is not None:
        return canonical_bytes(snapshots.snapshots_with_code(value.edition.check_code)[0].content)
    return canonical_bytes(KINDS[paper.kind].content(value))


def is_unaltered(row: IssuedPaper) -> bool:
    """Whether the register still holds what was printed."""
    content = _unpacked(row.content)
    return content is not None and sha256(content).hexdigest() == row.check_code


def paper_in(row: IssuedPaper) -> Paper | None:
    """What was printed, drawn anew; none where a later version of the program can no longer read it."""
    content = _unpacked(row.content)
    if content is None:
        return None
    try:
        paper = KINDS[row.kind].paper(KINDS[row.kind].value_in(json.loads(content)))
        return replace(paper, check_code=short_code(row.check_code))
    except (Refusal, ValueError, KeyError, TypeError):
        return None


def _unpacked(content: bytes) -> bytes | None:
    """None for what nobody packed so."""
    try:
        return zlib.decompress(content)
    except zlib.error:
        return None
