"""Bringing a plan in: upload, look, adopt."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.plan_drafts import DraftOrigin
from tracker.models import PlanDraft
from tracker.plan_reading.file_kinds import EXTENSIONS
from tracker.services import plan_drafts, plans
from tracker.web.access import current_actor, requires
from tracker.web.draft_forms import AdoptForm, UploadForm
from tracker.web.draft_page import CHANGES, draft_row, review_page
from tracker.web.errors import add_to_form

blueprint = Blueprint("plan_drafts", __name__)


@blueprint.route("/plans/import", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def upload() -> str | Response:
    form = UploadForm()
    if form.validate_on_submit():
        try:
            return redirect(url_for("plan_drafts.review", draft_id=_brought_in(form).id))
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            add_to_form(form, refusal)
    return render_template("plans/upload.html", form=form, megabytes=_megabytes(), extensions=sorted(EXTENSIONS))


def _brought_in(form: UploadForm) -> PlanDraft:
    """The file, or the text where no file was chosen."""
    actor, now, file, year = current_actor(), clock.now(), form.file.data, form.fiscal_year.data
    if file:
        return plan_drafts.upload_plan(actor, now, file.read(), file.filename, year)
    if not (form.text.data or "").strip():
        raise Refusal(N_("Choose the file of the plan, or paste its text."), "file")
    try:
        return plan_drafts.paste_plan(actor, now, form.text.data, year)
    except Refusal as refusal:
        if refusal.field == "file":
            refusal.field = "text"
        raise


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
def review(draft_id: int) -> str | Response:
    """The plan's own workbook is looked at as what it changes."""
    row = draft_row(draft_id)
    if row.origin is DraftOrigin.WORKBOOK and row.plan_id is None:
        return redirect(url_for(CHANGES, draft_id=draft_id))
    return review_page(row, AdoptForm(), request.args.get("measure", type=int))


@blueprint.post("/plans/drafts/<int:draft_id>/adopt")
@requires(Action.IMPORT_PLANS)
def adopt(draft_id: int) -> str | Response:
    form = AdoptForm()
    if form.validate_on_submit():
        try:
            plan = plans.adopt_draft(
                current_actor(), clock.now(), draft_id, form.fiscal_year.data, version=form.read_version
            )
            flash(_("The plan is adopted. Its measures are followed from now on."), "success")
            return redirect(url_for("plans.show", plan_id=plan.id))
        except NotFound:
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return review_page(draft_row(draft_id), form, None)


@blueprint.post("/plans/drafts/<int:draft_id>/discard")
@requires(Action.IMPORT_PLANS)
def discard(draft_id: int) -> Response:
    plan_drafts.discard_draft(current_actor(), clock.now(), draft_id)
    flash(_("The draft was thrown away. Nothing was changed."), "success")
    return redirect(url_for("plans.index"))
