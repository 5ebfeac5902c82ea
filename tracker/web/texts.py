"""Texts of forms, translated when they are shown; and refusals in the reader's language."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from tracker.domain.errors import Refusal

lazy = lazy_gettext


def sentence(refusal: Refusal) -> str:
    """What the person did that cannot be done, and the remedy, in the language of the page."""
    translated = str(gettext(refusal.message))
    return translated % refusal.values if refusal.values else translated.replace("%%", "%")
