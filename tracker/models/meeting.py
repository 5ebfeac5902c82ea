"""The department-head meeting that the month hangs on, and what its chair ordered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment


class Meeting(AgencyOwned, Base):
    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("agency_id", "month"), Index(None, "agency_id", "held_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date]
    #: The first day of the month the meeting hears reports about.
    month: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    #: When the owed reports were opened; empty until the window's day has come.
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    #: When the month's reports became final; nobody changes them from then on, unless the office opens it again.
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    #: When the office last opened it again; by itself it closes only a while after that.
    reopened_at: Mapped[datetime | None] = mapped_column(Moment)


class Decision(AgencyOwned, Base):
    """An order of the chair on a measure; it stays with its divisions until each has answered."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "measure_id"), Index(None, "meeting_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class DecisionDivision(AgencyOwned, Base):
    __tablename__ = "decision_division"
    __table_args__ = (UniqueConstraint("decision_id", "division_id"), Index(None, "division_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    #: What has been written so far; it counts from `answered_at` on.
    answer: Mapped[str] = mapped_column(Text, default="")
    #: Name and post at that time.
    answered_by: Mapped[str] = mapped_column(String(200), default="")
