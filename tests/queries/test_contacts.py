from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories import moment
from tests.support.office import TODAY, Office
from tests.support.queries import count_queries
from tracker.domain.chat_addresses import masked
from tracker.domain.recipients import Holder
from tracker.domain.reminders import Channel
from tracker.domain.ways import Way
from tracker.extensions import db
from tracker.models import ChannelAccount, ContactAddress, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import contacts, people

USER_ID = "U0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


def account(channel: Channel, name: str, *, group: bytes | None = None, is_on: bool = True) -> ChannelAccount:
    row = ChannelAccount(
        channel=channel, name=name, credential=b"sealed", group_address=group, is_on=is_on, added_at=moment(TODAY)
    )
    db.session.add(row)
    db.session.commit()
    return row


def give_address(user: User, address: str = USER_ID) -> None:
    db.session.add(ContactAddress(user_id=user.id, channel=Channel.LINE, address=address))
    db.session.commit()


def everybody() -> list[Holder]:
    return people.posts_on(TODAY).holders


def test_without_an_account_everybody_is_reached_by_mail(office: Office) -> None:
    give_address(office.head)
    found = contacts.ways(everybody())
    assert found[office.head.id] == (Way(Channel.EMAIL, office.head.email),)
    assert found.keys() == {holder.user_id for holder in everybody()}


def test_whoever_has_a_line_address_is_reached_there_first(office: Office) -> None:
    give_address(office.head)
    line = account(Channel.LINE, "LINE ของเทศบาล")
    found = contacts.ways(everybody())
    assert found[office.head.id] == (Way(Channel.LINE, masked(USER_ID), line.id), Way(Channel.EMAIL, office.head.email))
    assert found[office.officer.id] == (Way(Channel.EMAIL, office.officer.email),)


def test_an_account_that_is_off_or_writes_to_a_group_reaches_no_single_person(office: Office) -> None:
    give_address(office.head)
    account(Channel.LINE, "ปิดไว้", is_on=False)
    account(Channel.LINE, "กลุ่มหัวหน้า", group=b"sealed")
    account(Channel.TEAMS, "Teams")
    assert contacts.line_ways() == {}


def test_of_several_accounts_the_first_writes(office: Office) -> None:
    give_address(office.head)
    first = account(Channel.LINE, "ที่หนึ่ง")
    account(Channel.LINE, "ที่สอง")
    assert contacts.line_ways()[office.head.id].account_id == first.id


def test_groups_are_those_whose_account_is_on() -> None:
    account(Channel.LINE, "LINE ของเทศบาล")
    group = account(Channel.LINE, "กลุ่มหัวหน้า", group=b"sealed")
    account(Channel.WEBHOOK, "ปิดไว้", is_on=False)
    hook = account(Channel.WEBHOOK, "ห้องประชุม")
    assert [(one.id, one.way) for one in contacts.groups()] == [
        (group.id, Way(Channel.LINE, "กลุ่มหัวหน้า", group.id)),
        (hook.id, Way(Channel.WEBHOOK, "ห้องประชุม", hook.id)),
    ]


def test_pages_show_the_ends_of_an_address_only(office: Office) -> None:
    give_address(office.head)
    assert contacts.line_addresses() == {office.head.id: "U012…cdef"}
    assert contacts.line_address_of(office.head.id) == USER_ID
    assert contacts.line_address_of(office.officer.id) is None


def test_an_account_writes_for_its_own_agency_only(office: Office, foreign_office: Office) -> None:
    give_address(office.head)
    with agency_scope(foreign_office.agency.id):
        account(Channel.LINE, "LINE ของเทศบาลอื่น")
        account(Channel.TEAMS, "Teams ของเทศบาลอื่น")
    assert contacts.line_ways() == {}
    assert contacts.groups() == []
    with all_agencies():
        assert contacts.line_ways() == {}


def test_the_ways_of_all_people_take_one_statement() -> None:
    holders = everybody()
    with count_queries() as queries:
        contacts.ways(holders)
    assert len(queries) == 1
