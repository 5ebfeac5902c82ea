"""Plans on their way in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.plan_drafts import DraftOrigin
from tracker.models.base import Base
from tracker.models.isolation import AgencyOwned
from tracker.models.types import Moment, words


class PlanDraft(AgencyOwned, Base):
    """A plan that somebody looks at and corrects before it is adopted, or before its changes are taken over."""

    __tablename__ = "plan_draft"
    __table_args__ = (Index(None, "agency_id", "uploaded_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[DraftOrigin] = mapped_column(words(DraftOrigin), default=DraftOrigin.DOCUMENT)
    #: Of the document that was read; empty when there was none.
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    #: The DraftPlan in the JSON form that `tracker import --dry-run --json` prints, with the corrections made since.
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: The document as it was read (plan_reading.document), to be shown beside; a workbook that came back also has
    #: `exported`, what it was made with.
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    #: Measures that somebody left out, with their questions (plan_reading.open_draft); they can be taken back.
    skipped: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: In a workbook that came back: the id of the adopted measure in each row, in the order of the measures of
    #: `content`; none for a row that was added.
    row_ids: Mapped[list[int | None] | None] = mapped_column(JSON(none_as_null=True))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    #: Counted up with every change: a correction from an older page is told so instead of overwriting.
    version: Mapped[int] = mapped_column(default=1)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))

    __mapper_args__ = {"version_id_col": version}
