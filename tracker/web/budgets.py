"""The amounts of a plan's measures for a round of the NACC's plan system: one form for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField, TextAreaField

from tracker import clock
from tracker.domain.budgets import NO_BUDGET, Budget
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.nacc import FIRST_ROUND, SECOND_ROUND, NaccStatus
from tracker.domain.permissions import Action
from tracker.domain.progress import Answer
from tracker.extensions import db
from tracker.queries import frames, plans
from tracker.queries.following import PlanYear
from tracker.queries.plans import PlanHead
from tracker.services import measure_budgets as service
from tracker.services.measure_budgets import entry_name, fingerprint_of
from tracker.services.nacc_rounds import Round, RoundLine, round_of
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import AmountField
from tracker.web.texts import lazy

blueprint = Blueprint("budgets", __name__)

NAMES = tuple(Budget.__slots__)
FIELDS: Mapping[str, Callable[[str], Field]] = {
    "in_development_plan": lambda number: AmountField(
        lazy("In the development plan (baht), measure %(number)s", number=number)
    ),
    "in_ordinance": lambda number: AmountField(lazy("In the ordinance (baht), measure %(number)s", number=number)),
    "disbursed": lambda number: AmountField(lazy("Disbursed (baht), measure %(number)s", number=number)),
    "remark": lambda number: TextAreaField(lazy("Remark, measure %(number)s", number=number)),
}


class BudgetForm(FlaskForm):
    """With four more fields for each measure that is not locked: see `_form_for`."""

    #: The fingerprint of what the page showed.
    seen = HiddenField()

    def budget(self, measure_id: int) -> Budget:
        said = {name: self[entry_name(measure_id, name)].data for name in NAMES}
        return Budget(**said | {"remark": said["remark"] or ""})


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: RoundLine
    #: In the words of the reports: what has not begun is told apart here.
    state: StrEnum
    fields: Mapping[str, Field]
    #: What somebody else kept meanwhile, where it is not what was typed.
    kept_now: Budget | None
    #: The amounts are those of the first round, and not kept for this one yet.
    is_proposed: bool


@blueprint.route("/plans/<int:plan_id>/budgets/<int:round_months>", methods=["GET", "POST"])
@requires(Action.MAKE_PAPERS)
def edit(plan_id: int, round_months: int) -> str | Response | tuple[str, int]:
    head = plans.plan_head(plan_id)
    if head is None:
        raise NotFound(N_("There is no such plan."))
    shown = _round(head, round_months)
    form = _form_for(shown)
    if not form.is_submitted():
        return _page(head, shown, form)
    if not form.validate():
        return _page(head, shown, form), 400
    entries = {line.measure.facts.id: form.budget(line.measure.facts.id) for line in _open(shown)}
    try:
        changed = service.keep_budgets(
            current_actor(), clock.now(), plan_id, round_months, form.seen.data or "", entries
        )
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        db.session.rollback()
        add_to_form(form, refusal)
        is_conflict = isinstance(refusal, Conflict)
        return _page(head, shown, form, is_conflict=is_conflict), 409 if is_conflict else 400
    flash(_("The amounts are kept.") if changed else _("Nothing was changed."), "success")
    return redirect(url_for("budgets.edit", plan_id=plan_id, round_months=round_months))


def _round(head: PlanHead, round_months: int) -> Round:
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    return round_of(PlanYear(head.id, head.fiscal_year, None), frame, round_months)


def _open(shown: Round) -> list[RoundLine]:
    return [line for line in shown.lines if not line.is_locked]


def _form_for(shown: Round) -> BudgetForm:
    fields, data = {}, {"seen": fingerprint_of(shown)}
    for line in _open(shown):
        facts, proposed = line.measure.facts, _proposed(line)
        for name in NAMES:
            fields[entry_name(facts.id, name)] = FIELDS[name](facts.number)
            data[entry_name(facts.id, name)] = getattr(proposed, name)
    form_class = type("BudgetsOfThePlan", (BudgetForm,), fields)
    form: BudgetForm = form_class(data=data)
    return form


def _proposed(line: RoundLine) -> Budget:
    """What is kept, else the first round's two amounts that seldom change."""
    if line.budget != NO_BUDGET:
        return line.budget
    return Budget(line.budget_before.in_development_plan, line.budget_before.in_ordinance)


def _page(head: PlanHead, shown: Round, form: BudgetForm, *, is_conflict: bool = False) -> str:
    if is_conflict:
        # Whoever has seen what the other wrote may keep their own.
        form.seen.data, form.seen.raw_data = fingerprint_of(shown), None
    return render_template(
        "plans/budgets.html",
        plan=head,
        shown=shown,
        form=form,
        lines=[_shown_line(line, form, is_conflict=is_conflict) for line in shown.lines],
        rounds=_tabs(head.id, shown.months),
        is_conflict=is_conflict,
        is_first=shown.months == FIRST_ROUND,
    )


def _shown_line(line: RoundLine, form: BudgetForm, *, is_conflict: bool) -> ShownLine:
    id_ = line.measure.facts.id
    fields = {} if line.is_locked else {name: form[entry_name(id_, name)] for name in NAMES}
    differs = is_conflict and bool(fields) and form.budget(id_).tidy != line.budget
    proposed = _proposed(line)
    return ShownLine(
        line=line,
        state=Answer.CANNOT_DO if line.status is NaccStatus.CANNOT_DO else line.measure.standing.progress,
        fields=fields,
        kept_now=line.budget if differs else None,
        is_proposed=line.budget == NO_BUDGET and proposed != NO_BUDGET,
    )


def _tabs(plan_id: int, months: int) -> list[dict[str, object]]:
    return [
        {
            "label": _("Round of %(months)s months", months=each),
            "url": url_for("budgets.edit", plan_id=plan_id, round_months=each),
            "is_current": each == months,
        }
        for each in (FIRST_ROUND, SECOND_ROUND)
    ]
