"""The agency's divisions and the other ways in which documents write them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.queries import divisions as queries
from tracker.queries import people
from tracker.queries.divisions import DivisionRow
from tracker.services import divisions as service
from tracker.services.divisions import DivisionEntry
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.texts import lazy

blueprint = Blueprint("divisions", __name__)

NOBODY = ""


class DivisionForm(FlaskForm):
    name = StringField(
        lazy("Name of the division"), validators=[InputRequired(lazy("Write the name of the division."))]
    )
    superior = SelectField(lazy("Told when the division is late"), validators=[Optional()])
    is_active = BooleanField(lazy("In use: answers for measures and is asked for reports"), default=True)

    def offer_superiors(self, present: DivisionRow | None = None) -> None:
        """Everybody in a post today, and whoever is named already."""
        holders = {
            str(holder.user_id): f"{holder.title} ({holder.name})" for holder in people.holders_on(clock.today())
        }
        if present and present.superior_id is not None:
            holders.setdefault(str(present.superior_id), present.superior or "")
        self.superior.choices = [(NOBODY, _("Nobody")), *holders.items()]

    def entry(self) -> DivisionEntry:
        superior_id = int(self.superior.data) if self.superior.data else None
        return DivisionEntry(self.name.data, superior_id, self.is_active.data)


class AliasForm(FlaskForm):
    alias = StringField(lazy("Another way of writing it"), validators=[InputRequired(lazy("Write the other name."))])


@blueprint.get("/divisions")
@requires(Action.MANAGE_PEOPLE)
def index() -> str:
    return render_template("divisions/index.html", divisions=queries.division_rows())


@blueprint.route("/divisions/add", methods=["GET", "POST"])
@requires(Action.MANAGE_PEOPLE)
def add() -> str | Response:
    form = DivisionForm()
    form.offer_superiors()
    if form.validate_on_submit():
        try:
            division = service.add_division(current_actor(), clock.now(), form.entry())
            flash(_("%(name)s was added.", name=division.name), "success")
            return redirect(url_for("divisions.index"))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("divisions/add.html", form=form)


@blueprint.route("/divisions/<int:division_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_PEOPLE)
def edit(division_id: int) -> str | Response:
    row = _row(division_id)
    form = DivisionForm(name=row.name, superior=str(row.superior_id or NOBODY), is_active=row.is_active)
    form.offer_superiors(row)
    if form.validate_on_submit():
        try:
            service.change_division(current_actor(), clock.now(), division_id, form.entry())
            flash(_("The division was changed."), "success")
            return redirect(url_for("divisions.index"))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("divisions/edit.html", form=form, alias_form=AliasForm(), division=row)


@blueprint.post("/divisions/<int:division_id>/aliases")
@requires(Action.MANAGE_PEOPLE)
def add_alias(division_id: int) -> str | Response:
    row = _row(division_id)
    alias_form = AliasForm()
    if alias_form.validate_on_submit():
        try:
            service.add_alias(current_actor(), clock.now(), division_id, alias_form.alias.data)
            flash(_("The other name was added."), "success")
            return redirect(url_for("divisions.edit", division_id=division_id))
        except Refusal as refusal:
            add_to_form(alias_form, refusal)
    form = DivisionForm(None, name=row.name, superior=str(row.superior_id or NOBODY), is_active=row.is_active)
    form.offer_superiors(row)
    return render_template("divisions/edit.html", form=form, alias_form=alias_form, division=row)


def _row(division_id: int) -> DivisionRow:
    row = next((row for row in queries.division_rows() if row.id == division_id), None)
    if row is None:
        raise NotFound(N_("There is no such division."))
    return row
