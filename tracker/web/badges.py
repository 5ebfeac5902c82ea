"""Badges of the rules' words and small icons, drawn once: a long page shows hundreds, of the same few."""

from __future__ import annotations

from enum import StrEnum

from flask import Flask, current_app
from markupsafe import Markup

from tracker.web.labels import label_of
from tracker.web.texts import texts


def badge_of(word: StrEnum | None) -> Markup:
    """For templates, `{{ report.state | badge }}`; nothing for None."""
    if word is None:
        return Markup()
    drawn = texts().badges
    # Words of different kinds may be spelt alike.
    key = (type(word), word.value)
    if key not in drawn:
        components = current_app.jinja_env.get_template("components/status.html").module
        label = label_of(word)
        drawn[key] = components.badge(label.label, label.tone, label.icon)  # type: ignore[attr-defined]
    return drawn[key]


def small_icon(name: str) -> Markup:
    """For templates, `{{ "send" | small_icon }}`; the same in every language, and drawn once."""
    drawn: dict[str, Markup] = current_app.extensions.setdefault("tidtam_icons", {})
    if name not in drawn:
        drawn[name] = current_app.jinja_env.get_template("components/icons.html").module.icon(name, "sm")  # type: ignore[attr-defined]
    return drawn[name]


def register(app: Flask) -> None:
    app.jinja_env.filters.update({"badge": badge_of, "small_icon": small_icon})
