"""Pages and forms: they ask, arrange and redirect; rules and SQL are elsewhere."""

from __future__ import annotations

from flask import Flask

from tracker.web import access, auth, errors, filters, headers, navigation, preferences, start
from tracker.web.preferences import locale

__all__ = ["locale", "register"]

BLUEPRINTS = (start.blueprint, auth.blueprint, preferences.blueprint)


def register(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.register(app)
    errors.register(app)
    filters.register(app)
    headers.register(app)
    navigation.register(app)
