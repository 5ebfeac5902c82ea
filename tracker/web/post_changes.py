"""A post goes on to somebody else: handed over for good, or held by a deputy while its holder is away."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import EmailField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from tracker import clock
from tracker.domain.errors import Refusal
from tracker.domain.permissions import Action
from tracker.queries import people as queries
from tracker.queries.people import MembershipRow
from tracker.services import hand_over as service
from tracker.services.hand_over import NewPerson
from tracker.web import filters
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import DateField
from tracker.web.people import blueprint, password_page, post_of
from tracker.web.texts import lazy

SOMEBODY_NEW = "new"


class HandOverForm(FlaskForm):
    to = SelectField(
        lazy("Who takes the post over"), validators=[InputRequired(lazy("Choose who takes the post over."))]
    )
    name = StringField(lazy("Name"), validators=[Length(max=200)])
    email = EmailField(lazy("E-mail"), validators=[Length(max=254)])
    starts_on = DateField(lazy("First day"), validators=[InputRequired(lazy("Write the first day."))])
    ends_on = DateField(lazy("Acting until"), validators=[Optional()])

    def taker(self) -> int | NewPerson:
        if self.to.data == SOMEBODY_NEW:
            return NewPerson(self.email.data or "", self.name.data or "")
        return int(self.to.data)


class DeputyForm(FlaskForm):
    to = SelectField(lazy("Who acts"), validators=[InputRequired(lazy("Choose who acts."))])
    starts_on = DateField(lazy("First day"), validators=[InputRequired(lazy("Write the first day."))])
    ends_on = DateField(lazy("Last day"), validators=[InputRequired(lazy("Write the last day."))])


@blueprint.route("/people/posts/<int:membership_id>/hand-over", methods=["GET", "POST"])
@requires(Action.MANAGE_PEOPLE)
def hand_over(membership_id: int) -> str | Response:
    post = post_of(membership_id)
    form = HandOverForm()
    form.to.choices = [("", _("Choose")), *_others(post), (SOMEBODY_NEW, _("Somebody new"))]
    if form.validate_on_submit():
        try:
            user, password = service.hand_over(
                current_actor(), clock.now(), membership_id, form.taker(), form.starts_on.data, form.ends_on.data
            )
            since = filters.day(form.starts_on.data)
            flash(_("%(name)s has the post from %(day)s on.", name=user.name, day=since), "success")
            if password is not None:
                return password_page(user.name, user.email, password)
            return redirect(url_for("people.show", user_id=user.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    if not form.is_submitted():
        form.starts_on.data = (post.ends_on or clock.today()) + timedelta(days=1)
    return render_template("people/hand_over.html", form=form, post=post)


@blueprint.route("/people/posts/<int:membership_id>/deputy", methods=["GET", "POST"])
@requires(Action.MANAGE_PEOPLE)
def deputy(membership_id: int) -> str | Response:
    """While the holder is away."""
    post = post_of(membership_id)
    form = DeputyForm()
    form.to.choices = [("", _("Choose")), *_others(post)]
    if form.validate_on_submit():
        try:
            service.stand_in(
                current_actor(),
                clock.now(),
                membership_id,
                int(form.to.data),
                form.starts_on.data,
                form.ends_on.data,
            )
            flash(_("The deputy is named. The first day and the last day count."), "success")
            return redirect(url_for("people.show", user_id=post.user_id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    if not form.is_submitted():
        form.starts_on.data = clock.today()
    return render_template("people/deputy.html", form=form, post=post)


def _others(post: MembershipRow) -> list[tuple[str, str]]:
    """Whom one can choose, with their posts where these are not their names already."""
    return [
        (str(one.id), one.name if one.titles == one.name else f"{one.name} ({one.titles})")
        for one in queries.people_here(clock.today())
        if one.id != post.user_id
    ]
