"""What a later edition of a month says otherwise than the one before it: figures, measures, words, orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from tracker.domain.revision_changes import FieldChange, compare_texts
from tracker.domain.thai_text import clean
from tracker.reports.values import DecisionLine, DivisionLine, MeasureLine, MeetingReport, OrderLine

_OF_MEASURE = (
    "title", "indicators", "responsible", "period", "monitoring", "progress", "health", "percent",
)  # fmt: skip
_OF_REPORT = tuple(field.name for field in fields(DivisionLine) if field.name not in ("division", "is_asked"))
_OF_ORDER = ("due_on", "answered_on", "answered_by", "answer")
_OF_DECISION = ("due_on", "divisions")
#: Unknown in an edition that was frozen before they were kept: nothing can be told of them then.
_KEPT_LATER = frozenset({"evidence"})


class Part(StrEnum):
    FIGURES = "figures"
    MEASURE = "measure"
    REPORT = "report"
    ORDER = "order"
    DECISION = "decision"


class Fate(StrEnum):
    """What became of a line since the edition before."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line of a paper is about; the figures are about nothing in particular.

    Editions know each other's measures by number and year, their divisions by name.
    """

    part: Part
    fiscal_year: int = 0
    measure: str = ""
    #: Where several measures have one number: the how manieth of them.
    place: int = 0
    division: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    #: Of the measure.
    title: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    subject: Subject
    title: str
    fate: Fate
    #: Of a line that is new or gone none.
    changes: tuple[FieldChange, ...] = ()


def differences(before: MeetingReport, after: MeetingReport) -> tuple[Difference, ...]:
    """In the order of the paper; what is gone stands at the end."""
    old, new = dict(_lines(before)), dict(_lines(after))
    found = [_difference(subject, line, old.get(subject)) for subject, line in new.items()]
    gone = [Difference(subject, line.title, Fate.GONE) for subject, line in old.items() if subject not in new]
    listed = [one for one in (*found, *gone) if one is not None]
    whole = {_measure_of(one.subject) for one in listed if one.subject.part is Part.MEASURE and not one.changes}
    return tuple(one for one in listed if one.subject.part is not Part.REPORT or _measure_of(one.subject) not in whole)


def _measure_of(subject: Subject) -> tuple[int, str, int]:
    return subject.fiscal_year, subject.measure, subject.place


def _difference(subject: Subject, line: Line, before: Line | None) -> Difference | None:
    if before is None:
        return Difference(subject, line.title, Fate.NEW)
    changes = tuple(_changes(before.values, line.values))
    return Difference(subject, line.title, Fate.CHANGED, changes) if changes else None


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name in {**after, **before}:
        old, new = before.get(name), after.get(name)
        if not (old or new) or (name in _KEPT_LATER and None in (old, new)):
            continue
        if isinstance(old, str) and not isinstance(old, StrEnum) and isinstance(new, str):
            if clean(old) != clean(new):
                yield FieldChange(name, *compare_texts(old, new))
        elif old != new:
            yield FieldChange(name, old, new)


def _lines(report: MeetingReport) -> Iterator[tuple[Subject, Line]]:
    yield Subject(Part.FIGURES), Line("", _figures(report))
    places: dict[tuple[int, str], int] = {}
    for measure in report.measures:
        key = (measure.fiscal_year, measure.number)
        places[key] = places.get(key, 0) + 1
        yield from _measure_lines(measure, places[key])
    yield from (_order_line(order) for order in report.orders)
    yield from (_decision_line(decision) for decision in report.decisions)


def _figures(report: MeetingReport) -> dict[str, Any]:
    status, plan = report.status, report.status.plan
    figures: dict[str, Any] = {
        "agency_name": status.agency_name,
        "held_on": report.held_on,
        "place": report.place,
        "measures": plan.measures,
        "mean_percent": plan.percent,
        "reports_owed": plan.reports_owed,
        "reports_received": plan.reports_received,
        "overdue_divisions": len(status.overdue),
    }
    figures.update(plan.progress.items())
    figures.update(plan.health.items())
    return figures


def _measure_lines(measure: MeasureLine, place: int) -> Iterator[tuple[Subject, Line]]:
    about = (measure.fiscal_year, measure.number, place)
    yield Subject(Part.MEASURE, *about), Line(measure.title, _values(measure, _OF_MEASURE))
    for one in measure.reports:
        yield Subject(Part.REPORT, *about, one.division), Line(measure.title, _values(one, _OF_REPORT))


def _order_line(order: OrderLine) -> tuple[Subject, Line]:
    which = f"{order.given_on:%Y-%m-%d} {order.text}"
    subject = Subject(Part.ORDER, order.fiscal_year, order.measure, 0, order.division, which)
    return subject, Line(order.title, _values(order, _OF_ORDER))


def _decision_line(decision: DecisionLine) -> tuple[Subject, Line]:
    subject = Subject(Part.DECISION, decision.fiscal_year, decision.measure, order=decision.text)
    return subject, Line(decision.title, _values(decision, _OF_DECISION))


def _values(line: MeasureLine | DivisionLine | OrderLine | DecisionLine, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(line, name) for name in names}
