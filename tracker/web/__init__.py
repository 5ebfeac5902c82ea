"""Pages and forms: they ask, arrange and redirect; rules and SQL are elsewhere."""

from __future__ import annotations

from flask import Flask

from tracker.web import (
    access,
    auth,
    errors,
    filters,
    headers,
    indicators,
    measures,
    my_reports,
    navigation,
    overdue,
    papers,
    plans,
    preferences,
    start,
)
from tracker.web.preferences import locale

__all__ = ["locale", "register"]

BLUEPRINTS = (
    start.blueprint,
    auth.blueprint,
    preferences.blueprint,
    my_reports.blueprint,
    overdue.blueprint,
    indicators.blueprint,
    plans.blueprint,
    measures.blueprint,
    papers.blueprint,
)


def register(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.register(app)
    errors.register(app)
    filters.register(app)
    headers.register(app)
    navigation.register(app)
