"""Texts of pages and forms in the reader's language; and refusals in it.

A page shows hundreds of texts. Flask-Babel finds out the language anew for each of them; here a request does so
once, and each language keeps the texts it has shown.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.support import NullTranslations
from flask import Flask, current_app, g
from flask_babel import LazyString, get_locale, get_translations, gettext
from markupsafe import Markup, escape

from tracker.domain.errors import Refusal
from tracker.domain.thai_dates import thai_date


class Texts:
    """One language: `plain` and `marked_up` translate on first sight and remember."""

    def __init__(self, translations: NullTranslations, *, is_thai: bool) -> None:
        self.translations = translations
        self.is_thai = is_thai
        self.plain = _Plain(translations)
        self.marked_up = _MarkedUp(self.plain)
        self.escaped = _Escaped(self.plain)
        #: Badges drawn so far, by kind and value of their word.
        self.badges: dict[tuple[type, str], Markup] = {}


class _Plain(dict[str, str]):
    def __init__(self, translations: NullTranslations) -> None:
        self._translations = translations

    def __missing__(self, message: str) -> str:
        translated = self[message] = str(self._translations.gettext(message))
        return translated


class _MarkedUp(dict[str, Markup]):
    """As templates print them: every text is a format string, so %% stands for one %."""

    def __init__(self, plain: _Plain) -> None:
        self._plain = plain

    def __missing__(self, message: str) -> Markup:
        printed = self[message] = Markup(self._plain[message] % {})
        return printed


class _Escaped(dict[str, Markup]):
    """As a text is shown that is no format string."""

    def __init__(self, plain: _Plain) -> None:
        self._plain = plain

    def __missing__(self, message: str) -> Markup:
        escaped = self[message] = escape(self._plain[message])
        return escaped


_UNTRANSLATED = Texts(NullTranslations(), is_thai=True)


def texts() -> Texts:
    """Those of the language of this request; outside any application nothing is translated."""
    try:
        # The object itself, because this is asked some hundred times a page and the proxy would double the price.
        found: Texts | None = g._get_current_object().get("texts")
    except RuntimeError:
        return _UNTRANSLATED
    if found is None:
        locale = get_locale()
        languages: dict[str, Texts] = current_app.extensions.setdefault("tidtam_texts", {})
        found = languages.get(str(locale))
        if found is None:
            is_thai = locale is None or locale.language == "th"
            found = languages[str(locale)] = Texts(get_translations(), is_thai=is_thai)
        g.texts = found
    return found


class LazyText(LazyString):
    """A text written down at import and translated when it is shown."""

    def __str__(self) -> str:
        [message] = self._args
        translated = texts().plain[message]
        return translated % self._kwargs if self._kwargs else translated

    def __html__(self) -> Markup:
        return escape(str(self)) if self._kwargs else texts().escaped[self._args[0]]


def lazy(message: str, **values: object) -> LazyString:
    return LazyText(gettext, message, **values)


def print_text(message: str, /, **values: object) -> Markup:
    """`_("...")` in templates; values are escaped, the text itself is ours."""
    if not values:
        return texts().marked_up[message]
    return Markup(texts().plain[message] % _escaped(values))


def print_plural(singular: str, plural: str, num: int, /, **values: object) -> Markup:
    return Markup(texts().translations.ngettext(singular, plural, num) % _escaped({"num": num, **values}))


def _escaped(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if type(value) in (int, float) else escape(value) for name, value in values.items()}


def sentence(refusal: Refusal) -> str:
    """What the person did that cannot be done, and the remedy, in the language of the page."""
    translated = str(gettext(refusal.message))
    values = {name: _readable(value) for name, value in refusal.values.items()}
    return translated % values if values else translated.replace("%%", "%")


def _readable(value: object) -> object:
    if not isinstance(value, date):
        return value
    return thai_date(value) if texts().is_thai else f"{value.day} {value:%B} {value.year}"


def register(app: Flask) -> None:
    app.jinja_env.globals.update({"_": print_text, "gettext": print_text, "ngettext": print_plural})
