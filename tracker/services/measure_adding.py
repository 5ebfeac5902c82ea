"""A measure that is added to an adopted plan."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Measure
from tracker.plan_reading.draft import empty_measure
from tracker.plan_reading.measure_drafting import Setting
from tracker.plan_reading.measure_entry import MeasureEntry, filled_in
from tracker.queries import plan_contents
from tracker.queries.division_names import division_names
from tracker.services import measure_changes
from tracker.services.division_register import DivisionRegister
from tracker.services.plan_drafts import may_import
from tracker.services.plans import measure_from


def add_measure(actor: Actor, now: datetime, plan_id: int, entry: MeasureEntry) -> Measure:
    """Behind the plan's other measures, with an assignment for each division that answers for it.

    What was left empty is read from the words that were filled in, and then has to be confirmed.
    """
    may_import(actor)
    held = plan_contents.plan_to_change(plan_id)
    contents = plan_contents.contents_of(plan_id) if held else None
    if contents is None:
        raise NotFound(N_("There is no such plan."))
    number = entry.number.strip()
    if number in {one.measure.number for one in contents.measures}:
        raise Refusal(N_("Another measure has the number %(number)s already."), "number", number=number)
    names = division_names(contents.agency_kind)
    setting = Setting(contents.fiscal_year, contents.agency_kind, names.active)
    wanted, _ = filled_in(empty_measure(number), entry, setting)
    measure_changes.with_new_divisions(names, [wanted])
    position = 1 + plan_contents.last_position(plan_id)
    measure = measure_from(wanted, position, DivisionRegister(contents.agency_kind))
    measure.plan_id = plan_id
    measure_changes.add(actor, now, measure, wanted)
    db.session.commit()
    return measure
