"""What the papers of a year tell of a plan's measures: as adopted, month by month, the office's own texts, evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, bindparam, exists, select
from sqlalchemy.orm import aliased, joinedload

from tracker.domain.progress import RECEIVED_STATES
from tracker.domain.year_texts import NO_TEXTS, MonthSaid, Wording, YearTexts, proposed_texts
from tracker.extensions import db
from tracker.models import (
    Assessment,
    Assignment,
    Division,
    Evidence,
    Measure,
    MeasureOutcome,
    ProgressReport,
)
from tracker.models.types import Moment
from tracker.queries.following import PlanYear, end_of_day
from tracker.queries.frames import Frame


@dataclass(frozen=True, slots=True)
class YearWords:
    """A measure with its steps and indicators loaded, and what is there for the texts of the year's end."""

    measure: Measure
    #: What the office kept; none while nobody has written.
    kept: YearTexts | None
    #: Of what is kept; 0 while nothing is.
    version: int
    proposed: YearTexts
    said: tuple[MonthSaid, ...]

    @property
    def wording(self) -> Wording:
        if self.kept is not None and self.kept.result:
            return Wording.OFFICE
        return Wording.MONTHS if self.proposed.result else Wording.NOBODY

    @property
    def texts(self) -> YearTexts:
        """What stands in the report: an empty account of what was done gives way to the months' words."""
        if self.kept is None:
            return self.proposed
        return YearTexts(
            self.kept.result or self.proposed.result, self.kept.outcome, self.kept.problems, self.kept.suggestions
        )


# The statements of this module are made once: what SQLAlchemy works out about a statement it keeps there.
_PLAN_ID = Measure.plan_id == bindparam("plan_id", type_=Integer)
_MEASURE_ID = Measure.id == bindparam("measure_id", type_=Integer)
_WRITTEN: Select[*tuple[Any, ...]] = (
    select(Measure, MeasureOutcome)
    .outerjoin(MeasureOutcome, MeasureOutcome.measure_id == Measure.id)
    .options(joinedload(Measure.steps), joinedload(Measure.indicators))
    .order_by(Measure.position)
)
_HEARD = (
    ProgressReport.state.in_(RECEIVED_STATES)
    & (ProgressReport.month <= bindparam("month", type_=Date))
    & (ProgressReport.submitted_at < bindparam("heard_before", type_=Moment))
)
_SAID: Select[*tuple[Any, ...]] = (
    select(
        ProgressReport.id,
        Measure.id,
        ProgressReport.month,
        Division.name,
        ProgressReport.answer,
        ProgressReport.done_text,
        ProgressReport.problems,
        ProgressReport.next_steps,
        ProgressReport.waiting_for,
        ProgressReport.cannot_reason,
        ProgressReport.cannot_text,
    )
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .join(Measure, Measure.id == Assignment.measure_id)
    .join(Division, Division.id == Assignment.division_id)
    .where(_HEARD)
    .order_by(ProgressReport.month, Division.position, Division.id)
)
_WRITTEN_OF_PLAN, _SAID_OF_PLAN = _WRITTEN.where(_PLAN_ID), _SAID.where(_PLAN_ID)
_WRITTEN_OF_MEASURE, _SAID_OF_MEASURE = _WRITTEN.where(_MEASURE_ID), _SAID.where(_MEASURE_ID)


def measures_of_plan(plan_id: int) -> list[Measure]:
    """With their steps and indicators, the cancelled ones too."""
    return [row[0] for row in db.session.execute(_WRITTEN_OF_PLAN, {"plan_id": plan_id}).unique()]


def words_of_plan(plan_id: int, frame: Frame) -> list[YearWords]:
    """Of all its measures, the cancelled ones too, as they were heard by the frame's month and day."""
    return _words(_WRITTEN_OF_PLAN, _SAID_OF_PLAN, {"plan_id": plan_id}, frame)


def words_of_measure(measure_id: int, frame: Frame) -> YearWords | None:
    found = _words(_WRITTEN_OF_MEASURE, _SAID_OF_MEASURE, {"measure_id": measure_id}, frame)
    return found[0] if found else None


def _words(
    written: Select[*tuple[Any, ...]], said: Select[*tuple[Any, ...]], which: dict[str, int], frame: Frame
) -> list[YearWords]:
    of_measure: defaultdict[int, list[MonthSaid]] = defaultdict(list)
    for row in db.session.execute(said, which | _heard_by(frame)):
        of_measure[row[1]].append(MonthSaid(*row))
    rows = db.session.execute(written, which).unique()
    return [_words_of(measure, outcome, of_measure[measure.id]) for measure, outcome in rows]


def _heard_by(frame: Frame) -> dict[str, Any]:
    return {"month": frame.month, "heard_before": end_of_day(frame.today)}


def _words_of(measure: Measure, outcome: MeasureOutcome | None, said: list[MonthSaid]) -> YearWords:
    return YearWords(
        measure=measure,
        kept=texts_of(outcome) if outcome else None,
        version=outcome.version if outcome else 0,
        proposed=proposed_texts(said),
        said=tuple(said),
    )


def texts_of(outcome: MeasureOutcome | None) -> YearTexts:
    if outcome is None:
        return NO_TEXTS
    return YearTexts(outcome.result, outcome.outcome, outcome.problems, outcome.suggestions)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The measures before and after one in its plan."""

    before: int | None
    after: int | None


_IDS = select(Measure.id).where(_PLAN_ID).order_by(Measure.position)


def neighbours_of(plan_id: int, measure_id: int) -> Neighbours:
    ids = list(db.session.scalars(_IDS, {"plan_id": plan_id}))
    place = ids.index(measure_id)
    return Neighbours(ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None)


@dataclass(frozen=True, slots=True)
class OutcomeToChange:
    number: str
    outcome: MeasureOutcome | None


_HELD = select(Measure.number).where(_MEASURE_ID).with_for_update()
_OUTCOME = select(MeasureOutcome).where(MeasureOutcome.measure_id == bindparam("measure_id", type_=Integer))


def outcome_to_change(measure_id: int) -> OutcomeToChange | None:
    """With the measure held until the commit, so that two people who write first wait for each other."""
    number = db.session.scalar(_HELD, {"measure_id": measure_id})
    if number is None:
        return None
    fresh = _OUTCOME.execution_options(populate_existing=True)
    return OutcomeToChange(number, db.session.scalar(fresh, {"measure_id": measure_id}))


@dataclass(frozen=True, slots=True)
class YearEvidence:
    id: int
    measure_id: int
    division: str
    month: date
    caption: str
    dated_on: date | None
    url: str | None
    filename: str | None
    stored_name: str | None
    content_type: str | None

    @property
    def is_picture(self) -> bool:
        return (self.content_type or "").startswith("image/")


_LATER = aliased(Evidence)
_EVIDENCE: Select[*tuple[Any, ...]] = (
    select(
        Evidence.id,
        Measure.id,
        Division.name,
        ProgressReport.month,
        Evidence.caption,
        Evidence.dated_on,
        Evidence.url,
        Evidence.filename,
        Evidence.stored_name,
        Evidence.content_type,
    )
    .join(ProgressReport, ProgressReport.id == Evidence.report_id)
    .join(Assignment, Assignment.id == ProgressReport.assignment_id)
    .join(Measure, Measure.id == Assignment.measure_id)
    .join(Division, Division.id == Assignment.division_id)
    .where(_PLAN_ID, _HEARD, Evidence.removed_at.is_(None), ~exists().where(_LATER.replaces_id == Evidence.id))
    .order_by(ProgressReport.month, Division.position, Division.id, Evidence.id)
)


def evidence_of_plan(plan_id: int, frame: Frame) -> dict[int, list[YearEvidence]]:
    """By measure, what stands there now under the reports that were received by the frame's month and day."""
    found: defaultdict[int, list[YearEvidence]] = defaultdict(list)
    for row in db.session.execute(_EVIDENCE, {"plan_id": plan_id} | _heard_by(frame)):
        found[row[1]].append(YearEvidence(*row))
    return found


_ASSESSMENTS = (
    select(Assessment)
    .options(joinedload(Assessment.scores))
    .where(
        (Assessment.id == bindparam("assessment_id", type_=Integer))
        | (Assessment.fiscal_year == bindparam("fiscal_year", type_=Integer))
    )
)


def assessments_around(plan: PlanYear) -> tuple[Assessment | None, Assessment | None]:
    """The one that the plan was made from, and that of the plan's own year, each with its scores.

    A plan whose document names its own year was made from that assessment: there is none after it.
    """
    values = {"assessment_id": plan.assessment_id, "fiscal_year": plan.fiscal_year}
    found = {one.id: one for one in db.session.scalars(_ASSESSMENTS, values).unique()}
    before = found.pop(plan.assessment_id, None) if plan.assessment_id is not None else None
    return before, next(iter(found.values()), None)
