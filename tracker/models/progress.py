"""What each division reported: one row for a month, a revision for everything that happened to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.progress import Answer, CannotReason, EntryChannel, Progress, ReportState, RevisionAction
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


class ProgressReport(AgencyOwned, Base):
    """What one assignment says for one month; opened empty when the meeting's window opens."""

    __tablename__ = "progress_report"
    __table_args__ = (
        UniqueConstraint("assignment_id", "month"),
        Index(None, "meeting_id"),
        # All that status asks about an assignment: what was said last is found without touching the long texts.
        Index(
            "ix_progress_report_heard",
            "assignment_id",
            "month",
            "state",
            "submitted_at",
            "answer",
            "progress",
            "percent",
            "agency_id",
        ),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    #: The first day of the month it tells about.
    month: Mapped[date]
    state: Mapped[ReportState] = mapped_column(words(ReportState), default=ReportState.OPEN)
    answer: Mapped[Answer | None] = mapped_column(words(Answer))
    progress: Mapped[Progress | None] = mapped_column(words(Progress))
    percent: Mapped[int | None]
    done_text: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    waiting_for: Mapped[str] = mapped_column(Text, default="")
    cannot_reason: Mapped[CannotReason | None] = mapped_column(words(CannotReason))
    cannot_text: Mapped[str] = mapped_column(Text, default="")
    #: The ids of the measure's steps that are finished, those of earlier months among them.
    steps_done: Mapped[list[int]] = mapped_column(JSON, default=list)
    #: A correction of what was sent, as far as it is written: the office still sees what was sent.
    correction: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    review_comment: Mapped[str] = mapped_column(Text, default="")
    #: Counted up with every change: a save from an older page is told so instead of overwriting.
    version: Mapped[int] = mapped_column(default=1)
    revisions: Mapped[list[ProgressRevision]] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}


class ProgressRevision(AgencyOwned, Base):
    """What happened to a report, by whom, for whom and how; never changed afterwards."""

    __tablename__ = "progress_revision"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("progress_report.id"))
    number: Mapped[int]
    action: Mapped[RevisionAction] = mapped_column(words(RevisionAction))
    at: Mapped[datetime] = mapped_column(Moment)
    #: Empty where the program itself acted: it closes a month that nobody has closed.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    #: Name and post at that time, which stay true when the person has moved on.
    by_name: Mapped[str] = mapped_column(String(200))
    by_title: Mapped[str] = mapped_column(String(200), default="")
    is_on_behalf: Mapped[bool] = mapped_column(default=False)
    #: Who of the division said it, where somebody else entered it: name and post as they were told.
    told_by: Mapped[str] = mapped_column(String(200), default="")
    channel: Mapped[EntryChannel] = mapped_column(words(EntryChannel), default=EntryChannel.WEB)
    comment: Mapped[str] = mapped_column(Text, default="")
    #: The report's words and figures at that moment.
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Evidence(AgencyOwned, Base):
    """A file or a link under a report, with the date of the thing itself, not of its upload.

    A later version is a row of its own that names the one it replaces; what was removed stays for the record.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index(None, "report_id"),
        CheckConstraint("(url IS NULL) <> (stored_name IS NULL)", name="file_or_link"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("progress_report.id"))
    caption: Mapped[str] = mapped_column(String(300))
    dated_on: Mapped[date | None]
    url: Mapped[str | None] = mapped_column(String(2000))
    filename: Mapped[str | None] = mapped_column(String(255))
    stored_name: Mapped[str | None] = mapped_column(String(80))
    content_type: Mapped[str | None] = mapped_column(String(100))
    size_bytes: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), unique=True)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
