"""The adopted plan: measures with steps, indicators and assignments, beside the text as adopted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.period import PeriodKind
from tracker.domain.progress import AssignmentRole
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


class Plan(AgencyOwned, Base):
    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("agency_id", "fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    adopted_at: Mapped[datetime] = mapped_column(Moment)
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    source_filename: Mapped[str | None] = mapped_column(String(255))
    source_sha256: Mapped[str | None] = mapped_column(String(64))
    measures: Mapped[list[Measure]] = relationship(lazy="raise_on_sql", order_by="Measure.position")


class Measure(AgencyOwned, Base):
    """The tracked task. The *_text columns hold the adopted words letter for letter, the others what was read."""

    __tablename__ = "measure"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(20))
    titles: Mapped[list[str]] = mapped_column(JSON)
    issue: Mapped[str | None] = mapped_column(Text)
    responsible_text: Mapped[str] = mapped_column(Text, default="")
    #: Every division answers for it, also one that is founded later.
    is_for_all: Mapped[bool] = mapped_column(default=False)
    period_text: Mapped[str] = mapped_column(Text, default="")
    period_kind: Mapped[PeriodKind] = mapped_column(words(PeriodKind), default=PeriodKind.NONE)
    period_needs_confirmation: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    #: The end as it was adopted; `ends_on` moves when the office grants more time.
    adopted_ends_on: Mapped[date | None]
    monitoring_text: Mapped[str] = mapped_column(Text, default="")
    cadences: Mapped[list[str]] = mapped_column(JSON, default=list)
    source_table: Mapped[int | None]
    source_row: Mapped[int | None]
    cancelled_on: Mapped[date | None]
    steps: Mapped[list[Step]] = relationship(lazy="raise_on_sql", order_by="Step.position")
    indicators: Mapped[list[MeasureIndicator]] = relationship(lazy="raise_on_sql")
    assignments: Mapped[list[Assignment]] = relationship(lazy="raise_on_sql")


class Step(AgencyOwned, Base):
    __tablename__ = "step"
    __table_args__ = (UniqueConstraint("measure_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class MeasureIndicator(AgencyOwned, Base):
    """A measure under an indicator; `is_inferred` when the document does not say so itself."""

    __tablename__ = "measure_indicator"
    __table_args__ = (UniqueConstraint("measure_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    code: Mapped[str] = mapped_column(String(10))
    is_inferred: Mapped[bool] = mapped_column(default=False)


class Assignment(AgencyOwned, Base):
    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("measure_id", "division_id"), Index(None, "division_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"))
    role: Mapped[AssignmentRole] = mapped_column(words(AssignmentRole), default=AssignmentRole.JOINT)
    #: The day its report said done; kept so that unfinished work of earlier years is found without reading them.
    done_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
