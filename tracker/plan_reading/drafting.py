"""From a document to the draft of a plan: the measures, the assessment, and everything that is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.cadence import read_cadences
from tracker.domain.errors import N_
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.thai_text import squeeze
from tracker.plan_reading.assessment_checks import questions_about_assessment
from tracker.plan_reading.document import Document
from tracker.plan_reading.draft import DraftAgency, DraftMeasure, DraftMonitoring, DraftPlan, DraftQuestion
from tracker.plan_reading.errors import NotAPlan
from tracker.plan_reading.front_page import agency_of, front_lines, other_spellings, title_fiscal_year
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.layouts import FoundMeasures, find_measures
from tracker.plan_reading.measure_drafting import MeasureReading, measure_from_paragraph, measure_from_row
from tracker.plan_reading.measure_fields import Setting, period_in
from tracker.plan_reading.measure_row import MeasureRow
from tracker.plan_reading.questions import about_layout, about_measure, about_plan, quoted
from tracker.plan_reading.scores import read_assessment


def draft_plan(
    document: Document, *, plan_fiscal_year: int | None = None, known_divisions: Sequence[str] = ()
) -> DraftPlan:
    """What the document says, and a question for whatever it does not say clearly.

    Refuses a document without measures. A fiscal year that is given goes before the printed one.
    """
    paragraphs = front_lines(document)
    found = find_measures(document)
    agency = agency_of(paragraphs)
    assessment, scores = read_assessment(document)
    assessed = assessment.fiscal_year if assessment else None
    year, questions = _plan_year(plan_fiscal_year, paragraphs, found.rows, assessed)
    setting = Setting(year, agency.kind, tuple(known_divisions))
    readings = _rows_read(found, setting) if found.rows else _paragraphs_read(found, setting)
    if not readings:
        raise _no_measures(document.filename)
    return DraftPlan(
        agency=agency,
        plan_fiscal_year=year,
        assessment=assessment,
        measures=tuple(reading.measure for reading in readings),
        questions=(
            *_about_agency(agency, paragraphs),
            *questions,
            *questions_about_assessment(assessment, scores, year),
            *(about_layout(doubt.code, doubt.words, doubt.column, doubt.table) for doubt in found.doubts),
            *_about_columns(found, year),
            *_about_same_titles([reading.measure for reading in readings]),
            *(question for reading in readings for question in reading.questions),
        ),
    )


def _no_measures(filename: str) -> NotAPlan:
    message = N_("No measures were found in “%(filename)s”. Choose the document with the table of measures.")
    return NotAPlan(message, "file", filename=filename)


def _plan_year(
    given: int | None, paragraphs: Sequence[str], rows: Sequence[MeasureRow], assessed: int | None
) -> tuple[int | None, list[DraftQuestion]]:
    printed = title_fiscal_year(paragraphs)
    if given is not None:
        differs = printed is not None and printed != given
        doubts = [about_plan("plan_year_differs", "plan_fiscal_year", printed=printed, year=given)] if differs else []
        return given, doubts
    if printed is not None:
        return printed, []
    if (year := _year_of_periods(rows)) is not None:
        return year, [about_plan("plan_year_from_periods", "plan_fiscal_year", year=year)]
    if assessed is not None:
        return assessed + 1, [about_plan("plan_year_after_assessment", "plan_fiscal_year", year=assessed + 1)]
    return None, [about_plan("plan_year_missing", "plan_fiscal_year")]


_RESPONSIBLE = (Column.RESPONSIBLE, Column.RESPONSIBLE_JOINT)
_ANY_YEAR = 2569


def _year_of_periods(rows: Sequence[MeasureRow]) -> int | None:
    """The fiscal year in which most periods begin, of those that name their year themselves."""
    years: Counter[int] = Counter()
    for row in rows:
        text = " ".join(one.reading for one in row.periods())
        read, elsewhere = (period_in(text, _ANY_YEAR + shift) for shift in (0, 1))
        day = read.start or read.end
        if day is not None and (read.start, read.end) == (elsewhere.start, elsewhere.end):
            years[fiscal_year_of(day)] += 1
    return years.most_common(1)[0][0] if years else None


def _about_agency(agency: DraftAgency, paragraphs: Sequence[str]) -> list[DraftQuestion]:
    if agency.name is None:
        return [about_plan("agency_name_missing", "agency")]
    if others := other_spellings(paragraphs, agency.name):
        return [about_plan("agency_name_varies", "agency", names=", ".join(others), name=agency.name)]
    return []


def _about_columns(found: FoundMeasures, year: int | None) -> list[DraftQuestion]:
    """Said once for a column that no table has; a plan in paragraphs says it of each measure."""
    rows = found.rows
    if not rows:
        return []
    follow_up = "monitoring_from_text" if found.follow_up else "no_monitoring_column"
    wanted = (
        (any(row.has_period() for row in rows), "no_period_column", "period"),
        (any(row.has(Column.MONITORING) for row in rows), follow_up, "monitoring"),
        (
            any(row.has(*_RESPONSIBLE) or row.cell(Column.RESPONSIBLE) for row in rows),
            "no_responsible_column",
            "responsible",
        ),
    )
    values = {"year": year or "-", "text": quoted(found.follow_up)}
    return [about_plan(code, field, **values) for is_there, code, field in wanted if not is_there]


def _about_same_titles(measures: Sequence[DraftMeasure]) -> list[DraftQuestion]:
    """The same measure in two tables, as of a plan and of its results, or a row that was copied."""
    first: dict[str, DraftMeasure] = {}
    doubts = []
    for measure in measures:
        title = squeeze("".join(measure.titles))
        other = first.setdefault(title, measure)
        if title and other is not measure:
            doubts.append(about_measure("same_title", measure.number, "titles", other=other.number))
    return doubts


def _rows_read(found: FoundMeasures, setting: Setting) -> list[MeasureReading]:
    rows = found.rows
    readings: list[MeasureReading] = []
    above: list[DraftMeasure] = []
    for row, number in zip(rows, _numbers(rows), strict=True):
        reading = measure_from_row(row, number, above, setting)
        if found.follow_up:
            monitoring = DraftMonitoring(found.follow_up, read_cadences(found.follow_up).cadences)
            reading = replace(reading, measure=replace(reading.measure, monitoring=monitoring))
        readings.append(reading)
        above.append(readings[-1].measure)
    return readings


def _numbers(rows: Sequence[MeasureRow]) -> list[str]:
    """As printed when each row has one of its own, else counted through the document."""
    printed = [row.printed_number() for row in rows]
    if all(printed) and len(set(printed)) == len(printed):
        return [number for number in printed if number is not None]
    return [str(place) for place in range(1, len(rows) + 1)]


def _paragraphs_read(found: FoundMeasures, setting: Setting) -> list[MeasureReading]:
    return [measure_from_paragraph(measure, found.follow_up, setting) for measure in found.paragraphs]
