"""A decision that was recorded is changed while nobody has answered, or taken back with a reason."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.decisions import DecisionKind
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.extensions import db
from tracker.queries import decisions as queries
from tracker.queries.decisions import DecisionRow
from tracker.queries.divisions import active_division_choices
from tracker.services import decisions as service
from tracker.web.access import current_actor, requires
from tracker.web.decision_forms import ChangeForm, TakeBackForm, entry_showing
from tracker.web.decisions import meeting_held
from tracker.web.errors import add_to_form
from tracker.web.meetings import blueprint


@blueprint.route("/meetings/decisions/<int:decision_id>", methods=["GET", "POST"])
@requires(Action.GIVE_ORDERS)
def change_decision(decision_id: int) -> str | Response | tuple[str, int]:
    row = _row(decision_id)
    form = ChangeForm(data=entry_showing(row))
    if form.validate_on_submit():
        try:
            entry = form.entry(form.kind.data or DecisionKind.OWN_WORDS)
            service.change_decision(current_actor(), clock.now(), decision_id, form.seen.data or "", entry)
            flash(_("The decision is changed."), "success")
            return _to_list(row)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            _show_again(form, refusal)
            form.seen.data = row.fingerprint
    return _page(row, form, TakeBackForm(formdata=None))


@blueprint.post("/meetings/decisions/<int:decision_id>/take-back")
@requires(Action.GIVE_ORDERS)
def take_back(decision_id: int) -> str | Response | tuple[str, int]:
    row, form = _row(decision_id), TakeBackForm()
    try:
        service.withdraw_decision(current_actor(), clock.now(), decision_id, form.reason.data or "")
        flash(_("The decision is taken back. It waits for nobody any more."), "success")
        return _to_list(row)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        _show_again(form, refusal)
    return _page(row, ChangeForm(formdata=None, data=entry_showing(row)), form)


def _row(decision_id: int) -> DecisionRow:
    row = queries.decision_by_id(decision_id)
    if row is None:
        raise NotFound(N_("There is no such decision."))
    return row


def _show_again(form: FlaskForm, refusal: Refusal) -> None:
    db.session.rollback()
    add_to_form(form, refusal)


def _to_list(row: DecisionRow) -> Response:
    return redirect(url_for("meetings.decisions", meeting_id=row.meeting_id, _anchor=f"decision-{row.id}"))


def _page(row: DecisionRow, form: ChangeForm, reason_form: TakeBackForm) -> str | tuple[str, int]:
    form.offer(active_division_choices())
    page = render_template(
        "decisions/change.html", row=row, meeting=meeting_held(row.meeting_id), form=form, reason_form=reason_form
    )
    return (page, 400) if form.errors or reason_form.errors else page
