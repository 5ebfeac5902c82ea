"""One agency never sees another's rows: held here, for every statement of the ORM.

A session works for one agency (`agency_scope`, `enter_agency`) or, where the program says so openly,
across all of them (`all_agencies`). A statement without either is refused, so that forgetting the scope
is an error in the first test that runs it and never a leak.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from sqlalchemy import Executable, ForeignKey, Integer, bindparam, event, inspect
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    with_loader_criteria,
)

from tracker.extensions import db

ALL_AGENCIES = "all agencies"
_SCOPE = "agency_scope"


class AgencyOwned:
    """Mixin of every table whose rows belong to one agency."""

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))


class NoAgencyScope(RuntimeError):
    """A statement was run before it was said for which agency."""


class ForeignAgency(RuntimeError):
    """A row of another agency was about to be written."""


def enter_agency(agency_id: int) -> None:
    """From here to the end of the session (a request) only this agency's rows exist."""
    db.session.info[_SCOPE] = agency_id


def enter_all_agencies() -> None:
    db.session.info[_SCOPE] = ALL_AGENCIES


@contextmanager
def agency_scope(agency_id: int) -> Iterator[None]:
    with _scope(agency_id):
        yield


@contextmanager
def all_agencies() -> Iterator[None]:
    """For what concerns no single agency: signing in, the timetable, setting up."""
    with _scope(ALL_AGENCIES):
        yield


@contextmanager
def _scope(value: int | str) -> Iterator[None]:
    before = db.session.info.get(_SCOPE)
    db.session.info[_SCOPE] = value
    try:
        yield
    finally:
        db.session.info[_SCOPE] = before


#: Which agency it is comes with each execution; without it the statement fails. One criterion for all statements
#: spares each of them the making of its own, which took two thirds of the time of a short one.
_AGENCY_IN_SCOPE = bindparam("agency_in_scope", type_=Integer)
_OF_THE_AGENCY = with_loader_criteria(
    AgencyOwned, lambda cls: cls.agency_id == _AGENCY_IN_SCOPE, include_aliases=True, track_closure_variables=False
)

_KEPT: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()


@event.listens_for(Session, "do_orm_execute")
def _keep_to_the_agency(state: ORMExecuteState) -> None:
    scope = state.session.info.get(_SCOPE)
    if scope is None:
        raise NoAgencyScope(f"no agency was chosen before: {state.statement}")
    if scope == ALL_AGENCIES or state.is_insert:
        return
    if not state.is_select:
        # An UPDATE takes its parameters for columns to set.
        state.statement = state.statement.options(
            with_loader_criteria(AgencyOwned, lambda cls: cls.agency_id == scope, include_aliases=True)
        )
        return
    given = state.parameters or {}
    assert isinstance(given, Mapping), "a SELECT has one set of parameters"
    state.parameters = {**given, _AGENCY_IN_SCOPE.key: scope}
    if not (state.is_column_load or state.is_relationship_load):
        state.statement = _kept_to_the_agency(state.statement)


def _kept_to_the_agency(statement: Executable) -> Executable:
    """A statement that is made once is also kept to the agency once, with all that SQLAlchemy remembers of it."""
    kept = _KEPT.get(statement)
    if kept is None:
        kept = _KEPT[statement] = statement.options(_OF_THE_AGENCY)
    return kept


@event.listens_for(Session, "before_flush")
def _write_for_the_agency(session: Session, _context: UOWTransaction, _instances: object) -> None:
    owned = [row for row in (*session.new, *session.dirty, *session.deleted) if isinstance(row, AgencyOwned)]
    scope = session.info.get(_SCOPE)
    if not owned or scope == ALL_AGENCIES:
        return
    if scope is None:
        raise NoAgencyScope(f"no agency was chosen before writing {owned[0]!r}")
    for row in owned:
        if row in session.new and "agency_id" not in inspect(row).dict:
            row.agency_id = scope
        if row.agency_id != scope:
            raise ForeignAgency(f"{row!r} is not of agency {scope}")
