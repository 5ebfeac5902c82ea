"""A difference between two versions of a plan: what it is about, what it would replace, and a word of caution."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.draft import DraftMeasure, DraftResponsible
from tracker.plan_reading.matching import Match


class Field(StrEnum):
    NUMBER = "number"
    TITLES = "titles"
    INDICATORS = "indicators"
    ISSUE = "issue"
    STEPS = "steps"
    RESPONSIBLE_TEXT = "responsible_text"
    DIVISIONS = "divisions"
    PERIOD_TEXT = "period_text"
    START = "begins"
    END = "ends"
    MONITORING_TEXT = "monitoring_text"
    CADENCES = "cadences"
    CANCELLED = "cancelled"


class Caution(StrEnum):
    """Why a difference is not simply taken over."""

    #: The program's value is another than when the workbook was made.
    CHANGED_SINCE = "changed_since"
    #: The adopted words are the same, only their reading differs: a person may have corrected it.
    SAME_WORDS = "same_words"
    #: The document says nothing where the plan does.
    NOT_SAID = "not_said"
    #: The document does not say it itself; it was inferred from the words.
    PROPOSED = "proposed"
    CANCELLED_HERE = "cancelled_here"
    NEW_DIVISION = "new_division"
    #: A document may be an excerpt of the plan.
    MAY_BE_EXCERPT = "may_be_excerpt"


@dataclass(frozen=True, slots=True)
class Divisions:
    """Who answers, as read; the names in the order of letters, because the plan's own has no meaning."""

    everyone: bool
    names: tuple[str, ...]
    lead: str | None


Value = str | tuple[str, ...] | date | bool | Divisions | None


@dataclass(frozen=True, slots=True)
class AdoptedMeasure:
    id: int
    measure: DraftMeasure
    is_cancelled: bool = False

    @property
    def fingerprint(self) -> str:
        """Another one as soon as anything of it is another."""
        return _digest(self.measure, self.is_cancelled)


class Change(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    field: Field
    before: Value
    after: Value
    caution: Caution | None = None
    #: What the workbook was made with, where that is neither.
    exported: Value = None

    @property
    def key(self) -> str:
        """Another one as soon as either side is another."""
        return f"{self.field}-{_digest(self.before, self.after)}"


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One measure; `place` counts the rows of the new version from 0.

    An added measure is the new one, any other the adopted one; only a changed one has `fields`.
    """

    change: Change
    place: int | None
    measure_id: int | None
    measure: DraftMeasure
    fields: tuple[FieldDifference, ...] = ()
    caution: Caution | None = None
    match: Match | None = None

    @property
    def adopted_id(self) -> int:
        """Of a row that is not added."""
        assert self.measure_id is not None
        return self.measure_id

    @property
    def row_place(self) -> int:
        """Of a row that is not removed."""
        assert self.place is not None
        return self.place

    @property
    def key(self) -> str:
        """For taking over the whole row, where it was added or removed."""
        return f"{self.change}-{self.measure_id or self.place}-{_digest(self.measure)}"

    def key_of(self, difference: FieldDifference) -> str:
        return f"{self.change}-{self.measure_id}-{difference.key}"


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def value_of(measure: DraftMeasure, field: Field) -> Value:
    return VALUES[field](measure)


def divisions_of(measure: DraftMeasure) -> Divisions:
    said = measure.responsible
    named = () if said.all else {*said.divisions, *([said.lead] if said.lead else [])}
    return Divisions(said.all, tuple(sorted(named)), said.lead)


VALUES: dict[Field, Callable[[DraftMeasure], Value]] = {
    Field.NUMBER: lambda measure: measure.number,
    Field.TITLES: lambda measure: measure.titles,
    Field.INDICATORS: lambda measure: tuple(sorted(measure.indicators, key=_framework_order)),
    Field.ISSUE: lambda measure: measure.issue or "",
    Field.STEPS: lambda measure: measure.steps,
    Field.RESPONSIBLE_TEXT: lambda measure: measure.responsible.text,
    Field.DIVISIONS: divisions_of,
    Field.PERIOD_TEXT: lambda measure: measure.period.text,
    Field.START: lambda measure: measure.period.start,
    Field.END: lambda measure: measure.period.end,
    Field.MONITORING_TEXT: lambda measure: measure.monitoring.text,
    Field.CADENCES: lambda measure: tuple(sorted(measure.monitoring.cadences)),
}

READ_FROM = {
    Field.DIVISIONS: Field.RESPONSIBLE_TEXT,
    Field.START: Field.PERIOD_TEXT,
    Field.END: Field.PERIOD_TEXT,
    Field.CADENCES: Field.MONITORING_TEXT,
}
"""Fields that are only the reading of another's words."""


def _framework_order(code: str) -> list[int]:
    return [int(part) for part in code.split(".") if part.isdigit()]


def with_known_names(measure: DraftMeasure, name_of: Callable[[str], str | None]) -> DraftMeasure:
    """Each division by the agency's own spelling, so that two spellings of one are no difference."""
    said = measure.responsible
    names = tuple(dict.fromkeys(name_of(name) or name for name in said.divisions))
    lead = (name_of(said.lead) or said.lead) if said.lead else None
    return replace(measure, responsible=DraftResponsible(said.text, said.all, names, lead))


def differences(adopted: DraftMeasure, given: DraftMeasure) -> list[FieldDifference]:
    """Letter for letter."""
    return [
        FieldDifference(field, before, after)
        for field in VALUES
        if (before := value_of(adopted, field)) != (after := value_of(given, field))
    ]


def plain(value: Value) -> object:
    """Without what another format of the same document does to a text; false when nothing is said."""
    if isinstance(value, str):
        return to_arabic_digits(squeeze(value))
    if isinstance(value, tuple):
        return tuple(to_arabic_digits(squeeze(text)) for text in value)
    if isinstance(value, Divisions):
        return (value.everyone, value.names, value.lead) if value.everyone or value.names else ()
    return value


def added(place: int, given: DraftMeasure, known: Collection[str]) -> RowDifference:
    new = set(divisions_of(given).names) - set(known)
    return RowDifference(Change.ADDED, place, None, given, caution=Caution.NEW_DIVISION if new else None)


def changed(
    place: int, one: AdoptedMeasure, fields: Iterable[FieldDifference], known: Collection[str]
) -> list[RowDifference]:
    found = tuple(_with_new_division_said(difference, known) for difference in sorted(fields, key=_in_order))
    return [RowDifference(Change.CHANGED, place, one.id, one.measure, found)] if found else []


_ORDER = {one: place for place, one in enumerate(Field)}


def _in_order(difference: FieldDifference) -> int:
    return _ORDER[difference.field]


def _with_new_division_said(difference: FieldDifference, known: Collection[str]) -> FieldDifference:
    after = difference.after
    if difference.caution is None and isinstance(after, Divisions) and set(after.names) - set(known):
        return replace(difference, caution=Caution.NEW_DIVISION)
    return difference
