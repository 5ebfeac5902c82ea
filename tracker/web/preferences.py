"""The language of the pages."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.config import LANGUAGES
from tracker.services import people as service
from tracker.web.redirects import is_own_path

blueprint = Blueprint("preferences", __name__)

CHOSEN_LANGUAGE = "language"


def locale() -> str:
    """The language chosen in this session, else the person's own, else the office's."""
    chosen = session.get(CHOSEN_LANGUAGE)
    if chosen is None and current_user and current_user.is_authenticated:
        chosen = current_user.person.language
    return chosen if chosen in LANGUAGES else str(current_app.config["BABEL_DEFAULT_LOCALE"])


@blueprint.post("/language/<string:code>")
def set_language(code: str) -> Response:
    if code not in LANGUAGES:
        abort(404)
    session[CHOSEN_LANGUAGE] = code
    if current_user.is_authenticated:
        service.choose_language(current_user.person, code, clock.now())
    return redirect(_page_before())


def _page_before() -> str:
    """The path the form was sent from; never another site."""
    came_from = request.referrer or ""
    path = "/" + came_from.removeprefix(request.host_url)
    return path if came_from.startswith(request.host_url) and is_own_path(path) else "/"
