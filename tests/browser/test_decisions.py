"""The secretary types what the chair decides while the meeting goes on: few clicks, no jump, and without a mouse."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from tests.factories import create_measure, create_meeting, sign_in
from tests.support.accessibility import problems
from tests.support.chromium import DESKTOP, PHONE, Visitors, overhang
from tests.support.keyboard import Walk
from tests.support.office import HELD_ON, Office
from tracker import clock
from tracker.domain.decisions import DecisionKind
from tracker.extensions import db
from tracker.models.isolation import agency_scope
from tracker.queries.decisions import DecisionRow, decisions_of_meeting

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PROJECTOR = ViewportSize(width=1920, height=1080)
MEASURES = 30
MOST_CLICKS = 6
"""For three orders: a tick and a button each."""


@pytest.fixture
def entry(app: Flask, office: Office, visitors: Visitors, live_url: str) -> Callable[[ViewportSize], Page]:
    """The page, open before the secretary on the day of a meeting about thirty measures."""
    for number in range(3, MEASURES + 1):
        create_measure(
            office.plan, [office.works], number=str(number), titles=[f"มาตรการลำดับ {number}"], position=number
        )
    create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    clock.pin_today(HELD_ON)
    db.session.rollback()

    def entry(viewport: ViewportSize) -> Page:
        client = app.test_client()
        sign_in(client, office.secretary)
        cookie = client.get_cookie("tidtam")
        assert cookie is not None
        page = visitors.open(viewport)
        page.context.add_cookies([{"name": "tidtam", "value": cookie.value, "url": live_url}])
        page.goto(f"/meetings/{office.meeting.id}/decisions")
        return page

    return entry


def recorded(office: Office) -> list[DecisionRow]:
    db.session.rollback()
    with agency_scope(office.agency.id):
        found = decisions_of_meeting(office.meeting.id)
    db.session.rollback()
    return found


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, PROJECTOR], ids=["phone", "desk", "projector"])
def test_three_orders_take_a_tick_and_a_button_each_and_nothing_jumps(
    office: Office,
    entry: Callable[[ViewportSize], Page],
    viewport: ViewportSize,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page, clicks, moved = entry(viewport), 0, []
    for at, kind in ((4, "hurry"), (11, "noted"), (25, "bring_next")):
        box = page.locator("input[name=measures]").nth(at)
        box.scroll_into_view_if_needed()
        box.click()
        before = box.evaluate("one => one.getBoundingClientRect().top")
        page.locator(f".t-actions button[value={kind}]").click()
        expect(page.locator(".t-decided__item")).to_have_count(clicks // 2 + 1)
        page.wait_for_load_state()
        expect(page.locator("input[name=measures]").nth(at)).to_be_focused()
        moved.append(
            abs(
                page.locator("input[name=measures]").nth(at).evaluate("one => one.getBoundingClientRect().top") - before
            )
        )
        clicks += 2
    assert [row.kind for row in recorded(office)] == [DecisionKind.HURRY, DecisionKind.NOTED, DecisionKind.BRING_NEXT]
    assert clicks <= MOST_CLICKS
    assert max(moved) < 2, f"the line that was ticked moved by {moved} pixels"
    assert overhang(page) <= 0
    assert not problems(page)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{viewport['width']} px: three orders in {clicks} clicks, the line moved {max(moved):.1f} px "
        )


def test_by_keyboard_alone_a_number_is_typed_and_a_button_pressed(
    office: Office, entry: Callable[[ViewportSize], Page]
) -> None:
    page = entry(DESKTOP)
    walk = Walk(page)
    walk.on_to("measures")
    walk.press("Space")
    walk.on_to("numbers")
    walk.write("7 ๑๒")
    walk.on_to("do:hurry")
    walk.press("Enter")
    expect(page.locator(".t-decided__item")).to_have_count(3)
    assert sorted(row.number for row in recorded(office)) == ["1", "12", "7"]
    page.wait_for_load_state()
    expect(page.locator("input[name=numbers]")).to_be_focused()
    page.keyboard.insert_text("5")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("ให้มาชี้แจง")
    page.locator("button[value=own_words]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".t-decided__item")).to_have_count(4)
    assert not walk.stumbles, "\n".join(walk.stumbles)
