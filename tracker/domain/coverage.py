"""What of an assessment scored too low, and whether a measure of the plan answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.framework import INDICATOR_CODES, Tool
from tracker.domain.question_mentions import Mention, questions_named
from tracker.domain.questionnaire import indicator_of_question, tool_and_number
from tracker.domain.score_sheet import PrintedResult, in_order


class Cover(StrEnum):
    """How far a weak score is answered, the worst first."""

    NOBODY = "nobody"
    UNKNOWN = "unknown"
    INDICATOR_ONLY = "indicator_only"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """`texts` are its titles, its issue and its steps: where it may name a question."""

    id: int
    number: str
    title: str
    indicators: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def main_indicators(self) -> frozenset[str]:
        """9 for a measure under 9.1."""
        return frozenset(code.partition(".")[0] for code in self.indicators)

    @property
    def named(self) -> frozenset[Mention]:
        return frozenset(mention for text in self.texts for mention in questions_named(text))


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """An indicator, sub-indicator or question below the threshold; or an indicator whose score nobody knows."""

    code: str
    #: The one of the ten that it belongs to; None where the year's list of questions is not known.
    indicator: str | None
    #: By part; a question is as weak as its weakest part.
    scores: Mapping[str, float]
    state: Cover
    #: Those that name it, or else those under its indicator.
    measures: tuple[PlannedMeasure, ...]

    @property
    def lowest(self) -> float | None:
        return min(self.scores.values(), default=None)


@dataclass(frozen=True, slots=True)
class Coverage:
    #: The worst score first, then the indicators without a score.
    weak: tuple[WeakPoint, ...]
    without_indicator: tuple[PlannedMeasure, ...]
    #: Measures of which every indicator, with all its questions, reached the threshold.
    under_strong: tuple[PlannedMeasure, ...]

    def in_state(self, *states: Cover) -> tuple[WeakPoint, ...]:
        return tuple(point for point in self.weak if point.state in states)


def coverage_of(
    fiscal_year: int, result: PrintedResult, measures: Sequence[PlannedMeasure], threshold: float
) -> Coverage:
    """A tool's printed score is no weak point of its own: its indicators are."""
    named = [(measure, measure.named) for measure in measures]
    below = [
        _question(code, scores, fiscal_year, named) if tool_and_number(code) else _indicator(code, scores, measures)
        for code, scores in _by_code(result).items()
        if min(scores.values()) < threshold
    ]
    below.sort(key=lambda point: (point.lowest, _place(point)))
    unknown = [
        WeakPoint(code, code, {}, Cover.UNKNOWN, _under(code, measures))
        for code in INDICATOR_CODES
        if code not in result.indicators
    ]
    return Coverage(
        weak=(*below, *unknown),
        without_indicator=tuple(measure for measure in measures if not measure.indicators),
        under_strong=tuple(_under_strong(measures, {point.indicator for point in (*below, *unknown)}, below)),
    )


def _by_code(result: PrintedResult) -> dict[str, dict[str, float]]:
    scores: dict[str, dict[str, float]] = {}
    for key, score in result.scores.items():
        if key.code not in set(Tool):
            scores.setdefault(key.code, {})[key.part] = score
    return scores


def _place(point: WeakPoint) -> tuple[int, ...]:
    """Among equals: indicators in their order, then questions tool by tool."""
    found = tool_and_number(point.code)
    return (1, list(Tool).index(found[0]), found[1]) if found else (0, *in_order(point.code))


def _indicator(code: str, scores: Mapping[str, float], measures: Sequence[PlannedMeasure]) -> WeakPoint:
    """A sub-indicator is answered by a measure of its own, or half by one of the whole indicator."""
    main = code.partition(".")[0]
    under = _under(main, measures)
    own = under if code == main else tuple(measure for measure in under if code in measure.indicators)
    if own:
        return WeakPoint(code, main, scores, Cover.ANSWERED, own)
    return WeakPoint(code, main, scores, Cover.INDICATOR_ONLY if under else Cover.NOBODY, under)


def _question(
    code: str,
    scores: Mapping[str, float],
    fiscal_year: int,
    named: Sequence[tuple[PlannedMeasure, frozenset[Mention]]],
) -> WeakPoint:
    indicator = indicator_of_question(code, fiscal_year)
    naming = tuple(measure for measure, mentions in named if tool_and_number(code) in mentions)
    if naming:
        return WeakPoint(code, indicator, scores, Cover.ANSWERED, naming)
    under = _under(indicator, [measure for measure, _ in named]) if indicator else ()
    return WeakPoint(code, indicator, scores, Cover.INDICATOR_ONLY if under else Cover.NOBODY, under)


def _under(main: str, measures: Sequence[PlannedMeasure]) -> tuple[PlannedMeasure, ...]:
    return tuple(measure for measure in measures if main in measure.main_indicators)


def _under_strong(
    measures: Sequence[PlannedMeasure], weak: set[str | None], below: Sequence[WeakPoint]
) -> Iterator[PlannedMeasure]:
    answering = {measure.id for point in below for measure in point.measures}
    for measure in measures:
        if measure.indicators and not measure.main_indicators & weak and measure.id not in answering:
            yield measure
