"""One measure: what its cells mean, and what of it has to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.framework import infer_indicators
from tracker.domain.period import PeriodKind
from tracker.domain.question_mentions import questions_named
from tracker.domain.questionnaire import indicator_of_question
from tracker.domain.thai_text import clean, squeeze
from tracker.plan_reading.dittos import same_as
from tracker.plan_reading.draft import (
    DraftMeasure,
    DraftMonitoring,
    DraftPeriod,
    DraftQuestion,
    DraftResponsible,
    Source,
)
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.indicator_words import indicators_in
from tracker.plan_reading.measure_fields import (
    Asking,
    Setting,
    monitoring_from,
    monitoring_of,
    period_of,
    responsible_of,
)
from tracker.plan_reading.measure_row import MeasureRow
from tracker.plan_reading.numbered_paragraphs import MeasureParagraph
from tracker.plan_reading.questions import names_of, quoted

__all__ = ["MeasureReading", "Setting", "measure_from_paragraph", "measure_from_row"]


@dataclass(frozen=True, slots=True)
class MeasureReading:
    measure: DraftMeasure
    questions: tuple[DraftQuestion, ...]


def measure_from_row(row: MeasureRow, number: str, above: Sequence[DraftMeasure], setting: Setting) -> MeasureReading:
    asking = Asking(number, above, same_table=bool(above) and above[-1].source.table == row.table != 0)
    titles = row.items(Column.TITLE)
    if not titles:
        asking.ask("no_title", "titles")
    for code, about in row.asked:
        asking.ask(code, about)
    steps = _steps(row, asking)
    issue = clean(row.cell(Column.ISSUE)) or None
    indicators, inferred = _indicators(row, _Words(titles, issue, steps, setting.fiscal_year), asking)
    measure = DraftMeasure(
        number=number,
        titles=titles,
        indicators=indicators,
        indicators_inferred=inferred,
        issue=issue,
        steps=steps,
        responsible=responsible_of(row, setting, asking),
        period=period_of(row, setting, asking),
        monitoring=monitoring_of(row, asking),
        source=Source(row.table, row.row),
    )
    return MeasureReading(measure, tuple(asking.questions))


def measure_from_paragraph(paragraph: MeasureParagraph, monitoring: str, setting: Setting) -> MeasureReading:
    """A numbered paragraph has a title and prose; who and when it does not say."""
    asking = Asking(paragraph.number)
    if paragraph.rest:
        asking.ask("narrative", "steps", rest=quoted(paragraph.rest))
    words = _Words((paragraph.title,), None, (paragraph.rest,), setting.fiscal_year)
    indicators = _inferred(words, asking)
    asking.ask("no_responsible", "responsible")
    asking.ask("no_period", "period")
    if not monitoring:
        asking.ask("no_monitoring", "monitoring")
    measure = DraftMeasure(
        number=paragraph.number,
        titles=(paragraph.title,),
        indicators=indicators,
        indicators_inferred=bool(indicators),
        issue=None,
        steps=(),
        responsible=DraftResponsible("", False, (), None),
        period=DraftPeriod("", None, None, PeriodKind.NONE, confirm=False),
        monitoring=monitoring_from(monitoring, asking) if monitoring else DraftMonitoring("", ()),
        source=Source(0, paragraph.place),
    )
    return MeasureReading(measure, tuple(asking.questions))


def _steps(row: MeasureRow, asking: Asking) -> tuple[str, ...]:
    same = asking.pointed_to(row.cell(Column.STEPS))
    if same is None:
        return row.items(Column.STEPS)
    asking.ask("ditto", "steps")
    return same.steps


@dataclass(frozen=True, slots=True)
class _Words:
    """What a measure says of itself, in a plan of this fiscal year."""

    titles: tuple[str, ...]
    issue: str | None
    steps: tuple[str, ...]
    fiscal_year: int | None


def _indicators(row: MeasureRow, words: _Words, asking: Asking) -> tuple[tuple[str, ...], bool]:
    """The measure's own cell, the marks under the indicators, the caption above, or a proposal that is asked."""
    cell = row.cell(Column.INDICATOR)
    stated = indicators_in(cell) or _marked_indicators(row) or indicators_in(row.caption)
    if stated:
        return stated, False
    points_up = same_as(cell) is not None or not squeeze(cell) and row.has(Column.INDICATOR) and asking.same_table
    same = asking.pointed_to(cell) or (asking.above[-1] if points_up and asking.above else None)
    if same is not None and same.indicators:
        asking.ask("indicators_from_above", "indicators", names=names_of(same.indicators))
        return same.indicators, True
    inferred = _inferred(words, asking)
    return inferred, bool(inferred)


def _marked_indicators(row: MeasureRow) -> tuple[str, ...]:
    names = row.names_marked(Column.INDICATOR).split(", ")
    return tuple(code for name in names for code in indicators_in(name))


def _inferred(words: _Words, asking: Asking) -> tuple[str, ...]:
    """From the questions that the measure is said to answer, else from what it is about."""
    named = _of_questions_named(" ".join((*words.titles, words.issue or "")), words.fiscal_year)
    inferred = named or infer_indicators(words.titles, words.issue, words.steps)
    if inferred:
        asking.ask("indicators_inferred", "indicators", names=names_of(inferred))
    else:
        asking.ask("indicators_unknown", "indicators")
    return inferred


def _of_questions_named(text: str, plan_year: int | None) -> tuple[str, ...]:
    """e5 and O11 are questions of the result that the plan was made from: that of the year before."""
    if plan_year is None:
        return ()
    codes = (indicator_of_question(f"{tool.value[0]}{number}", plan_year - 1) for tool, number in questions_named(text))
    return tuple(sorted({code for code in codes if code is not None}, key=int))
