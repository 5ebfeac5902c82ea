"""Badges of the rules' words, drawn once in each language: a long page shows hundreds, of the same few."""

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


def register(app: Flask) -> None:
    app.jinja_env.filters["badge"] = badge_of
