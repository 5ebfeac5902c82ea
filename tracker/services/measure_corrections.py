"""Correcting one adopted measure: what was read of it, slips in its title and steps, cancelling it."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.errors import N_, Conflict, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Measure
from tracker.plan_reading.differences import differences, with_known_names
from tracker.plan_reading.measure_drafting import Setting
from tracker.plan_reading.measure_entry import MeasureEntry, filled_in
from tracker.queries import plan_contents
from tracker.queries.division_names import DivisionNames, division_names
from tracker.queries.plan_contents import MeasureContents
from tracker.services import audit, measure_changes
from tracker.services.measure_writing import Writing
from tracker.services.plan_drafts import may_import

LONGEST_REASON = 1_000


def correct_measure(actor: Actor, now: datetime, measure_id: int, seen: str, entry: MeasureEntry) -> bool:
    """The measure becomes what was filled in, and what was doubtful of it is confirmed; whether that changed anything.

    The words of responsible, period and monitoring stay as adopted. `seen` is the fingerprint of the measure that
    the form showed.
    """
    measure, contents = _held(actor, measure_id)
    adopted = contents.adopted
    if adopted.fingerprint != seen:
        raise Conflict(
            N_("Somebody else changed this measure in the meantime. Look at it and make your correction again.")
        )
    names = division_names(contents.agency_kind)
    _check_known(entry, names)
    given, _ = filled_in(adopted.measure, entry, Setting(contents.fiscal_year, contents.agency_kind, names.active))
    given = with_known_names(given, names.name_of)
    found = differences(adopted.measure, given)
    if found:
        measure_changes.change(actor, now, Writing(measure, given, names, now.date()), found)
    confirms = _confirm(actor, now, measure)
    db.session.commit()
    return bool(found) or confirms


def _held(actor: Actor, measure_id: int) -> tuple[Measure, MeasureContents]:
    may_import(actor)
    measure = plan_contents.measure_to_change(measure_id)
    contents = plan_contents.contents_of_measure(measure_id) if measure else None
    if measure is None or contents is None:
        raise NotFound(N_("There is no such measure."))
    return measure, contents


def _check_known(entry: MeasureEntry, names: DivisionNames) -> None:
    for name in (*entry.divisions, *((entry.lead,) if entry.lead else ())):
        if names.name_of(name) is None:
            raise Refusal(N_("“%(name)s” is no division of this agency."), "divisions", name=name)


def _confirm(actor: Actor, now: datetime, measure: Measure) -> bool:
    """Whoever saves the form has looked at all of it."""
    proposed = [indicator for indicator in measure.indicators if indicator.is_inferred]
    if not (proposed or measure.period_needs_confirmation):
        return False
    measure.period_needs_confirmation = False
    for indicator in proposed:
        indicator.is_inferred = False
    audit.record(actor, now, "measure_confirmed", measure.id, after={"number": measure.number})
    return True


def cancel_measure(actor: Actor, now: datetime, measure_id: int, reason: str) -> None:
    """It is asked about no more from today; what was reported stays, and it can be followed up again."""
    measure, _ = _held(actor, measure_id)
    if measure.cancelled_on is not None:
        raise Refusal(N_("This measure is cancelled already."), "reason")
    measure_changes.cancel(actor, now, measure, _written(reason))
    db.session.commit()


def revive_measure(actor: Actor, now: datetime, measure_id: int, reason: str) -> None:
    measure, _ = _held(actor, measure_id)
    if measure.cancelled_on is None:
        raise Refusal(N_("This measure is not cancelled."), "reason")
    measure_changes.revive(actor, now, measure, _written(reason))
    db.session.commit()


def _written(reason: str) -> str:
    if not reason.strip():
        raise Refusal(N_("Write the reason; it stands in the log."), "reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal(N_("Keep the reason within %(length)s characters."), "reason", length=LONGEST_REASON)
    return reason.strip()
