"""The page to sign in on, also for somebody whose sign-in ended while they wrote: what they wrote waits with them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from tracker import clock
from tracker.models.isolation import all_agencies
from tracker.queries import people
from tracker.web import kept_text
from tracker.web.kept_text import KeptText
from tracker.web.labels import label_of
from tracker.web.scripts import is_asked_by_script, told
from tracker.web.texts import lazy


class SignInForm(FlaskForm):
    email = EmailField(lazy("E-mail"), validators=[InputRequired(lazy("Write your e-mail address."))])
    password = PasswordField(lazy("Password"), validators=[InputRequired(lazy("Write your password."))])


def sign_in_page(form: SignInForm, kept: KeptText | None = None) -> str:
    return render_template("auth/sign_in.html", form=form, kept=kept, demo_people=_demo_people())


def send_again_page(kept: KeptText) -> str:
    """For whoever has signed in again: the words, and the one button that sends them."""
    return render_template("kept_text/send_again.html", kept=kept)


def turned_away() -> ResponseReturnValue:
    """What somebody gets who sends a form without being signed in."""
    if is_asked_by_script():
        return told(_("Your sign-in has ended. What you wrote is still on this page: press Save, then sign in."), 401)
    kept = kept_text.just_sent()
    if kept is None:
        return redirect(url_for("auth.sign_in"))
    return sign_in_page(SignInForm(formdata=None), kept), 401


@dataclass(frozen=True, slots=True)
class DemoButton:
    user_id: int
    title: LazyString
    name: str


def _demo_people() -> list[DemoButton]:
    """One button a role, where there is a demonstration agency; never in production."""
    if current_app.config["TRACKER"].is_production:
        return []
    with all_agencies():
        found = people.demo_people(clock.today())
    return [DemoButton(one.user_id, label_of(one.role).label, one.title) for one in found]
