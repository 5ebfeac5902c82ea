"""The first page of each role, and the fonts of all pages."""

from __future__ import annotations

from pathlib import Path

import fontpkg
from flask import Blueprint, abort, redirect, send_from_directory, url_for
from werkzeug.wrappers import Response

from tracker.domain.permissions import Action, Role, can
from tracker.web.access import current_actor, requires_somebody

blueprint = Blueprint("web", __name__)

FONT_FILES = frozenset({"Sarabun-Regular.ttf", "Sarabun-Medium.ttf", "Sarabun-SemiBold.ttf", "Sarabun-Bold.ttf"})
FONT_FOLDER = Path(fontpkg.path("Sarabun")).parent
A_YEAR = 365 * 24 * 3600


@blueprint.get("/fonts/<string:name>")
def font(name: str) -> Response:
    """From the package that carries them: nothing is fetched from the internet."""
    if name not in FONT_FILES:
        abort(404)
    return send_from_directory(FONT_FOLDER, name, mimetype="font/ttf", max_age=A_YEAR)


@blueprint.get("/")
@requires_somebody
def home() -> Response:
    """Straight to what the person came for."""
    actor = current_actor()
    if can(actor, Action.REVIEW_REPORTS):
        return redirect(url_for("meetings.current"))
    if can(actor, Action.REPORT):
        return redirect(url_for("my_reports.index"))
    if actor.roles == {Role.OVERSEER}:
        return redirect(url_for("agencies.index"))
    return redirect(url_for("overdue.index"))
