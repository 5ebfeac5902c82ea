"""What the office makes public of a fiscal year: looked at first, with the evidence that goes out ticked."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, TextAreaField

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.models import Publication
from tracker.queries import plans
from tracker.queries import publications as queries
from tracker.queries.agencies import slug_of
from tracker.queries.plans import PlanHead
from tracker.queries.publications import PublicationRow
from tracker.reports.public_year import Released
from tracker.services import publishing
from tracker.services.publishing import Proposal
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.texts import lazy

blueprint = Blueprint("publications", __name__)

LOOK = "look"


class PublishForm(FlaskForm):
    seen = HiddenField()
    month_words = BooleanField(lazy("Where nothing is written for the year's end, show the words of the closed months"))

    def released(self) -> Released:
        """What is ticked, also where it is only looked at."""
        chosen = (each for each in request.form.getlist("evidence") if each.isdecimal())
        return Released(frozenset(int(each) for each in chosen), bool(self.month_words.data))


class WithdrawForm(FlaskForm):
    reason = TextAreaField(lazy("Why it is withdrawn"))


@blueprint.get("/publications")
@requires(Action.MAKE_PAPERS)
def index() -> str:
    rows = queries.publication_rows()
    return render_template(
        "publications/index.html",
        plans=plans.plan_rows(),
        rows=rows,
        shown=queries.in_force(rows),
        ever={row.fiscal_year for row in rows},
        slug=slug_of(current_actor().agency_id),
        base_url=current_app.config["TRACKER"].base_url,
    )


@blueprint.route("/plans/<int:plan_id>/publish", methods=["GET", "POST"])
@requires(Action.MAKE_PAPERS)
def publish(plan_id: int) -> str | Response | tuple[str, int]:
    plan, form = _plan(plan_id), PublishForm()
    if not form.is_submitted():
        return _page(plan, form, Released(queries.released_last(plan.fiscal_year)))
    released = form.released()
    if request.form.get("do") == LOOK:
        return _page(plan, form, released)
    actor = current_actor()
    try:
        publishing.publish(actor, clock.now(), plan.fiscal_year, released, form.seen.data or "")
    except Refusal as refusal:
        add_to_form(form, refusal)
        return _page(plan, form, released), 409
    flash(_("It is public now."), "success")
    return redirect(url_for("publications.index"))


@blueprint.route("/publications/<int:publication_id>/withdraw", methods=["GET", "POST"])
@requires(Action.MAKE_PAPERS)
def withdraw(publication_id: int) -> str | Response | tuple[str, int]:
    publication = queries.publication_by_id(publication_id)
    if publication is None:
        raise NotFound(N_("There is no such publication."))
    form, left = WithdrawForm(), _shown_without(publication)
    if not form.is_submitted():
        return render_template("publications/withdraw.html", publication=publication, form=form, left=left)
    try:
        publishing.withdraw(current_actor(), clock.now(), publication_id, form.reason.data or "")
    except Refusal as refusal:
        add_to_form(form, refusal)
        return render_template("publications/withdraw.html", publication=publication, form=form, left=left), 400
    if left is None:
        flash(_("It is withdrawn. The public sees nothing of this year any more."), "success")
    else:
        flash(_("It is withdrawn. The public sees edition %(number)s of this year.", number=left.number), "warning")
    return redirect(url_for("publications.index"))


def _shown_without(publication: Publication) -> PublicationRow | None:
    """What everybody sees of the year once this one is withdrawn."""
    others = [row for row in queries.publication_rows() if row.id != publication.id]
    return queries.in_force(others).get(publication.fiscal_year)


def _plan(plan_id: int) -> PlanHead:
    plan = plans.plan_head(plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    return plan


def _page(plan: PlanHead, form: PublishForm, released: Released) -> str:
    found: Proposal = publishing.proposal(current_actor().agency_id, clock.today(), plan.fiscal_year, released)
    form.seen.data = publishing.code_seen(found)
    return render_template("publications/publish.html", plan=plan, form=form, found=found, chosen=released.evidence)
