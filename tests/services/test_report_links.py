from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import actor_of, add_post, create_agency, create_division, create_person, moment
from tests.services.mail_office import BASE_URL, NINE, Office, create_office
from tests.support.mailbox import Mailbox
from tracker.channels.link_signing import LinkSigner, link_id_in
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.permissions import Role
from tracker.domain.reminders import MessageKind
from tracker.domain.report_links import LASTS_AFTER_MEETING, LinkRefusal
from tracker.extensions import db
from tracker.models import AuditEvent, Meeting, Membership, Message, ReportLink, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import report_links as queries
from tracker.queries.report_links import FoundLink
from tracker.services import report_links
from tracker.services.agency_settings import allow_report_links
from tracker.services.reminding import queue_reminders

TODAY = NINE.date()
FORWARDED = "กรุณาอย่าส่งต่อให้ผู้อื่น"
AN_ADDRESS = re.compile(re.escape(BASE_URL) + r"/r/([\w.-]+)")


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with app.app_context(), all_agencies():
        yield create_office(app, allows_report_links=True)


def link_of(office: Office, head: int = 0, today: date = TODAY) -> FoundLink:
    with agency_scope(office.agency_id):
        meeting_id = db.session.scalars(select(Meeting.id)).one()
        found = queries.link_of(office.heads[head].id, meeting_id, today)
    assert found is not None
    return found


def events(name: str) -> list[AuditEvent]:
    with all_agencies():
        return list(db.session.scalars(select(AuditEvent).where(AuditEvent.event == name).order_by(AuditEvent.id)))


def test_a_link_is_made_with_the_request_for_each_person_of_a_division(office: Office) -> None:
    links = db.session.scalars(select(ReportLink)).all()
    assert {link.user_id for link in links} == {head.id for head in office.heads}
    assert {(link.made_at, link.uses, link.withdrawn_at) for link in links} == {(NINE, 0, None)}


def test_the_next_reminder_carries_the_same_link(office: Office) -> None:
    before = link_of(office)
    assert queue_reminders(office.agency_id, moment(date(2026, 1, 30)), BASE_URL) == 3
    assert link_of(office).identity == before.identity
    assert len(db.session.scalars(select(ReportLink)).all()) == 3


def test_who_only_hears_what_is_missing_gets_no_link(office: Office) -> None:
    queue_reminders(office.agency_id, moment(date(2026, 2, 2)), BASE_URL)
    told = select(Message.user_id).where(Message.kind == MessageKind.MISSING_LIST)
    assert set(db.session.scalars(told)) == {office.secretary.id}
    assert office.secretary.id not in set(db.session.scalars(select(ReportLink.user_id)))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMINISTRATOR])
def test_the_office_that_is_asked_for_a_division_without_people_gets_no_link(app: Flask, role: Role) -> None:
    with app.app_context(), all_agencies():
        office = create_office(app, divisions=1, allows_report_links=True)
        db.session.query(ReportLink).delete()
        db.session.query(Message).delete()
        posts = select(Membership).where(Membership.user_id.in_([office.heads[0].id, office.secretary.id]))
        for post in db.session.scalars(posts):
            post.ends_on = TODAY - timedelta(days=1)
        create_person(office.agency, role)
        assert queue_reminders(office.agency_id, NINE, BASE_URL) == 1
        assert db.session.scalars(select(ReportLink)).all() == []


def test_where_the_agency_does_not_allow_links_none_is_made(app: Flask) -> None:
    with app.app_context(), all_agencies():
        create_office(app)
        assert db.session.scalars(select(ReportLink)).all() == []


def test_the_letter_carries_the_persons_own_address_and_says_so(office: Office, mailbox: Mailbox) -> None:
    office.send()
    signer = LinkSigner(office.config.secret_key, BASE_URL)
    for number, address in enumerate(office.addresses):
        [letter] = mailbox.to(address)
        found = link_of(office, number)
        for body, times in ((letter.text, 1), (letter.html, 3)):
            assert AN_ADDRESS.findall(body) == [signer.token(found.identity)] * times
            assert body.count(FORWARDED) == 1
            assert f"{BASE_URL}/my-reports" not in body
            assert "<!-- personal -->" not in body


def test_the_ledger_never_holds_an_address_that_opens_anything(office: Office, mailbox: Mailbox) -> None:
    office.send()
    for message in db.session.scalars(select(Message)):
        for body in (message.body_text, message.body_html, message.error):
            assert not AN_ADDRESS.search(body)
            assert FORWARDED not in body
        assert f"{BASE_URL}/my-reports" in message.body_text


def test_a_letter_carries_no_address_that_would_be_refused(office: Office, mailbox: Mailbox) -> None:
    with agency_scope(office.agency_id):
        secretary = actor_of(office.agency, office.secretary, TODAY)
        report_links.withdraw(secretary, NINE, link_of(office, 0).identity.id)
    office.send()
    [withdrawn], [other] = mailbox.to(office.addresses[0]), mailbox.to(office.addresses[1])
    assert f"{BASE_URL}/my-reports" in withdrawn.text.split()
    assert not AN_ADDRESS.search(withdrawn.text + withdrawn.html)
    assert FORWARDED not in withdrawn.text + withdrawn.html
    assert AN_ADDRESS.search(other.text)


def test_after_the_agency_forbids_links_the_letters_that_wait_are_plain(office: Office, mailbox: Mailbox) -> None:
    with agency_scope(office.agency_id):
        allow_report_links(actor_of(office.agency, office.secretary, TODAY), NINE, allowed=False)
    office.send()
    assert not any(AN_ADDRESS.search(letter.text + letter.html) for letter in mailbox.letters)
    assert len(mailbox.letters) == 3


def test_a_letter_that_was_queued_for_another_address_of_the_site_leads_to_the_present_one(
    office: Office, mailbox: Mailbox
) -> None:
    office.change(body_text=office.message().body_text.replace(BASE_URL, "https://old.example.go.th"))
    office.send()
    [letter] = mailbox.to(office.addresses[0])
    assert "https://old.example.go.th" not in letter.text
    assert AN_ADDRESS.search(letter.text)


def test_a_link_is_found_with_the_posts_of_its_day(office: Office) -> None:
    found = link_of(office)
    assert found.refusal is None
    assert [post.title for post in found.agency.posts] == ["ผู้อำนวยการกองที่ 0"]
    assert found.actor.link_meeting_id == found.identity.meeting_id
    post = db.session.scalars(select(Membership).where(Membership.user_id == office.heads[0].id)).one()
    post.ends_on = TODAY
    db.session.commit()
    assert link_of(office).refusal is None, "the last day still counts"
    assert link_of(office, today=TODAY + timedelta(days=1)).refusal is LinkRefusal.NO_POST


def test_an_acting_post_of_another_division_keeps_the_link_for_that_one(office: Office) -> None:
    post = db.session.scalars(select(Membership).where(Membership.user_id == office.heads[0].id)).one()
    post.ends_on = TODAY - timedelta(days=1)
    second = db.session.scalars(select(Membership).where(Membership.user_id == office.heads[1].id)).one()
    db.session.add(
        Membership(
            agency_id=office.agency_id,
            user_id=office.heads[0].id,
            role=Role.DIVISION_HEAD,
            division_id=second.division_id,
            title="รักษาราชการแทน",
            is_acting=True,
            starts_on=TODAY,
        )
    )
    db.session.commit()
    assert link_of(office).actor.division_ids == {second.division_id}


def test_the_other_posts_of_a_person_do_not_come_with_the_link(office: Office) -> None:
    add_post(office.agency, office.heads[0], Role.SECRETARY, title="เลขานุการ")
    assert link_of(office).actor.roles == {Role.DIVISION_HEAD}


def test_a_post_in_another_agency_keeps_no_link_of_this_one(office: Office) -> None:
    """Asked across agencies, as at the door: no scope keeps the posts apart there."""
    other = create_agency()
    add_post(other, office.heads[0], Role.DIVISION_HEAD, create_division(other))
    link_id = link_of(office).identity.id
    found = queries.link_by_id(link_id, TODAY)
    assert found is not None
    assert found.actor.division_ids == link_of(office).actor.division_ids
    own = select(Membership).where(Membership.user_id == office.heads[0].id, Membership.agency_id == office.agency_id)
    db.session.scalars(own).one().ends_on = TODAY - timedelta(days=1)
    db.session.commit()
    found = queries.link_by_id(link_id, TODAY)
    assert found is not None
    assert found.refusal is LinkRefusal.NO_POST


def test_what_ends_a_link(office: Office) -> None:
    meeting = db.session.scalars(select(Meeting)).one()
    last_day = meeting.held_on + LASTS_AFTER_MEETING
    assert link_of(office, today=last_day).refusal is None
    assert link_of(office, today=last_day + timedelta(days=1)).refusal is LinkRefusal.RUN_OUT
    meeting.closed_at = NINE
    db.session.commit()
    assert link_of(office).refusal is LinkRefusal.MONTH_CLOSED
    db.session.get_one(User, office.heads[0].id).is_active = False
    db.session.commit()
    assert link_of(office).refusal is LinkRefusal.ACCOUNT_CLOSED


def test_each_use_is_counted_and_the_log_shows_one_of_a_while(office: Office) -> None:
    found = link_of(office)
    for minutes in (0, 1, 9, 12):
        report_links.note_use(found, NINE + timedelta(minutes=minutes))
    used = link_of(office)
    assert (used.uses, used.last_used_at) == (4, NINE + timedelta(minutes=12))
    first, second = events("report_link_used")
    assert (first.at, second.at) == (NINE, NINE + timedelta(minutes=12))
    assert (first.actor_id, first.subject_id) == (office.heads[0].id, found.identity.id)
    assert first.after == {"person": office.heads[0].name, "meeting": "2026-02-04"}


def test_nobody_fills_the_log_by_trying(office: Office) -> None:
    first, second = link_of(office, 0), link_of(office, 1)
    for seconds in (0, 10, 59, 70):
        report_links.note_refusal(first, NINE + timedelta(seconds=seconds), LinkRefusal.ALTERED)
    report_links.note_refusal(second, NINE, LinkRefusal.WITHDRAWN)
    recorded = [(event.subject_id, event.after["reason"]) for event in events("report_link_refused")]
    assert sorted(recorded) == sorted([(first.identity.id, "altered")] * 2 + [(second.identity.id, "withdrawn")])
    assert {event.actor_id for event in events("report_link_refused")} == {None}


def test_it_is_withdrawn_and_given_back_by_the_office(office: Office) -> None:
    found = link_of(office)
    with agency_scope(office.agency_id):
        secretary = actor_of(office.agency, office.secretary, TODAY)
        assert report_links.withdraw(secretary, NINE, found.identity.id) == found.identity.meeting_id
        report_links.withdraw(secretary, NINE, found.identity.id)
    assert link_of(office).refusal is LinkRefusal.WITHDRAWN
    with agency_scope(office.agency_id):
        report_links.give_back(secretary, NINE, found.identity.id)
    assert link_of(office).refusal is None
    assert [len(events(name)) for name in ("report_link_withdrawn", "report_link_given_back")] == [1, 1]


def test_only_the_office_of_the_same_agency_withdraws(office: Office) -> None:
    link_id = link_of(office).identity.id
    with agency_scope(office.agency_id), pytest.raises(NotAllowed):
        report_links.withdraw(actor_of(office.agency, office.heads[0], TODAY), NINE, link_id)
    other = create_agency()
    secretary = create_person(other, Role.SECRETARY)
    with agency_scope(other.id), pytest.raises(NotFound):
        report_links.withdraw(actor_of(other, secretary, TODAY), NINE, link_id)
    assert link_of(office).refusal is None


def test_allowing_links_is_the_offices_and_stands_in_the_log(office: Office) -> None:
    with agency_scope(office.agency_id):
        with pytest.raises(NotAllowed):
            allow_report_links(actor_of(office.agency, office.heads[0], TODAY), NINE, allowed=False)
        secretary = actor_of(office.agency, office.secretary, TODAY)
        for allowed in (True, False, False):
            allow_report_links(secretary, NINE, allowed=allowed)
    [event] = events("report_links_allowed")
    assert (event.before, event.after) == ({"allows_report_links": True}, {"allows_report_links": False})
    assert link_of(office).refusal is LinkRefusal.NOT_ALLOWED


def test_the_number_in_an_address_leads_to_its_link(office: Office) -> None:
    found = link_of(office)
    token = LinkSigner(office.config.secret_key, BASE_URL).token(found.identity)
    with all_agencies():
        assert queries.link_by_id(link_id_in(token) or 0, TODAY) == found
        assert queries.link_by_id(999_999_999, TODAY) is None
