"""What the timetable did and when; of the machine, not of one agency."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base
from tracker.models.types import Moment


class JobRun(Base):
    """One run of a job that did something or failed, or a stretch of runs with nothing to do, counted as one."""

    __tablename__ = "job_run"
    __table_args__ = (Index(None, "job", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(60))
    #: Machine and process, to tell several of them apart.
    process: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime] = mapped_column(Moment)
    #: Of the last run of a stretch; empty while it runs, and for good when it was killed.
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    runs: Mapped[int] = mapped_column(default=1)
    #: How many things it did.
    done: Mapped[int] = mapped_column(default=0)
    #: What failed in which agency: its id as text, and the error's own words.
    failures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: Where the job itself failed.
    error: Mapped[str] = mapped_column(Text, default="")
