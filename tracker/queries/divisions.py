"""Divisions with the other ways of writing them, who is told when they are late, and what they hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.agency import AgencyKind
from tracker.domain.divisions import division_key
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.extensions import db
from tracker.models import Agency, Assignment, Division, DivisionAlias, Measure, Plan, User


@dataclass(frozen=True, slots=True)
class DivisionRow:
    id: int
    name: str
    is_active: bool
    superior_id: int | None
    superior: str | None
    #: Assignments that nobody has finished or cancelled.
    unfinished: int
    aliases: tuple[str, ...]


def division_rows() -> list[DivisionRow]:
    """The active ones first, in the agency's own order."""
    names = _alias_names()
    unfinished = (
        select(func.count(Assignment.id))
        .where(Assignment.division_id == Division.id, Assignment.done_on.is_(None), Assignment.cancelled_on.is_(None))
        .correlate(Division)
        .scalar_subquery()
    )
    superior = aliased(User)
    rows = db.session.execute(
        select(Division.id, Division.name, Division.is_active, superior.id, superior.name, unfinished)
        .outerjoin(superior, superior.id == Division.superior_id)
        .order_by(Division.is_active.desc(), Division.position, Division.id)
    )
    return [
        DivisionRow(id_, name, is_active, superior_id, superior_name, count, tuple(names[id_]))
        for id_, name, is_active, superior_id, superior_name, count in rows
    ]


def _alias_names() -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for division_id, name in db.session.execute(
        select(DivisionAlias.division_id, DivisionAlias.name).order_by(DivisionAlias.id)
    ):
        found[division_id].append(name)
    return found


def division_by_id(division_id: int) -> Division | None:
    return db.session.scalar(select(Division).where(Division.id == division_id))


def last_position() -> int:
    return db.session.scalar(select(func.max(Division.position))) or 0


def active_division_choices() -> list[tuple[int, str]]:
    """Id and name of the divisions that somebody can be given to, in the agency's own order."""
    rows = db.session.execute(
        select(Division.id, Division.name).where(Division.is_active).order_by(Division.position, Division.id)
    )
    return [(division_id, name) for division_id, name in rows]


def common_measures_without(division_id: int, today: date) -> list[int]:
    """Measures of all divisions, of this fiscal year's plan or later and not over, that it does not answer for."""
    own = select(Assignment.measure_id).where(Assignment.division_id == division_id)
    return list(
        db.session.scalars(
            select(Measure.id)
            .join(Plan, Plan.id == Measure.plan_id)
            .where(
                Measure.is_for_all,
                Measure.cancelled_on.is_(None),
                or_(Measure.ends_on.is_(None), Measure.ends_on >= today),
                Plan.fiscal_year >= fiscal_year_of(today),
                Measure.id.not_in(own),
            )
            .order_by(Measure.id)
        )
    )


@dataclass(frozen=True, slots=True)
class Spellings:
    """Every way in which the agency writes its divisions; which division each is."""

    kind: AgencyKind
    by_key: dict[str, int]

    def find(self, name: str) -> int | None:
        return self.by_key.get(self.key(name))

    def key(self, name: str) -> str:
        return division_key(name, self.kind)


def spellings(agency_id: int, *, active_only: bool = False) -> Spellings:
    """A division's own name counts before another's alias."""
    kind = db.session.scalars(select(Agency.kind).where(Agency.id == agency_id)).one()
    statement = select(Division.id, Division.name)
    if active_only:
        statement = statement.where(Division.is_active)
    names = {division_key(name, kind): division_id for division_id, name in db.session.execute(statement)}
    known = set(names.values())
    aliases = db.session.execute(select(DivisionAlias.key, DivisionAlias.division_id))
    return Spellings(kind, {key: division_id for key, division_id in aliases if division_id in known} | names)
