"""The agency's accounts with chat services: added, changed, switched off, tried out and removed.

What opens an account is encrypted as soon as it is written down; nobody is shown it again, and no log has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from tracker.channels.chat import ChatPost, ChatServices, Target, deliver
from tracker.channels.outcomes import Unsent
from tracker.channels.sealing import SealBroken, Sealer
from tracker.domain import chat_addresses
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.reminders import Channel
from tracker.domain.thai_text import clean
from tracker.extensions import db, only_reading
from tracker.models import ChannelAccount
from tracker.queries import channel_accounts as queries
from tracker.queries import contacts
from tracker.services import audit

GROUP_CHANNELS = (Channel.WEBHOOK, Channel.TEAMS)
LONGEST_NAME = 200

TEST_SUBJECT = "ทดสอบการส่งข้อความ"
TEST_TEXT = "ข้อความนี้ส่งจากหน้าตั้งค่าของระบบติดตามมาตรการ ITA เพื่อทดสอบช่องทางแจ้งเตือน ไม่ต้องดำเนินการใด"


@dataclass(frozen=True, slots=True, repr=False)
class AccountEntry:
    """An account as it was filled in; an empty secret or group leaves what was written down before."""

    channel: Channel
    name: str
    #: The channel access token of LINE, or the address of the webhook or the workflow.
    secret: str = ""
    #: In LINE, the group that is told as one; without it each person is written to.
    group: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    has_arrived: bool
    #: The service's own.
    words: str


def add_account(actor: Actor, now: datetime, sealer: Sealer, services: ChatServices, entry: AccountEntry) -> int:
    """One of a name that was removed takes up its old row, so that its group is not told twice of the same step."""
    may_manage(actor)
    name = _name(entry.name)
    former = queries.account_named(name)
    if former is not None and former.credential:
        raise _taken(name)
    account = former or ChannelAccount(name=name)
    account.channel, account.is_on, account.added_at = entry.channel, True, now
    account.credential, account.group_address = _sealed(entry, sealer, services)
    _only_one_writes_to_people(account)
    db.session.add(account)
    db.session.flush()  # The audit event names its id.
    audit.record(actor, now, "channel_added", account.id, after={"channel": account.channel, "name": name})
    db.session.commit()
    return account.id


def change_account(
    actor: Actor, now: datetime, sealer: Sealer, services: ChatServices, account_id: int, entry: AccountEntry
) -> None:
    """Another name, or another secret or group where one is given; the service stays what it is."""
    may_manage(actor)
    account = _account(account_id)
    before = _facts(account)
    name = _name(entry.name)
    other = queries.account_named(name)
    if other is not None and other.id != account_id:
        raise _taken(name)
    account.name = name
    if entry.group.strip() and account.channel is Channel.LINE:
        if account.group_address is None:
            raise Refusal(N_("This account writes to each person. Add another account for the group."), "group")
        account.group_address = sealer.seal(chat_addresses.line_group(entry.group))
    if entry.secret.strip():
        account.credential, account.added_at = sealer.seal(_secret(account.channel, entry.secret, services)), now
        audit.record(actor, now, "channel_secret_set", account_id, after={"channel": account.channel, "name": name})
    if _facts(account) != before:
        audit.record(actor, now, "channel_changed", account_id, before=before, after=_facts(account))
    db.session.commit()


def switch_account(actor: Actor, now: datetime, account_id: int, is_on: bool) -> None:
    """Off, nothing is sent by it; whoever was written to in LINE is written to by mail again."""
    may_manage(actor)
    account = _account(account_id)
    before = _facts(account)
    account.is_on = is_on
    if is_on:
        _only_one_writes_to_people(account)
    if _facts(account) != before:
        audit.record(actor, now, "channel_changed", account_id, before=before, after=_facts(account))
    db.session.commit()


def remove_account(actor: Actor, now: datetime, account_id: int) -> None:
    """Its secrets are gone for good; the row stays, because messages in the ledger went by it."""
    may_manage(actor)
    account = _account(account_id)
    gone = {"channel": account.channel, "name": account.name}
    account.is_on, account.credential = False, b""
    if account.group_address is not None:
        account.group_address = b""
    audit.record(actor, now, "channel_removed", account_id, before=gone)
    db.session.commit()


def send_test(actor: Actor, sealer: Sealer, services: ChatServices, account_id: int) -> Trial:
    """To the group, or in LINE to the actor; no transaction is open while the service is spoken to."""
    may_manage(actor)
    with only_reading():
        target = _target_of_test(actor, sealer, _account(account_id))
    try:
        post = ChatPost(TEST_SUBJECT, TEST_TEXT, f"<{uuid4()}@test>")
        return Trial(has_arrived=True, words=deliver(target, post, services, lambda: None))
    except Unsent as unsent:
        return Trial(has_arrived=False, words=str(unsent))


def may_manage(actor: Actor) -> None:
    if not can(actor, Action.MANAGE_SETTINGS):
        raise NotAllowed(N_("Only the administrator and the secretary change the settings."))


def opened(account: ChannelAccount, sealer: Sealer, person: str = "") -> Target:
    """Whom it writes to and with what; raises SealBroken. `person` is for LINE, where the account has no group."""
    to = sealer.unseal(account.group_address) if account.group_address is not None else person
    return Target(account.channel, sealer.unseal(account.credential), to)


def _target_of_test(actor: Actor, sealer: Sealer, account: ChannelAccount) -> Target:
    person = contacts.line_address_of(actor.user_id) or ""
    if account.channel is Channel.LINE and account.group_address is None and not person:
        raise Refusal(N_("The test goes to you: write your own LINE user ID on the list of people below first."))
    try:
        return opened(account, sealer, person)
    except SealBroken:
        raise Refusal(
            N_("The program's key is another one than when this account was set. Write its secret once more.")
        ) from None


def _account(account_id: int) -> ChannelAccount:
    account = queries.account_by_id(account_id)
    if account is None:
        raise NotFound(N_("There is no such account."))
    return account


def _facts(account: ChannelAccount) -> dict[str, object]:
    return {"channel": account.channel, "name": account.name, "is_active": account.is_on}


def _name(text: str) -> str:
    name = clean(text)
    if not name:
        raise Refusal(N_("Write a name by which the office knows this account."), "name")
    if len(name) > LONGEST_NAME:
        raise Refusal(N_("Shorten the name to %(most)s letters."), "name", most=LONGEST_NAME)
    return name


def _taken(name: str) -> Refusal:
    return Refusal(N_("There is already an account “%(name)s”. Choose another name."), "name", name=name)


def _sealed(entry: AccountEntry, sealer: Sealer, services: ChatServices) -> tuple[bytes, bytes | None]:
    secret = sealer.seal(_secret(entry.channel, entry.secret, services))
    if entry.channel is not Channel.LINE or not entry.group.strip():
        return secret, None
    return secret, sealer.seal(chat_addresses.line_group(entry.group))


def _secret(channel: Channel, text: str, services: ChatServices) -> str:
    match channel:
        case Channel.LINE:
            return chat_addresses.line_token(text)
        case Channel.TEAMS:
            return chat_addresses.teams_address(text, services.own_hosts)
        case Channel.WEBHOOK:
            return chat_addresses.web_address_text(text, services.own_hosts)
    raise Refusal(N_("Choose LINE, a webhook or Teams."), "channel")


def _only_one_writes_to_people(account: ChannelAccount) -> None:
    """A person's LINE user ID is made for one account and means nothing to another."""
    is_for_people = account.channel is Channel.LINE and account.group_address is None
    if is_for_people and queries.writes_to_people(besides=account.id):
        raise Conflict(N_("Another LINE account writes to each person already. Switch it off first, or name a group."))
