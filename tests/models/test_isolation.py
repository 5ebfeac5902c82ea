"""One agency never sees or writes another's rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from tests.factories import create_agency, create_division, create_measure, create_plan
from tracker.extensions import db
from tracker.models import Agency, Assignment, Base, Division, Measure, Plan
from tracker.models.isolation import AgencyOwned, ForeignAgency, NoAgencyScope, agency_scope, all_agencies

#: Tables that belong to no single agency.
SHARED = {"agency", "user_account", "failed_sign_in", "job_run"}


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def mine() -> Agency:
    return _agency_with_a_plan("ของเรา")


@pytest.fixture
def theirs() -> Agency:
    return _agency_with_a_plan("ของเขา")


def _agency_with_a_plan(name: str) -> Agency:
    agency = create_agency(name)
    create_measure(create_plan(agency), [create_division(agency, f"กองคลัง{name}")])
    return agency


def test_every_table_is_owned_or_listed_as_shared() -> None:
    owned = {str(mapper.local_table) for mapper in Base.registry.mappers if issubclass(mapper.class_, AgencyOwned)}
    assert owned | SHARED == set(Base.metadata.tables)
    assert not owned & SHARED


def test_a_query_without_an_agency_is_refused(mine: Agency) -> None:
    with pytest.raises(NoAgencyScope):
        db.session.scalars(select(Division)).all()


def test_writing_without_an_agency_is_refused(mine: Agency) -> None:
    db.session.add(Division(name="กองลอย"))
    with pytest.raises(NoAgencyScope):
        db.session.commit()
    db.session.rollback()


def test_only_its_own_rows_exist(mine: Agency, theirs: Agency) -> None:
    with agency_scope(mine.id):
        assert db.session.scalars(select(Division.name)).all() == ["กองคลังของเรา"]
        assert db.session.scalar(select(func.count()).select_from(Measure)) == 1
    with all_agencies():
        assert db.session.scalar(select(func.count()).select_from(Measure)) == 2


def test_joins_aliases_and_subqueries_are_kept_too(mine: Agency, theirs: Agency) -> None:
    other = aliased(Division)
    with agency_scope(mine.id):
        joined = select(Agency.name, Division.name).join(Division, Division.agency_id == Agency.id)
        assert db.session.execute(joined).all() == [("ของเรา", "กองคลังของเรา")]
        assert db.session.scalars(select(other.name)).all() == ["กองคลังของเรา"]
        counted = select(select(func.count(Assignment.id)).scalar_subquery())
        assert db.session.scalar(counted) == 1
        outer = select(Agency.name, Plan.id).outerjoin(Plan, Plan.agency_id == Agency.id).order_by(Agency.id)
        assert [plan is None for _, plan in db.session.execute(outer)] == [False, True]


def test_one_statement_gives_each_agency_its_own_rows(mine: Agency, theirs: Agency) -> None:
    """It is compiled once, and for whom must come anew each time."""
    other = aliased(Division)
    same_name = select(other.id).where(other.name == Division.name).exists()
    statement = select(Division.name).where(same_name).order_by(Division.id)
    found: list[str] = []
    for agency in (mine, theirs, mine):
        with agency_scope(agency.id):
            found += db.session.scalars(statement).all()
    assert found == ["กองคลังของเรา", "กองคลังของเขา", "กองคลังของเรา"]
    with all_agencies():
        assert db.session.scalars(statement).all() == ["กองคลังของเรา", "กองคลังของเขา"]


def test_a_row_can_be_read_again_in_any_scope_that_sees_it(mine: Agency) -> None:
    with agency_scope(mine.id):
        division = db.session.scalars(select(Division)).one()
        db.session.refresh(division)
    with all_agencies():
        db.session.refresh(division)
        db.session.expire_all()
        assert division.name == "กองคลังของเรา"


def test_getting_by_id_does_not_reach_another_agency(mine: Agency, theirs: Agency) -> None:
    with all_agencies():
        foreign = db.session.scalars(select(Division.id).where(Division.agency_id == theirs.id)).one()
    db.session.expunge_all()
    with agency_scope(mine.id):
        assert db.session.get(Division, foreign) is None


def test_updates_and_deletes_do_not_reach_another_agency(mine: Agency, theirs: Agency) -> None:
    with agency_scope(mine.id):
        db.session.execute(update(Division).values(name="เปลี่ยนชื่อ"))
        db.session.execute(delete(Assignment))
        db.session.commit()
    with agency_scope(theirs.id):
        assert db.session.scalars(select(Division.name)).all() == ["กองคลังของเขา"]
        assert db.session.scalar(select(func.count()).select_from(Assignment)) == 1


def test_a_row_for_another_agency_cannot_be_written(mine: Agency, theirs: Agency) -> None:
    with agency_scope(mine.id):
        db.session.add(Division(name="กองแอบ", agency_id=theirs.id))
        with pytest.raises(ForeignAgency):
            db.session.commit()
        db.session.rollback()


def test_a_row_of_another_agency_cannot_be_changed(mine: Agency, theirs: Agency) -> None:
    with all_agencies():
        foreign = db.session.scalars(select(Division).where(Division.agency_id == theirs.id)).one()
    with agency_scope(mine.id):
        foreign.name = "ถูกแก้"
        with pytest.raises(ForeignAgency):
            db.session.commit()
        db.session.rollback()


def test_the_scope_ends_with_its_block_also_after_an_error(mine: Agency) -> None:
    with pytest.raises(ZeroDivisionError), agency_scope(mine.id):
        _ = 1 / 0
    with pytest.raises(NoAgencyScope):
        db.session.scalars(select(Division)).all()
