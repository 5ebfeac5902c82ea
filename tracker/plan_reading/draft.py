"""A plan as read from a document, before anybody has adopted it, and its JSON form.

The JSON form is a contract with other programs: the keys are the names of the fields below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.domain.agency import THAI_KIND, AgencyKind
from tracker.domain.cadence import Cadence
from tracker.domain.period import PeriodKind

QuestionScore = float | dict[str, float] | dict[str, float | list[float]] | list[float]
"""A figure; by `public` and `survey`; a mean (`score`) with its `parts`; or parts without a mean."""


@dataclass(frozen=True, slots=True)
class DraftAgency:
    name: str | None
    kind: AgencyKind | None


@dataclass(frozen=True, slots=True)
class DraftAssessment:
    """Scores as printed, never computed."""

    fiscal_year: int | None
    overall: float | None
    level: str | None
    indicators: dict[str, float] = field(default_factory=dict)
    questions: dict[str, QuestionScore] = field(default_factory=dict)

    def question_rows(self) -> Iterator[tuple[str, str, float]]:
        """Question code, part ("" for the whole question, public, survey, or 1, 2, ...) and score."""
        for code, score in self.questions.items():
            if isinstance(score, float):
                yield code, "", score
            elif isinstance(score, list):
                yield from ((code, str(place), part) for place, part in enumerate(score, start=1))
            else:
                for name, value in score.items():
                    yield from _rows_of_part(code, "" if name == "score" else name, value)


def _rows_of_part(code: str, name: str, value: float | list[float]) -> Iterator[tuple[str, str, float]]:
    if isinstance(value, list):
        yield from ((code, str(place), part) for place, part in enumerate(value, start=1))
    else:
        yield code, name, value


@dataclass(frozen=True, slots=True)
class DraftResponsible:
    text: str
    all: bool
    divisions: tuple[str, ...]
    lead: str | None


@dataclass(frozen=True, slots=True)
class DraftPeriod:
    text: str
    start: date | None
    end: date | None
    kind: PeriodKind
    confirm: bool


@dataclass(frozen=True, slots=True)
class DraftMonitoring:
    text: str
    cadences: tuple[Cadence, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the measure stands: table (0 when it is a paragraph) and row, counted from 1."""

    table: int
    row: int


@dataclass(frozen=True, slots=True)
class DraftMeasure:
    number: str
    titles: tuple[str, ...]
    indicators: tuple[str, ...]
    indicators_inferred: bool
    issue: str | None
    steps: tuple[str, ...]
    responsible: DraftResponsible
    period: DraftPeriod
    monitoring: DraftMonitoring
    source: Source


BY_HAND = Source(0, 0)
"""The place of a measure that stands in no document."""


def empty_measure(number: str) -> DraftMeasure:
    return DraftMeasure(
        number=number,
        titles=(),
        indicators=(),
        indicators_inferred=False,
        issue=None,
        steps=(),
        responsible=DraftResponsible("", False, (), None),
        period=DraftPeriod("", None, None, PeriodKind.NONE, confirm=False),
        monitoring=DraftMonitoring("", ()),
        source=BY_HAND,
    )


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A doubt, said in Thai to the office; about a measure's field when these are given."""

    code: str
    message: str
    measure: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class DraftPlan:
    agency: DraftAgency
    plan_fiscal_year: int | None
    assessment: DraftAssessment | None
    measures: tuple[DraftMeasure, ...]
    questions: tuple[DraftQuestion, ...]


def to_json_dict(draft: DraftPlan) -> dict[str, Any]:
    return {one.name: to_plain(getattr(draft, one.name)) for one in fields(draft)}


def to_plain(value: Any) -> Any:
    if isinstance(value, AgencyKind):
        return THAI_KIND[value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    if is_dataclass(value):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    return value


_KIND_OF_WORD = {word: kind for kind, word in THAI_KIND.items()}


def from_json_dict(data: Mapping[str, Any]) -> DraftPlan:
    agency, assessment = data["agency"], data["assessment"]
    return DraftPlan(
        agency=DraftAgency(agency["name"], _KIND_OF_WORD.get(agency["kind"] or "")),
        plan_fiscal_year=data["plan_fiscal_year"],
        assessment=None if assessment is None else DraftAssessment(**assessment),
        measures=tuple(measure_from_json_dict(measure) for measure in data["measures"]),
        questions=tuple(DraftQuestion(**question) for question in data["questions"]),
    )


def measure_from_json_dict(data: Mapping[str, Any]) -> DraftMeasure:
    responsible, period, monitoring = data["responsible"], data["period"], data["monitoring"]
    return DraftMeasure(
        number=data["number"],
        titles=tuple(data["titles"]),
        indicators=tuple(data["indicators"]),
        indicators_inferred=data["indicators_inferred"],
        issue=data["issue"],
        steps=tuple(data["steps"]),
        responsible=DraftResponsible(
            responsible["text"], responsible["all"], tuple(responsible["divisions"]), responsible["lead"]
        ),
        period=DraftPeriod(
            period["text"], _day(period["start"]), _day(period["end"]), PeriodKind(period["kind"]), period["confirm"]
        ),
        monitoring=DraftMonitoring(monitoring["text"], tuple(Cadence(word) for word in monitoring["cadences"])),
        source=Source(**data["source"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
