"""Meetings: of the division heads, on which the month hangs, and of other bodies; what was ordered and frozen there."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.decisions import DecisionKind
from tracker.domain.meeting_kinds import MeetingKind, MovesTo
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words

_OF_DEPARTMENT_HEADS = f"kind = '{MeetingKind.DEPARTMENT_HEADS}'"


class Body(AgencyOwned, Base):
    """A group of the agency with meetings of its own, such as the working group for the assessment."""

    __tablename__ = "body"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    #: As `domain.meeting_rules` writes it; empty when each meeting is set by hand.
    rule: Mapped[str] = mapped_column(String(60), default="")
    moves_to: Mapped[MovesTo] = mapped_column(words(MovesTo), default=MovesTo.LATER)
    #: How many months up to and with the one it hears a meeting looks at: 3 for a quarter.
    months_covered: Mapped[int] = mapped_column(default=1)
    starts_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    is_active: Mapped[bool] = mapped_column(default=True)


class BodyMember(AgencyOwned, Base):
    __tablename__ = "body_member"
    __table_args__ = (UniqueConstraint("body_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class AnyMeeting(AgencyOwned, Base):
    """A meeting of whatever body; `Meeting` and `BodyMeeting` are its kinds."""

    __tablename__ = "meeting"
    __table_args__ = (
        # One month is heard by one meeting of the division heads.
        Index(
            "uq_meeting_agency_id_month",
            "agency_id",
            "month",
            unique=True,
            sqlite_where=text(_OF_DEPARTMENT_HEADS),
            postgresql_where=text(_OF_DEPARTMENT_HEADS),
        ),
        Index(None, "agency_id", "held_on"),
        Index(None, "body_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MeetingKind] = mapped_column(words(MeetingKind))
    #: Whose meeting it is, where it is not that of the division heads.
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    held_on: Mapped[date]
    starts_at: Mapped[time | None]
    #: The first day of the month the meeting hears reports about; of several, of the last.
    month: Mapped[date]
    #: As the office counts its meetings, such as 2/2569.
    number: Mapped[str] = mapped_column(String(20), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    #: Set by the rule and untouched since: it follows when the rule or the days off change.
    is_by_rule: Mapped[bool] = mapped_column(default=False)
    #: Counted up whenever what an invitation says has changed, as calendars ask (RFC 5545, SEQUENCE).
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    #: When the invitations were last put into the ledger, and for which state of the calendar.
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
    invited_sequence: Mapped[int | None]
    #: The agenda item's text as the office changed it; empty while it is the one that the program proposes.
    minutes_text: Mapped[str] = mapped_column(Text, default="")

    __mapper_args__ = {"polymorphic_on": "kind"}


class Meeting(AnyMeeting):
    """The department-head meeting that the month hangs on."""

    #: When the owed reports were opened; empty until the window's day has come.
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    #: When the month's reports became final; nobody changes them from then on, unless the office opens it again.
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    #: When the office last opened it again; by itself it closes only a while after that.
    reopened_at: Mapped[datetime | None] = mapped_column(Moment)

    __mapper_args__ = {"polymorphic_identity": MeetingKind.DEPARTMENT_HEADS}


class BodyMeeting(AnyMeeting):
    """A meeting of another body: it has a day, an invitation and decisions, and no month of reporting."""

    __mapper_args__ = {"polymorphic_identity": MeetingKind.BODY}


class CalledOffMeeting(AnyMeeting):
    """A meeting that will not be held; `is_by_rule` says that its rule no longer names it, else the office did it."""

    __mapper_args__ = {"polymorphic_identity": MeetingKind.CALLED_OFF}


class Snapshot(AgencyOwned, Base):
    """The figures and words of a month as they were when it was closed; never changed afterwards."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    #: Counted from 1; a month that was opened again and closed has a second one.
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    #: Name and post at that time.
    made_by: Mapped[str] = mapped_column(String(400))
    #: Why the month had been opened again, for every snapshot after the first.
    reason: Mapped[str] = mapped_column(Text, default="")
    #: SHA-256 of the content in its one canonical form, in hexadecimal.
    check_code: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Decision(AgencyOwned, Base):
    """What was decided in a meeting on a measure; an order stays with its divisions until each has answered."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "measure_id"), Index(None, "meeting_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    kind: Mapped[DecisionKind] = mapped_column(words(DecisionKind), default=DecisionKind.OWN_WORDS)
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    #: Taken back: it stays for the record and waits for nobody.
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_because: Mapped[str] = mapped_column(Text, default="")


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
