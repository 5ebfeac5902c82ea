"""The register of what was printed."""

from __future__ import annotations

from sqlalchemy import select

from tracker.extensions import db
from tracker.models import IssuedFile, IssuedPaper


def issued_paper_id(check_code: str) -> int | None:
    return db.session.scalar(select(IssuedPaper.id).where(IssuedPaper.check_code == check_code))


def issued_file_id(sha256: str) -> int | None:
    return db.session.scalar(select(IssuedFile.id).where(IssuedFile.sha256 == sha256))
