"""The timetable in plain words, for whoever asks at the command line."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from flask_babel import force_locale, gettext, ngettext

from tracker.config import Config
from tracker.domain.timetable import TIMETABLE, Line, job_before, lines_of


def timetable_in_words(app: Flask) -> str:
    config: Config = app.config["TRACKER"]
    with app.app_context(), force_locale(config.language):
        return "\n".join([*_paragraphs(config.tick_seconds), ""])


def _paragraphs(tick_seconds: int) -> Iterator[str]:
    for line in lines_of(TIMETABLE):
        yield f"{_how_often(line, tick_seconds)}:"
        for entry in TIMETABLE:
            if entry.line == line:
                yield f"  {entry.job:<18}{_after(job_before(entry))}{gettext(entry.does)}"


def _how_often(line: Line, tick_seconds: int) -> str:
    if line.is_daily:
        return gettext("Once a day")
    return ngettext("Every second", "Every %(num)s seconds", tick_seconds)


def _after(job: str | None) -> str:
    return gettext("After %(job)s: ", job=job) if job else ""
