"""The agency's accounts with chat services, and who reads its messages in LINE."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from tracker import clock
from tracker.channels.sealing import Sealer
from tracker.config import Config
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.reminders import Channel
from tracker.queries import channel_accounts as queries
from tracker.queries import contacts, people
from tracker.queries.channel_accounts import AccountRow
from tracker.queries.people import Somebody
from tracker.services import channel_accounts as service
from tracker.services import contacts as contact_service
from tracker.services.channel_accounts import AccountEntry
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import WordField
from tracker.web.texts import lazy, sentence

blueprint = Blueprint("channels", __name__)

SERVICES = (Channel.LINE, Channel.TEAMS, Channel.WEBHOOK)


class AccountForm(FlaskForm):
    """What opens an account is a password field: it is never sent back to the page."""

    channel = WordField(lazy("Service"), words=SERVICES)
    name = StringField(lazy("Name in the office"))
    secret = PasswordField(lazy("Token or address"))
    group = StringField(lazy("LINE group ID"))

    def entry(self) -> AccountEntry:
        channel = self.channel.data or Channel.EMAIL
        return AccountEntry(channel, self.name.data or "", self.secret.data or "", self.group.data or "")


class AddressForm(FlaskForm):
    address = StringField(lazy("LINE user ID"))


@blueprint.get("/agency/channels")
@requires(Action.MANAGE_SETTINGS)
def index() -> str:
    everybody = people.people_here(clock.today())
    return render_template(
        "channels/index.html", accounts=queries.accounts(), people=everybody, addresses=contacts.line_addresses()
    )


@blueprint.route("/agency/channels/add", methods=["GET", "POST"])
@requires(Action.MANAGE_SETTINGS)
def add() -> str | Response:
    form = AccountForm()
    if form.validate_on_submit():
        try:
            service.add_account(current_actor(), clock.now(), _sealer(), _config().chat, form.entry())
            flash(_("The account is added. Send a test message to see whether it works."), "success")
            return redirect(url_for("channels.index"))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("channels/add.html", form=form)


@blueprint.route("/agency/channels/<int:account_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_SETTINGS)
def change(account_id: int) -> str | Response:
    account = _account(account_id)
    form = AccountForm(channel=account.channel, name=account.name)
    if form.validate_on_submit():
        try:
            service.change_account(current_actor(), clock.now(), _sealer(), _config().chat, account_id, form.entry())
            flash(_("The account is changed."), "success")
            return redirect(url_for("channels.index"))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return render_template("channels/change.html", form=form, account=account)


@blueprint.post("/agency/channels/<int:account_id>/test")
@requires(Action.MANAGE_SETTINGS)
def send_test(account_id: int) -> str | Response:
    """Waits for the service: whoever asks wants to see its answer."""
    account = _account(account_id)
    try:
        trial = service.send_test(current_actor(), _sealer(), _config().chat, account_id)
    except Refusal as refusal:
        return _back(refusal)
    values: dict[str, Any] = {"name": account.name, "words": trial.words}
    if trial.has_arrived:
        flash(_("The test message to “%(name)s” has arrived. The service said: %(words)s", **values), "success")
    else:
        flash(_("The test message to “%(name)s” did not arrive. The reason: %(words)s", **values), "danger")
    return redirect(url_for("channels.index"))


@blueprint.post("/agency/channels/<int:account_id>/on")
@requires(Action.MANAGE_SETTINGS)
def switch_on(account_id: int) -> Response:
    _account(account_id)
    try:
        service.switch_account(current_actor(), clock.now(), account_id, is_on=True)
    except Refusal as refusal:
        return _back(refusal)
    flash(_("The account is on: messages go by it again."), "success")
    return redirect(url_for("channels.index"))


@blueprint.post("/agency/channels/<int:account_id>/off")
@requires(Action.MANAGE_SETTINGS)
def switch_off(account_id: int) -> Response:
    service.switch_account(current_actor(), clock.now(), account_id, is_on=False)
    flash(_("The account is off: nothing is sent by it, and people are written to by mail."), "success")
    return redirect(url_for("channels.index"))


@blueprint.post("/agency/channels/<int:account_id>/remove")
@requires(Action.MANAGE_SETTINGS)
def remove(account_id: int) -> Response:
    service.remove_account(current_actor(), clock.now(), account_id)
    flash(_("The account is removed, and what opened it is forgotten."), "success")
    return redirect(url_for("channels.index"))


@blueprint.route("/agency/channels/people/<int:user_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_SETTINGS)
def address(user_id: int) -> str | Response:
    person = _person(user_id)
    form = AddressForm()
    if form.validate_on_submit():
        try:
            contact_service.set_line_address(current_actor(), clock.now(), user_id, form.address.data or "")
            flash(_("The address of %(name)s is saved.", name=person.name), "success")
            return redirect(url_for("channels.index"))
        except Refusal as refusal:
            add_to_form(form, refusal)
    present = contacts.line_addresses().get(user_id)
    return render_template("channels/address.html", form=form, person=person, present=present)


def _back(refusal: Refusal) -> Response:
    flash(sentence(refusal), "danger")
    return redirect(url_for("channels.index"))


def _config() -> Config:
    config: Config = current_app.config["TRACKER"]
    return config


def _sealer() -> Sealer:
    return Sealer(_config().secret_key, current_actor().agency_id)


def _account(account_id: int) -> AccountRow:
    account = next((one for one in queries.accounts() if one.id == account_id), None)
    if account is None:
        raise NotFound(N_("There is no such account."))
    return account


def _person(user_id: int) -> Somebody:
    person = next((one for one in people.people_here(clock.today()) if one.id == user_id), None)
    if person is None:
        raise NotFound(N_("There is no such person."))
    return person
