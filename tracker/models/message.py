"""The ledger of reminders: a row first, sent after the commit, kept with what became of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


class Message(AgencyOwned, Base):
    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("agency_id", "key"),
        Index(None, "state", "agency_id"),
        Index(None, "agency_id", "queued_at"),
        Index(None, "meeting_id"),
        Index(None, "user_id", "queued_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What makes the message the one of its kind: meeting, step, the day it was planned for, person or group, channel.
    #: The last guard against twice.
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[MessageKind] = mapped_column(words(MessageKind))
    channel: Mapped[Channel] = mapped_column(words(Channel))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    #: Which round of its kind it is, such as reminder-5.
    step: Mapped[str] = mapped_column(String(40), default="")
    #: The day of the meeting that it was planned for, where a meeting that moves plans it anew.
    planned_for: Mapped[date | None]
    #: Empty where it goes to a group.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    #: By which account of the agency it goes, where it is not a letter.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("channel_account.id"))
    #: Address, name and post as they were when it was queued.
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200))
    to_title: Mapped[str] = mapped_column(String(200), default="")
    division_names: Mapped[str] = mapped_column(Text, default="")
    measure_numbers: Mapped[list[str]] = mapped_column(JSON, default=list)
    why: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(String(300))
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    #: Fixed once, so that a mail server or reader recognises a second copy.
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MessageState] = mapped_column(words(MessageState))
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    queued_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    #: The calendar entry that an invitation carries.
    calendar: Mapped[str] = mapped_column(Text, default="")
    #: The paper that goes with it.
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("paper_pack.id"))
    #: When its reader opened it in their list on the site.
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
