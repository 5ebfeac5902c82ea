"""A plan without a document: written by hand, or carried over from the year before."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.permissions import Action
from tracker.queries import plans as queries
from tracker.services import new_drafts
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import FiscalYearField
from tracker.web.texts import lazy

blueprint = Blueprint("new_plans", __name__)


class YearForm(FlaskForm):
    fiscal_year = FiscalYearField(
        lazy("Fiscal year of the plan"), validators=[InputRequired(lazy("Write the fiscal year, for example 2569."))]
    )


@blueprint.route("/plans/new", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def by_hand() -> str | Response:
    form = YearForm(data={"fiscal_year": fiscal_year_of(clock.today())})
    if form.validate_on_submit():
        try:
            draft = new_drafts.begin_by_hand(current_actor(), clock.now(), form.fiscal_year.data)
            return redirect(url_for("plan_drafts.review", draft_id=draft.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("plans/new.html", form=form)


@blueprint.route("/plans/<int:plan_id>/copy", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def copy(plan_id: int) -> str | Response:
    plan = queries.plan_head(plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    form = YearForm(data={"fiscal_year": plan.fiscal_year + 1})
    if form.validate_on_submit():
        try:
            draft = new_drafts.copy_plan(current_actor(), clock.now(), plan_id, form.fiscal_year.data)
            return redirect(url_for("plan_drafts.review", draft_id=draft.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("plans/copy.html", form=form, plan=plan)
