from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support import chat_services
from tests.support.chat_services import HOOK_PATH, LINE_PERSON, TOKEN, as_webhook
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.extensions import db
from tracker.models import ChannelAccount
from tracker.models.isolation import agency_scope

HOOK = f"https://chat.example.com{HOOK_PATH}"


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def add(visitor: Visitor, **fields: str) -> None:
    entry: dict[str, Any] = {"channel": "webhook", "name": "ห้องประชุม", "secret": HOOK} | fields
    form = visitor.get("/agency/channels/add").one("form", action="/agency/channels/add")
    visitor.send(form, **entry)


def account_of(office: Office) -> ChannelAccount:
    with agency_scope(office.agency.id):
        return db.session.query(ChannelAccount).populate_existing().one()


def press(visitor: Visitor, action: str) -> None:
    visitor.send(visitor.page.one("form", action=action))


def test_an_account_is_added_and_its_secret_is_never_shown_again(secretary: Visitor, office: Office) -> None:
    add(secretary, channel="line", name="LINE ของเทศบาล", secret=TOKEN)
    assert "LINE ของเทศบาล" in secretary.page.one("section", id="accounts").text
    assert "Each person" in secretary.page.text
    account = account_of(office)
    for page in ("/agency/channels", f"/agency/channels/{account.id}", "/audit"):
        factories.sign_in(secretary.client, office.administrator)
        secretary.get(page)
        assert TOKEN not in secretary.response.text
    form = secretary.get(f"/agency/channels/{account.id}").one("form", action=f"/agency/channels/{account.id}")
    assert form.one("input", name="secret")["value"] == ""


def test_what_cannot_be_used_is_said_at_its_field_and_not_repeated(secretary: Visitor) -> None:
    add(secretary, secret="https://10.0.0.7/hooks/SECRETSECRET")
    assert "inside a private network" in secretary.page.one("main").text
    assert "SECRETSECRET" not in secretary.response.text
    add(secretary, channel="", name="")
    assert "Write a name" in secretary.page.text


def test_a_lost_sign_in_keeps_the_words_but_not_the_secret(secretary: Visitor) -> None:
    form = secretary.get("/agency/channels/add").one("form", action="/agency/channels/add")
    with secretary.client.session_transaction() as session:
        del session["_user_id"]
    secretary.send(form, status=401, name="ห้องประชุม", secret=HOOK)
    assert "ห้องประชุม" in secretary.response.text
    assert HOOK not in secretary.response.text


def test_an_account_is_switched_off_on_and_removed(secretary: Visitor, office: Office) -> None:
    add(secretary)
    address = f"/agency/channels/{account_of(office).id}"
    press(secretary, f"{address}/off")
    assert account_of(office).is_on is False
    press(secretary, f"{address}/on")
    assert account_of(office).is_on is True
    press(secretary, f"{address}/remove")
    assert "There is no account yet." in secretary.page.text
    secretary.get(address, status=404)


def test_a_test_message_shows_what_the_service_said(secretary: Visitor, office: Office) -> None:
    with chat_services.running(as_webhook) as hook:
        add(secretary, secret=f"{hook.url}{HOOK_PATH}")
        address = f"/agency/channels/{account_of(office).id}"
        press(secretary, f"{address}/test")
        assert "has arrived. The service said: 200" in secretary.page.text
        hook.next_answers = [(403, {"message": f"closed: {HOOK_PATH}"})]
        press(secretary, f"{address}/test")
    assert "did not arrive. The reason: 403 closed: …" in secretary.page.text
    press(secretary, f"{address}/test")
    assert "did not arrive" in secretary.page.text
    assert HOOK_PATH not in secretary.response.text


def test_the_test_of_a_line_account_asks_for_ones_own_address_first(secretary: Visitor, office: Office) -> None:
    add(secretary, channel="line", secret=TOKEN)
    press(secretary, f"/agency/channels/{account_of(office).id}/test")
    assert "write your own LINE user ID" in secretary.page.text


def test_a_second_account_for_people_is_refused_in_words(secretary: Visitor) -> None:
    add(secretary, channel="line", secret=TOKEN)
    add(secretary, channel="line", secret=TOKEN, name="อีกบัญชี")
    assert "writes to each person already" in secretary.page.text


def test_a_name_changes_without_the_secret(secretary: Visitor, office: Office) -> None:
    add(secretary)
    sealed = account_of(office).credential
    address = f"/agency/channels/{account_of(office).id}"
    secretary.send(secretary.get(address).one("form", action=address), name="ห้องผู้บริหาร")
    assert account_of(office).name == "ห้องผู้บริหาร"
    assert account_of(office).credential == sealed


def test_a_line_address_is_written_down_and_shown_by_its_ends(secretary: Visitor, office: Office) -> None:
    address = f"/agency/channels/people/{office.head.id}"
    assert "Is told by mail" in secretary.get(address).text
    secretary.send(secretary.page.one("form", action=address), address="@line")
    assert "32 digits" in secretary.page.one("main").text
    secretary.send(secretary.page.one("form", action=address), address=LINE_PERSON)
    assert "U012…cdef" in secretary.page.one("section", id="people").text
    assert LINE_PERSON not in secretary.response.text
