"""The part of a form that asks for the rule of a body's meetings."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput

from tracker.domain.errors import N_, Refusal
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import EVERY_MONTH, HIGHEST_PLACE, LAST, MeetingRule, RuleKind
from tracker.web import filters
from tracker.web.form_fields import TimeField, WholeNumberField, WordField
from tracker.web.rule_words import PLACES
from tracker.web.texts import lazy

BY_HAND = "by_hand"
LONGEST_PLACE = 200


def _kinds() -> list[SelectChoice]:
    return [
        SelectChoice(BY_HAND, _("No rule: the office sets each meeting itself")),
        SelectChoice(RuleKind.WEEKDAY, _("A day of the week, such as the first Wednesday")),
        SelectChoice(RuleKind.DAY, _("A day of the month, such as day 5")),
        SelectChoice(RuleKind.WORKING_DAY, _("A working day, such as the last of the month")),
    ]


def _places(kind: RuleKind) -> Callable[[], list[SelectChoice]]:
    def choices() -> list[SelectChoice]:
        return [SelectChoice(place, str(PLACES[place])) for place in (*range(1, HIGHEST_PLACE[kind] + 1), LAST)]

    return choices


def _weekdays() -> list[SelectChoice]:
    return [SelectChoice(number, filters.weekday_name(number)) for number in range(5)]


def _months() -> list[SelectChoice]:
    return [SelectChoice(number, filters.month_name(number)) for number in sorted(EVERY_MONTH)]


class RuleForm(FlaskForm):
    """Mixed into the form of whoever has a rule; `rule` reads it and `show_rule` fills it in."""

    kind = RadioField(lazy("When it meets"), choices=_kinds)
    weekday_place = SelectField(lazy("Which one of the month"), coerce=int, choices=_places(RuleKind.WEEKDAY))
    weekday = SelectField(lazy("Day of the week"), coerce=int, choices=_weekdays)
    day = WholeNumberField(lazy("Day of the month"))
    working_place = SelectField(lazy("Which working day"), coerce=int, choices=_places(RuleKind.WORKING_DAY))
    months = SelectMultipleField(lazy("In which months"), coerce=int, choices=_months, option_widget=CheckboxInput())
    moves_to = WordField(lazy("If that is a day off, it is held on"), words=MovesTo)
    starts_at = TimeField(lazy("Hour"))
    place = StringField(
        lazy("Place"),
        validators=[Length(max=LONGEST_PLACE, message=lazy("Keep the place within %(max)d characters."))],
    )

    def show_rule(self, rule: MeetingRule | None) -> None:
        """Also what is not chosen has a sensible first answer."""
        self.kind.data = rule.kind.value if rule else BY_HAND
        of_weekday = rule is not None and rule.kind is RuleKind.WEEKDAY
        self.weekday_place.data = rule.place if rule and of_weekday else 1
        self.weekday.data = rule.weekday if rule and of_weekday else 2
        self.day.data = rule.place if rule and rule.kind is RuleKind.DAY else 5
        self.working_place.data = rule.place if rule and rule.kind is RuleKind.WORKING_DAY else LAST
        self.months.data = sorted(rule.months if rule else EVERY_MONTH)

    def rule(self) -> MeetingRule | None:
        """Refused at the field that does not fit."""
        if self.kind.data == BY_HAND:
            return None
        kind, months = RuleKind(self.kind.data), frozenset(self.months.data)
        if kind is RuleKind.WEEKDAY:
            return MeetingRule(kind, self.weekday_place.data, self.weekday.data, months)
        if kind is RuleKind.WORKING_DAY:
            return MeetingRule(kind, self.working_place.data, months=months)
        if self.day.data is None:
            raise Refusal(N_("Write the day of the month."), "day")
        try:
            return MeetingRule(kind, self.day.data, months=months)
        except Refusal as refusal:
            raise Refusal(
                refusal.message, "day" if refusal.field == "place" else refusal.field, **refusal.values
            ) from refusal
