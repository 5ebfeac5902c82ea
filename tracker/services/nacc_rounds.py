"""A round of the NACC's plan system as it stands: every measure with its state at the round's end and its amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.budgets import NO_BUDGET, Budget
from tracker.domain.errors import N_, NotFound
from tracker.domain.nacc import FIRST_ROUND, DivisionsPart, NaccStatus, is_locked, status_of
from tracker.domain.progress import Progress
from tracker.domain.rollup import AssignmentStatus, MeasureStatus
from tracker.domain.spans import ROUNDS, end_of, months_of
from tracker.queries import measure_budgets, plan_history
from tracker.queries.following import PlanYear
from tracker.queries.frames import Frame
from tracker.queries.plan_history import CannotSaid


@dataclass(frozen=True, slots=True)
class RoundLine:
    measure: MeasureStatus
    parts: tuple[DivisionsPart, ...]
    status: NaccStatus
    #: Of this round; of a locked line that of the first.
    budget: Budget
    #: Of the round before, from which this one is likely to begin.
    budget_before: Budget
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Round:
    plan: PlanYear
    months: int
    as_of: date
    lines: tuple[RoundLine, ...]


def round_of(plan: PlanYear, frame: Frame, months: int) -> Round:
    """As it is seen from the frame's day."""
    span = ROUNDS.get(months)
    if span is None:
        raise NotFound(N_("There are rounds of 6 and of 12 months only."))
    back = plan_history.looked_back(frame, months_of(plan.fiscal_year, span))
    statuses = plan_history.statuses_of_plan_at_end(plan, frame, back)
    why = plan_history.cannot_said(plan, back)
    budgets = measure_budgets.budgets_of_plan(plan.id)
    lines = [_line(status, plan.fiscal_year, months, why, budgets) for status in statuses]
    return Round(plan, months, back.as_of, tuple(lines))


def _line(
    status: MeasureStatus,
    fiscal_year: int,
    months: int,
    why: Mapping[tuple[int, date], CannotSaid],
    budgets: Mapping[tuple[int, int], Budget],
) -> RoundLine:
    parts = tuple(_part(one, why) for one in status.assignments)
    locked = _is_locked(status, fiscal_year, months)
    first = budgets.get((status.facts.id, FIRST_ROUND), NO_BUDGET)
    return RoundLine(
        measure=status,
        parts=parts,
        status=status_of(status.standing.progress, parts),
        budget=first if locked else budgets.get((status.facts.id, months), NO_BUDGET),
        budget_before=NO_BUDGET if months == FIRST_ROUND else first,
        is_locked=locked,
    )


def _is_locked(status: MeasureStatus, fiscal_year: int, months: int) -> bool:
    active = (one for one in status.assignments if one.standing.progress is not Progress.CANCELLED)
    heard = (one.facts.latest.month for one in active if one.facts.latest is not None)
    return is_locked(months, status.standing.progress, heard, end_of(fiscal_year, ROUNDS[FIRST_ROUND]))


def _part(one: AssignmentStatus, why: Mapping[tuple[int, date], CannotSaid]) -> DivisionsPart:
    latest = one.facts.latest
    if latest is None:
        return DivisionsPart(one.standing.progress)
    said = why.get((one.facts.id, latest.month))
    return DivisionsPart(one.standing.progress, latest.answer, said.reason if said else None, said.text if said else "")
