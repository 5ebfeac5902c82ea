from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.factories import actor_of, moment
from tests.support import chat_services
from tests.support.chat_services import (
    HOOK_PATH,
    LINE_GROUP,
    LINE_PERSON,
    SIGNATURE,
    TOKEN,
    as_line,
    as_webhook,
    teams_address,
)
from tests.support.office import TODAY, Office
from tracker.channels.sealing import Sealer
from tracker.config import ChatServices, Config
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.reminders import Channel
from tracker.extensions import db
from tracker.models import AuditEvent, ChannelAccount
from tracker.models.isolation import enter_agency
from tracker.queries import channel_accounts as queries
from tracker.services import channel_accounts as service
from tracker.services import contacts
from tracker.services.channel_accounts import AccountEntry

NOW = moment(TODAY)
LATER = moment(TODAY, hour=15)
LINE = AccountEntry(Channel.LINE, "LINE ของเทศบาล", TOKEN)
GROUP = AccountEntry(Channel.LINE, "กลุ่มหัวหน้าส่วนราชการ", TOKEN, LINE_GROUP)
TEAMS = AccountEntry(Channel.TEAMS, "Teams สำนักปลัด", teams_address("https://prod-1.logic.azure.com:443"))
HOOK = AccountEntry(Channel.WEBHOOK, "ห้องประชุม", f"https://chat.example.com{HOOK_PATH}")
SECRETS = (TOKEN, SIGNATURE, HOOK_PATH, LINE_GROUP, LINE_PERSON)


@pytest.fixture
def services(app: Flask) -> ChatServices:
    config: Config = app.config["TRACKER"]
    return config.chat


@pytest.fixture
def sealer(office: Office) -> Sealer:
    return Sealer("key", office.agency.id)


@pytest.fixture
def add(secretary: Actor, sealer: Sealer, services: ChatServices) -> Callable[[AccountEntry], int]:
    return lambda entry: service.add_account(secretary, NOW, sealer, services, entry)


@pytest.fixture
def change(secretary: Actor, sealer: Sealer, services: ChatServices) -> Callable[[int, AccountEntry], None]:
    return lambda id_, entry: service.change_account(secretary, LATER, sealer, services, id_, entry)


Add = Callable[[AccountEntry], int]
ChangeAccount = Callable[[int, AccountEntry], None]


def row(account_id: int) -> ChannelAccount:
    db.session.expire_all()
    return db.session.query(ChannelAccount).filter_by(id=account_id).one()


def events() -> list[tuple[str, dict[str, Any]]]:
    return [(event.event, event.after) for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def everything_written() -> str:
    facts = [(event.before, event.after) for event in db.session.query(AuditEvent)]
    return f"{facts} {queries.accounts()}"


@pytest.mark.parametrize("entry", [LINE, GROUP, TEAMS, HOOK], ids=lambda entry: entry.name)
def test_it_keeps_an_account_without_showing_its_secrets(add: Add, sealer: Sealer, entry: AccountEntry) -> None:
    account_id = add(entry)
    account = row(account_id)
    assert service.opened(account, sealer).credential == entry.secret
    assert service.opened(account, sealer).to == entry.group
    assert not [secret for secret in SECRETS if secret.encode() in account.credential + (account.group_address or b"")]
    assert not [secret for secret in SECRETS if secret in everything_written() + repr(entry)]
    [shown] = queries.accounts()
    assert (shown.name, shown.is_on, shown.is_of_group) == (entry.name, True, entry is not LINE)
    assert shown.set_at == NOW
    assert events() == [("channel_added", {"channel": entry.channel, "name": entry.name})]


@pytest.mark.parametrize(
    "entry, field",
    [
        (dataclasses.replace(LINE, name="  "), "name"),
        (dataclasses.replace(LINE, name="ก" * 201), "name"),
        (dataclasses.replace(LINE, secret=""), "secret"),
        (dataclasses.replace(GROUP, group="กลุ่ม"), "group"),
        (dataclasses.replace(TEAMS, secret="https://example.com/hook"), "secret"),
        (dataclasses.replace(HOOK, secret="http://chat.example.com/x"), "secret"),
        (dataclasses.replace(HOOK, secret="https://192.168.1.1/x"), "secret"),
        (dataclasses.replace(HOOK, channel=Channel.EMAIL), "channel"),
    ],
)
def test_what_cannot_be_used_is_said_when_it_is_saved(add: Add, entry: AccountEntry, field: str) -> None:
    with pytest.raises(Refusal) as raised:
        add(entry)
    assert raised.value.field == field
    db.session.rollback()
    assert queries.accounts() == []


def test_two_accounts_have_two_names(add: Add, change: ChangeAccount) -> None:
    add(HOOK)
    with pytest.raises(Refusal, match="already an account"):
        add(dataclasses.replace(TEAMS, name=HOOK.name))
    db.session.rollback()
    teams = add(TEAMS)
    with pytest.raises(Refusal, match="already an account"):
        change(teams, dataclasses.replace(TEAMS, name=HOOK.name))


def test_an_empty_secret_leaves_the_old_one(add: Add, change: ChangeAccount, sealer: Sealer) -> None:
    account_id = add(GROUP)
    change(account_id, AccountEntry(Channel.LINE, "ชื่อใหม่"))
    account = row(account_id)
    assert (account.name, account.added_at) == ("ชื่อใหม่", NOW)
    assert service.opened(account, sealer).credential == TOKEN
    assert service.opened(account, sealer).to == LINE_GROUP
    assert [name for name, _ in events()] == ["channel_added", "channel_changed"]


def test_a_new_secret_and_a_new_group_take_their_place(add: Add, change: ChangeAccount, sealer: Sealer) -> None:
    account_id = add(GROUP)
    change(account_id, AccountEntry(Channel.LINE, GROUP.name, "another-token-of-the-account", "R" + "0" * 32))
    target = service.opened(row(account_id), sealer)
    assert (target.credential, target.to) == ("another-token-of-the-account", "R" + "0" * 32)
    assert row(account_id).added_at == LATER
    assert [name for name, _ in events()] == ["channel_added", "channel_secret_set"]
    assert "another-token" not in everything_written()


def test_an_account_for_people_does_not_become_one_for_a_group(add: Add, change: ChangeAccount) -> None:
    with pytest.raises(Refusal, match="each person"):
        change(add(LINE), AccountEntry(Channel.LINE, LINE.name, group=LINE_GROUP))


def test_one_account_only_writes_to_single_people(add: Add, secretary: Actor) -> None:
    first = add(LINE)
    with pytest.raises(Conflict):
        add(dataclasses.replace(LINE, name="อีกบัญชี"))
    db.session.rollback()
    service.switch_account(secretary, NOW, first, is_on=False)
    add(dataclasses.replace(LINE, name="อีกบัญชี"))
    with pytest.raises(Conflict):
        service.switch_account(secretary, NOW, first, is_on=True)


def test_a_removed_account_leaves_no_secret_and_its_name_comes_back(add: Add, secretary: Actor, sealer: Sealer) -> None:
    account_id = add(GROUP)
    service.remove_account(secretary, NOW, account_id)
    account = row(account_id)
    assert (account.credential, account.group_address, account.is_on) == (b"", b"", False)
    assert queries.accounts() == []
    with pytest.raises(NotFound):
        service.remove_account(secretary, NOW, account_id)
    assert add(dataclasses.replace(HOOK, name=GROUP.name)) == account_id
    assert service.opened(row(account_id), sealer).credential == HOOK.secret
    assert [name for name, _ in events()] == ["channel_added", "channel_removed", "channel_added"]


Attempt = Callable[[Actor, Sealer, ChatServices, int], object]
ATTEMPTS: list[Attempt] = [
    lambda actor, sealer, services, _: service.add_account(actor, NOW, sealer, services, TEAMS),
    lambda actor, sealer, services, id_: service.change_account(actor, NOW, sealer, services, id_, TEAMS),
    lambda actor, _, __, id_: service.switch_account(actor, NOW, id_, is_on=False),
    lambda actor, _, __, id_: service.remove_account(actor, NOW, id_),
    lambda actor, sealer, services, id_: service.send_test(actor, sealer, services, id_),
    lambda actor, _, __, ___: contacts.set_line_address(actor, NOW, actor.user_id, ""),
]


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=["add", "change", "switch", "remove", "test", "address"])
def test_nobody_else_may(office: Office, add: Add, sealer: Sealer, services: ChatServices, attempt: Attempt) -> None:
    account_id = add(HOOK)
    for user in (office.head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            attempt(actor_of(office.agency, user, TODAY), sealer, services, account_id)


def test_the_accounts_of_another_agency_do_not_exist(
    office: Office, foreign_office: Office, add: Add, secretary: Actor
) -> None:
    account_id = add(HOOK)
    enter_agency(foreign_office.agency.id)
    with pytest.raises(NotFound):
        service.remove_account(actor_of(foreign_office.agency, foreign_office.secretary, TODAY), NOW, account_id)


def test_a_test_message_tells_what_the_service_said(
    add: Add, secretary: Actor, sealer: Sealer, services: ChatServices
) -> None:
    with chat_services.running(as_webhook) as hook:
        account_id = add(dataclasses.replace(HOOK, secret=f"{hook.url}{HOOK_PATH}"))
        trial = service.send_test(secretary, sealer, services, account_id)
        assert (trial.has_arrived, trial.words) == (True, "200 {}")
        hook.next_answers = [(404, {"message": f"no hook at {HOOK_PATH}"})]
        trial = service.send_test(secretary, sealer, services, account_id)
        assert (trial.has_arrived, trial.words) == (False, "404 no hook at …")
    assert len(hook.accepted) == 1


def test_the_test_of_a_line_account_goes_to_whoever_asks(
    add: Add, secretary: Actor, sealer: Sealer, services: ChatServices
) -> None:
    account_id = add(LINE)
    with pytest.raises(Refusal, match="your own LINE user ID"):
        service.send_test(secretary, sealer, services, account_id)
    contacts.set_line_address(secretary, NOW, secretary.user_id, LINE_PERSON)
    with chat_services.running(as_line) as line:
        at_stand_in = dataclasses.replace(services, line_url=line.url)
        assert service.send_test(secretary, sealer, at_stand_in, account_id).has_arrived
        assert line.accepted[0].json["to"] == LINE_PERSON


def test_another_key_is_a_sentence(add: Add, secretary: Actor, services: ChatServices) -> None:
    account_id = add(HOOK)
    with pytest.raises(Refusal, match="key is another one"):
        service.send_test(secretary, Sealer("another key", secretary.agency_id), services, account_id)


def test_an_address_is_written_changed_and_taken_away(secretary: Actor, office: Office) -> None:
    for address in (LINE_PERSON, LINE_PERSON, "U" + "f" * 32, " "):
        contacts.set_line_address(secretary, NOW, office.head.id, address)
    shown = [after["address"] for name, after in events() if name == "contact_changed"]
    assert shown == ["U012…cdef", "Ufff…ffff", ""]
    assert LINE_PERSON not in everything_written()


def test_an_address_belongs_to_somebody_here(secretary: Actor, foreign_office: Office) -> None:
    with pytest.raises(NotFound):
        contacts.set_line_address(secretary, NOW, foreign_office.head.id, LINE_PERSON)
    with pytest.raises(Refusal):
        contacts.set_line_address(secretary, NOW, secretary.user_id, "@line")
