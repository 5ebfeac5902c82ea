"""What there is to choose about each paper, in lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from flask_babel import LazyString
from flask_babel import gettext as _

from tracker.domain.fiscal_year import add_months, month_of
from tracker.domain.papers import Digits, MemoPurpose, PaperKind, Span
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.spans import ROUNDS
from tracker.queries import divisions, meetings, people, plans
from tracker.web import filters
from tracker.web.labels import label_of
from tracker.web.paper_arguments import DIGITS
from tracker.web.texts import lazy

MEETINGS_TO_CHOOSE = 36
MONTHS_TO_CHOOSE = 24

Options = list[tuple[str, str]]

_THIS_YEAR, _THAT_RUNS = lazy("This year"), lazy("The one that runs")
_TODAY, _OWN = lazy("Today"), lazy("My own")
#: What is offered of each kind, by the names of an address, with what it is where nothing is chosen; other
#: arguments may stand in an address all the same.
OFFERED: dict[PaperKind, dict[str, LazyString | None]] = {
    PaperKind.MEETING: {"meeting": lazy("The one of this month")},
    PaperKind.INDICATORS: {"date": _TODAY},
    PaperKind.FOLLOW_UP: {"span": _THAT_RUNS, "year": _THIS_YEAR},
    PaperKind.NACC: {"round": _THAT_RUNS, "year": _THIS_YEAR},
    PaperKind.RESULT: {"year": _THIS_YEAR},
    PaperKind.PLAN: {"year": _THIS_YEAR},
    PaperKind.MEMO: {"purpose": None, "month": lazy("This month"), "division": lazy("All divisions")},
    PaperKind.DIVISION: {"division": _OWN, "date": _TODAY},
    PaperKind.PERSON: {"person": _OWN, "date": _TODAY},
    PaperKind.LEDGER: {"meeting": lazy("All of a month"), "month": lazy("This month")},
}
_LABELS = {
    "date": lazy("As of"),
    "meeting": lazy("Meeting"),
    "month": lazy("Month"),
    "year": lazy("Fiscal year"),
    "span": lazy("Span"),
    "round": lazy("Round"),
    "purpose": lazy("Purpose"),
    "division": lazy("Division"),
    "person": lazy("Person"),
    DIGITS: lazy("Digits"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose about a paper, by its name in an address."""

    name: str
    label: LazyString
    #: Value and text; None where it is written.
    options: Options | None
    chosen: str
    #: What it is while nothing is written.
    otherwise: LazyString | None


@dataclass(frozen=True)
class Offer:
    """The lists for one person, each asked of the database only where a paper needs it, and then once."""

    actor: Actor
    today: date

    def choices(self, kind: PaperKind, chosen: Mapping[str, str]) -> list[Choice]:
        offered = {**OFFERED[kind], DIGITS: lazy("As set")}
        if kind is PaperKind.DIVISION and not self.actor.division_ids:
            offered["division"] = None
        return [self._choice(name, otherwise, chosen.get(name, "").strip()) for name, otherwise in offered.items()]

    def _choice(self, name: str, otherwise: LazyString | None, chosen: str) -> Choice:
        listed = self._listed(name)
        if listed is not None:
            if otherwise is not None:
                listed = [("", str(otherwise)), *listed]
            if chosen not in {value for value, _text in listed}:
                # Older than what is listed: the files must be of what is shown.
                listed = [(chosen, _("As in the address")), *listed] if chosen else listed
        return Choice(name, _LABELS[name], listed, chosen, otherwise)

    def _listed(self, name: str) -> Options | None:
        """None for what is written."""
        lists: dict[str, Callable[[], Options]] = {
            "meeting": lambda: self.meetings,
            "month": lambda: self.months,
            "year": lambda: self.years,
            "span": lambda: _words(Span),
            "round": lambda: self.rounds,
            "purpose": lambda: _words(MemoPurpose),
            "division": lambda: self.divisions,
            "person": lambda: self.people,
            DIGITS: lambda: _words(Digits),
        }
        return lists[name]() if name in lists else None

    @cached_property
    def meetings(self) -> Options:
        return [
            (str(row.id), _("%(day)s (%(month)s)", day=filters.day(row.held_on), month=filters.month(row.month)))
            for row in meetings.meeting_rows(MEETINGS_TO_CHOOSE)
        ]

    @cached_property
    def years(self) -> Options:
        return [(str(row.fiscal_year), filters.fiscal_year(row.fiscal_year)) for row in plans.plan_rows()]

    @property
    def months(self) -> Options:
        """The newest first."""
        months = [add_months(month_of(self.today), -back) for back in range(MONTHS_TO_CHOOSE)]
        return [(f"{month:%Y-%m}", filters.month(month)) for month in months]

    @property
    def rounds(self) -> Options:
        return [(str(months), _("%(count)s months", count=months)) for months in ROUNDS]

    @cached_property
    def divisions(self) -> Options:
        return [(str(row.id), row.name) for row in divisions.division_rows()]

    @cached_property
    def people(self) -> Options:
        """Only those who make the papers may have the sheets of others."""
        others = people.people_here(self.today) if can(self.actor, Action.MAKE_PAPERS) else []
        return [(str(one.id), f"{one.name} · {one.titles}") for one in others if one.id != self.actor.user_id]


def _words(words: type[StrEnum]) -> Options:
    return [(word.value, str(label_of(word).label)) for word in words]
