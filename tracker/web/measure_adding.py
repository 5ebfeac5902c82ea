"""The page on which a measure is added to an adopted plan."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.permissions import Action
from tracker.extensions import db
from tracker.plan_reading.draft import empty_measure
from tracker.queries import plan_contents
from tracker.queries import plans as queries
from tracker.services import measure_adding as service
from tracker.web.access import current_actor, requires
from tracker.web.draft_forms import MeasureForm
from tracker.web.draft_page import known_divisions
from tracker.web.errors import add_to_form

blueprint = Blueprint("measure_adding", __name__)


@blueprint.route("/plans/<int:plan_id>/measures/add", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def add(plan_id: int) -> str | Response:
    """`?indicator=` says under which indicator it is wanted."""
    plan = queries.plan_head(plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    form = _form(plan_id)
    if form.validate_on_submit():
        try:
            measure = service.add_measure(current_actor(), clock.now(), plan_id, form.entry(writes_words=True))
            flash(_("The measure was added. It is followed up from now on."), "success")
            return redirect(url_for("measures.show", measure_id=measure.id))
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            db.session.rollback()
            add_to_form(form, refusal)
    return render_template("measures/add.html", plan=plan, measure_form=form)


def _form(plan_id: int) -> MeasureForm:
    wanted = request.args.get("indicator")
    indicators = [wanted] if wanted in INDICATOR_CODES else []
    next_number = str(1 + plan_contents.last_position(plan_id))
    form = MeasureForm(data={"number": next_number, "indicators": indicators})
    form.offer(empty_measure(next_number), known_divisions(current_actor().agency_id))
    return form
