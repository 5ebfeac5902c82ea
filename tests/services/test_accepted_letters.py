"""The moment between the mail server's acceptance and our own commit, in which the database may be gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from tests.services.mail_office import Office, create_office
from tests.support.mailbox import Mailbox
from tracker.domain.reminders import MessageState
from tracker.models.isolation import all_agencies


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with app.app_context(), all_agencies():
        yield create_office(app, divisions=1)


def test_a_letter_that_was_accepted_does_not_go_again_because_the_connection_was_lost(
    office: Office, mailbox: Mailbox
) -> None:
    """The next statement finds a new connection, and must not be the one that puts the letter off."""
    lost: list[object] = []

    def lose_once(_connection: object, _cursor: object, statement: object, values: Any, *_rest: object) -> None:
        if mailbox.letters and not lost:
            lost.append(statement)
            raise OperationalError("UPDATE message", values, OSError("server closed the connection unexpectedly"))

    event.listen(Engine, "before_cursor_execute", lose_once)
    try:
        with pytest.raises(OperationalError):
            office.send()
    finally:
        event.remove(Engine, "before_cursor_execute", lose_once)
    assert office.states() == [MessageState.HANDED_OVER]
    office.send()
    assert office.states() == [MessageState.SENT]
    assert len(mailbox.letters) == 1
