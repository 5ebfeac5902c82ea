"""The register of what was printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from tracker.domain.papers import PaperForm, PaperKind
from tracker.extensions import db
from tracker.models import IssuedFile, IssuedPaper


def issued_paper_id(check_code: str) -> int | None:
    return db.session.scalar(select(IssuedPaper.id).where(IssuedPaper.check_code == check_code))


def issued_file_id(sha256: str) -> int | None:
    return db.session.scalar(select(IssuedFile.id).where(IssuedFile.sha256 == sha256))


def papers_with_code(beginning: str) -> list[IssuedPaper]:
    """Whose check code begins so, in the order in which they were printed."""
    found = IssuedPaper.check_code.startswith(beginning, autoescape=True)
    return list(db.session.scalars(select(IssuedPaper).where(found).order_by(IssuedPaper.id)))


@dataclass(frozen=True, slots=True)
class FileMade:
    """A file of the register with the paper that it was made of."""

    form: PaperForm
    made_at: datetime
    paper: IssuedPaper


def file_made(sha256: str) -> FileMade | None:
    row = db.session.execute(
        select(IssuedFile.form, IssuedFile.made_at, IssuedPaper)
        .join(IssuedPaper, IssuedPaper.id == IssuedFile.paper_id)
        .where(IssuedFile.sha256 == sha256)
    ).first()
    return FileMade(*row) if row else None


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for in the register."""

    kind: PaperKind | None = None
    #: Of the title or of who printed it, or the beginning of a check code.
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        found = [] if self.kind is None else [IssuedPaper.kind == self.kind]
        if self.words:
            code = "".join(self.words.replace("-", " ").split()).lower()
            found.append(
                or_(
                    IssuedPaper.title.icontains(self.words, autoescape=True),
                    IssuedPaper.issued_by.icontains(self.words, autoescape=True),
                    IssuedPaper.check_code.startswith(code, autoescape=True),
                )
            )
        return found


@dataclass(frozen=True, slots=True)
class IssuedRow:
    id: int
    kind: PaperKind
    title: str
    as_of: date
    issued_at: datetime
    issued_by: str
    check_code: str


def number_issued(sought: Sought) -> int:
    return db.session.scalar(select(func.count()).select_from(IssuedPaper).where(*sought.conditions())) or 0


def issued_rows(sought: Sought, limit: int, offset: int = 0) -> list[IssuedRow]:
    """The newest first, without what they hold."""
    columns = [getattr(IssuedPaper, field.name) for field in fields(IssuedRow)]
    rows = db.session.execute(
        select(*columns)
        .where(*sought.conditions())
        .order_by(IssuedPaper.issued_at.desc(), IssuedPaper.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [IssuedRow(*row) for row in rows]


def forms_made(paper_ids: Collection[int]) -> dict[int, list[PaperForm]]:
    """By paper, each form once, in the order of the forms."""
    rows = db.session.execute(
        select(IssuedFile.paper_id, IssuedFile.form).where(IssuedFile.paper_id.in_(paper_ids)).distinct()
    )
    found: defaultdict[int, list[PaperForm]] = defaultdict(list)
    for paper_id, form in rows:
        found[paper_id].append(form)
    return {paper_id: sorted(forms, key=list(PaperForm).index) for paper_id, forms in found.items()}
