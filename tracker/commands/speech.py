"""How the command line speaks: in the office's language, one line for a refusal, UTF-8 for programs."""

from __future__ import annotations

import json
import os
from typing import Any

import click
from babel.support import NullTranslations, Translations

from tracker.config import LANGUAGES, ROOT
from tracker.domain.errors import Refusal


def _translations() -> NullTranslations:
    asked = os.environ.get("TRACKER_LANGUAGE", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    return Translations.load(ROOT / "tracker" / "translations", [language])


def say(message: str, **values: object) -> None:
    """A sentence for the person at the terminal; `message` is an English message id."""
    click.echo(sentence(message, values))


def refuse(refusal: Refusal) -> None:
    """The reason on standard error, on one line, so that a program can show it."""
    click.echo(" ".join(sentence(refusal.message, refusal.values).split()), err=True)


def say_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def sentence(message: str, values: dict[str, Any]) -> str:
    translated = _translations().gettext(message)
    return translated % values if values else translated.replace("%%", "%")
