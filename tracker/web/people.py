"""Who holds which post: adding people, ending posts, closing accounts, new passwords."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker import clock
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Action, Role
from tracker.models import User
from tracker.queries import divisions
from tracker.queries import people as queries
from tracker.queries.people import MembershipRow
from tracker.services import people as service
from tracker.services.post_giving import NewPost
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import DateField, WordField
from tracker.web.texts import lazy

blueprint = Blueprint("people", __name__)

NO_DIVISION = ""


class PersonForm(FlaskForm):
    email = EmailField(lazy("E-mail"), validators=[InputRequired(lazy("Write the e-mail address.")), Length(max=254)])
    name = StringField(lazy("Name"), validators=[Length(max=200)])
    role = WordField(lazy("What the person does here"), words=Role, validators=[DataRequired(lazy("Choose one."))])
    title = StringField(
        lazy("Name of the post"), validators=[InputRequired(lazy("Write the name of the post.")), Length(max=200)]
    )
    division = SelectField(lazy("Division"), validators=[Optional()])
    is_acting = BooleanField(lazy("Acting: stands in for the holder of the post"))
    starts_on = DateField(lazy("First day"), validators=[InputRequired(lazy("Write the first day."))])
    ends_on = DateField(lazy("Last day"), validators=[Optional()])

    def post(self) -> NewPost:
        return NewPost(
            role=self.role.data,
            title=self.title.data,
            starts_on=self.starts_on.data,
            division_id=int(self.division.data) if self.division.data else None,
            is_acting=self.is_acting.data,
            ends_on=self.ends_on.data,
        )


class EndForm(FlaskForm):
    ends_on = DateField(lazy("Last day"), validators=[InputRequired(lazy("Write the last day."))])


@blueprint.get("/people")
@requires(Action.MANAGE_PEOPLE)
def index() -> str:
    today = clock.today()
    rows = queries.memberships()
    present = [row for row in rows if row.ends_on is None or row.ends_on >= today]
    return render_template(
        "people/index.html", present=present, past=[row for row in rows if row not in present], today=today
    )


@blueprint.route("/people/add", methods=["GET", "POST"])
@requires(Action.MANAGE_PEOPLE)
def add() -> str | Response:
    form = PersonForm()
    form.division.choices = [
        (NO_DIVISION, _("The whole agency")),
        *((str(division_id), name) for division_id, name in divisions.active_division_choices()),
    ]
    if form.validate_on_submit():
        try:
            user, password = service.add_person(
                current_actor(), clock.now(), form.email.data, form.name.data, form.post()
            )
            return _added(user, password)
        except Refusal as refusal:
            add_to_form(form, refusal)
    if not form.is_submitted():
        form.starts_on.data = clock.today()
        form.email.data = request.args.get("email", "")
    return render_template("people/add.html", form=form)


@blueprint.get("/people/<int:user_id>")
@requires(Action.MANAGE_PEOPLE)
def show(user_id: int) -> str:
    posts = _posts_of(user_id)
    return render_template("people/show.html", person=posts[0], posts=posts, today=clock.today())


@blueprint.route("/people/posts/<int:membership_id>/end", methods=["GET", "POST"])
@requires(Action.MANAGE_PEOPLE)
def end_post(membership_id: int) -> str | Response:
    post = post_of(membership_id)
    form = EndForm()
    if form.validate_on_submit():
        try:
            service.end_membership(current_actor(), clock.now(), membership_id, form.ends_on.data)
            flash(_("The last day of the post is recorded."), "success")
            return redirect(url_for("people.show", user_id=post.user_id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    if not form.is_submitted():
        form.ends_on.data = post.ends_on or clock.today()
    return render_template("people/end_post.html", form=form, post=post)


@blueprint.post("/people/<int:user_id>/disable")
@requires(Action.MANAGE_PEOPLE)
def disable(user_id: int) -> Response:
    service.disable_user(current_actor(), clock.now(), user_id)
    flash(_("The account is closed. Nobody can sign in with it."), "success")
    return redirect(url_for("people.show", user_id=user_id))


@blueprint.post("/people/<int:user_id>/enable")
@requires(Action.MANAGE_PEOPLE)
def enable(user_id: int) -> Response:
    service.enable_user(current_actor(), clock.now(), user_id)
    flash(_("The account is open again."), "success")
    return redirect(url_for("people.show", user_id=user_id))


@blueprint.post("/people/<int:user_id>/reset-password")
@requires(Action.MANAGE_PEOPLE)
def reset_password(user_id: int) -> str:
    password = service.reset_password(current_actor(), clock.now(), user_id)
    person = _posts_of(user_id)[0]
    return password_page(person.name, person.email, password)


def _added(user: User, password: str | None) -> str | Response:
    if password is not None:
        return password_page(user.name, user.email, password)
    flash(_("%(name)s had an account already and holds the post now.", name=user.name), "success")
    return redirect(url_for("people.index"))


def password_page(name: str, email: str, password: str) -> str:
    """Answers the form itself: the password is neither stored nor put into a cookie, so it shows this once."""
    return render_template("people/password.html", name=name, email=email, password=password)


def post_of(membership_id: int) -> MembershipRow:
    post = next((row for row in queries.memberships() if row.id == membership_id), None)
    if post is None:
        raise NotFound(N_("There is no such post."))
    return post


def _posts_of(user_id: int) -> list[MembershipRow]:
    """The person's posts in this agency, the newest first."""
    posts = [row for row in queries.memberships() if row.user_id == user_id]
    if not posts:
        raise NotFound(N_("There is no such person."))
    return sorted(posts, key=lambda row: row.starts_on, reverse=True)
