"""A reminder by hand: to whoever answers for a division, once a gap, and into the ledger like every other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests import factories
from tests.support.month import open_reports, report_on, submit
from tests.support.office import HELD_ON, TODAY, Office
from tracker.channels.link_signing import LinkSigner
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.domain.reminders import MessageKind, MessageState
from tracker.extensions import db
from tracker.models import AuditEvent, Membership, Message
from tracker.models.isolation import agency_scope
from tracker.queries import messages
from tracker.services import closing, nudging, reminding
from tracker.services.nudging import Nudged
from tracker.services.personal_letters import letter_to_send

BASE_URL = "https://tidtam.example.go.th"
AT = factories.moment(TODAY, 10)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    open_reports(office)
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def nudge(office: Office, actor: Actor, division_id: int | None = None, at: datetime = AT) -> Nudged:
    return nudging.nudge(actor, at, office.meeting.id, BASE_URL, division_id)


def queued() -> list[Message]:
    found = db.session.query(Message).filter_by(kind=MessageKind.NUDGE).order_by(Message.id).all()
    db.session.commit()
    return found


def test_one_tap_tells_the_head_of_the_division_all_that_it_owes(office: Office, secretary: Actor) -> None:
    told = nudge(office, secretary, office.finance.id)
    assert [(one.to.title, one.address) for one in told.told] == [("ผู้อำนวยการกองคลัง", office.head.email)]
    [message] = queued()
    assert (message.user_id, message.state, message.step) == (office.head.id, MessageState.WAITING, f"nudge-{TODAY}")
    assert message.measure_numbers == ["1", "2"]
    assert "ปรับปรุงขั้นตอนการให้บริการ" in message.body_text
    [event] = db.session.query(AuditEvent).filter_by(event="people_nudged").all()
    assert (event.subject_id, event.after) == (office.meeting.id, {"messages": 1})


def test_everybody_who_is_missing_is_told_at_once(office: Office, secretary: Actor) -> None:
    nudge(office, secretary)
    assert {message.user_id for message in queued()} == {office.head.id, office.other_head.id}


def test_who_has_sent_everything_is_left_alone(office: Office, secretary: Actor) -> None:
    submit(office, report_on(office.shared, office.works), office.other_head)
    with pytest.raises(Refusal, match="has sent everything"):
        nudge(office, secretary, office.works.id)
    nudge(office, secretary)
    assert {message.user_id for message in queued()} == {office.head.id}


def test_when_every_report_is_in_there_is_nobody_to_remind(office: Office, secretary: Actor) -> None:
    for measure, division, person in (
        (office.own, office.finance, office.head),
        (office.shared, office.finance, office.head),
        (office.shared, office.works, office.other_head),
    ):
        submit(office, report_on(measure, division), person)
    with pytest.raises(Refusal, match="Every report is in"):
        nudge(office, secretary)


def test_a_second_tap_on_the_same_day_is_refused_and_says_when_the_first_was(office: Office, secretary: Actor) -> None:
    nudge(office, secretary, office.finance.id)
    with pytest.raises(Refusal) as refused:
        nudge(office, secretary, office.finance.id, AT + timedelta(hours=3))
    assert refused.value.values == {
        "who": "ผู้อำนวยการกองคลัง", "day": TODAY, "time": "10:00", "again": TODAY + timedelta(days=1),
    }  # fmt: skip
    told = nudge(office, secretary, at=AT + timedelta(hours=3))
    assert [one.to.title for one in told.told] == ["ผู้อำนวยการกองช่าง"]
    assert [one.to.title for one in told.held_back] == ["ผู้อำนวยการกองคลัง"]
    assert len(queued()) == 2


@pytest.mark.parametrize("gap, is_allowed", [(1, True), (2, False)])
def test_the_agencys_gap_counts_the_programs_own_reminders_too(
    office: Office, secretary: Actor, gap: int, is_allowed: bool
) -> None:
    office.agency.minimum_gap_days = gap
    db.session.add(office.agency)
    db.session.commit()
    reminding.queue_reminders(office.agency.id, AT, BASE_URL)
    for message in db.session.query(Message):
        message.state, message.finished_at = MessageState.SENT, AT
    db.session.commit()
    tomorrow = AT + timedelta(days=1)
    if is_allowed:
        nudge(office, secretary, office.finance.id, tomorrow)
    else:
        with pytest.raises(Refusal, match="was asked on"):
            nudge(office, secretary, office.finance.id, tomorrow)
    assert len(queued()) == is_allowed


def test_what_was_given_up_told_nobody_and_may_be_tried_again(office: Office, secretary: Actor) -> None:
    nudge(office, secretary, office.finance.id)
    [message] = queued()
    message.state = MessageState.GIVEN_UP
    db.session.commit()
    nudge(office, secretary, office.finance.id, AT + timedelta(hours=1))
    assert [one.step for one in queued()] == [f"nudge-{TODAY}", f"nudge-{TODAY}-2"]


def test_an_empty_division_falls_to_the_secretary_who_is_told_why(office: Office, secretary: Actor) -> None:
    for membership in db.session.query(Membership).filter_by(division_id=office.works.id):
        membership.ends_on = TODAY - timedelta(days=1)
    db.session.commit()
    [notice] = nudge(office, secretary, office.works.id).told
    assert notice.to.title == "หัวหน้าสำนักปลัดเทศบาล"
    assert "จึงแจ้งเลขานุการ" in queued()[0].why


def test_whoever_acts_for_the_head_is_told_in_their_place(office: Office, secretary: Actor) -> None:
    acting = factories.create_person(
        office.agency, Role.DIVISION_HEAD, office.finance, title="รักษาราชการแทนผู้อำนวยการกองคลัง", is_acting=True
    )
    nudge(office, secretary, office.finance.id)
    assert [message.user_id for message in queued()] == [acting.id]


def test_nobody_is_reminded_before_the_reports_open_after_the_meeting_or_in_a_closed_month(
    office: Office, secretary: Actor
) -> None:
    later = factories.create_meeting(office.agency, HELD_ON + timedelta(days=28), HELD_ON.replace(day=1))
    with pytest.raises(Refusal, match="not open yet"):
        nudging.nudge(secretary, AT, later.id, BASE_URL)
    with pytest.raises(Refusal, match="The meeting is over"):
        nudge(office, secretary, at=factories.moment(HELD_ON + timedelta(days=1)))
    closing.close_month(secretary, factories.moment(HELD_ON), office.meeting.id)
    with pytest.raises(Refusal, match="closed"):
        nudge(office, secretary, at=factories.moment(HELD_ON))
    assert queued() == []


def test_only_the_office_reminds(office: Office) -> None:
    for user in (office.head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            nudge(office, factories.actor_of(office.agency, user))


def test_another_agencys_meeting_is_not_there(secretary: Actor, foreign_office: Office) -> None:
    with pytest.raises(NotFound):
        nudging.nudge(secretary, AT, foreign_office.meeting.id, BASE_URL)


def test_two_taps_in_the_same_instant_tell_each_person_once(app: Flask, office: Office, secretary: Actor) -> None:
    db.session.commit()
    start, refused = threading.Barrier(2), []

    def tap() -> None:
        with app.app_context(), agency_scope(office.agency.id):
            start.wait(30)
            try:
                nudge(office, secretary)
            except Refusal as refusal:
                refused.append(refusal)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=tap) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(queued()) == 2
    assert len(refused) == 1


def test_the_letter_carries_the_readers_own_link_where_the_agency_allows_it(office: Office, secretary: Actor) -> None:
    office.agency.allows_report_links = True
    db.session.add(office.agency)
    db.session.commit()
    nudge(office, secretary, office.finance.id)
    [waiting] = messages.waiting_after(0, AT, 10)
    signer = LinkSigner("a-key-of-the-test", BASE_URL)
    letter = letter_to_send(waiting, messages.text_of(waiting.id), signer, TODAY)
    assert f"{BASE_URL}/r/" in letter.text
