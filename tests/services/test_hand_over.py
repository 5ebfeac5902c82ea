"""Posts go on to somebody else, and what was written under them stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories
from tests.factories import actor_of, add_post, create_person, moment
from tests.support.month import open_reports, report_on, stored
from tests.support.office import TODAY, Office
from tracker.domain.answers import Entry
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.domain.progress import Answer
from tracker.extensions import db
from tracker.models import AuditEvent, Division, Membership, ProgressRevision, User
from tracker.models.isolation import agency_scope, enter_agency
from tracker.queries import revisions
from tracker.services import hand_over as service
from tracker.services import people, reporting, sign_in
from tracker.services.hand_over import NewPerson

NOW = moment(TODAY)
TOMORROW = TODAY + timedelta(days=1)
IN_MARCH = date(2026, 3, 1)


@pytest.fixture
def administrator(office: Office) -> Actor:
    """At work: what follows is in the scope of the office, as in a request."""
    enter_agency(office.agency.id)
    return actor_of(office.agency, office.administrator, TODAY)


def post_of(user: User) -> Membership:
    return db.session.query(Membership).filter_by(user_id=user.id).order_by(Membership.id).limit(1).one()


def posts_of(division: Division, role: Role = Role.DIVISION_HEAD) -> list[tuple[Any, ...]]:
    """Who, from which day, until which day, acting or not."""
    found = db.session.query(Membership).filter_by(division_id=division.id, role=role).order_by(Membership.starts_on)
    return [(one.user_id, one.starts_on, one.ends_on, one.is_acting) for one in found]


def events() -> list[AuditEvent]:
    return db.session.query(AuditEvent).order_by(AuditEvent.id).all()


def test_somebody_who_is_there_takes_the_post_over_the_day_after_its_last(office: Office, administrator: Actor) -> None:
    user, password = service.hand_over(administrator, NOW, post_of(office.head).id, office.officer.id, IN_MARCH)
    assert (user.id, password) == (office.officer.id, None)
    assert posts_of(office.finance) == [
        (office.head.id, factories.LONG_AGO, date(2026, 2, 28), False),
        (office.officer.id, IN_MARCH, None, False),
    ]
    titles = {one.title for one in db.session.query(Membership).filter_by(role=Role.DIVISION_HEAD)}
    assert titles == {"ผู้อำนวยการกองคลัง", "ผู้อำนวยการกองช่าง"}
    [event] = events()
    assert (event.event, event.before["user"], event.after) == (
        "post_handed_over",
        "ผู้อำนวยการกองคลัง",
        {
            "user": "นักวิชาการเงินและบัญชี",
            "title": "ผู้อำนวยการกองคลัง",
            "is_acting": False,
            "starts_on": "2026-03-01",
            "ends_on": None,
        },
    )


def test_somebody_new_gets_the_post_and_can_sign_in(office: Office, administrator: Actor) -> None:
    to = NewPerson(" New@Office.go.th", "สมศรี")
    user, password = service.hand_over(administrator, NOW, post_of(office.head).id, to, TOMORROW)
    assert password is not None
    assert sign_in.sign_in("new@office.go.th", password, NOW).id == user.id
    assert [event.event for event in events()][:2] == ["user_added", "post_handed_over"]


def test_acting_until_a_day(office: Office, administrator: Actor) -> None:
    held = post_of(office.head).id
    service.hand_over(administrator, NOW, held, office.officer.id, TOMORROW, acting_until=IN_MARCH)
    assert posts_of(office.finance)[1] == (office.officer.id, TOMORROW, IN_MARCH, True)


def test_who_takes_over_from_somebody_acting_is_acting_as_long(office: Office, administrator: Actor) -> None:
    held = add_post(office.agency, office.officer, Role.DIVISION_HEAD, office.works, is_acting=True, ends_on=IN_MARCH)
    service.hand_over(administrator, NOW, held.id, office.head.id, TOMORROW)
    assert posts_of(office.works)[-1] == (office.head.id, TOMORROW, IN_MARCH, True)


def test_a_post_that_is_to_end_goes_on_without_a_gap(office: Office, administrator: Actor) -> None:
    people.end_membership(administrator, NOW, post_of(office.head).id, date(2026, 2, 28))
    service.hand_over(administrator, NOW, post_of(office.head).id, office.officer.id, IN_MARCH)
    assert [one[1:3] for one in posts_of(office.finance)] == [
        (factories.LONG_AGO, date(2026, 2, 28)),
        (IN_MARCH, None),
    ]


@pytest.mark.parametrize(
    ("ends_on", "starts_on", "sentence"),
    [
        (None, TODAY - timedelta(days=1), "cannot lie in the past"),
        (None, factories.LONG_AGO, "cannot lie in the past"),
        (date(2026, 2, 10), date(2026, 2, 12), "Nobody would hold the post"),
        (date(2026, 1, 20), TODAY, "This post has ended"),
    ],
)
def test_days_that_leave_a_gap_or_are_past_are_refused(
    office: Office, administrator: Actor, ends_on: date | None, starts_on: date, sentence: str
) -> None:
    held = post_of(office.head)
    held.ends_on = ends_on
    db.session.commit()
    with pytest.raises(Refusal, match=sentence) as refused:
        service.hand_over(administrator, NOW, held.id, office.officer.id, starts_on)
    assert refused.value.field == "starts_on"
    assert (len(posts_of(office.finance)), events()) == (1, [])


def test_a_post_that_begins_today_is_held_for_a_day_at_least(office: Office, administrator: Actor) -> None:
    held = add_post(office.agency, office.head, Role.EXECUTIVE, starts_on=TODAY)
    with pytest.raises(Refusal, match="for a day at least"):
        service.hand_over(administrator, NOW, held.id, office.officer.id, TODAY)


def test_a_post_is_handed_over_once(office: Office, administrator: Actor) -> None:
    held = post_of(office.head).id
    service.hand_over(administrator, NOW, held, office.officer.id, IN_MARCH)
    with pytest.raises(Refusal, match="handed over already"):
        service.hand_over(administrator, NOW, held, office.other_head.id, date(2026, 2, 20))


@pytest.mark.parametrize(
    ("to", "field", "sentence"),
    [
        ("head", "to", "holds the post"),
        (NewPerson("nobody", "ก"), "email", "no e-mail address"),
        (NewPerson("new@office.go.th", " "), "name", "name of the person"),
    ],
)
def test_who_cannot_take_it_over_is_refused_at_the_field(
    office: Office, administrator: Actor, to: str | NewPerson, field: str, sentence: str
) -> None:
    taker = to if isinstance(to, NewPerson) else getattr(office, to).id
    with pytest.raises(Refusal, match=sentence) as refused:
        service.hand_over(administrator, NOW, post_of(office.head).id, taker, TOMORROW)
    assert refused.value.field == field
    assert (posts_of(office.finance)[0][2], events()) == (None, [])


def test_nobody_holds_the_same_post_twice_and_no_closed_account_any(office: Office, administrator: Actor) -> None:
    add_post(office.agency, office.officer, Role.DIVISION_HEAD, office.finance, is_acting=True)
    with pytest.raises(Refusal, match="holds this post already") as refused:
        service.hand_over(administrator, NOW, post_of(office.head).id, office.officer.id, TOMORROW)
    assert refused.value.field == "to"
    people.disable_user(administrator, NOW, office.other_head.id)
    with pytest.raises(Refusal, match="account of this person is closed"):
        service.hand_over(administrator, NOW, post_of(office.head).id, office.other_head.id, TOMORROW)


class TestTheLastAdministrator:
    def test_may_hand_the_post_over_for_good(self, office: Office, administrator: Actor) -> None:
        service.hand_over(administrator, NOW, post_of(office.administrator).id, office.secretary.id, TOMORROW)

    def test_not_to_somebody_who_is_acting_for_a_while(self, office: Office, administrator: Actor) -> None:
        held = post_of(office.administrator).id
        with pytest.raises(Refusal, match="needs an administrator after that day"):
            service.hand_over(administrator, NOW, held, office.secretary.id, TOMORROW, acting_until=IN_MARCH)
        create_person(office.agency, Role.ADMINISTRATOR)
        service.hand_over(administrator, NOW, held, office.secretary.id, TOMORROW, acting_until=IN_MARCH)

    def test_not_by_the_secretary(self, office: Office, secretary: Actor) -> None:
        with pytest.raises(NotAllowed):
            service.hand_over(secretary, NOW, post_of(office.administrator).id, office.secretary.id, TOMORROW)
        with pytest.raises(NotAllowed):
            service.stand_in(secretary, NOW, post_of(office.administrator).id, office.secretary.id, TODAY, IN_MARCH)


def test_only_who_manages_people_moves_posts_of_their_own_agency(
    office: Office, foreign_office: Office, administrator: Actor
) -> None:
    head = actor_of(office.agency, office.head, TODAY)
    with pytest.raises(NotAllowed):
        service.hand_over(head, NOW, post_of(office.head).id, office.officer.id, TOMORROW)
    with pytest.raises(NotAllowed):
        service.stand_in(head, NOW, post_of(office.head).id, office.officer.id, TODAY, IN_MARCH)
    with agency_scope(foreign_office.agency.id):
        foreign = post_of(foreign_office.head).id
    with pytest.raises(NotFound):
        service.hand_over(administrator, NOW, foreign, office.officer.id, TOMORROW)
    with pytest.raises(NotFound):
        service.stand_in(administrator, NOW, post_of(office.head).id, foreign_office.head.id, TODAY, IN_MARCH)


def test_a_deputy_acts_on_those_days_and_the_holder_keeps_the_post(office: Office, administrator: Actor) -> None:
    given = service.stand_in(administrator, NOW, post_of(office.head).id, office.officer.id, TOMORROW, IN_MARCH)
    assert given.title == "รักษาราชการแทนผู้อำนวยการกองคลัง"
    assert posts_of(office.finance) == [
        (office.head.id, factories.LONG_AGO, None, False),
        (office.officer.id, TOMORROW, IN_MARCH, True),
    ]
    assert actor_of(office.agency, office.officer, TOMORROW).title_in(office.finance.id) == given.title
    assert actor_of(office.agency, office.officer, TODAY).title_in(office.finance.id) == "นักวิชาการเงินและบัญชี"


@pytest.mark.parametrize(
    ("person", "starts_on", "ends_on", "sentence"),
    [
        ("officer", TODAY - timedelta(days=1), IN_MARCH, "cannot lie in the past"),
        ("officer", IN_MARCH, TOMORROW, "before the first"),
        ("officer", TOMORROW, date(2026, 7, 1), "not have the post on all of these days"),
        ("head", TOMORROW, IN_MARCH, "Choose somebody else"),
        ("other_head", IN_MARCH, date(2026, 3, 20), "acts for the holder on some of these days"),
    ],
)
def test_days_and_deputies_that_cannot_be_are_refused(
    office: Office, administrator: Actor, person: str, starts_on: date, ends_on: date, sentence: str
) -> None:
    held = post_of(office.head)
    held.ends_on = date(2026, 6, 30)
    add_post(
        office.agency, office.executive, Role.DIVISION_HEAD, office.finance, is_acting=True,
        starts_on=date(2026, 3, 15), ends_on=date(2026, 3, 31),
    )  # fmt: skip
    with pytest.raises(Refusal, match=sentence):
        service.stand_in(administrator, NOW, held.id, getattr(office, person).id, starts_on, ends_on)


def test_a_report_begun_by_one_holder_is_sent_by_the_next_with_both_names(office: Office, administrator: Actor) -> None:
    open_reports(office)
    report = report_on(office.own, office.finance)
    head = actor_of(office.agency, office.head, TODAY)
    reporting.save_draft(head, NOW, report.id, report.version, Entry(Answer.PROGRESS, 40, "ร่างของคนก่อน"))
    to = NewPerson("next@office.go.th", "สมศรี")
    user, _ = service.hand_over(administrator, NOW, post_of(office.head).id, to, TOMORROW)
    successor = actor_of(office.agency, user, TOMORROW)
    draft = stored(report)
    assert draft.done_text == "ร่างของคนก่อน"
    entry = Entry(Answer.PROGRESS, 40, f"{draft.done_text} และของคนใหม่")
    reporting.submit_report(successor, moment(TOMORROW), report.id, draft.version, entry)
    begun = revisions.beginning_of(report.id)
    assert begun is not None
    assert begun.by_name == "ผู้อำนวยการกองคลัง"
    sent = db.session.query(ProgressRevision).filter_by(report_id=report.id).one()
    assert (sent.by_name, sent.by_title, sent.is_on_behalf) == ("สมศรี", "ผู้อำนวยการกองคลัง", False)
    assert post_of(office.head).ends_on == TODAY, "the holder of before no longer writes"
