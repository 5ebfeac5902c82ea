"""Two rows of a draft that are one measure: what each of them says is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tracker.domain.period import Period, PeriodKind
from tracker.domain.period_spans import Doubt
from tracker.domain.thai_text import squeeze
from tracker.plan_reading.draft import (
    DraftMeasure,
    DraftMonitoring,
    DraftPeriod,
    DraftQuestion,
    DraftResponsible,
)
from tracker.plan_reading.open_draft import OpenMeasure
from tracker.plan_reading.questions import about_period


def joined(above: OpenMeasure, below: OpenMeasure) -> OpenMeasure:
    """One measure in the place and with the number of the first. Two different periods become one that is asked."""
    first, second = above.measure, below.measure
    period, asked = _period(first.period, second.period, first.number)
    measure = replace(
        first,
        titles=_all_of(first.titles, second.titles),
        indicators=_all_of(first.indicators, second.indicators),
        indicators_inferred=first.indicators_inferred or second.indicators_inferred,
        issue=_words(first.issue or "", second.issue or "") or None,
        steps=(*first.steps, *second.steps),
        responsible=_responsible(first.responsible, second.responsible),
        period=period,
        monitoring=_monitoring(first.monitoring, second.monitoring),
    )
    return OpenMeasure(measure, tuple(_still_open(measure, above, below, asked)), above.row_id)


def _still_open(
    measure: DraftMeasure, above: OpenMeasure, below: OpenMeasure, asked: list[DraftQuestion]
) -> list[DraftQuestion]:
    filled = {
        "no_title": bool(measure.titles),
        "no_responsible": measure.responsible.all or bool(measure.responsible.divisions),
        "no_period": measure.period.kind is not PeriodKind.NONE,
        "no_monitoring": bool(measure.monitoring.cadences),
    }
    questions = (replace(one, measure=measure.number) for one in (*above.questions, *below.questions, *asked))
    return [one for one in dict.fromkeys(questions) if not filled.get(one.code, False)]


def _all_of(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _words(above: str, below: str) -> str:
    """Each once, as they stand in the two cells."""
    if not squeeze(below) or squeeze(above) == squeeze(below):
        return above
    return f"{above}\n{below}" if squeeze(above) else below


def _responsible(above: DraftResponsible, below: DraftResponsible) -> DraftResponsible:
    return DraftResponsible(
        text=_words(above.text, below.text),
        all=above.all or below.all,
        divisions=_all_of(above.divisions, below.divisions),
        lead=above.lead or below.lead,
    )


def _monitoring(above: DraftMonitoring, below: DraftMonitoring) -> DraftMonitoring:
    return DraftMonitoring(_words(above.text, below.text), tuple(dict.fromkeys((*above.cadences, *below.cadences))))


def _period(above: DraftPeriod, below: DraftPeriod, number: str) -> tuple[DraftPeriod, list[DraftQuestion]]:
    text, confirm = _words(above.text, below.text), above.confirm or below.confirm
    if below.end is None or (above.start, above.end) == (below.start, below.end):
        return replace(above, text=text, confirm=confirm), []
    if above.end is None:
        return replace(below, text=text, confirm=confirm), []
    starts = [day for day in (above.start, below.start) if day]
    start, end = min(starts, default=None), max(above.end, below.end)
    kind = PeriodKind.RANGE if start else PeriodKind.DEADLINE
    doubt = Doubt.GAP if starts and max(starts) > min(above.end, below.end) + timedelta(days=1) else Doubt.SEVERAL
    asked = about_period(Period(text, start, end, kind, confirm=True, doubts=(doubt,)), number)
    return DraftPeriod(text, start, end, kind, confirm=True), asked
