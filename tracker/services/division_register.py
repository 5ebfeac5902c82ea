"""Whom the words of a plan mean among the agency's own divisions."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.agency import AgencyKind
from tracker.domain.divisions import division_key
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Assignment, Division
from tracker.plan_reading import DraftMeasure
from tracker.queries import adoption
from tracker.services.setup import add_divisions


class DivisionRegister:
    """The agency's divisions, found by any of their spellings."""

    def __init__(self, kind: AgencyKind) -> None:
        self._kind = kind
        self.active = adoption.active_divisions()
        self._by_key = {division_key(division.name, kind): division for division in self.active}
        by_id = {division.id: division for division in self.active}
        for alias in adoption.division_aliases():
            if alias.division_id in by_id:
                self._by_key.setdefault(alias.key, by_id[alias.division_id])

    def find(self, name: str) -> Division | None:
        return self._by_key.get(division_key(name, self._kind))

    def add_unknown(self, names: Iterable[str]) -> None:
        unknown = {division_key(name, self._kind): name for name in names if self.find(name) is None}
        added = add_divisions(unknown.values(), first_position=len(self.active) + 1)
        db.session.flush()  # Assignments name their division's id.
        self._by_key |= dict(zip(unknown, added, strict=True))
        self.active += added

    def assignments_for(self, measure: DraftMeasure) -> list[Assignment]:
        """Every active division for "all", else those named; the lead is said once, or is nobody."""
        responsible = measure.responsible
        named = [division for name in responsible.divisions if (division := self.find(name)) is not None]
        lead = self.find(responsible.lead) if responsible.lead else None
        chosen = {division.id: division for division in (*(self.active if responsible.all else ()), *named)}
        return [
            Assignment(division_id=division_id, role=AssignmentRole.LEAD if division is lead else AssignmentRole.JOINT)
            for division_id, division in chosen.items()
        ]
