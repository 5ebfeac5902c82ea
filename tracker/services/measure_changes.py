"""What happens to an adopted measure, with its audit event; the use case around it commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Measure
from tracker.plan_reading import DraftMeasure
from tracker.plan_reading.differences import Divisions, Field, FieldDifference, Value, divisions_of, value_of
from tracker.queries.division_names import DivisionNames, division_names
from tracker.services import audit
from tracker.services.division_register import DivisionRegister
from tracker.services.measure_writing import Writing, write


def change(actor: Actor, now: datetime, at: Writing, differences: Sequence[FieldDifference]) -> None:
    number = at.measure.number
    write(at, [one.field for one in differences])
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for one in differences:
        before |= _facts(one.field, one.before)
        after |= _facts(one.field, one.after)
    audit.record(
        actor,
        now,
        "measure_changed",
        at.measure.id,
        before={"number": number, "content": before},
        after={"number": at.measure.number, "content": after},
    )


def add(actor: Actor, now: datetime, measure: Measure, wanted: DraftMeasure) -> None:
    """The measure is made from what is wanted, for its plan and place."""
    db.session.add(measure)
    db.session.flush()  # The audit event names the measure's id.
    facts: dict[str, object] = {}
    for field in Field:
        facts |= _facts(field, value_of(wanted, field)) if field is not Field.CANCELLED else {}
    audit.record(actor, now, "measure_added", measure.id, after={"number": measure.number, "content": facts})


def cancel(actor: Actor, now: datetime, measure: Measure, reason: str) -> None:
    """It is asked about no more and counts as cancelled; everything that was said of it stays."""
    measure.cancelled_on = now.date()
    audit.record(actor, now, "measure_cancelled", measure.id, after={"number": measure.number, "reason": reason})


def revive(actor: Actor, now: datetime, measure: Measure, reason: str) -> None:
    measure.cancelled_on = None
    audit.record(actor, now, "measure_revived", measure.id, after={"number": measure.number, "reason": reason})


def with_new_divisions(names: DivisionNames, measures: Iterable[DraftMeasure]) -> DivisionNames:
    """Adds the divisions that the measures name and nobody knows; returns the names with them."""
    said = [name for measure in measures for name in divisions_of(measure).names]
    unknown = [name for name in said if names.name_of(name) is None]
    if not unknown:
        return names
    DivisionRegister(names.kind).add_unknown(unknown)
    return division_names(names.kind)


def _facts(field: Field, value: Value) -> dict[str, object]:
    """As the log keeps them."""
    if isinstance(value, Divisions):
        return {"for_all": value.everyone, "divisions": list(value.names), "lead": value.lead}
    if isinstance(value, date):
        return {str(field): value.isoformat()}
    return {str(field): list(value) if isinstance(value, tuple) else value}
