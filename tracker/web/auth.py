"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from tracker import clock
from tracker.domain.errors import Refusal
from tracker.models import User
from tracker.models.isolation import all_agencies
from tracker.queries import people
from tracker.services import sign_in as service
from tracker.web import kept_text
from tracker.web.access import SignedIn, current_actor, requires_sign_in, requires_somebody
from tracker.web.errors import add_to_form
from tracker.web.redirects import is_own_path
from tracker.web.sign_in_page import SignInForm, send_again_page, sign_in_page
from tracker.web.texts import lazy

blueprint = Blueprint("auth", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response:
    form = SignInForm()
    if form.validate_on_submit():
        try:
            return _enter(service.sign_in(form.email.data or "", form.password.data or "", clock.now()))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return sign_in_page(form, kept_text.carried())


@blueprint.post("/sign-in/demo/<int:user_id>")
def sign_in_to_demo(user_id: int) -> str | Response:
    return _enter(service.sign_in_to_demo(user_id, clock.now()))


@blueprint.post("/sign-out")
@requires_somebody
def sign_out() -> Response:
    if current_user.is_authenticated:
        service.sign_out(current_user.person, clock.now())
        logout_user()
    session.clear()
    flash(_("You have signed out."), "success")
    return redirect(url_for("auth.sign_in"))


class PasswordForm(FlaskForm):
    current = PasswordField(lazy("Present password"), validators=[InputRequired(lazy("Write your present password."))])
    new = PasswordField(lazy("New password"), validators=[InputRequired(lazy("Write the new password."))])
    again = PasswordField(
        lazy("New password again"), validators=[EqualTo("new", lazy("The two new passwords are not the same."))]
    )


@blueprint.route("/password", methods=["GET", "POST"])
@requires_sign_in
def password() -> str | Response:
    current_actor()  # The page has the frame of an agency, so it is for people with a post.
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            user = service.change_password(
                current_user.person, clock.now(), form.current.data or "", form.new.data or ""
            )
        except Refusal as refusal:
            add_to_form(form, refusal)
        else:
            _begin_session(user)
            flash(_("Your password is changed. Other devices have to sign in again."), "success")
            return redirect(url_for("web.home"))
    return render_template("auth/password.html", form=form, shortest=service.SHORTEST_PASSWORD)


def _enter(user: User) -> str | Response:
    target, kept = request.args.get("next", ""), kept_text.carried()
    session.clear()
    # Drawn for the session that has just ended; the next one has a token of its own.
    g.pop("csrf_token", None)
    _begin_session(user)
    if kept is not None:
        return send_again_page(kept)
    return redirect(target if is_own_path(target) else url_for("web.home"))


def _begin_session(user: User) -> None:
    with all_agencies():
        person = people.person_signed_in(user.id, user.session_number, clock.today())
    if person is not None:
        login_user(SignedIn(person, f"{user.id}:{user.session_number}"))
