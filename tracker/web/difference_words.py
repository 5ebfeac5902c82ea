"""A difference between two versions of a measure in words: both sides as lines, with what is other marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _

from tracker.domain.cadence import Cadence
from tracker.domain.framework import INDICATOR_CODES
from tracker.plan_reading.differences import Caution, Divisions, Field, FieldDifference, Value
from tracker.web import filters
from tracker.web.labels import label_of
from tracker.web.texts import lazy

FIELD_WORDS: dict[Field, LazyString] = {
    Field.NUMBER: lazy("Number"),
    Field.TITLES: lazy("Measure"),
    Field.INDICATORS: lazy("Indicators"),
    Field.ISSUE: lazy("Issue"),
    Field.STEPS: lazy("Steps"),
    Field.RESPONSIBLE_TEXT: lazy("Responsible, as adopted"),
    Field.DIVISIONS: lazy("Divisions"),
    Field.PERIOD_TEXT: lazy("Period, as adopted"),
    Field.START: lazy("Begins on"),
    Field.END: lazy("Ends on"),
    Field.MONITORING_TEXT: lazy("Monitoring, as adopted"),
    Field.CADENCES: lazy("How often it is reported"),
    Field.CANCELLED: lazy("Cancelled"),
}

CAUTION_WORDS: dict[Caution, LazyString] = {
    Caution.CHANGED_SINCE: lazy("Changed in the program since the workbook was made."),
    Caution.SAME_WORDS: lazy("The words are the same; only their reading differs. Somebody may have corrected it."),
    Caution.NOT_SAID: lazy("The file does not say it."),
    Caution.PROPOSED: lazy("The file does not say it itself; it is a proposal."),
    Caution.CANCELLED_HERE: lazy("The measure was cancelled; taking this over follows it up again."),
    Caution.NEW_DIVISION: lazy("Names a division that is not known; taking this over adds it."),
    Caution.MAY_BE_EXCERPT: lazy("The file may hold a part of the plan only."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`other` stands between the two ends that both sides share."""

    begin: str
    other: str = ""
    end: str = ""


def lines_of(value: Value, field: Field) -> list[str]:
    """None where nothing is said."""
    if isinstance(value, Divisions):
        return _divisions(value)
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if isinstance(value, date):
        return [filters.day(value)]
    if isinstance(value, tuple):
        return [_item(item, field) for item in value]
    return value.splitlines() if value else []


def _item(item: str, field: Field) -> str:
    if field is Field.CADENCES:
        return str(label_of(Cadence(item)).label)
    if field is Field.INDICATORS and item.partition(".")[0] in INDICATOR_CODES:
        return f"{item} {filters.indicator(item)}"
    return item


def _divisions(value: Divisions) -> list[str]:
    everyone = [_("Every division")] if value.everyone else []
    lead = [_("%(division)s (lead)", division=value.lead)] if value.lead else []
    return [*everyone, *lead, *(name for name in value.names if name != value.lead)]


TEXTS = frozenset(
    {
        Field.TITLES,
        Field.ISSUE,
        Field.STEPS,
        Field.RESPONSIBLE_TEXT,
        Field.PERIOD_TEXT,
        Field.MONITORING_TEXT,
    }
)
"""Long enough that one has to look for what is other."""


def sides_of(difference: FieldDifference) -> tuple[list[Line], list[Line]]:
    before, after = (lines_of(value, difference.field) for value in (difference.before, difference.after))
    if difference.field in TEXTS:
        return _marked(before, after), _marked(after, before)
    return _told_apart(before, after), _told_apart(after, before)


def _told_apart(lines: Sequence[str], others: Sequence[str]) -> list[Line]:
    """Of several short words those that the other side does not say."""
    is_one = len(lines) <= 1 and len(others) <= 1
    return [Line(line) if is_one or line in others else Line("", line) for line in lines]


def _marked(lines: Sequence[str], others: Sequence[str]) -> list[Line]:
    if len(lines) == len(others):
        return [_compared(line, other) for line, other in zip(lines, others, strict=True)]
    return [Line(line) if line in others else Line("", line) for line in lines]


def _compared(line: str, other: str) -> Line:
    """A mark above or below a letter goes with it."""
    if line == other:
        return Line(line)
    shortest = min(len(line), len(other))
    first = next((at for at in range(shortest) if line[at] != other[at]), shortest)
    while first and first < len(line) and unicodedata.combining(line[first]):
        first -= 1
    room = shortest - first
    last = next((at for at in range(room) if line[-1 - at] != other[-1 - at]), room)
    while last and unicodedata.category(line[len(line) - last]) == "Mn":
        last -= 1
    until = len(line) - last
    return Line(line[:first], line[first:until], line[until:])
