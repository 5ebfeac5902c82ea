"""The forms in which a decision of the chair is written down, changed and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from tracker.domain.decisions import PROPOSED_WORDS, Addressees, DecisionEntry, DecisionKind
from tracker.domain.errors import N_, Refusal
from tracker.domain.thai_text import clean, to_arabic_digits
from tracker.queries.decisions import DecisionRow
from tracker.web.draft_forms import TicksField
from tracker.web.form_fields import DateField, WordField
from tracker.web.texts import lazy

_NUMBER = re.compile(r"[0-9]{1,18}")
_BETWEEN_NUMBERS = re.compile(r"[\s,;]+")


class DecisionForm(FlaskForm):
    text = TextAreaField(lazy("The chair's words"))
    due_on = DateField(lazy("Answer by"))
    to = WordField(lazy("Who answers"), words=Addressees)
    divisions = TicksField(lazy("Divisions"))

    def offer(self, divisions: Iterable[tuple[int, str]]) -> None:
        self.divisions.offer({str(id_): name for id_, name in divisions})

    def entry(self, kind: DecisionKind) -> DecisionEntry:
        return DecisionEntry(
            kind=kind,
            text=self.text.data or "",
            due_on=self.due_on.data,
            to=self.to.data or Addressees.OF_MEASURE,
            division_ids=_ids(self.divisions.data),
        )


class EntryForm(DecisionForm):
    """Which measures it is about is ticked, or their numbers are typed: 3 7 ๑๒, and 3/2568 of an earlier plan."""

    numbers = StringField(lazy("Measures"))
    measures = TicksField(lazy("Measures"))

    def measure_ids(self, by_number: Mapping[str, int]) -> frozenset[int]:
        found = [one for one in _BETWEEN_NUMBERS.split(to_arabic_digits(clean(self.numbers.data or ""))) if one]
        unknown = [number for number in found if number not in by_number]
        if unknown:
            raise Refusal(N_("There is no measure “%(number)s” on this page."), "numbers", number=unknown[0])
        return _ids(self.measures.data) | {by_number[number] for number in found}


class ChangeForm(DecisionForm):
    kind = WordField(lazy("Kind"), words=DecisionKind)
    #: The fingerprint of what the page showed.
    seen = HiddenField()


class TakeBackForm(FlaskForm):
    reason = StringField(lazy("Why it is taken back"))


def empty_entry(due_on: date | None) -> dict[str, object]:
    """What is proposed before anything is typed."""
    return {"due_on": due_on, "to": Addressees.OF_MEASURE}


def entry_showing(row: DecisionRow) -> dict[str, object]:
    return {
        "kind": row.kind,
        "text": "" if row.text == PROPOSED_WORDS[row.kind] else row.text,
        "due_on": row.due_on,
        "to": Addressees.CHOSEN if row.answers else Addressees.OF_MEASURE,
        "divisions": [str(id_) for id_ in sorted(row.division_ids)],
        "seen": row.fingerprint,
    }


def _ids(values: Iterable[str] | None) -> frozenset[int]:
    return frozenset(int(value) for value in values or () if _NUMBER.fullmatch(value))
