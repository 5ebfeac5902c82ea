from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.factories import actor_of, moment
from tests.support.mailbox import Mailbox
from tests.support.office import TODAY, Office
from tests.support.queries import count_queries
from tracker.config import Config
from tracker.domain.errors import NotAllowed
from tracker.domain.permissions import Actor
from tracker.domain.reminders import MessageKind
from tracker.domain.wording import BadWording, Wording
from tracker.extensions import db
from tracker.models import AuditEvent, Message
from tracker.models.isolation import enter_agency
from tracker.queries import wordings
from tracker.services import wording as service
from tracker.services.invitations import invite
from tracker.services.mail_carrier import MailCarrier
from tracker.services.reminding import queue_reminders
from tracker.services.sending import send_waiting

NOW = moment(TODAY)
BASE_URL = "http://127.0.0.1:5000"
OWN = Wording("ด่วน {เดือนย่อ}", "ถึง {ส่วนราชการ}", "โปรดส่งภายใน{กำหนดส่ง}")
LATER = Wording("ด่วนมาก {เดือนย่อ}", "ถึง {ส่วนราชการ}", "โปรดส่งภายใน{กำหนดส่ง}")
INVITING = Wording("เชิญ{การประชุม}", "ประชุมที่ {สถานที่ประชุม} เวลา {เวลาประชุม}", "ขอบคุณ")


def to_head(office: Office, kind: MessageKind) -> Message:
    enter_agency(office.agency.id)
    db.session.expire_all()
    return db.session.query(Message).filter_by(user_id=office.head.id, kind=kind).one()


def test_an_agencys_words_stand_in_what_is_queued(secretary: Actor, office: Office, foreign_office: Office) -> None:
    service.set_wording(secretary, NOW, MessageKind.REQUEST, OWN)
    for agency in (office.agency, foreign_office.agency):
        queue_reminders(agency.id, NOW, BASE_URL)
    message = to_head(office, MessageKind.REQUEST)
    assert message.subject == "ด่วน ม.ค. 2569"
    assert "\nถึง กองคลัง\n" in message.body_text
    assert "โปรดส่งภายในวันจันทร์ที่ 2 กุมภาพันธ์ 2569" in message.body_html
    enter_agency(foreign_office.agency.id)
    assert "ด่วน" not in "".join(one.subject for one in db.session.query(Message))


def test_what_waits_is_sent_in_the_words_of_the_day(
    app: Flask, secretary: Actor, office: Office, mailbox: Mailbox
) -> None:
    config: Config = app.config["TRACKER"]
    service.set_wording(secretary, NOW, MessageKind.REQUEST, OWN)
    queue_reminders(office.agency.id, NOW, BASE_URL)
    enter_agency(office.agency.id)
    service.set_wording(secretary, NOW, MessageKind.REQUEST, LATER)
    send_waiting(MailCarrier(config.mail, lambda: NOW), lambda: NOW, config.instance, BASE_URL)
    assert {letter.subject for letter in mailbox.letters} == {"ด่วนมาก ม.ค. 2569"}


def test_an_invitation_has_words_of_its_own(secretary: Actor, office: Office) -> None:
    service.set_wording(secretary, NOW, MessageKind.INVITATION, INVITING)
    invite(secretary, NOW, office.meeting.id, BASE_URL)
    message = to_head(office, MessageKind.INVITATION)
    assert message.subject.startswith("เชิญ")
    assert "{" not in message.body_text


def test_words_of_all_messages_of_an_agency_take_one_statement(secretary: Actor, office: Office) -> None:
    with count_queries() as statements:
        queue_reminders(office.agency.id, NOW, BASE_URL)
    assert len([one for one in statements if "FROM wording" in one]) == 1


def test_what_cannot_be_filled_in_is_not_saved(secretary: Actor, office: Office) -> None:
    with pytest.raises(BadWording):
        service.set_wording(secretary, NOW, MessageKind.REQUEST, Wording("{x}", "y", "z"))
    db.session.rollback()
    assert wordings.wordings(office.agency.id) == {}


def test_the_log_has_the_words_of_before_and_after(secretary: Actor) -> None:
    for wording in (OWN, OWN, LATER):
        service.set_wording(secretary, NOW, MessageKind.REQUEST, wording)
    service.back_to_own_wording(secretary, NOW, MessageKind.REQUEST)
    service.back_to_own_wording(secretary, NOW, MessageKind.REQUEST)
    events = db.session.query(AuditEvent).filter_by(event="wording_changed").order_by(AuditEvent.id)
    subjects = [(event.before["words"].partition("\n")[0], event.after["words"].partition("\n")[0]) for event in events]
    assert subjects == [("", OWN.subject), (OWN.subject, LATER.subject), (LATER.subject, "")]


def test_nobody_else_changes_them(office: Office, secretary: Actor) -> None:
    for user in (office.head, office.executive, office.auditor):
        actor = actor_of(office.agency, user, date(2026, 2, 1))
        with pytest.raises(NotAllowed):
            service.set_wording(actor, NOW, MessageKind.REQUEST, OWN)
        with pytest.raises(NotAllowed):
            service.back_to_own_wording(actor, NOW, MessageKind.REQUEST)
