"""How each field of an adopted measure is written, without an audit event: part of a use case that does more."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import N_, Refusal
from tracker.domain.period import PeriodKind
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Assignment, Measure, MeasureIndicator, Step
from tracker.plan_reading import DraftMeasure
from tracker.plan_reading.differences import Field, divisions_of
from tracker.queries.division_names import DivisionNames


@dataclass(frozen=True, slots=True)
class Writing:
    """A measure, what is wanted of it, and the divisions by name, those that are new among them."""

    measure: Measure
    wanted: DraftMeasure
    names: DivisionNames
    today: date


def write(at: Writing, fields: Collection[Field]) -> None:
    """Some fields of the measure become what they are in what is wanted.

    Reports and their history stay as they are: a division that is no longer named keeps them with an assignment that
    is cancelled.
    """
    for field in fields:
        _WRITERS[field](at)
    if not _OF_THE_PERIOD.isdisjoint(fields):
        _settle_period(at)


def _number(at: Writing) -> None:
    at.measure.number = at.wanted.number


def _titles(at: Writing) -> None:
    at.measure.titles = list(at.wanted.titles)


def _issue(at: Writing) -> None:
    at.measure.issue = at.wanted.issue


def _responsible_text(at: Writing) -> None:
    at.measure.responsible_text = at.wanted.responsible.text


def _period_text(at: Writing) -> None:
    at.measure.period_text = at.wanted.period.text


def _starts_on(at: Writing) -> None:
    at.measure.starts_on = at.wanted.period.start


def _ends_on(at: Writing) -> None:
    """An end that was not read for sure is put right; one that was adopted is moved, and both are kept."""
    if at.measure.period_needs_confirmation or at.measure.adopted_ends_on is None:
        at.measure.adopted_ends_on = at.wanted.period.end
    at.measure.ends_on = at.wanted.period.end


def _monitoring_text(at: Writing) -> None:
    at.measure.monitoring_text = at.wanted.monitoring.text


def _cadences(at: Writing) -> None:
    at.measure.cadences = list(at.wanted.monitoring.cadences)


def _revived(at: Writing) -> None:
    at.measure.cancelled_on = None


def _indicators(at: Writing) -> None:
    wanted = set(at.wanted.indicators)
    there = {indicator.code: indicator for indicator in at.measure.indicators}
    for code, indicator in there.items():
        if code in wanted:
            indicator.is_inferred = at.wanted.indicators_inferred
        else:
            db.session.delete(indicator)
    added = [code for code in at.wanted.indicators if code not in there]
    at.measure.indicators += [MeasureIndicator(code=code, is_inferred=at.wanted.indicators_inferred) for code in added]


def _steps(at: Writing) -> None:
    """The rows that are there are written anew, because two cannot stand at one position."""
    there = list(at.measure.steps)
    for step, text in zip(there, at.wanted.steps, strict=False):
        step.text = text
    for step in there[len(at.wanted.steps) :]:
        db.session.delete(step)
    last = max((step.position for step in there), default=0)
    more = enumerate(at.wanted.steps[len(there) :], start=last + 1)
    at.measure.steps += [Step(position=position, text=text) for position, text in more]


def _divisions(at: Writing) -> None:
    """Who is named again takes up the assignment held before, with its reports."""
    wanted = divisions_of(at.wanted)
    answering = {at.names.ids[name] for name in (at.names.active if wanted.everyone else map(_own(at), wanted.names))}
    lead = at.names.ids[_own(at)(wanted.lead)] if wanted.lead else None
    at.measure.is_for_all = wanted.everyone
    held = {assignment.division_id: assignment for assignment in at.measure.assignments}
    for division_id in answering - held.keys():
        held[division_id] = Assignment(division_id=division_id)
        at.measure.assignments.append(held[division_id])
    for division_id, assignment in held.items():
        assignment.role = AssignmentRole.LEAD if division_id == lead else AssignmentRole.JOINT
        if division_id in answering:
            assignment.cancelled_on = None
        elif assignment.cancelled_on is None:
            assignment.cancelled_on = at.today


def _own(at: Writing) -> Callable[[str], str]:
    """The division's own name for one that is known by then."""
    return lambda name: at.names.name_of(name) or name


_WRITERS: dict[Field, Callable[[Writing], None]] = {
    Field.NUMBER: _number,
    Field.TITLES: _titles,
    Field.INDICATORS: _indicators,
    Field.ISSUE: _issue,
    Field.STEPS: _steps,
    Field.RESPONSIBLE_TEXT: _responsible_text,
    Field.DIVISIONS: _divisions,
    Field.PERIOD_TEXT: _period_text,
    Field.START: _starts_on,
    Field.END: _ends_on,
    Field.MONITORING_TEXT: _monitoring_text,
    Field.CADENCES: _cadences,
    Field.CANCELLED: _revived,
}
_OF_THE_PERIOD = frozenset({Field.START, Field.END, Field.PERIOD_TEXT})


def _settle_period(at: Writing) -> None:
    """The kind as it was read where the dates are those read, else by the dates; dates in disorder are refused."""
    start, end = at.measure.starts_on, at.measure.ends_on
    if start is not None and end is not None and start > end:
        message = N_("Measure %(number)s would end before it begins. Take over both of its dates, or neither.")
        raise Refusal(message, number=at.measure.number)
    read = at.wanted.period
    if (start, end) == (read.start, read.end):
        at.measure.period_kind, at.measure.period_needs_confirmation = read.kind, read.confirm
        return
    at.measure.period_needs_confirmation = False
    if end is None:
        at.measure.period_kind = PeriodKind.NONE if start is None else PeriodKind.RANGE
    else:
        at.measure.period_kind = PeriodKind.DEADLINE if start is None else PeriodKind.RANGE
