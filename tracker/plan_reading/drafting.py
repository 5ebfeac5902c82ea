"""From a document to the draft of a plan: the measures, the assessment, and everything that is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracker.domain.errors import N_
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.period import parse_period
from tracker.plan_reading.assessment_checks import questions_about_assessment
from tracker.plan_reading.document import Document
from tracker.plan_reading.draft import DraftAgency, DraftPlan, DraftQuestion
from tracker.plan_reading.errors import NotAPlan
from tracker.plan_reading.front_page import agency_of, other_spellings, title_fiscal_year
from tracker.plan_reading.headings import Column
from tracker.plan_reading.measure_drafting import MeasureReading, Setting, measure_from_paragraph, measure_from_row
from tracker.plan_reading.measure_rows import MeasureRow, measure_rows
from tracker.plan_reading.numbered_paragraphs import follow_up_sentence, measure_paragraphs
from tracker.plan_reading.questions import about_plan
from tracker.plan_reading.scores import read_assessment


def draft_plan(
    document: Document, *, plan_fiscal_year: int | None = None, known_divisions: Sequence[str] = ()
) -> DraftPlan:
    """What the document says, and a question for whatever it does not say clearly.

    Refuses a document without measures. A fiscal year that is given goes before the printed one.
    """
    paragraphs = document.paragraphs
    rows = measure_rows(document)
    agency = agency_of(paragraphs)
    assessment, scores = read_assessment(document)
    assessed = assessment.fiscal_year if assessment else None
    year, questions = _plan_year(plan_fiscal_year, paragraphs, rows, assessed)
    setting = Setting(year, agency.kind, tuple(known_divisions))
    readings = _rows_read(rows, setting) if rows else _paragraphs_read(paragraphs, setting)
    if not readings:
        raise NotAPlan(
            N_("No measures were found in “%(filename)s”. Choose the document with the table of measures."),
            "file",
            filename=document.filename,
        )
    return DraftPlan(
        agency=agency,
        plan_fiscal_year=year,
        assessment=assessment,
        measures=tuple(reading.measure for reading in readings),
        questions=(
            *_about_agency(agency, paragraphs),
            *questions,
            *questions_about_assessment(assessment, scores, year),
            *_about_columns(rows, year),
            *(question for reading in readings for question in reading.questions),
        ),
    )


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


_ANY_YEAR = 2569


def _year_of_periods(rows: Sequence[MeasureRow]) -> int | None:
    """The fiscal year in which most periods begin, of those that name their year themselves."""
    years: Counter[int] = Counter()
    for row in rows:
        read, elsewhere = (parse_period(row.cell(Column.PERIOD), _ANY_YEAR + shift) for shift in (0, 1))
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


def _about_columns(rows: Sequence[MeasureRow], year: int | None) -> list[DraftQuestion]:
    """Said once for a column that no table has; a plan in paragraphs says it of itself."""
    if not rows:
        return [about_plan("read_from_paragraphs")]
    wanted = (
        (Column.PERIOD, "no_period_column", "period"),
        (Column.MONITORING, "no_monitoring_column", "monitoring"),
        (Column.RESPONSIBLE, "no_responsible_column", "responsible"),
    )
    return [
        about_plan(code, field, year=year or "-")
        for column, code, field in wanted
        if not any(row.has(column) for row in rows)
    ]


def _rows_read(rows: Sequence[MeasureRow], setting: Setting) -> list[MeasureReading]:
    numbers = _numbers(rows)
    readings: list[MeasureReading] = []
    for row, number in zip(rows, numbers, strict=True):
        above = readings[-1].measure if readings else None
        readings.append(measure_from_row(row, number, above, setting))
    return readings


def _numbers(rows: Sequence[MeasureRow]) -> list[str]:
    """As printed when each row has one of its own, else counted through the document."""
    printed = [row.printed_number() for row in rows]
    if all(printed) and len(set(printed)) == len(printed):
        return [number for number in printed if number is not None]
    return [str(place) for place in range(1, len(rows) + 1)]


def _paragraphs_read(paragraphs: Sequence[str], setting: Setting) -> list[MeasureReading]:
    measures = measure_paragraphs(paragraphs)
    monitoring = follow_up_sentence(paragraphs, measures)
    return [measure_from_paragraph(measure, monitoring, setting) for measure in measures]
