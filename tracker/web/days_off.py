"""The days off of an agency: a year at a glance, and changes that are shown with what they move before they count."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker import clock
from tracker.domain.day_lists import NO_NAME, ReadLine, read_day_list, span_of_days
from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import months_between
from tracker.domain.permissions import Action
from tracker.domain.thai_dates import parse_date
from tracker.queries import agency_cycle, cycle_changes, meeting_calendar
from tracker.queries import days_off as queries
from tracker.queries.cycle_changes import Cycles, MeetingChange
from tracker.services import days_off as service
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import DateField
from tracker.web.texts import lazy, sentence

blueprint = Blueprint("days_off", __name__)

YEARS_SHOWN = range(-1, 3)
"""Beside this one, in the list of years."""

LONGEST_LIST = 20_000


class SpanForm(FlaskForm):
    first = DateField(lazy("Day"), validators=[InputRequired(lazy("Write the day."))])
    last = DateField(lazy("Last day, if there are several"))
    name = StringField(
        lazy("Name"),
        validators=[Length(max=service.LONGEST_NAME, message=lazy("Keep the name within %(max)d characters."))],
    )


class ListForm(FlaskForm):
    pasted = TextAreaField(
        lazy("A day a line"),
        validators=[
            InputRequired(lazy("Paste the list first.")),
            Length(max=LONGEST_LIST, message=lazy("This list is too long. Paste it in parts.")),
        ],
    )


@dataclass(frozen=True, slots=True)
class DaysOffChange:
    """What is asked for; it goes through the page of what it moves, and comes back from there."""

    added: dict[date, str] = field(default_factory=dict)
    removed: tuple[date, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    @property
    def as_text(self) -> str:
        added = {day.isoformat(): name for day, name in self.added.items()}
        return json.dumps({"added": added, "removed": [day.isoformat() for day in self.removed]}, ensure_ascii=False)


@blueprint.get("/agency/days-off")
@requires(Action.MANAGE_SETTINGS)
def index() -> str:
    return _index(SpanForm(), ListForm())


def _index(span: SpanForm, pasted: ListForm) -> str:
    today, year = clock.today(), _year()
    reaches = queries.last_year_listed(today.year)
    days = queries.days_off_named(date(year, 1, 1), date(year, 12, 31))
    to_come = [one for one in meeting_calendar.meetings_since(today) if one.held_on.year > reaches]
    return render_template(
        "days_off/index.html",
        year=year,
        years=[today.year + more for more in YEARS_SHOWN],
        months=[
            (month, [(day, name) for day, name in days.items() if (day.year, day.month) == (month.year, month.month)])
            for month in months_between(date(year, 1, 1), date(year, 12, 1))
        ],
        count=len(days),
        reaches=reaches,
        uncovered=to_come[0] if to_come else None,
        span=span,
        pasted=pasted,
    )


def _year() -> int:
    """The year asked for, of the Gregorian calendar; else this one."""
    this_year = clock.today().year
    asked = request.args.get("year", this_year, type=int)
    return asked if 1 <= asked < date.max.year else this_year


@blueprint.get("/agency/days-off/public-holidays")
@requires(Action.MANAGE_SETTINGS)
def public_holidays() -> str:
    """The public holidays of a year beside the list."""
    year = _year()
    listed = queries.days_off_named(date(year - 1, 1, 1), date(year, 12, 31))
    known = service.known_days(year, {day: name for day, name in listed.items() if day.year < year})
    return render_template(
        "days_off/public_holidays.html",
        year=year,
        known=known,
        listed=listed,
        own=[(day, name) for day, name in listed.items() if day.year == year and day not in {one.day for one in known}],
    )


@blueprint.post("/agency/days-off/span")
@requires(Action.MANAGE_SETTINGS)
def add_span() -> str | tuple[str, int]:
    form = SpanForm()
    if form.validate_on_submit():
        try:
            days = span_of_days(form.first.data, form.last.data)
            return _confirm(DaysOffChange(dict.fromkeys(days, (form.name.data or "").strip() or NO_NAME)))
        except Refusal as refusal:
            add_to_form(form, Refusal(refusal.message, "last", **refusal.values))
    return _index(form, ListForm(formdata=None)), 400


@blueprint.post("/agency/days-off/list")
@requires(Action.MANAGE_SETTINGS)
def paste() -> str | tuple[str, int]:
    form = ListForm()
    if not form.validate_on_submit():
        return _index(SpanForm(formdata=None), form), 400
    lines = read_day_list(form.pasted.data, _year())
    added = {day: line.name for line in lines for day in line.days}
    return _confirm(DaysOffChange(added), lines, form)


@blueprint.post("/agency/days-off/public-holidays")
@requires(Action.MANAGE_SETTINGS)
def fill_in() -> str | Response:
    names = {one.day.isoformat(): one for one in service.known_days(_year(), {})}
    chosen = [names[text] for text in request.form.getlist("day") if text in names]
    return _confirm(DaysOffChange({one.day: one.name for one in chosen}))


@blueprint.post("/agency/days-off/remove")
@requires(Action.MANAGE_SETTINGS)
def remove() -> str | Response:
    return _confirm(DaysOffChange(removed=(parse_date(request.form.get("day", "")),)))


def _confirm(asked: DaysOffChange, lines: Sequence[ReadLine] = (), form: ListForm | None = None) -> str:
    """What the change comes to, and which meetings and steps move by it; nothing is saved yet."""
    days = (*asked.added, *asked.removed)
    listed = queries.days_off_named(min(days), max(days)) if days else {}
    change = DaysOffChange(
        {day: name for day, name in sorted(asked.added.items()) if listed.get(day) != name},
        tuple(day for day in asked.removed if day in listed),
    )
    return render_template(
        "days_off/confirm.html",
        change=change,
        listed=listed,
        as_before=len(asked.added) - len(change.added),
        unclear=[(line, sentence(line.problem)) for line in lines if line.problem],
        form=form,
        year=_year(),
        moved=_moved_by(change) if change else [],
    )


def _moved_by(change: DaysOffChange) -> list[MeetingChange]:
    today = clock.today()
    agency = agency_cycle.agency_by_id(current_actor().agency_id)
    now = agency_cycle.days_off_around(today)
    then = (now | change.added.keys()) - set(change.removed)
    settings, rule = agency_cycle.settings_of(agency), agency_cycle.rule_of(agency, now)
    after = replace(rule, days_off=then) if rule else None
    return cycle_changes.changes(Cycles(settings, now, rule), Cycles(settings, then, after), today)


@blueprint.post("/agency/days-off")
@requires(Action.MANAGE_SETTINGS)
def save() -> Response:
    change = _change_from(request.form.get("change", ""))
    count = service.change_days_off(current_actor(), clock.now(), change.added, change.removed)
    flash(ngettext("%(num)s day of the list is changed.", "%(num)s days of the list are changed.", count), "success")
    days = (*change.added, *change.removed)
    return redirect(url_for("days_off.index", year=min(days).year if days else None))


def _change_from(text: str) -> DaysOffChange:
    try:
        content = json.loads(text)
        added = {date.fromisoformat(day): str(name) for day, name in content["added"].items()}
        return DaysOffChange(added, tuple(date.fromisoformat(day) for day in content["removed"]))
    except (ValueError, KeyError, TypeError, AttributeError) as unreadable:
        raise Refusal(N_("This change cannot be read. Go back to the days off and begin again.")) from unreadable
