"""The links in letters: the way in by one, and the office's list of them, to withdraw and to give back."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.channels.link_signing import LinkSigner, link_id_in
from tracker.config import Config
from tracker.domain.permissions import Action
from tracker.domain.report_links import LinkRefusal
from tracker.extensions import writing
from tracker.queries import agencies, report_links
from tracker.queries.report_links import FoundLink
from tracker.services import report_links as service
from tracker.web import link_session
from tracker.web.access import CHOSEN_AGENCY, current_actor, requires
from tracker.web.meetings import meeting_of
from tracker.web.paging import page_of

blueprint = Blueprint("links", __name__)

LINKS_ON_A_PAGE = 50


@blueprint.get("/r/<string:token>")
def open_reports(token: str) -> ResponseReturnValue:
    """Straight on to the reports, so that the address does not stay in the browser."""
    link_id = link_id_in(token)
    found = report_links.link_by_id(link_id, clock.today()) if link_id is not None else None
    if found is None or not _signer().is_token_of(token, found.identity):
        return link_session.refuse(LinkRefusal.ALTERED, found)
    if current_user.is_authenticated:
        return _open_beside_sign_in(found)
    if found.refusal is not None:
        return link_session.refuse(found.refusal, found)
    with writing():
        service.note_use(found, clock.now())
    link_session.begin(found)
    return redirect(url_for("my_reports.index"))


def _signer() -> LinkSigner:
    config: Config = current_app.config["TRACKER"]
    return LinkSigner(config.secret_key, config.base_url)


def _open_beside_sign_in(found: FoundLink) -> ResponseReturnValue:
    """Whoever signed in needs no link, and somebody else's does not change who they are."""
    if current_user.person.user_id != found.identity.user_id:
        return render_template("links/other_person.html", name=found.name, here=current_user.person.name), 403
    session[CHOSEN_AGENCY] = found.identity.agency_id
    return redirect(url_for("my_reports.index"))


@blueprint.get("/meetings/<int:meeting_id>/links")
@requires(Action.SEND_REMINDERS)
def index(meeting_id: int) -> str:
    """Who has a link for this meeting, whether it works, and how often it was used."""
    return render_template(
        "links/index.html",
        meeting=meeting_of(meeting_id),
        shown=page_of(report_links.links_of_meeting(meeting_id, clock.today()), LINKS_ON_A_PAGE),
        is_allowed=agencies.allows_report_links(current_actor().agency_id),
    )


@blueprint.post("/links/<int:link_id>/withdraw")
@requires(Action.SEND_REMINDERS)
def withdraw(link_id: int) -> Response:
    meeting_id = service.withdraw(current_actor(), clock.now(), link_id)
    flash(_("The link is withdrawn. It opens nothing from now on, also for who is in by it."), "success")
    return redirect(url_for("links.index", meeting_id=meeting_id))


@blueprint.post("/links/<int:link_id>/give-back")
@requires(Action.SEND_REMINDERS)
def give_back(link_id: int) -> Response:
    meeting_id = service.give_back(current_actor(), clock.now(), link_id)
    flash(_("The link works again, in the letters that were sent."), "success")
    return redirect(url_for("links.index", meeting_id=meeting_id))
