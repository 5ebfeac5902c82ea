"""The rule of a body's meetings in words: the first Wednesday of each month, moved to the next working day."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _

from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import EVERY_MONTH, LAST, MeetingRule, RuleKind, rule_from
from tracker.web import filters
from tracker.web.texts import lazy

PLACES: dict[int, LazyString] = {
    1: lazy("first"),
    2: lazy("second"),
    3: lazy("third"),
    4: lazy("fourth"),
    5: lazy("fifth"),
    6: lazy("sixth"),
    7: lazy("seventh"),
    8: lazy("eighth"),
    9: lazy("ninth"),
    10: lazy("tenth"),
    LAST: lazy("last"),
}


def rule_in_words(rule: MeetingRule) -> str:
    place = PLACES.get(rule.place, rule.place)
    weekday = filters.weekday_name(rule.weekday)
    months = ", ".join(filters.month_name(number) for number in sorted(rule.months))
    each_month = rule.months == EVERY_MONTH
    if rule.kind is RuleKind.DAY:
        if each_month:
            return _("day %(day)s of each month", day=rule.place)
        return _("day %(day)s of %(months)s", day=rule.place, months=months)
    if rule.kind is RuleKind.WORKING_DAY:
        if each_month:
            return _("the %(place)s working day of each month", place=place)
        return _("the %(place)s working day of %(months)s", place=place, months=months)
    if each_month:
        return _("the %(place)s %(weekday)s of each month", place=place, weekday=weekday)
    return _("the %(place)s %(weekday)s of %(months)s", place=place, weekday=weekday, months=months)


def rule_sentence(rule: MeetingRule, moves_to: MovesTo) -> str:
    """With where the meeting goes that falls on a day off."""
    words = rule_in_words(rule)
    if not rule.may_be_a_day_off:
        return words
    if moves_to is MovesTo.LATER:
        return _("%(rule)s, on a day off the next working day", rule=words)
    return _("%(rule)s, on a day off the working day before", rule=words)


def kept_rule_in_words(text: str) -> str:
    """From the text as it is kept."""
    rule = rule_from(text)
    return rule_in_words(rule) if rule else ""
