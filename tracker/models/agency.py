"""The agency with its settings, its divisions and its days off."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import words


class Agency(Base):
    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[AgencyKind] = mapped_column(words(AgencyKind))
    #: A demonstration: its people can be entered from the sign-in page without a password.
    is_demo: Mapped[bool] = mapped_column(default=False)
    #: Calendar days before the meeting on which each step of the month falls.
    opens_days_before: Mapped[int] = mapped_column(default=10)
    reminder_days_before: Mapped[list[int]] = mapped_column(JSON, default=lambda: [5, 3])
    due_days_before: Mapped[int] = mapped_column(default=2)
    #: Asked of measures whose plan states no cadence, or one that cannot be read.
    default_cadence: Mapped[Cadence] = mapped_column(words(Cadence), default=Cadence.MONTHLY)
    #: The link in a request for reports opens the reader's own page without a password, until the month is closed.
    allows_report_links: Mapped[bool] = mapped_column(default=False)
    #: Indicators and questions that scored less want a measure.
    score_threshold: Mapped[float] = mapped_column(Numeric(5, 2, asdecimal=False), default=85.0)


class Division(AgencyOwned, Base):
    __tablename__ = "division"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    #: A division that was merged or closed keeps its history and owes nothing new.
    is_active: Mapped[bool] = mapped_column(default=True)
    #: Who is told when the division is late.
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class DivisionAlias(AgencyOwned, Base):
    """Another way a document writes a division's name, kept as the key it is matched by."""

    __tablename__ = "division_alias"
    __table_args__ = (UniqueConstraint("agency_id", "key"), Index(None, "division_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))


class DayOff(AgencyOwned, Base):
    """A holiday on which nothing is sent; seeded from the public calendar, then the agency's own."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("agency_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(200))
