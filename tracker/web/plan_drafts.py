"""Bringing a plan in: upload, look, adopt."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Optional

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.queries import adoption
from tracker.services import plan_drafts, plans
from tracker.web import plan_review
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import FiscalYearField
from tracker.web.texts import lazy

blueprint = Blueprint("plan_drafts", __name__)


class UploadForm(FlaskForm):
    file = FileField(lazy("Plan document"), validators=[FileRequired(lazy("Choose the file of the plan."))])
    fiscal_year = FiscalYearField(lazy("Fiscal year of the plan"), validators=[Optional()])


class AdoptForm(FlaskForm):
    fiscal_year = FiscalYearField(
        lazy("Fiscal year of the plan"), validators=[InputRequired(lazy("Write the fiscal year, for example 2569."))]
    )


@blueprint.route("/plans/import", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def upload() -> str | Response:
    form = UploadForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            draft = plan_drafts.upload_plan(
                current_actor(), clock.now(), file.read(), file.filename, form.fiscal_year.data
            )
            return redirect(url_for("plan_drafts.review", draft_id=draft.id))
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            add_to_form(form, refusal)
    return render_template("plans/upload.html", form=form, megabytes=_megabytes())


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Nothing of the request was read, so the page is opened anew and says why."""
    flash(_("The file is too large. It may have at most %(size)s MB.", size=_megabytes()), "danger")
    return redirect(url_for("plan_drafts.upload"))


def _megabytes() -> int:
    megabytes: int = current_app.config["TRACKER"].upload_megabytes
    return megabytes


@blueprint.get("/plans/drafts/<int:draft_id>")
@requires(Action.IMPORT_PLANS)
def review(draft_id: int) -> str:
    return _review_page(draft_id, AdoptForm())


@blueprint.post("/plans/drafts/<int:draft_id>/adopt")
@requires(Action.IMPORT_PLANS)
def adopt(draft_id: int) -> str | Response:
    form = AdoptForm()
    if form.validate_on_submit():
        try:
            plan = plans.adopt_draft(current_actor(), clock.now(), draft_id, form.fiscal_year.data)
            flash(_("The plan is adopted. Its measures are followed from now on."), "success")
            return redirect(url_for("plans.show", plan_id=plan.id))
        except NotFound:
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _review_page(draft_id, form)


@blueprint.post("/plans/drafts/<int:draft_id>/discard")
@requires(Action.IMPORT_PLANS)
def discard(draft_id: int) -> Response:
    plan_drafts.discard_draft(current_actor(), clock.now(), draft_id)
    flash(_("The draft was thrown away. Nothing was changed."), "success")
    return redirect(url_for("plans.index"))


def _review_page(draft_id: int, form: AdoptForm) -> str:
    row = adoption.draft_by_id(draft_id)
    if row is None:
        raise NotFound(N_("There is no such draft."))
    reviewed = plan_review.reviewed_plan(row.content, current_actor().agency_id)
    if not form.is_submitted():
        form.fiscal_year.data = reviewed.draft.plan_fiscal_year
    return render_template("plans/review.html", row=row, reviewed=reviewed, form=form)
