"""The month's cycle as the office wants it: when it meets, and what happens how many days before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from tracker import clock
from tracker.domain.cadence import Cadence
from tracker.domain.cycle_moves import StepDay, step_days
from tracker.domain.errors import Refusal
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_planning import MEETINGS_AHEAD, AgencyRule
from tracker.domain.permissions import Action
from tracker.domain.reporting_cycle import CycleSettings
from tracker.models import Agency
from tracker.queries import agency_cycle, cycle_changes, meeting_calendar
from tracker.queries.cycle_changes import Cycles, MeetingChange, MeetingToCome
from tracker.services import cycle_settings as service
from tracker.services.cycle_settings import CycleEntry
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import DayCountsField, TimeField, WholeNumberField
from tracker.web.labels import label_of
from tracker.web.rule_form import RuleForm
from tracker.web.rule_words import rule_sentence
from tracker.web.texts import lazy

blueprint = Blueprint("cycle_settings", __name__)

CADENCES = (
    Cadence.MONTHLY,
    Cadence.EVERY_TWO_MONTHS,
    Cadence.QUARTERLY,
    Cadence.HALF_YEARLY,
    Cadence.YEARLY,
)
_NUMBER = [InputRequired(lazy("Write a number of days."))]


def _cadences() -> list[SelectChoice]:
    return [SelectChoice(cadence.value, str(label_of(cadence).label)) for cadence in CADENCES]


class CycleForm(RuleForm):
    """Its fields are called as the settings are, so that a refusal finds its place."""

    opens_days_before = WholeNumberField(lazy("Reports open, days before"), validators=_NUMBER)
    reminder_days_before = DayCountsField(lazy("Reminders, days before"))
    due_days_before = WholeNumberField(lazy("Reports are due, days before"), validators=_NUMBER)
    eve_days_before = WholeNumberField(lazy("Last look before the meeting, days before"), validators=_NUMBER)
    orders_days_after = WholeNumberField(lazy("Orders go out, days after"), validators=_NUMBER)
    minimum_gap_days = WholeNumberField(lazy("Days between two letters to the same person"), validators=_NUMBER)
    tells_executives = BooleanField(lazy("On the eve the executives are told what is overdue and who has not reported"))
    sends_pre_read = BooleanField(lazy("The papers go out before the meeting to executives and division heads"))
    pre_read_days_before = WholeNumberField(lazy("The papers go out, days before"), validators=_NUMBER)
    default_cadence = SelectField(lazy("How often, where the plan does not say"), choices=_cadences)
    quiet_from = TimeField(lazy("Nothing is sent from"))
    quiet_until = TimeField(lazy("Nothing is sent until"))

    def show(self, entry: CycleEntry) -> None:
        for field in self:
            if hasattr(entry.settings, field.name):
                field.data = getattr(entry.settings, field.name)
            elif hasattr(entry, field.name) and field.name != "rule":
                field.data = getattr(entry, field.name)
        self.default_cadence.data = entry.default_cadence.value
        self.moves_to.data = entry.moves_to.value
        self.show_rule(entry.rule)

    def entry(self) -> CycleEntry:
        return CycleEntry(
            settings=CycleSettings(
                opens_days_before=self.opens_days_before.data,
                reminder_days_before=self.reminder_days_before.data or (),
                due_days_before=self.due_days_before.data,
                eve_days_before=self.eve_days_before.data,
                orders_days_after=self.orders_days_after.data,
                minimum_gap_days=self.minimum_gap_days.data,
                tells_executives=self.tells_executives.data,
                sends_pre_read=self.sends_pre_read.data,
                pre_read_days_before=self.pre_read_days_before.data,
            ),
            default_cadence=Cadence(self.default_cadence.data),
            quiet_from=self.quiet_from.data,
            quiet_until=self.quiet_until.data,
            rule=self.rule(),
            moves_to=self.moves_to.data or MovesTo.LATER,
            starts_at=self.starts_at.data,
            place=self.place.data or "",
        )


@dataclass(frozen=True, slots=True)
class CyclePreview:
    """What the settings come to on the calendar."""

    rule: str
    #: The next meetings with every step of their months.
    months: Sequence[tuple[MeetingToCome, Sequence[StepDay]]]
    changes: Sequence[MeetingChange]


@blueprint.get("/agency/cycle")
@requires(Action.MANAGE_SETTINGS)
def show() -> str:
    agency = agency_cycle.agency_by_id(current_actor().agency_id)
    entry = service.entry_of(agency)
    form = CycleForm()
    form.show(entry)
    return render_template("cycle_settings/show.html", form=form, preview=_preview(agency, entry), is_saved=True)


@blueprint.post("/agency/cycle")
@requires(Action.MANAGE_SETTINGS)
def save() -> str | Response | tuple[str, int]:
    form, preview = CycleForm(), None
    if form.validate_on_submit():
        try:
            entry = form.entry()
            service.check_entry(entry, clock.today())
            if request.form.get("do") != "preview":
                service.save_cycle(current_actor(), clock.now(), entry)
                flash(_("The settings are saved."), "success")
                return redirect(url_for("cycle_settings.show"))
            preview = _preview(agency_cycle.agency_by_id(current_actor().agency_id), entry)
        except Refusal as refusal:
            add_to_form(form, refusal)
    page = render_template("cycle_settings/show.html", form=form, preview=preview, is_saved=False)
    return page, 400 if form.errors else 200


def _preview(agency: Agency, entry: CycleEntry) -> CyclePreview:
    today = clock.today()
    days_off = agency_cycle.days_off_around(today)
    rule = AgencyRule(entry.rule, entry.moves_to, entry.settings, days_off) if entry.rule else None
    after = Cycles(entry.settings, days_off, rule)
    before = Cycles(agency_cycle.settings_of(agency), days_off, agency_cycle.rule_of(agency, days_off))
    return CyclePreview(
        rule=rule_sentence(entry.rule, entry.moves_to) if entry.rule else "",
        months=_months(after, today),
        changes=cycle_changes.changes(before, after, today) if before != after else (),
    )


def _months(cycles: Cycles, today: date) -> list[tuple[MeetingToCome, list[StepDay]]]:
    meetings = meeting_calendar.meetings_since(today - meeting_calendar.LOOKED_BACK)
    planning = cycle_changes.planning_of(cycles.rule, meetings, today)
    to_come = cycle_changes.meetings_under(planning, meetings, today)[:MEETINGS_AHEAD]
    return [(one, _once(step_days(one.held_on, cycles.settings, cycles.days_off))) for one in to_come]


def _once(steps: Sequence[StepDay]) -> list[StepDay]:
    """Two reminders may wait for the same working day, and then only one goes out."""
    return list({(step.kind, step.on): step for step in steps}.values())
