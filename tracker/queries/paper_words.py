"""What a paper prints of measures beside their figures: the words of the plan, and of each division for a month."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, and_, bindparam, func, select

from tracker.domain.progress import RECEIVED_STATES, Answer, CannotReason
from tracker.extensions import db
from tracker.models import Assignment, Evidence, Measure, ProgressReport
from tracker.models.types import Moment
from tracker.queries.evidence import IS_CURRENT
from tracker.queries.following import end_of_day


class SaidForMonth(NamedTuple):
    """A report that was received."""

    answer: Answer
    done_text: str
    problems: str
    next_steps: str
    waiting_for: str
    cannot_reason: CannotReason | None
    cannot_text: str
    #: How many pieces stand under it now.
    evidence: int


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """As adopted, letter for letter."""

    responsible: str
    period: str
    monitoring: str
    said: dict[int, SaidForMonth] = field(default_factory=dict)
    """By division."""


_PIECES = (
    select(func.count(Evidence.id))
    .where(Evidence.report_id == ProgressReport.id, IS_CURRENT)
    .correlate(ProgressReport)
    .scalar_subquery()
)

# Made once: what SQLAlchemy works out about a statement it keeps there.
_WORDS: Select[*tuple[Any, ...]] = (
    select(
        Measure.id,
        Measure.responsible_text,
        Measure.period_text,
        Measure.monitoring_text,
        Assignment.division_id,
        *(getattr(ProgressReport, name) for name in SaidForMonth._fields if name != "evidence"),
        _PIECES,
    )
    .outerjoin(Assignment, Assignment.measure_id == Measure.id)
    .outerjoin(
        ProgressReport,
        and_(
            ProgressReport.assignment_id == Assignment.id,
            ProgressReport.month == bindparam("month", type_=Date),
            ProgressReport.state.in_(RECEIVED_STATES),
            ProgressReport.submitted_at < bindparam("heard_before", type_=Moment),
        ),
    )
    .where(Measure.id.in_(bindparam("measure_ids", expanding=True)))
)


def words_of_measures(measure_ids: Collection[int], month: date, day: date) -> Mapping[int, MeasureWords]:
    """With what came for the month by the end of the day. One statement for all of them."""
    found: dict[int, MeasureWords] = {}
    values = {"measure_ids": list(measure_ids), "month": month, "heard_before": end_of_day(day)}
    rows = db.session.execute(_WORDS, values)
    for measure_id, responsible, period, monitoring, division_id, answer, *words in rows:
        if measure_id not in found:
            found[measure_id] = MeasureWords(responsible, period, monitoring)
        if answer is not None:
            found[measure_id].said[division_id] = SaidForMonth(answer, *words)
    return found
