"""What the paper of a plan says: the scores it was made from, what of them is weak, and the measures as adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.coverage import Cover
from tracker.domain.yearly_items import YearlyItem
from tracker.reports.result_values import AssessedYear


@dataclass(frozen=True, slots=True)
class AssessedIndicator:
    code: str
    name: str
    tool: str
    score: float | None
    #: Below the agency's threshold.
    is_weak: bool
    #: Of the plan, under this indicator.
    measures: int


@dataclass(frozen=True, slots=True)
class PartScore:
    #: "" for the whole; "public" and "survey", or "1", "2".
    part: str
    score: float


@dataclass(frozen=True, slots=True)
class WeakLine:
    """An indicator or question below the threshold, the worst first."""

    code: str
    #: Of an indicator or of an item of the OIT; empty where it is not known.
    name: str
    is_question: bool
    #: The one of the ten that it belongs to; empty where that is not known.
    indicator: str
    scores: tuple[PartScore, ...]
    state: Cover
    #: The numbers of those that name it, or else of those under its indicator.
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A measure as adopted, letter for letter."""

    id: int
    number: str
    titles: tuple[str, ...]
    indicators: tuple[str, ...]
    issue: str
    steps: tuple[str, ...]
    responsible: str
    period: str
    monitoring: str


@dataclass(frozen=True, slots=True)
class PlanReport:
    agency: str
    agency_name: str
    as_of: date
    fiscal_year: int
    adopted_on: date
    item: YearlyItem
    #: What the plan was made from.
    assessed: AssessedYear | None
    threshold: float
    #: All ten.
    indicators: tuple[AssessedIndicator, ...]
    weak: tuple[WeakLine, ...]
    #: Without those that were cancelled.
    measures: tuple[PlannedLine, ...]
