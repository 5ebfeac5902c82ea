"""The page on which an adopted measure is put right."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.extensions import db
from tracker.plan_reading import DraftMeasure
from tracker.plan_reading.measure_entry import MeasureEntry
from tracker.queries import plan_contents
from tracker.queries.division_names import DivisionNames, division_names
from tracker.queries.plan_contents import MeasureContents
from tracker.services import measure_corrections as service
from tracker.web.access import current_actor, requires
from tracker.web.draft_forms import ReadingForm, reading_of
from tracker.web.errors import add_to_form
from tracker.web.texts import lazy

blueprint = Blueprint("measure_corrections", __name__)


class CorrectionForm(ReadingForm):
    #: The fingerprint of what the page showed.
    seen = HiddenField()

    def offer(self, measure: DraftMeasure, names: DivisionNames) -> None:
        self.offer_choices(measure, (*names.active, *measure.responsible.divisions))

    def entry(self) -> MeasureEntry:
        return self.entry_with(() if self.for_all.data else self.divisions.data or ())


class ReasonForm(FlaskForm):
    reason = TextAreaField(lazy("Reason"))


@blueprint.route("/measures/<int:measure_id>/edit", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def edit(measure_id: int) -> str | Response:
    contents = _contents(measure_id)
    names = division_names(contents.agency_kind)
    form = _form_showing(contents)
    form.offer(contents.adopted.measure, names)
    if form.validate_on_submit():
        try:
            changed = service.correct_measure(
                current_actor(), clock.now(), measure_id, form.seen.data or "", form.entry()
            )
            flash(_("The measure was corrected.") if changed else _("Nothing was changed."), "success")
            return redirect(url_for("measures.show", measure_id=measure_id))
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            db.session.rollback()
            add_to_form(form, refusal)
            form.seen.data = contents.adopted.fingerprint
    return _page(contents, form, ReasonForm(formdata=None))


@blueprint.post("/measures/<int:measure_id>/cancel")
@requires(Action.IMPORT_PLANS)
def cancel(measure_id: int) -> str | Response:
    return _with_reason(measure_id, is_cancelling=True)


@blueprint.post("/measures/<int:measure_id>/revive")
@requires(Action.IMPORT_PLANS)
def revive(measure_id: int) -> str | Response:
    return _with_reason(measure_id, is_cancelling=False)


def _with_reason(measure_id: int, *, is_cancelling: bool) -> str | Response:
    contents = _contents(measure_id)
    reason_form = ReasonForm()
    if reason_form.validate_on_submit():
        do = service.cancel_measure if is_cancelling else service.revive_measure
        try:
            do(current_actor(), clock.now(), measure_id, reason_form.reason.data or "")
            said = _("The measure is cancelled.") if is_cancelling else _("The measure is followed up again.")
            flash(said, "success")
            return redirect(url_for("measures.show", measure_id=measure_id))
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            db.session.rollback()
            add_to_form(reason_form, refusal)
    form = _form_showing(contents, is_sent=False)
    form.offer(contents.adopted.measure, division_names(contents.agency_kind))
    return _page(contents, form, reason_form)


def _contents(measure_id: int) -> MeasureContents:
    contents = plan_contents.contents_of_measure(measure_id)
    if contents is None:
        raise NotFound(N_("There is no such measure."))
    return contents


def _form_showing(contents: MeasureContents, *, is_sent: bool = True) -> CorrectionForm:
    """What was typed, else the measure as it stands."""
    data = {**reading_of(contents.adopted.measure), "seen": contents.adopted.fingerprint}
    return CorrectionForm(data=data) if is_sent else CorrectionForm(formdata=None, data=data)


def _page(contents: MeasureContents, form: CorrectionForm, reason_form: ReasonForm) -> str:
    return render_template(
        "measures/edit.html",
        contents=contents,
        measure=contents.adopted.measure,
        is_cancelled=contents.adopted.is_cancelled,
        form=form,
        reason_form=reason_form,
    )
