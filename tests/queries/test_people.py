"""Who holds which post on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories import add_post, create_person
from tests.support.office import TODAY, Office
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models.isolation import all_agencies, enter_agency
from tracker.queries import people, posts

BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_work(office: Office) -> None:
    enter_agency(office.agency.id)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (BEFORE, None, True),
        (TODAY, TODAY, True),
        (BEFORE, TODAY, True),
        (BEFORE, BEFORE, False),
        (AFTER, None, False),
    ],
)
def test_a_post_is_held_from_its_first_day_to_its_last(
    office: Office, starts_on: date, ends_on: date | None, holds: bool
) -> None:
    user = create_person(office.agency, Role.SECRETARY, starts_on=starts_on, ends_on=ends_on)
    person = people.person_signed_in(user.id, user.session_number, TODAY)
    assert person is not None
    assert bool(person.agencies) is holds
    assert (user.id in {holder.user_id for holder in people.holders_on(TODAY)}) is holds


def test_a_session_of_before_or_a_closed_account_is_nobody(office: Office) -> None:
    assert people.person_signed_in(office.head.id, office.head.session_number + 1, TODAY) is None
    office.head.is_active = False
    db.session.commit()
    assert people.person_signed_in(office.head.id, office.head.session_number, TODAY) is None
    assert office.head.id not in {holder.user_id for holder in people.holders_on(TODAY)}


def test_a_person_of_two_agencies_has_the_posts_of_each(office: Office, foreign_office: Office) -> None:
    add_post(foreign_office.agency, office.head, Role.EXECUTIVE)
    with all_agencies():
        person = people.person_signed_in(office.head.id, office.head.session_number, TODAY)
    assert person is not None
    roles = {agency.agency_id: [post.role for post in agency.posts] for agency in person.agencies}
    assert roles == {office.agency.id: [Role.DIVISION_HEAD], foreign_office.agency.id: [Role.EXECUTIVE]}


def test_superiors_who_can_be_written_to(office: Office) -> None:
    office.finance.superior_id = office.executive.id
    office.works.superior_id = office.secretary.id
    office.secretary.is_active = False
    db.session.commit()
    assert {key: one.user_id for key, one in people.posts_on(TODAY).superiors.items()} == {
        office.finance.id: office.executive.id
    }


def test_every_post_is_listed_with_its_days(office: Office, foreign_office: Office) -> None:
    enter_agency(office.agency.id)
    create_person(office.agency, Role.DIVISION_HEAD, office.works, is_acting=True, ends_on=BEFORE)
    rows = people.memberships()
    assert len(rows) == 8
    assert [row.division for row in rows[:4]] == [None] * 4, "the whole agency's posts first"
    assert rows[-1].ends_on == BEFORE
    assert rows[-1].is_acting


@pytest.mark.parametrize(
    ("last_day", "ends_on", "is_active", "count"),
    [(TODAY, None, True, 1), (TODAY, TODAY, True, 0), (TODAY, AFTER, True, 1), (TODAY, None, False, 0)],
)
def test_administrators_who_remain(
    office: Office, last_day: date, ends_on: date | None, is_active: bool, count: int
) -> None:
    other = create_person(office.agency, Role.ADMINISTRATOR, ends_on=ends_on)
    other.is_active = is_active
    db.session.commit()
    [own] = [row for row in people.memberships() if row.user_id == office.administrator.id]
    assert posts.lasting_administrators(last_day, own.id) == count


def test_the_demonstration_shows_one_person_for_each_role(office: Office) -> None:
    with all_agencies():
        assert people.demo_people(TODAY) == []
        office.agency.is_demo = True
        db.session.commit()
        shown = people.demo_people(TODAY)
    assert [person.role for person in shown] == [role for role in Role if role is not Role.OVERSEER]
    assert next(person for person in shown if person.role is Role.DIVISION_HEAD).user_id == office.head.id
