"""The executive's one screen: what is late, whose it is, and which indicator suffers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.permissions import Action, can
from tracker.domain.rollup import AssignmentStatus, MeasureFacts
from tracker.domain.thai_text import sort_key
from tracker.queries import status as status_queries
from tracker.queries.orders import measures_under_order
from tracker.queries.status import AgencyStatus
from tracker.web.access import current_actor, requires
from tracker.web.paging import page_of

blueprint = Blueprint("overdue", __name__)

MEASURES_ON_A_PAGE = 15


@dataclass(frozen=True, slots=True)
class LateMeasure:
    """A measure past its end, with every division that has not finished it."""

    facts: MeasureFacts
    days_late: int
    assignments: tuple[AssignmentStatus, ...]

    @property
    def least_percent(self) -> float:
        return min(one.standing.percent for one in self.assignments)


@dataclass(frozen=True, slots=True)
class SilentDivision:
    """A division that owes reports for the month, with the measures it is silent about."""

    id: int
    name: str
    owed: int
    missing: tuple[MeasureFacts, ...]


@blueprint.get("/overdue")
@requires(Action.SEE_AGENCY)
def index() -> str:
    actor = current_actor()
    status = status_queries.status_on(actor.agency_id, clock.today())
    late = late_measures(status.overdue, status.frame.today)
    return render_template(
        "overdue/index.html",
        status=status,
        late_count=len(late),
        late=page_of(late, MEASURES_ON_A_PAGE),
        silent=silent_divisions(status),
        may_import=can(actor, Action.IMPORT_PLANS),
        may_decide=can(actor, Action.GIVE_ORDERS),
        ordered_on=measures_under_order(),
    )


def late_measures(overdue: Iterable[AssignmentStatus], today: date) -> list[LateMeasure]:
    """By measure, the longest late first, then the least done; as the overdue list itself is sorted."""
    of_measure: defaultdict[int, list[AssignmentStatus]] = defaultdict(list)
    for one in overdue:
        of_measure[one.measure.id].append(one)
    late = [LateMeasure(each[0].measure, each[0].days_late(today), tuple(each)) for each in of_measure.values()]
    return sorted(late, key=lambda measure: (-measure.days_late, measure.least_percent))


def silent_divisions(status: AgencyStatus) -> list[SilentDivision]:
    """By division, those that owe most first; else by their names."""
    names: dict[int, str] = {}
    owed: defaultdict[int, int] = defaultdict(int)
    missing: defaultdict[int, list[MeasureFacts]] = defaultdict(list)
    for measure in status.followed:
        for assignment, standing in measure.judged:
            if standing.owed:
                names[assignment.division_id] = assignment.division
                owed[assignment.division_id] += 1
                if not standing.received:
                    missing[assignment.division_id].append(measure.facts)
    found = [SilentDivision(id_, names[id_], owed[id_], tuple(measures)) for id_, measures in missing.items()]
    return sorted(found, key=lambda division: (-len(division.missing), sort_key(division.name)))
