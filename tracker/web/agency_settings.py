"""What an agency decides about itself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField

from tracker import clock
from tracker.domain.permissions import Action
from tracker.queries import agencies
from tracker.services import agency_settings as service
from tracker.web.access import current_actor, requires
from tracker.web.texts import lazy

blueprint = Blueprint("agency_settings", __name__)


class LinksForm(FlaskForm):
    allows_report_links = BooleanField(lazy("Requests and reminders carry a personal link that needs no password"))


@blueprint.get("/agency/settings")
@requires(Action.MANAGE_SETTINGS)
def show() -> str:
    form = LinksForm()
    form.allows_report_links.data = agencies.allows_report_links(current_actor().agency_id)
    return render_template("agencies/settings.html", form=form)


@blueprint.post("/agency/settings")
@requires(Action.MANAGE_SETTINGS)
def save() -> Response:
    service.allow_report_links(current_actor(), clock.now(), LinksForm().allows_report_links.data)
    flash(_("The settings are saved."), "success")
    return redirect(url_for("agency_settings.show"))
