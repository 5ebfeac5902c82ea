"""What a later edition of a month says otherwise, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import LazyString

from tracker.domain.revision_changes import FieldChange, Piece, Side
from tracker.reports.edition_differences import Difference, Fate, Part
from tracker.web import filters
from tracker.web.labels import Label, label_of
from tracker.web.revision_words import FIELD_WORDS, Compared
from tracker.web.texts import lazy

PART_WORDS = {
    Part.FIGURES: lazy("Figures of the month"),
    Part.MEASURE: lazy("Measure"),
    Part.REPORT: lazy("Report"),
    Part.ORDER: lazy("Order of the chair"),
    Part.DECISION: lazy("Decided in this meeting"),
}
FATE_WORDS = {
    Fate.NEW: Label(lazy("New"), "plus", "info"),
    Fate.CHANGED: Label(lazy("Changed"), "edit", "warning"),
    Fate.GONE: Label(lazy("No longer there"), "minus", "muted"),
}
_WORDS: dict[str, LazyString] = {
    **FIELD_WORDS,
    "agency_name": lazy("Name of the agency"),
    "answered_by": lazy("Answered by"),
    "answered_on": lazy("Answered on"),
    "divisions": lazy("Divisions"),
    "due_on": lazy("To be done by"),
    "evidence": lazy("Evidence"),
    "health": lazy("Health"),
    "held_on": lazy("Day of the meeting"),
    "indicators": lazy("Indicators"),
    "mean_percent": lazy("Mean percentage"),
    "measures": lazy("Measures"),
    "monitoring": lazy("How it is followed up, as adopted"),
    "overdue_divisions": lazy("Overdue, by division"),
    "period": lazy("Period as adopted"),
    "place": lazy("Place"),
    "progress": lazy("Progress"),
    "reports_owed": lazy("Reports owed"),
    "reports_received": lazy("Reports received"),
    "responsible": lazy("Responsible as adopted"),
    "role": lazy("Role"),
    "title": lazy("Title"),
}
PERCENTAGES = frozenset({"percent", "mean_percent"})


@dataclass(frozen=True, slots=True)
class ShownDifference:
    part: LazyString
    #: The measure, and of a report or an order its division.
    number: str
    title: str
    division: str
    order: str
    fate: Label
    changes: tuple[Compared, ...]


def shown_differences(found: Iterable[Difference]) -> list[ShownDifference]:
    return [
        ShownDifference(
            part=PART_WORDS[one.subject.part],
            number=one.subject.measure,
            title=one.title,
            division=one.subject.division,
            order=one.subject.order,
            fate=FATE_WORDS[one.fate],
            changes=tuple(_compared(change) for change in one.changes),
        )
        for one in found
    ]


def _compared(change: FieldChange) -> Compared:
    before, after = (_lines(change.field, value) for value in (change.before, change.after))
    return Compared(change.field, _name_of(change.field), before, after)


def _name_of(field: str) -> LazyString:
    """The counts of the figures are named by the word they count."""
    return label_of(field).label if isinstance(field, StrEnum) else _WORDS[field]


def _lines(field: str, value: Any) -> tuple[Side, ...]:
    if value in (None, "", ()):
        return ()
    if isinstance(value, tuple):
        # Of a text the pieces, of codes the codes.
        return (value,) if isinstance(value[0], Piece) else ((Piece(", ".join(value), is_other=True),),)
    return ((Piece(_written(field, value), is_other=True),),)


def _written(field: str, value: Any) -> str:
    if isinstance(value, StrEnum):
        return str(label_of(value).label)
    if isinstance(value, date):
        return filters.day(value)
    return f"{filters.percent(value)}%" if field in PERCENTAGES else str(value)
