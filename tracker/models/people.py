"""People, and the dated posts that say what they may do."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.permissions import Role
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


class User(Base):
    """One person with one sign-in, whatever number of agencies and posts."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    #: Counted up when the password changes or the account is closed: every older session ends.
    session_number: Mapped[int] = mapped_column(default=1)
    language: Mapped[str | None] = mapped_column(String(2))
    last_sign_in_at: Mapped[datetime | None] = mapped_column(Moment)


class Membership(AgencyOwned, Base):
    """A post held in an agency between two dates, by its holder or by somebody acting."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates_in_order"),
        Index(None, "user_id"),
        Index(None, "agency_id", "role"),
        Index(None, "division_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(words(Role))
    division_id: Mapped[int | None] = mapped_column(ForeignKey("division.id"))
    #: The name of the post as it stands on papers.
    title: Mapped[str] = mapped_column(String(200))
    is_acting: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class FailedSignIn(Base):
    """Counted in the database, so that the throttle holds for every process."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "email", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(Moment)
