"""The chair's orders until they are answered: on the next agenda, and entered by the office for a division."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, can
from tracker.domain.progress import EntryChannel
from tracker.extensions import db
from tracker.queries import decisions as queries
from tracker.queries import posts
from tracker.queries.agenda import OrderOnAgenda, agenda_of
from tracker.queries.decisions import DecisionRow, DivisionAnswer
from tracker.services import order_answers
from tracker.services.report_desk import Way
from tracker.web.access import current_actor, requires
from tracker.web.decisions import meeting_held
from tracker.web.errors import add_to_form
from tracker.web.form_fields import WordField
from tracker.web.meetings import blueprint
from tracker.web.my_reports import blueprint as my_reports
from tracker.web.on_behalf import named
from tracker.web.report_form import ENTERED_FROM
from tracker.web.texts import lazy, sentence


class AnswerForm(FlaskForm):
    answer = TextAreaField(lazy("Answer to the order"))


class AnswerOnBehalfForm(AnswerForm):
    channel = WordField(lazy("How the division answered"), words=ENTERED_FROM)
    told_by = StringField(lazy("Who told you"))


@my_reports.post("/my-reports/orders/<int:decision_id>/<int:division_id>")
@requires(Action.REPORT, by_link=True)
def answer_order(decision_id: int, division_id: int) -> Response:
    """A division's own answer, on its page of the month; whoever is refused finds their words beside the reason."""
    text = request.form.get("answer", "")
    try:
        order_answers.answer_order(current_actor(), clock.now(), decision_id, division_id, text)
    except Refusal as refusal:
        if text.strip() or refusal.field != "answer":
            raise
        db.session.rollback()
        flash(sentence(refusal), "warning")
        return redirect(url_for("my_reports.index", _anchor=f"order-{decision_id}-{division_id}"))
    flash(_("The answer is sent. The next meeting sees it."), "success")
    return redirect(url_for("my_reports.index"))


@blueprint.get("/meetings/<int:meeting_id>/orders")
@requires(Action.SEE_AGENCY)
def orders(meeting_id: int) -> str:
    """What earlier meetings ordered: what waits, and what was answered since the last one."""
    meeting, actor = meeting_held(meeting_id), current_actor()
    agenda = agenda_of(meeting.held_on, clock.today(), meeting.body_id)
    return render_template(
        "decisions/agenda.html",
        meeting=meeting,
        agenda=agenda,
        waiting=_by_order(agenda.waiting),
        answered=_by_order(agenda.answered),
        may_answer=can(actor, Action.REPORT_ON_BEHALF),
        may_decide=can(actor, Action.GIVE_ORDERS),
    )


def _by_order(found: Iterable[OrderOnAgenda]) -> list[tuple[DecisionRow, list[OrderOnAgenda]]]:
    groups = groupby(found, key=lambda one: one.order.id)
    return [(theirs[0].order, theirs) for theirs in (list(group) for _id, group in groups)]


@blueprint.route("/meetings/decisions/<int:decision_id>/answer/<int:division_id>", methods=["GET", "POST"])
@requires(Action.REPORT_ON_BEHALF)
def answer_on_behalf(decision_id: int, division_id: int) -> str | Response | tuple[str, int]:
    """What a division answered by telephone, on paper or by LINE; also for one that was closed."""
    row, answer = _asked(decision_id, division_id)
    form = AnswerOnBehalfForm(data={"answer": answer.answer})
    if request.method == "POST":
        try:
            way = Way(form.channel.data or EntryChannel.WEB, form.told_by.data or "")
            order_answers.answer_order(
                current_actor(), clock.now(), decision_id, division_id, form.answer.data or "", way
            )
            flash(_("The answer is entered on behalf of the division."), "success")
            return redirect(url_for("measures.show", measure_id=row.measure_id, _anchor="decisions"))
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            db.session.rollback()
            add_to_form(form, refusal)
    tellers = [named(one) for one in posts.people_of_division(division_id, clock.today())]
    if request.method == "GET" and tellers:
        form.told_by.data = tellers[0]
    page = render_template("decisions/answer.html", row=row, answer=answer, form=form, tellers=tellers)
    return (page, 400) if form.errors else page


def _asked(decision_id: int, division_id: int) -> tuple[DecisionRow, DivisionAnswer]:
    row = queries.decision_by_id(decision_id)
    answer = next((one for one in row.answers if one.division_id == division_id), None) if row else None
    if row is None or answer is None:
        raise NotFound(N_("There is no such order."))
    return row, answer
