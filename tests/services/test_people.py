"""People, posts and accounts: who may change whose, and what it leaves in the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import actor_of, add_post, create_person, moment
from tests.support.office import TODAY, Office
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.extensions import db
from tracker.models import AuditEvent, Membership, User
from tracker.models.isolation import agency_scope, enter_agency
from tracker.queries import people as queries
from tracker.services import people as service
from tracker.services import sign_in
from tracker.services.post_giving import NewPost

NOW = moment(TODAY)
Change = Callable[[Actor, datetime, int], Any]


@pytest.fixture
def administrator(office: Office) -> Actor:
    """At work: what follows is in the scope of the office, as in a request."""
    enter_agency(office.agency.id)
    return actor_of(office.agency, office.administrator, TODAY)


@pytest.fixture
def officer_of_works(office: Office) -> NewPost:
    return NewPost(Role.DIVISION_OFFICER, "นายช่างโยธา", TODAY, division_id=office.works.id)


def events() -> list[str]:
    return [event.event for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def posts_of(user: User) -> list[Membership]:
    return db.session.query(Membership).filter_by(user_id=user.id).order_by(Membership.id).all()


def test_it_adds_somebody_new_who_can_sign_in(administrator: Actor, officer_of_works: NewPost) -> None:
    user, password = service.add_person(administrator, NOW, " Somchai@Example.go.th ", "สมชาย", officer_of_works)
    assert password is not None
    assert sign_in.sign_in("somchai@example.go.th", password, NOW).id == user.id
    [post] = posts_of(user)
    assert (post.role, post.title, post.starts_on) == (Role.DIVISION_OFFICER, "นายช่างโยธา", TODAY)
    assert events() == ["user_added", "membership_added", "signed_in"]


def test_generated_passwords_are_long_differ_and_are_not_kept(administrator: Actor, officer_of_works: NewPost) -> None:
    user, password = service.add_person(administrator, NOW, "a@example.go.th", "ก", officer_of_works)
    assert len({service.generate_password() for _ in range(50)}) == 50
    assert password is not None
    assert len(password) >= 16
    assert password not in user.password_hash
    assert all(password not in str(event.after) for event in db.session.query(AuditEvent))


def test_whoever_is_known_gets_another_post_and_keeps_name_and_password(
    office: Office, administrator: Actor, officer_of_works: NewPost
) -> None:
    user, password = service.add_person(administrator, NOW, office.officer.email, "ชื่ออื่น", officer_of_works)
    assert (user.id, password) == (office.officer.id, None)
    assert user.name == "นักวิชาการเงินและบัญชี"
    assert len(posts_of(user)) == 2
    assert events() == ["membership_added"]


@pytest.mark.parametrize(
    "email, name, changes, field",
    [
        ("nobody", "ก", {}, "email"),
        ("two words@example.go.th", "ก", {}, "email"),
        ("a@example.go.th", " ", {}, "name"),
        ("a@example.go.th", "ก", {"title": " "}, "title"),
        ("a@example.go.th", "ก", {"division_id": None}, "division"),
        ("a@example.go.th", "ก", {"division_id": 9999}, "division"),
        ("a@example.go.th", "ก", {"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    administrator: Actor,
    officer_of_works: NewPost,
    email: str,
    name: str,
    changes: dict[str, Any],
    field: str,
) -> None:
    before = db.session.query(User).count()
    with pytest.raises(Refusal) as refused:
        service.add_person(administrator, NOW, email, name, replace(officer_of_works, **changes))
    assert refused.value.field == field
    assert (db.session.query(User).count(), events()) == (before, [])


def test_the_same_post_twice_is_refused_unless_the_days_differ(office: Office, administrator: Actor) -> None:
    again = NewPost(Role.DIVISION_HEAD, "ผู้อำนวยการกองคลัง", TODAY, division_id=office.finance.id)
    with pytest.raises(Refusal, match="holds this post already"):
        service.add_membership(administrator, NOW, office.head.id, again)
    [held] = posts_of(office.head)
    service.end_membership(administrator, NOW, held.id, TODAY)
    service.add_membership(administrator, NOW, office.head.id, replace(again, starts_on=TODAY + timedelta(days=1)))
    assert len(posts_of(office.head)) == 2


def test_a_division_of_another_agency_cannot_be_given(
    foreign_office: Office, administrator: Actor, officer_of_works: NewPost
) -> None:
    with pytest.raises(Refusal, match="division"):
        service.add_person(
            administrator, NOW, "a@example.go.th", "ก", replace(officer_of_works, division_id=foreign_office.works.id)
        )


def test_the_last_day_of_a_post_still_counts(office: Office, administrator: Actor) -> None:
    [post] = posts_of(office.head)
    service.end_membership(administrator, NOW, post.id, TODAY)
    number = office.head.session_number
    today, tomorrow = (
        queries.person_signed_in(office.head.id, number, day) for day in (TODAY, TODAY + timedelta(days=1))
    )
    assert today is not None
    assert tomorrow is not None
    assert (len(today.agencies), len(tomorrow.agencies)) == (1, 0)
    assert events() == ["membership_ended"]


def test_a_post_cannot_end_before_it_began(office: Office, administrator: Actor) -> None:
    [post] = posts_of(office.head)
    with pytest.raises(Refusal, match="before the first"):
        service.end_membership(administrator, NOW, post.id, date(2019, 1, 1))


def test_an_administrator_is_always_left(office: Office, administrator: Actor) -> None:
    [post] = posts_of(office.administrator)
    with pytest.raises(Refusal, match="needs an administrator"):
        service.end_membership(administrator, NOW, post.id, TODAY)
    with pytest.raises(Refusal, match="your own account"):
        service.disable_user(administrator, NOW, office.administrator.id)
    add_post(office.agency, office.secretary, Role.ADMINISTRATOR)
    service.end_membership(administrator, NOW, post.id, TODAY)


def test_a_post_that_ends_the_same_day_is_no_administrator_left(office: Office, administrator: Actor) -> None:
    [post] = posts_of(office.administrator)
    create_person(office.agency, Role.ADMINISTRATOR, ends_on=TODAY)
    with pytest.raises(Refusal, match="needs an administrator"):
        service.end_membership(administrator, NOW, post.id, TODAY)


def test_closing_an_account_ends_its_sessions_and_opening_it_lets_in_again(
    office: Office, administrator: Actor
) -> None:
    number = office.head.session_number
    service.disable_user(administrator, NOW, office.head.id)
    assert queries.person_signed_in(office.head.id, number, TODAY) is None
    service.enable_user(administrator, NOW, office.head.id)
    assert queries.person_signed_in(office.head.id, number, TODAY) is None, "the old session stays ended"
    assert office.head.is_active
    assert events() == ["user_disabled", "user_enabled"]


def test_a_new_password_ends_every_session(office: Office, administrator: Actor) -> None:
    number = office.head.session_number
    password = service.reset_password(administrator, NOW, office.head.id)
    assert queries.person_signed_in(office.head.id, number, TODAY) is None
    assert sign_in.sign_in(office.head.email, password, NOW).id == office.head.id


@pytest.mark.parametrize("change", [service.disable_user, service.enable_user, service.reset_password])
class TestWhoseAccountsAreChanged:
    def test_not_of_somebody_another_agency_depends_on(
        self, office: Office, foreign_office: Office, administrator: Actor, change: Change
    ) -> None:
        add_post(foreign_office.agency, office.head, Role.EXECUTIVE)
        with pytest.raises(Refusal, match="another agency"):
            change(administrator, NOW, office.head.id)

    def test_of_somebody_who_has_left_the_other_agency(
        self, office: Office, foreign_office: Office, administrator: Actor, change: Change
    ) -> None:
        add_post(foreign_office.agency, office.head, Role.EXECUTIVE, ends_on=TODAY - timedelta(days=1))
        change(administrator, NOW, office.head.id)

    def test_not_of_another_agency(self, foreign_office: Office, administrator: Actor, change: Change) -> None:
        with pytest.raises(NotFound):
            change(administrator, NOW, foreign_office.head.id)

    def test_not_of_an_administrator_by_the_secretary(self, office: Office, secretary: Actor, change: Change) -> None:
        with pytest.raises(NotAllowed, match="administrator"):
            change(secretary, NOW, office.administrator.id)

    def test_not_by_who_does_not_manage_people(self, office: Office, administrator: Actor, change: Change) -> None:
        head = actor_of(office.agency, office.head, TODAY)
        with pytest.raises(NotAllowed):
            change(head, NOW, office.officer.id)


def test_the_secretary_makes_no_administrator(office: Office, secretary: Actor) -> None:
    post = NewPost(Role.ADMINISTRATOR, "ผู้ดูแลระบบ", TODAY)
    with pytest.raises(NotAllowed):
        service.add_person(secretary, NOW, "a@example.go.th", "ก", post)
    with pytest.raises(NotAllowed):
        service.add_membership(secretary, NOW, office.secretary.id, post)
    [held] = posts_of(office.administrator)
    with pytest.raises(NotAllowed):
        service.end_membership(secretary, NOW, held.id, TODAY)


def test_a_post_of_another_agency_is_not_there(foreign_office: Office, administrator: Actor) -> None:
    with agency_scope(foreign_office.agency.id):
        [held] = posts_of(foreign_office.head)
    with pytest.raises(NotFound):
        service.end_membership(administrator, NOW, held.id, TODAY)


def test_the_command_line_works_without_an_actor(office: Office, officer_of_works: NewPost) -> None:
    with agency_scope(office.agency.id):
        user, _ = service.add_person(None, NOW, "a@example.go.th", "ก", officer_of_works, password="ยาวพอสมควรแล้ว")
        service.reset_password(None, NOW, user.id)
        service.disable_user(None, NOW, office.administrator.id)
        assert [event.actor_name for event in db.session.query(AuditEvent)] == ["Tidtam"] * 4
