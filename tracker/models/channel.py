"""How an agency writes to its people beside letters, and in which words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.reminders import Channel, MessageKind
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


class ChannelAccount(AgencyOwned, Base):
    """An account with a chat service: the agency's own for LINE, the address of a group for a webhook."""

    __tablename__ = "channel_account"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(words(Channel))
    name: Mapped[str] = mapped_column(String(200))
    #: Token or address, encrypted; never shown again and never in a log.
    credential: Mapped[bytes] = mapped_column(LargeBinary)
    #: The group that everybody's notices go to as one, encrypted; empty when each person is written to.
    group_address: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_on: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime] = mapped_column(Moment)


class ContactAddress(AgencyOwned, Base):
    """A person's address in a chat service; whoever has one is told there instead of by mail."""

    __tablename__ = "contact_address"
    __table_args__ = (UniqueConstraint("agency_id", "user_id", "channel"), Index(None, "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    channel: Mapped[Channel] = mapped_column(words(Channel))
    address: Mapped[str] = mapped_column(String(254))


class Wording(AgencyOwned, Base):
    """The sentences of one kind of message as the agency wants them; without a row they are the program's own."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("agency_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MessageKind] = mapped_column(words(MessageKind))
    subject: Mapped[str] = mapped_column(String(300))
    opening: Mapped[str] = mapped_column(Text)
    closing: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
