"""The agency's divisions by every spelling, in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tracker.domain.agency import AgencyKind
from tracker.domain.divisions import division_key
from tracker.extensions import db
from tracker.models import Division, DivisionAlias


@dataclass(frozen=True, slots=True)
class DivisionNames:
    """Closed divisions are found too, because a plan of earlier names them; only active ones are offered."""

    kind: AgencyKind
    active: tuple[str, ...]
    ids: dict[str, int]
    _by_key: dict[str, str]

    def name_of(self, spelling: str) -> str | None:
        """The division's own name."""
        return self._by_key.get(division_key(spelling, self.kind))


def division_names(kind: AgencyKind) -> DivisionNames:
    rows = db.session.execute(
        select(Division.id, Division.name, Division.is_active, DivisionAlias.key)
        .outerjoin(DivisionAlias, DivisionAlias.division_id == Division.id)
        .order_by(Division.is_active.desc(), Division.position, Division.id)
    ).all()
    by_key: dict[str, str] = {}
    for row in rows:
        by_key.setdefault(division_key(row.name, kind), row.name)
    for row in rows:
        if row.key is not None:
            by_key.setdefault(row.key, row.name)
    active = tuple(dict.fromkeys(row.name for row in rows if row.is_active))
    return DivisionNames(kind, active, {row.name: row.id for row in rows}, by_key)
