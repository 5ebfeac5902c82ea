"""One fiscal year's ITA result, stored as printed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned


class Assessment(AgencyOwned, Base):
    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("agency_id", "fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The assessed year in Buddhist era, as the document prints it.
    fiscal_year: Mapped[int]
    overall_score: Mapped[float | None] = mapped_column(Numeric(5, 2, asdecimal=False))
    level: Mapped[str | None] = mapped_column(String(60))
    scores: Mapped[list[AssessmentScore]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")


class AssessmentScore(AgencyOwned, Base):
    """The score of an indicator ("9", "9.1") or a question ("i4", "e1", "O27"), of one of its parts if printed so."""

    __tablename__ = "assessment_score"
    __table_args__ = (UniqueConstraint("assessment_id", "code", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    code: Mapped[str] = mapped_column(String(10))
    #: "" for the score itself; "public" and "survey", or "1", "2", for its printed parts.
    part: Mapped[str] = mapped_column(String(10), default="")
    score: Mapped[float] = mapped_column(Numeric(5, 2, asdecimal=False))
