"""The pages on which an agency decides about itself, in their order; each shows the way to the others."""

from __future__ import annotations

from flask import Flask, request, url_for

from tracker.web.texts import lazy

#: Endpoint and name. A page belongs to the entry of its blueprint.
SETTINGS_PAGES = (
    ("agency_settings.show", lazy("Links without a password")),
    ("cycle_settings.show", lazy("Meetings and days")),
    ("days_off.index", lazy("Days off")),
    ("channels.index", lazy("LINE, Teams and webhooks")),
    ("wording.show", lazy("Wording of messages")),
    ("paper_settings.show", lazy("Look of papers")),
    ("word_forms.index", lazy("Word forms")),
)


def register(app: Flask) -> None:
    app.jinja_env.globals["settings_tabs"] = settings_tabs


def settings_tabs() -> list[dict[str, object]]:
    """As components/tabs.html takes them."""
    return [
        {"label": name, "url": url_for(endpoint), "is_current": request.blueprint == endpoint.partition(".")[0]}
        for endpoint, name in SETTINGS_PAGES
    ]
