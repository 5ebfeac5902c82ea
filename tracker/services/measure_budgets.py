"""Writing down the amounts of a plan's measures for a round of the NACC's plan system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from tracker.domain.budgets import NO_BUDGET, Budget, check_remark
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import db
from tracker.models import MeasureBudget
from tracker.queries import frames
from tracker.queries import measure_budgets as queries
from tracker.queries.following import PlanYear
from tracker.services import audit
from tracker.services.nacc_rounds import Round, round_of


def fingerprint_of(shown: Round) -> str:
    """Of the amounts that a page shows: whoever saves has seen these."""
    kept = [(line.measure.facts.id, line.budget, line.is_locked) for line in shown.lines]
    return sha256(repr(kept).encode()).hexdigest()[:16]


def entry_name(measure_id: int, name: str) -> str:
    """By which a refusal calls one entry of one measure."""
    return f"measure-{measure_id}-{name}"


def keep_budgets(
    actor: Actor, now: datetime, plan_id: int, months: int, seen: str, entries: Mapping[int, Budget]
) -> bool:
    """The amounts by measure, those of the lines that are locked left as they are; whether that changed anything.

    `seen` is the fingerprint of the round that the page showed.
    """
    if not can(actor, Action.MAKE_PAPERS):
        raise NotAllowed(N_("Only the secretary or the administrator writes the amounts down."))
    plan = queries.plan_to_budget(plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    shown = round_of(PlanYear(plan.id, plan.fiscal_year, None), frames.frame_on(actor.agency_id, now.date()), months)
    if fingerprint_of(shown) != seen:
        raise Conflict(
            N_("Somebody else changed these amounts in the meantime. Compare them with yours and save again.")
        )
    changed = _changed(shown, entries)
    if not changed:
        return False
    rows = queries.rows_of_plan(plan_id)
    before = {line.measure.facts.id: line.budget for line in shown.lines}
    for measure_id, budget in changed.items():
        row = rows.get((measure_id, months)) or MeasureBudget(measure_id=measure_id, round_months=months)
        row.in_development_plan, row.in_ordinance = budget.in_development_plan, budget.in_ordinance
        row.disbursed, row.remark = budget.disbursed, budget.remark
        db.session.add(row)
    audit.record(
        actor,
        now,
        "budgets_changed",
        plan_id,
        before={"round": months, "amounts": [_text(plan.numbers[id_], before[id_]) for id_ in changed]},
        after={"round": months, "amounts": [_text(plan.numbers[id_], budget) for id_, budget in changed.items()]},
    )
    db.session.commit()
    return True


def _changed(shown: Round, entries: Mapping[int, Budget]) -> dict[int, Budget]:
    lines = {line.measure.facts.id: line for line in shown.lines}
    changed = {}
    for measure_id, entry in entries.items():
        line = lines.get(measure_id)
        if line is None:
            raise NotFound(N_("There is no such measure."))
        if entry.tidy == line.budget:
            continue
        if line.is_locked:
            raise Refusal(
                N_("Measure %(number)s was done in the round of six months. Change its amounts there."),
                number=line.measure.facts.number,
            )
        check_remark(entry.tidy.remark, entry_name(measure_id, "remark"))
        changed[measure_id] = entry.tidy
    return changed


def _text(number: str, budget: Budget) -> str:
    """For the log: in the development plan, in the ordinance, disbursed, and the remark."""
    if budget == NO_BUDGET:
        return f"{number}: –"
    amounts = (budget.in_development_plan, budget.in_ordinance, budget.disbursed)
    stated = " / ".join("–" if amount is None else f"{amount:.2f}" for amount in amounts)
    return f"{number}: {stated} {budget.remark}".rstrip()
