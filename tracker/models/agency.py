"""The agency with its settings, its divisions and its days off."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import JSON, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence
from tracker.domain.meeting_kinds import MovesTo
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


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
    #: Pre-flight for the secretary and the digest of what is overdue for the executives.
    eve_days_before: Mapped[int] = mapped_column(default=1)
    #: How many days after the meeting, or after they were recorded later, the orders go out.
    orders_days_after: Mapped[int] = mapped_column(default=1)
    tells_executives: Mapped[bool] = mapped_column(default=True)
    #: The papers of the meeting go out to those who attend it.
    sends_pre_read: Mapped[bool] = mapped_column(default=True)
    pre_read_days_before: Mapped[int] = mapped_column(default=2)
    #: Days that lie at least between two letters that ask the same person for the same reports.
    minimum_gap_days: Mapped[int] = mapped_column(default=1)
    #: Nothing is sent from the first of these to the second; without them it is sent at any hour.
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    #: When the meeting of the division heads is held, as `domain.meeting_rules` writes it; empty without a rule.
    meeting_rule: Mapped[str] = mapped_column(String(60), default="")
    meeting_moves_to: Mapped[MovesTo] = mapped_column(words(MovesTo), default=MovesTo.LATER)
    #: Hour and place of the meetings that the rule sets.
    meeting_starts_at: Mapped[time | None]
    meeting_place: Mapped[str] = mapped_column(String(200), default="")
    #: When it was last worked out who is to be told: what fell due and passed since then was missed.
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
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
