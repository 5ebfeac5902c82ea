"""Bodies that meet beside the heads of the divisions: who belongs to them, and when they meet."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import rule_from
from tracker.domain.permissions import Action, can
from tracker.models import Body
from tracker.queries import bodies as queries
from tracker.queries import people
from tracker.services import bodies as service
from tracker.services.bodies import BodyEntry
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import WholeNumberField
from tracker.web.rule_form import RuleForm
from tracker.web.rule_words import rule_sentence
from tracker.web.texts import lazy

blueprint = Blueprint("bodies", __name__)

A_QUARTER = 3


def _people() -> list[SelectChoice]:
    return [SelectChoice(one.id, f"{one.titles} ({one.name})") for one in people.people_here(clock.today())]


class BodyForm(RuleForm):
    """Its fields are called as the entry's are, so that a refusal finds its place."""

    name = StringField(lazy("Name of the body"), validators=[InputRequired(lazy("Write the name of the body."))])
    members = SelectMultipleField(lazy("Members"), coerce=int, choices=_people, option_widget=CheckboxInput())
    months_covered = WholeNumberField(
        lazy("Months that a meeting looks at"), validators=[InputRequired(lazy("Write a number of months."))]
    )
    is_active = BooleanField(lazy("In use: its rule sets meetings"), default=True)

    def show(self, body: Body | None) -> None:
        self.show_rule(rule_from(body.rule) if body else None)
        self.moves_to.data = (body.moves_to if body else MovesTo.LATER).value
        self.months_covered.data = body.months_covered if body else A_QUARTER
        self.is_active.data = body is None or body.is_active
        if body is not None:
            self.name.data, self.starts_at.data, self.place.data = body.name, body.starts_at, body.place
            self.members.data = queries.members_of(body.id)

    def entry(self) -> BodyEntry:
        return BodyEntry(
            name=self.name.data,
            rule=self.rule(),
            moves_to=self.moves_to.data or MovesTo.LATER,
            months_covered=self.months_covered.data,
            starts_at=self.starts_at.data,
            place=self.place.data or "",
            member_ids=frozenset(self.members.data or ()),
            is_active=self.is_active.data,
        )


@blueprint.get("/bodies")
@requires(Action.SEE_AGENCY)
def index() -> str:
    return render_template(
        "bodies/index.html",
        rows=queries.body_rows(clock.today()),
        rule_words=_rule_words,
        may_arrange=can(current_actor(), Action.ARRANGE_MEETINGS),
    )


def _rule_words(rule: str, moves_to: MovesTo) -> str:
    read = rule_from(rule)
    return rule_sentence(read, moves_to) if read else _("Set by hand")


@blueprint.get("/bodies/<int:body_id>")
@requires(Action.SEE_AGENCY)
def show(body_id: int) -> str:
    body = body_of(body_id)
    return render_template(
        "bodies/show.html",
        body=body,
        rule=_rule_words(body.rule, body.moves_to),
        members=queries.member_posts(body.id, clock.today()),
        meetings=queries.meetings_of(body.id),
        today=clock.today(),
        may_arrange=can(current_actor(), Action.ARRANGE_MEETINGS),
    )


@blueprint.route("/bodies/add", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def add() -> str | Response | tuple[str, int]:
    return _change(None)


@blueprint.route("/bodies/<int:body_id>/edit", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def edit(body_id: int) -> str | Response | tuple[str, int]:
    return _change(body_of(body_id))


def _change(body: Body | None) -> str | Response | tuple[str, int]:
    form = BodyForm()
    if not form.is_submitted():
        form.show(body)
    elif form.validate():
        try:
            saved = _save(body, form.entry())
            flash(_("The body is saved."), "success")
            return redirect(url_for("bodies.show", body_id=saved.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("bodies/form.html", form=form, body=body), 400 if form.errors else 200


def _save(body: Body | None, entry: BodyEntry) -> Body:
    actor, now = current_actor(), clock.now()
    return service.change_body(actor, now, body.id, entry) if body else service.add_body(actor, now, entry)


def body_of(body_id: int) -> Body:
    body = queries.body_by_id(body_id)
    if body is None:
        raise NotFound(N_("There is no such body."))
    return body
