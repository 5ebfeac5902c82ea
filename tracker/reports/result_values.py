"""What the year-end report says of a plan's measures, and what of it the public may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.progress import Progress
from tracker.domain.yearly_items import YearlyItem


@dataclass(frozen=True, slots=True)
class AssessedYear:
    fiscal_year: int
    overall: float | None
    level: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """An indicator as it was printed before the year's measures and after them."""

    code: str
    name: str
    tool: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    id: int
    division: str
    #: The month of the report under which it lies.
    month: date
    caption: str
    dated_on: date | None
    #: Of a link; empty for a file.
    url: str
    filename: str
    #: The name under which the folder of the attached files keeps it, where it is a picture; else empty.
    picture: str


@dataclass(frozen=True, slots=True)
class ResultMeasure:
    id: int
    number: str
    title: str
    indicators: tuple[str, ...]
    steps: tuple[str, ...]
    responsible: str
    period: str
    progress: Progress
    percent: float
    #: Whether the office itself wrote what was done; else these are the words of the months.
    is_written: bool
    result: str
    outcome: str
    #: These two are for the office alone.
    problems: str
    suggestions: str
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class ResultReport:
    agency: str
    agency_name: str
    as_of: date
    #: Whose measures these are.
    fiscal_year: int
    #: The newest month whose reports count.
    through_month: date
    item: YearlyItem
    #: The assessment that the plan was made from, and that of the plan's own year.
    before: AssessedYear | None
    after: AssessedYear | None
    #: All ten indicators.
    scores: tuple[ScoreLine, ...]
    measures: tuple[ResultMeasure, ...]
    #: Whether what is for the office alone was taken out.
    is_public: bool = False


def for_public(report: ResultReport, released: Collection[int]) -> ResultReport:
    """Without what is for the office alone, words that it did not look through, and evidence that is not released."""
    return replace(
        report, is_public=True, measures=tuple(_public_measure(measure, released) for measure in report.measures)
    )


def _public_measure(measure: ResultMeasure, released: Collection[int]) -> ResultMeasure:
    return replace(
        measure,
        result=measure.result if measure.is_written else "",
        evidence=tuple(line for line in measure.evidence if line.id in released),
        problems="",
        suggestions="",
    )
