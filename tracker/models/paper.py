"""Papers: how an agency wants them, what it writes for them alone, what was handed out and what was made public."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.papers import Digits, PackPurpose, PaperForm, PaperKind
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


class PaperSettings(AgencyOwned, Base):
    """How an agency's papers look; an agency without a row has the values that stand here."""

    __tablename__ = "paper_settings"
    __table_args__ = (UniqueConstraint("agency_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digits: Mapped[Digits] = mapped_column(words(Digits), default=Digits.ARABIC)
    #: The emblem as a PNG that was drawn anew.
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: The office's own font for PDF, as TTF files; both or none.
    font_regular: Mapped[bytes | None] = mapped_column(LargeBinary)
    font_bold: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Who signs, from left to right: `{"label": ..., "name": ..., "post": ...}`.
    signatures: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    #: The first lines of a memo: the office that writes it with its telephone, and the beginning of its number.
    memo_office: Mapped[str] = mapped_column(String(300), default="")
    memo_number: Mapped[str] = mapped_column(String(60), default="")
    #: To whom memos go, such as all heads of divisions.
    memo_to: Mapped[str] = mapped_column(String(300), default="")


class WordForm(AgencyOwned, Base):
    """An agency's own form of a paper, changed in Word."""

    __tablename__ = "word_form"
    __table_args__ = (UniqueConstraint("agency_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(words(PaperKind))
    filename: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by: Mapped[str] = mapped_column(String(400))


class MeasureBudget(AgencyOwned, Base):
    """The three amounts that the NACC's plan system asks for, in baht, after six and after twelve months."""

    __tablename__ = "measure_budget"
    __table_args__ = (
        UniqueConstraint("measure_id", "round_months"),
        CheckConstraint("round_months IN (6, 12)", name="round_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    round_months: Mapped[int]
    in_development_plan: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    in_ordinance: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    disbursed: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    remark: Mapped[str] = mapped_column(Text, default="")


class MeasureOutcome(AgencyOwned, Base):
    """What the office writes at the end of the year about a measure, beside what the divisions reported."""

    __tablename__ = "measure_outcome"
    __table_args__ = (UniqueConstraint("measure_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    #: What was done, when, with how many people; empty while the months' own words stand for it.
    result: Mapped[str] = mapped_column(Text, default="")
    #: What came of it.
    outcome: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text, default="")
    suggestions: Mapped[str] = mapped_column(Text, default="")
    #: Counted up with every change: a save from an older page is told so instead of overwriting.
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Publication(AgencyOwned, Base):
    """What the public may see of a fiscal year, frozen when it was released; never changed afterwards."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("agency_id", "fiscal_year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    #: Counted from 1 in each fiscal year; the newest that was not withdrawn is shown.
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    #: Name and post at that time.
    made_by: Mapped[str] = mapped_column(String(400))
    #: The newest closed month that it tells about; empty where it holds the plan alone.
    through_month: Mapped[date | None]
    check_code: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_because: Mapped[str] = mapped_column(Text, default="")


class ReleasedEvidence(AgencyOwned, Base):
    """A file or link that the office released with a publication."""

    __tablename__ = "released_evidence"
    __table_args__ = (UniqueConstraint("publication_id", "evidence_id"), Index(None, "evidence_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))


class IssuedPaper(AgencyOwned, Base):
    """The register of what was printed: the value of a paper under the check code that stands on it."""

    __tablename__ = "issued_paper"
    __table_args__ = (UniqueConstraint("agency_id", "check_code"), Index(None, "agency_id", "issued_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(words(PaperKind))
    title: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date]
    #: When it was printed for the first time, and by whom: name and post at that time.
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by: Mapped[str] = mapped_column(String(400))
    #: SHA-256 of the content in its one canonical form, in hexadecimal.
    check_code: Mapped[str] = mapped_column(String(64))
    #: That form, compressed (zlib).
    content: Mapped[bytes] = mapped_column(LargeBinary)


class IssuedFile(AgencyOwned, Base):
    """A file that was made of a paper, to tell an altered copy from the original."""

    __tablename__ = "issued_file"
    __table_args__ = (UniqueConstraint("agency_id", "sha256"), Index(None, "paper_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("issued_paper.id"))
    form: Mapped[PaperForm] = mapped_column(words(PaperForm))
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)


class PaperPack(AgencyOwned, Base):
    """Papers of a meeting that are made together, with how far the making has come."""

    __tablename__ = "paper_pack"
    __table_args__ = (Index(None, "meeting_id"), Index(None, "finished_at", "agency_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    purpose: Mapped[PackPurpose] = mapped_column(words(PackPurpose))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    #: Name and post; empty where the program itself needed it.
    asked_by: Mapped[str] = mapped_column(String(400), default="")
    #: When somebody last worked on it; one whose program died is taken up again.
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    papers_done: Mapped[int] = mapped_column(default=0)
    papers_in_all: Mapped[int] = mapped_column(default=0)
    #: Why it could not be made.
    error: Mapped[str] = mapped_column(Text, default="")
    filename: Mapped[str] = mapped_column(String(255), default="")
    stored_name: Mapped[str] = mapped_column(String(80), default="")
    size_bytes: Mapped[int | None]
