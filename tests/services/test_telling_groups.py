from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from tests.factories import actor_of, moment
from tests.support import chat_services
from tests.support.chat_services import HOOK_PATH, as_webhook
from tests.support.office import TODAY, Office
from tracker.channels.sealing import Sealer
from tracker.config import Config
from tracker.domain.recipients import Group
from tracker.domain.reminders import Channel, MessageKind, MessageState, Notice
from tracker.extensions import db
from tracker.models import Message
from tracker.models.isolation import enter_agency
from tracker.services import channel_accounts
from tracker.services.channel_accounts import AccountEntry
from tracker.services.chat_posting import ChatCarrier
from tracker.services.reminding import notices_due, queue_reminders
from tracker.services.sending import send_waiting

NOW = moment(TODAY)
DUE_DAY = date(2026, 2, 2)
BASE_URL = "http://127.0.0.1:5000"


@pytest.fixture
def hook() -> Iterator[chat_services.ChatService]:
    with chat_services.running(as_webhook) as service:
        yield service


@pytest.fixture
def group(app: Flask, office: Office, hook: chat_services.ChatService) -> Group:
    config: Config = app.config["TRACKER"]
    enter_agency(office.agency.id)
    entry = AccountEntry(Channel.WEBHOOK, "ห้องหัวหน้าส่วนราชการ", f"{hook.url}{HOOK_PATH}")
    actor = actor_of(office.agency, office.secretary, TODAY)
    sealer = Sealer(config.secret_key, office.agency.id)
    return Group(channel_accounts.add_account(actor, NOW, sealer, config.chat, entry), entry.name)


def to_groups(office: Office, day: date) -> list[Notice]:
    return [notice for notice in notices_due(office.agency.id, moment(day)) if isinstance(notice.to, Group)]


def test_a_group_is_told_of_a_step_once_by_divisions_and_counts(office: Office, group: Group) -> None:
    [notice] = to_groups(office, TODAY)
    assert (notice.to, notice.kind, notice.channel) == (group, MessageKind.REQUEST, Channel.WEBHOOK)
    [section] = notice.digest.sections
    assert [line.text for line in section.lines] == ["กองคลัง 2 เรื่อง", "กองช่าง 1 เรื่อง"]
    assert notice.digest.count == 3
    assert notice.digest.divisions == ("กองคลัง", "กองช่าง")


def test_no_person_is_named(office: Office, group: Group) -> None:
    enter_agency(office.agency.id)
    queue_reminders(office.agency.id, NOW, BASE_URL)
    message = db.session.query(Message).filter_by(account_id=group.account_id).one()
    said = f"{message.subject} {message.body_text} {message.why}"
    for person in (office.head, office.officer, office.other_head, office.secretary):
        assert person.name not in said
    assert "จำนวน 3 เรื่อง" in message.subject
    assert message.body_text.startswith("เรียน ห้องหัวหน้าส่วนราชการ\n")


def test_the_group_hears_when_reports_are_late_and_the_superior_does_not_hear_it_there(
    office: Office, group: Group
) -> None:
    assert {notice.kind for notice in to_groups(office, DUE_DAY)} >= {MessageKind.MISSING_LIST}
    assert MessageKind.ESCALATION not in {notice.kind for notice in to_groups(office, DUE_DAY)}


def test_it_is_posted_once(app: Flask, office: Office, group: Group, hook: chat_services.ChatService) -> None:
    config: Config = app.config["TRACKER"]
    carrier = ChatCarrier(config.secret_key, config.chat, lambda: NOW)
    for _ in range(2):
        queue_reminders(office.agency.id, NOW, BASE_URL)
        send_waiting(carrier, lambda: NOW, config.instance, BASE_URL)
    [text] = hook.texts
    assert "กองคลัง 2 เรื่อง" in text
    enter_agency(office.agency.id)
    states = [row.state for row in db.session.query(Message).filter_by(account_id=group.account_id)]
    assert states == [MessageState.SENT]


def test_without_a_group_nobody_is_told(office: Office) -> None:
    assert to_groups(office, TODAY) == []
