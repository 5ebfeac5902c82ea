"""For people with posts in several agencies: all of them side by side, and which one they work in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.status import WORST_FIRST
from tracker.models.isolation import all_agencies
from tracker.queries import overview
from tracker.queries.people import AgencyPosts
from tracker.web.access import CHOSEN_AGENCY, current_agency, requires_sign_in
from tracker.web.paging import page_of

blueprint = Blueprint("agencies", __name__)

AGENCIES_ON_A_PAGE = 20


@blueprint.get("/agencies")
@requires_sign_in
def index() -> str:
    here = current_agency()
    own: tuple[AgencyPosts, ...] = current_user.person.agencies
    shown = page_of(own, AGENCIES_ON_A_PAGE)
    with all_agencies():
        rows = overview.overviews([agency.agency_id for agency in shown.rows], clock.today())
    return render_template(
        "agencies/index.html",
        rows=rows,
        shown=shown,
        count=len(own),
        here=here,
        worst_first=WORST_FIRST,
        titles={agency.agency_id: ", ".join(post.title for post in agency.posts) for agency in shown.rows},
    )


@blueprint.post("/agencies/<int:agency_id>/choose")
@requires_sign_in
def choose(agency_id: int) -> Response:
    """Every page after this is the chosen agency's."""
    agency = next((one for one in current_user.person.agencies if one.agency_id == agency_id), None)
    if agency is None:
        raise NotFound(N_("There is no such agency."))
    session[CHOSEN_AGENCY] = agency_id
    flash(_("You are now in %(name)s.", name=agency.name), "success")
    return redirect(url_for("overdue.index"))
