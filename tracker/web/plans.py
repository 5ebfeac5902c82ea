"""The adopted plans with their measures, and bringing a new plan in: upload, look, adopt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Optional

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.permissions import Action, can
from tracker.domain.progress import Health, Progress
from tracker.domain.rollup import MeasureStatus, roll_up
from tracker.queries import adoption, frames
from tracker.queries import plans as queries
from tracker.services import plans as service
from tracker.web import plan_review
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import FiscalYearField
from tracker.web.labels import label_of
from tracker.web.paging import page_of
from tracker.web.texts import lazy

blueprint = Blueprint("plans", __name__)

MEASURES_ON_A_PAGE = 50


class UploadForm(FlaskForm):
    file = FileField(lazy("Plan document"), validators=[FileRequired(lazy("Choose the file of the plan."))])
    fiscal_year = FiscalYearField(lazy("Fiscal year of the plan"), validators=[Optional()])


class AdoptForm(FlaskForm):
    fiscal_year = FiscalYearField(
        lazy("Fiscal year of the plan"), validators=[InputRequired(lazy("Write the fiscal year, for example 2569."))]
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks to see of a plan; a word that means nothing asks for everything."""

    health: str
    indicator: str
    division: int | None

    def includes(self, status: MeasureStatus) -> bool:
        codes = {code.partition(".")[0] for code in status.facts.indicators}
        divisions = {one.facts.division_id for one in status.assignments}
        return (
            self.health in ("", status.standing.health, status.standing.progress)
            and (not self.indicator or self.indicator in codes)
            and (self.division is None or self.division in divisions)
        )

    def arguments(self, **changed: str) -> dict[str, Any]:
        """For an address that keeps the other choices."""
        kept = {"health": self.health, "indicator": self.indicator, "division": self.division} | changed
        return {name: value for name, value in kept.items() if value}


@blueprint.get("/plans")
@requires(Action.SEE_AGENCY)
def index() -> str:
    may_import = can(current_actor(), Action.IMPORT_PLANS)
    drafts = queries.waiting_drafts() if may_import else []
    return render_template("plans/index.html", plans=queries.plan_rows(), drafts=drafts, may_import=may_import)


@blueprint.get("/plans/<int:plan_id>")
@requires(Action.SEE_AGENCY)
def show(plan_id: int) -> str:
    head = queries.plan_head(plan_id)
    if head is None:
        raise NotFound(N_("There is no such plan."))
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    statuses = queries.statuses_of_plan(plan_id, frame)
    chosen = _chosen()
    found = [status for status in statuses if chosen.includes(status)]
    return render_template(
        "plans/show.html",
        plan=head,
        frame=frame,
        rollup=roll_up(statuses),
        measures=page_of(found, MEASURES_ON_A_PAGE),
        found=len(found),
        chosen=chosen,
        tabs=_tabs(statuses, chosen, plan_id),
        indicator_codes=INDICATOR_CODES,
        divisions=_divisions_of(statuses),
    )


def _chosen() -> Chosen:
    health = request.args.get("health", "")
    indicator = request.args.get("indicator", "")
    return Chosen(
        health=health if health in {*Health, Progress.DONE} else "",
        indicator=indicator if indicator in INDICATOR_CODES else "",
        division=request.args.get("division", type=int),
    )


def _tabs(statuses: Sequence[MeasureStatus], chosen: Chosen, plan_id: int) -> list[dict[str, object]]:
    """Everything, then each health from the worst, then what is done."""
    rollup = roll_up(statuses)
    words: list[tuple[str, object, int]] = [("", _("All measures"), rollup.measures)]
    for health in (Health.OVERDUE, Health.BLOCKED, Health.AT_RISK, Health.ON_TRACK):
        words.append((health, label_of(health).label, rollup.health[health]))
    words.append((Progress.DONE, label_of(Progress.DONE).label, rollup.progress[Progress.DONE]))
    return [
        {
            "label": label,
            "url": url_for("plans.show", plan_id=plan_id, **chosen.arguments(health=str(word))),
            "is_current": chosen.health == word,
            "count": count,
        }
        for word, label, count in words
    ]


def _divisions_of(statuses: Sequence[MeasureStatus]) -> list[tuple[int, str]]:
    found = {one.facts.division_id: one.facts.division for status in statuses for one in status.assignments}
    return list(found.items())


@blueprint.route("/plans/import", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def upload() -> str | Response:
    form = UploadForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            draft = service.upload_plan(current_actor(), clock.now(), file.read(), file.filename, form.fiscal_year.data)
            return redirect(url_for("plans.review", draft_id=draft.id))
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            add_to_form(form, refusal)
    return render_template("plans/upload.html", form=form, megabytes=_megabytes())


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Nothing of the request was read, so the page is opened anew and says why."""
    flash(_("The file is too large. It may have at most %(size)s MB.", size=_megabytes()), "danger")
    return redirect(url_for("plans.upload"))


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
            plan = service.adopt_draft(current_actor(), clock.now(), draft_id, form.fiscal_year.data)
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
    service.discard_draft(current_actor(), clock.now(), draft_id)
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
