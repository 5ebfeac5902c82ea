"""The links in letters that open somebody's own reports of one meeting without a password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment


class ReportLink(AgencyOwned, Base):
    """One for each person and meeting. The link itself is signed and never stored: this row says what it may do."""

    __tablename__ = "report_link"
    __table_args__ = (UniqueConstraint("user_id", "meeting_id"), Index(None, "meeting_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)
    uses: Mapped[int] = mapped_column(default=0)
