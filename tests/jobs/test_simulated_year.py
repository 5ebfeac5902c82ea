"""A whole year of the five real plans: everything that went out against a table worked out by hand, day by day."""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.simulated_agency import Habits, simulate
from tests.support.simulated_days import Days
from tests.support.told_by_hand import Told, told_in
from tests.support.year_sheet import Settings
from tracker.domain.reminders import MessageKind, MessageState
from tracker.extensions import db
from tracker.models import Message
from tracker.models.isolation import all_agencies

OFFICES = (
    Habits("first-wednesday", Settings(), "weekday 3 1"),
    Habits("the-fifth", Settings(opens=12, reminders=(7, 4, 2), due=1, gap=3, papers=1), "day 5", is_moved_back=True),
    Habits("last-day", Settings(opens=7, reminders=(3,), due=3, eve=2, gap=0, papers=5), "last", is_moved_back=True),
    Habits(
        "second-tuesday",
        Settings(orders_after=2, tells_executives=False, sends_papers=False),
        "weekday 2 2",
        left_out=(3, 4, 8),
    ),
    # Its plan gives everything to all divisions and names none.
    Habits("the-twentieth", Settings(reminders=(8, 5, 3), gap=4), "day 20", divisions=("สำนักปลัด", "กองคลัง", "กองช่าง")),
)
EVERY_KIND = {
    MessageKind.REQUEST,
    MessageKind.REMINDER,
    MessageKind.MISSING_LIST,
    MessageKind.ESCALATION,
    MessageKind.PRE_READ,
    MessageKind.PREFLIGHT,
    MessageKind.EXECUTIVE_DIGEST,
    MessageKind.ORDERS,
}
ON_BOTH = [("sqlite", place) for place in range(len(OFFICES))]


@pytest.mark.parametrize(
    ("database_url", "place"),
    [*ON_BOTH, pytest.param("postgresql", 0, marks=pytest.mark.postgresql)],
    indirect=["database_url"],
    ids=lambda value: OFFICES[value].name if isinstance(value, int) else value,
)
def test_everybody_is_told_what_the_rules_say_and_nobody_else(app: Flask, shared_dir: Path, place: int) -> None:
    seed = int(os.environ.get("TRACKER_TEST_SEED") or 2569)
    sys.stderr.write(f"TRACKER_TEST_SEED={seed}\n")  # Shown when the test fails.
    file = sorted((shared_dir / "seeds").iterdir())[place]
    with app.app_context(), all_agencies():
        agency = simulate(file, OFFICES[place], random.Random(seed))
        expected = Counter(told_in(agency.sheet, agency.first, agency.last))
        told = Counter(Days(agency, app.config["TRACKER"]).told())
        states = set(db.session.scalars(select(Message.state)))
    missing, extra = in_order(expected - told), in_order(told - expected)
    assert (missing, extra) == ([], [])
    assert [one for one in told if not agency.sheet.works_on(one.day)] == []
    rules = OFFICES[place].settings
    left_out = {MessageKind.EXECUTIVE_DIGEST: not rules.tells_executives, MessageKind.PRE_READ: not rules.sends_papers}
    assert {one.kind for one in told} == EVERY_KIND - {kind for kind, is_left_out in left_out.items() if is_left_out}
    assert states == {MessageState.SENT}


def in_order(told: Counter[Told]) -> list[Told]:
    return sorted(told.elements(), key=lambda one: (one.day, one.who, one.kind))
