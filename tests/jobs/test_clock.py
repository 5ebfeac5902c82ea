"""A clock that is set back or forth between two ticks, and a machine that was off for days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from jobs.schedule import EVERYTHING, jobs_named, run_in_turn
from tests.factories import moment
from tests.services.mail_office import Office, create_office
from tests.support.forking import Forker, running_forker
from tests.support.mailbox import Mailbox
from tracker import clock
from tracker.domain.reminders import MACHINE_WAS_OFF, MessageState
from tracker.extensions import db, only_reading
from tracker.models import Message
from tracker.models.isolation import all_agencies

AN_HOUR, A_DAY, A_MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=31)
FIRST, LAST = date(2026, 1, 26), date(2026, 2, 4)
"""From the day of the requests to the meeting."""

HEADS = ["head0@example.go.th", "head1@example.go.th", "head2@example.go.th"]
"""They never answer."""


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with app.app_context(), all_agencies():
        office = create_office(app)
        db.session.commit()
        yield office


@pytest.fixture(scope="module")
def forker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    with running_forker("jobs.__main__", tmp_path_factory.mktemp("clock") / "log") as forker:
        yield forker


def tick(app: Flask, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    db.session.rollback()
    assert run_in_turn(app, jobs_named(EVERYTHING))


def arrivals(mailbox: Mailbox) -> Counter[tuple[str, str]]:
    """By recipient and step."""
    with only_reading():
        steps = dict(db.session.execute(select(Message.message_id, Message.step)).all())
    return Counter((letter.recipient, steps[str(letter.message["Message-ID"])]) for letter in mailbox.letters)


@pytest.mark.parametrize("jump", [AN_HOUR, A_DAY, A_MONTH, -AN_HOUR, -A_DAY, -A_MONTH])
def test_a_clock_that_jumps_between_ticks_sends_nothing_twice(
    app: Flask, office: Office, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    """Set back nothing is lost either; set forth the program believes that the days in between have passed."""
    for number in range((LAST - FIRST).days + 1):
        day = moment(FIRST, hour=10) + number * A_DAY
        for now in (day, day + jump, day):
            tick(app, monkeypatch, now)
    arrived = arrivals(mailbox)
    assert set(arrived.values()) == {1}
    if jump < timedelta(0):
        to_heads = {step for recipient, step in arrived if recipient in HEADS}
        assert to_heads == {"request", "reminder-5", "reminder-3", "pre-read"}
        assert {"missing", "preflight"} <= {step for _, step in arrived}


def test_after_days_off_what_is_of_use_goes_out_once_and_the_rest_is_written_down(
    forker: Forker, settings: dict[str, str], office: Office, mailbox: Mailbox
) -> None:
    """On from the day of the requests, off over both reminders, on again on the day after the reports were due."""

    def on(day: str) -> list[str]:
        before = len(mailbox.letters)
        forker.start(["tick", "--date", day], settings)
        assert forker.exit_code() == 0, forker.said()
        return sorted(letter.recipient for letter in mailbox.letters[before:])

    assert on("2026-01-26") == HEADS
    before = arrivals(mailbox)
    assert on("2026-02-03")
    came = arrivals(mailbox) - before
    assert {step for recipient, step in came if recipient in HEADS} == {"pre-read"}, "the papers are of use until then"
    assert {step for recipient, step in came if recipient not in HEADS} == {"missing", "preflight"}
    assert on("2026-02-03") == []
    with only_reading():
        skipped = db.session.scalars(select(Message).where(Message.state == MessageState.SKIPPED)).all()
    assert {message.error for message in skipped} == {MACHINE_WAS_OFF}
    assert Counter(message.step for message in skipped) == {"reminder-5": 3, "reminder-3": 3}
