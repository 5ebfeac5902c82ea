"""One measure: what its cells mean, and what of it has to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import read_cadences
from tracker.domain.fiscal_year import fiscal_year_end, fiscal_year_start
from tracker.domain.framework import infer_indicators
from tracker.domain.period import Period, PeriodKind, parse_period
from tracker.domain.responsibility import Note, parse_responsible
from tracker.domain.thai_dates import thai_date
from tracker.domain.thai_text import clean, is_ditto
from tracker.plan_reading.draft import (
    DraftMeasure,
    DraftMonitoring,
    DraftPeriod,
    DraftQuestion,
    DraftResponsible,
    Source,
)
from tracker.plan_reading.headings import Column
from tracker.plan_reading.indicator_words import indicators_in
from tracker.plan_reading.item_lists import split_items
from tracker.plan_reading.measure_rows import MeasureRow
from tracker.plan_reading.numbered_paragraphs import MeasureParagraph
from tracker.plan_reading.questions import about_measure, about_period, about_responsible, names_of, quoted


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole plan."""

    fiscal_year: int | None
    agency_kind: AgencyKind | None
    known_divisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureReading:
    measure: DraftMeasure
    questions: tuple[DraftQuestion, ...]


@dataclass(slots=True)
class _Asking:
    """Collects the questions about one measure."""

    number: str
    questions: list[DraftQuestion] = field(default_factory=list)

    def ask(self, code: str, about: str, **values: object) -> None:
        self.questions.append(about_measure(code, self.number, about, **values))


def measure_from_row(row: MeasureRow, number: str, above: DraftMeasure | None, setting: Setting) -> MeasureReading:
    asking = _Asking(number)
    titles = split_items(row.cell(Column.TITLE))
    if not titles:
        asking.ask("no_title", "titles")
    if row.was_joined:
        asking.ask("joined_rows", "titles")
    steps = split_items(row.cell(Column.STEPS))
    issue = clean(row.cell(Column.ISSUE)) or None
    indicators, inferred = _indicators(row, titles, issue, steps, asking)
    measure = DraftMeasure(
        number=number,
        titles=titles,
        indicators=indicators,
        indicators_inferred=inferred,
        issue=issue,
        steps=steps,
        responsible=_responsible(row, above, setting, asking),
        period=_period(row, above, setting, asking),
        monitoring=_monitoring_of_row(row, above, asking),
        source=Source(row.table, row.row),
    )
    return MeasureReading(measure, tuple(asking.questions))


def measure_from_paragraph(paragraph: MeasureParagraph, monitoring: str, setting: Setting) -> MeasureReading:
    """A numbered paragraph has a title and prose; who and when it does not say."""
    asking = _Asking(paragraph.number)
    if paragraph.rest:
        asking.ask("narrative", "steps", rest=quoted(paragraph.rest))
    indicators = _inferred((paragraph.title,), None, (paragraph.rest,), asking)
    asking.ask("no_responsible", "responsible")
    asking.ask("no_period", "period")
    measure = DraftMeasure(
        number=paragraph.number,
        titles=(paragraph.title,),
        indicators=indicators,
        indicators_inferred=bool(indicators),
        issue=None,
        steps=(),
        responsible=DraftResponsible("", False, (), None),
        period=DraftPeriod("", None, None, PeriodKind.NONE, confirm=False),
        monitoring=_monitoring(monitoring, True, asking),
        source=Source(0, paragraph.place),
    )
    return MeasureReading(measure, tuple(asking.questions))


def _indicators(
    row: MeasureRow, titles: tuple[str, ...], issue: str | None, steps: tuple[str, ...], asking: _Asking
) -> tuple[tuple[str, ...], bool]:
    """The measure's own cell, the caption above the table, or a proposal that is asked."""
    stated = indicators_in(row.cell(Column.INDICATOR)) or indicators_in(row.caption)
    if stated:
        return stated, False
    inferred = _inferred(titles, issue, steps, asking)
    return inferred, bool(inferred)


def _inferred(titles: tuple[str, ...], issue: str | None, steps: tuple[str, ...], asking: _Asking) -> tuple[str, ...]:
    inferred = infer_indicators(titles, issue, steps)
    if inferred:
        asking.ask("indicators_inferred", "indicators", names=names_of(inferred))
    else:
        asking.ask("indicators_unknown", "indicators")
    return inferred


def _responsible(row: MeasureRow, above: DraftMeasure | None, setting: Setting, asking: _Asking) -> DraftResponsible:
    text = row.cell(Column.RESPONSIBLE).strip()
    read = parse_responsible(text, agency_kind=setting.agency_kind, known_divisions=setting.known_divisions)
    asking.questions += about_responsible(read, asking.number)
    if not read.divisions and not read.all and not read.notes and row.has(Column.RESPONSIBLE):
        asking.ask("no_responsible", "responsible")
    if Note.DITTO in read.notes and above is not None:
        same = above.responsible
        return DraftResponsible(text, same.all, same.divisions, same.lead)
    return DraftResponsible(text, read.all, read.divisions, read.lead)


def _period(row: MeasureRow, above: DraftMeasure | None, setting: Setting, asking: _Asking) -> DraftPeriod:
    text = row.cell(Column.PERIOD).strip()
    if above is not None and is_ditto(text):
        asking.ask("ditto", "period")
        return replace(above.period, text=text, confirm=True)
    if setting.fiscal_year is None and _needs_year(text):
        asking.ask("period_needs_year", "period", text=quoted(text))
        return DraftPeriod(text, None, None, PeriodKind.ERROR, confirm=False)
    period = parse_period(text, setting.fiscal_year or _PROBES[0])
    if period.kind is PeriodKind.NONE and row.has(Column.PERIOD):
        asking.ask("no_period", "period")
    asking.questions += about_period(period, asking.number)
    if setting.fiscal_year is not None and _leaves_year(period, setting.fiscal_year):
        first, last = (thai_date(day) if day else "-" for day in (period.start, period.end))
        asking.ask("period_outside_year", "period", start=first, end=last)
    return DraftPeriod(text, period.start, period.end, period.kind, period.confirm)


_PROBES = (2569, 2570)


def _needs_year(text: str) -> bool:
    """Whether the dates depend on the plan's year, which is not known."""
    one, other = (parse_period(text, year) for year in _PROBES)
    return (one.start, one.end) != (other.start, other.end)


def _leaves_year(period: Period, fiscal_year: int) -> bool:
    first, last = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    return any(day is not None and not first <= day <= last for day in (period.start, period.end))


def _monitoring_of_row(row: MeasureRow, above: DraftMeasure | None, asking: _Asking) -> DraftMonitoring:
    text = row.cell(Column.MONITORING).strip()
    if above is not None and is_ditto(text):
        asking.ask("ditto", "monitoring")
        return replace(above.monitoring, text=text)
    return _monitoring(text, row.has(Column.MONITORING), asking)


def _monitoring(cell: str, has_column: bool, asking: _Asking) -> DraftMonitoring:
    text = cell.strip()
    reading = read_cadences(text)
    if not reading.cadences and has_column:
        asking.ask("no_monitoring", "monitoring")
    elif reading.confirm:
        asking.ask("cadence_unclear", "monitoring", text=quoted(text))
    return DraftMonitoring(text, reading.cadences)
