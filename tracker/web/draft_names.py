"""What a plan on its way in is called on pages."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from tracker.domain.plan_drafts import DraftOrigin


def draft_name(origin: DraftOrigin, filename: str, fiscal_year: int | None) -> str:
    """Its file, or how it came to be where it was read from none."""
    year = fiscal_year or "–"
    if origin is DraftOrigin.COPY:
        return _("Carried over to %(year)s", year=year)
    if origin is DraftOrigin.HAND:
        return _("Written by hand, %(year)s", year=year)
    return filename


def register(app: Flask) -> None:
    app.jinja_env.globals["draft_name"] = draft_name
