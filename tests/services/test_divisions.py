"""Divisions: their names in every spelling, and what becomes of their work when they come and go."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import actor_of, create_measure, create_plan, moment
from tests.support.office import TODAY, Office
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, Division, DivisionAlias
from tracker.models.isolation import enter_agency
from tracker.queries import divisions as queries
from tracker.queries import status
from tracker.services import divisions as service
from tracker.services.divisions import DivisionEntry

NOW = moment(TODAY)


@pytest.fixture
def actor(office: Office) -> Actor:
    enter_agency(office.agency.id)
    return actor_of(office.agency, office.secretary, TODAY)


def aliases_of(division: Division) -> list[str]:
    return [alias.name for alias in db.session.query(DivisionAlias).filter_by(division_id=division.id)]


def measures_of(division: Division) -> set[int]:
    return {one.measure_id for one in db.session.query(Assignment).filter_by(division_id=division.id)}


def test_it_adds_a_division_after_the_others(office: Office, actor: Actor) -> None:
    added = service.add_division(actor, NOW, DivisionEntry(" กองการศึกษา  ศาสนาและวัฒนธรรม "))
    assert (added.name, added.position) == ("กองการศึกษา ศาสนาและวัฒนธรรม", 3)
    assert db.session.query(AuditEvent).one().event == "division_added"


def test_a_new_division_takes_up_the_measures_of_all_that_are_under_way(office: Office, actor: Actor) -> None:
    for_all = create_measure(office.plan, [office.finance], is_for_all=True, responsible_text="ทุกส่วนราชการ")
    create_measure(office.plan, [office.finance], is_for_all=True, ends_on=date(2026, 1, 28))
    create_measure(office.plan, [office.finance], is_for_all=True, cancelled_on=date(2026, 1, 1))
    create_measure(create_plan(office.agency, 2568), [office.finance], is_for_all=True)
    added = service.add_division(actor, NOW, DivisionEntry("กองการศึกษา"))
    assert measures_of(added) == {for_all.id}


def test_a_closed_division_owes_nothing_and_takes_it_up_again_when_opened(office: Office, actor: Actor) -> None:
    entry = DivisionEntry(office.works.name, is_active=False)
    service.change_division(actor, NOW, office.works.id, entry)
    assert {one.facts.division for one in status.status_on(office.agency.id, TODAY).missing} == {"กองคลัง"}
    for_all = create_measure(office.plan, [office.finance], is_for_all=True)
    service.change_division(actor, NOW, office.works.id, DivisionEntry(office.works.name))
    assert {one.facts.division for one in status.status_on(office.agency.id, TODAY).missing} == {"กองคลัง", "กองช่าง"}
    assert measures_of(office.works) == {office.shared.id, for_all.id}


def test_the_name_of_before_still_finds_a_renamed_division(office: Office, actor: Actor) -> None:
    service.change_division(actor, NOW, office.works.id, DivisionEntry("สำนักช่าง"))
    known = queries.spellings(office.agency.id)
    assert known.find("สำนัก ช่าง") == known.find("กองช่าง") == office.works.id
    assert aliases_of(office.works) == ["กองช่าง"]


def test_it_goes_back_to_the_name_of_before(office: Office, actor: Actor) -> None:
    service.change_division(actor, NOW, office.works.id, DivisionEntry("สำนักช่าง"))
    service.change_division(actor, NOW, office.works.id, DivisionEntry("กองช่าง"))
    service.change_division(actor, NOW, office.works.id, DivisionEntry("สำนักช่าง"))
    assert queries.spellings(office.agency.id).find("กองช่าง") == office.works.id


@pytest.mark.parametrize("name", ["กองคลัง", "กอง คลัง", "กค."])
def test_no_two_divisions_are_written_alike(office: Office, actor: Actor, name: str) -> None:
    service.add_alias(actor, NOW, office.finance.id, "กค.")
    for change in (
        lambda: service.add_division(actor, NOW, DivisionEntry(name)),
        lambda: service.change_division(actor, NOW, office.works.id, DivisionEntry(name)),
        lambda: service.add_alias(actor, NOW, office.works.id, name),
    ):
        with pytest.raises(Refusal, match="known already, as “กองคลัง”"):
            change()
    assert office.works.name == "กองช่าง"


@pytest.mark.parametrize("name", ["", "  ", "ก" * 201])
def test_a_name_must_be_one(office: Office, actor: Actor, name: str) -> None:
    with pytest.raises(Refusal):
        service.add_division(actor, NOW, DivisionEntry(name))
    with pytest.raises(Refusal):
        service.add_alias(actor, NOW, office.works.id, name)


def test_the_superior_holds_a_post_here(office: Office, foreign_office: Office, actor: Actor) -> None:
    service.change_division(actor, NOW, office.works.id, DivisionEntry("กองช่าง", superior_id=office.executive.id))
    change = db.session.query(AuditEvent).one()
    assert (change.before["superior"], change.after["superior"]) == (None, "นายกเทศมนตรี")
    foreign = DivisionEntry("กองช่าง", superior_id=foreign_office.executive.id)
    with pytest.raises(Refusal) as refused:
        service.change_division(actor, NOW, office.works.id, foreign)
    assert refused.value.field == "superior"


def test_nothing_changed_leaves_nothing_in_the_log(office: Office, actor: Actor) -> None:
    service.change_division(actor, NOW, office.works.id, DivisionEntry("กองช่าง"))
    assert db.session.query(AuditEvent).count() == 0


def test_a_division_of_another_agency_is_not_there(foreign_office: Office, actor: Actor) -> None:
    with pytest.raises(NotFound):
        service.change_division(actor, NOW, foreign_office.works.id, DivisionEntry("ของเรา"))
    with pytest.raises(NotFound):
        service.add_alias(actor, NOW, foreign_office.works.id, "ของเรา")


def test_only_who_manages_people_changes_divisions(office: Office, actor: Actor) -> None:
    head = actor_of(office.agency, office.head, TODAY)
    with pytest.raises(NotAllowed):
        service.add_division(head, NOW, DivisionEntry("กองใหม่"))
    with pytest.raises(NotAllowed):
        service.add_alias(head, NOW, office.finance.id, "กค.")
