"""One measure: what was adopted, where it stands, and everything said about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from tracker.domain.progress import EntryChannel, RevisionAction
from tracker.domain.rollup import MeasureStatus, measure_statuses
from tracker.extensions import db
from tracker.models import (
    Assignment,
    Decision,
    DecisionDivision,
    Division,
    Evidence,
    Measure,
    Meeting,
    Plan,
    ProgressReport,
    ProgressRevision,
    User,
)
from tracker.queries import following
from tracker.queries.frames import Frame


@dataclass(frozen=True, slots=True)
class MeasureOfPlan:
    """With its steps and indicators loaded."""

    measure: Measure
    fiscal_year: int


#: This and the statements below are made once: what SQLAlchemy works out about them it keeps with them.
_MEASURE = (
    select(Measure, Plan.fiscal_year)
    .join(Plan, Plan.id == Measure.plan_id)
    .options(joinedload(Measure.steps), joinedload(Measure.indicators))
    .where(Measure.id == bindparam("measure_id"))
)


def measure_by_id(measure_id: int) -> MeasureOfPlan | None:
    row = db.session.execute(_MEASURE, {"measure_id": measure_id}).unique().one_or_none()
    return MeasureOfPlan(*row) if row else None


def status_of_measure(found: MeasureOfPlan, frame: Frame) -> MeasureStatus:
    codes = [indicator.code for indicator in sorted(found.measure.indicators, key=lambda one: one.id)]
    [status] = measure_statuses(
        [following.measure_facts(found.measure, found.fiscal_year, codes, frame)],
        following.assignments_where(Measure.id == found.measure.id, frame),
        frame.month,
        frame.today,
    )
    return status


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """Something that happened to a report; `content` holds its words and figures at that moment."""

    report_id: int
    month: date
    division: str
    number: int
    action: RevisionAction
    at: datetime
    by_name: str
    by_title: str
    is_on_behalf: bool
    channel: EntryChannel
    comment: str
    content: dict[str, Any]


_REVISIONS: Select[*tuple[Any, ...]] = (
    select(
        ProgressReport.id,
        ProgressReport.month,
        Division.name,
        ProgressRevision.number,
        ProgressRevision.action,
        ProgressRevision.at,
        ProgressRevision.by_name,
        ProgressRevision.by_title,
        ProgressRevision.is_on_behalf,
        ProgressRevision.channel,
        ProgressRevision.comment,
        ProgressRevision.content,
        func.count().over(),
    )
    .join(ProgressReport, ProgressReport.id == ProgressRevision.report_id)
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .join(Division, Division.id == Assignment.division_id)
    .where(Assignment.measure_id == bindparam("measure_id"))
    .order_by(ProgressRevision.at.desc(), ProgressRevision.id.desc())
    .limit(bindparam("limit", type_=Integer))
    .offset(bindparam("offset", type_=Integer))
)


def revisions_of_measure(measure_id: int, limit: int, offset: int = 0) -> tuple[list[RevisionRow], int]:
    """The newest first, and how many there are; none when the offset lies past the last."""
    which = {"measure_id": measure_id, "limit": limit, "offset": offset}
    rows = db.session.execute(_REVISIONS, which).all()
    return [RevisionRow(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    id: int
    report_id: int
    caption: str
    dated_on: date | None
    url: str | None
    filename: str | None
    content_type: str | None
    size_bytes: int | None


_EVIDENCE = (
    select(
        Evidence.id,
        Evidence.report_id,
        Evidence.caption,
        Evidence.dated_on,
        Evidence.url,
        Evidence.filename,
        Evidence.content_type,
        Evidence.size_bytes,
    )
    .where(Evidence.report_id.in_(bindparam("report_ids", expanding=True)))
    .order_by(Evidence.id)
)


def evidence_of_reports(report_ids: Collection[int]) -> dict[int, list[EvidenceRow]]:
    """By report, in the order it was added."""
    found: defaultdict[int, list[EvidenceRow]] = defaultdict(list)
    for row in db.session.execute(_EVIDENCE, {"report_ids": list(report_ids)}):
        found[row.report_id].append(EvidenceRow(*row))
    return dict(found)


@dataclass(frozen=True, slots=True)
class DivisionAnswer:
    division: str
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    id: int
    text: str
    due_on: date | None
    meeting_held_on: date
    recorded_by: str
    answers: tuple[DivisionAnswer, ...]

    @property
    def is_open(self) -> bool:
        return any(answer.answered_at is None for answer in self.answers)


_DECISIONS: Select[*tuple[Any, ...]] = (
    select(
        Decision.id,
        Decision.text,
        Decision.due_on,
        Meeting.held_on,
        User.name,
        Division.name,
        DecisionDivision.answered_at,
        DecisionDivision.answer,
    )
    .join(Meeting, Meeting.id == Decision.meeting_id)
    .join(User, User.id == Decision.recorded_by_id)
    .outerjoin(DecisionDivision, DecisionDivision.decision_id == Decision.id)
    .outerjoin(Division, Division.id == DecisionDivision.division_id)
    .where(Decision.measure_id == bindparam("measure_id"))
    .order_by(Meeting.held_on.desc(), Decision.id.desc(), Division.position)
)


def decisions_of_measure(measure_id: int) -> list[DecisionRow]:
    """What the chair ordered, the newest meeting first, with what each division answered."""
    rows = db.session.execute(_DECISIONS, {"measure_id": measure_id})
    heads: dict[int, tuple[int, str, date | None, date, str]] = {}
    answers: defaultdict[int, list[DivisionAnswer]] = defaultdict(list)
    for id_, text, due_on, held_on, recorded_by, division, answered_at, answer in rows:
        heads[id_] = (id_, text, due_on, held_on, recorded_by)
        if division is not None:
            answers[id_].append(DivisionAnswer(division, answered_at, answer))
    return [DecisionRow(*head, answers=tuple(answers[id_])) for id_, head in heads.items()]
