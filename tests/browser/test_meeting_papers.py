"""Papers that are put together while somebody looks on: the page follows by itself, and looks well on a phone."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from tests.factories import sign_in
from tests.support.accessibility import problems
from tests.support.chromium import DESKTOP, PHONE, Visitors, overhang
from tests.support.office import Office
from tracker import clock
from tracker.domain.papers import PackPurpose
from tracker.extensions import db
from tracker.models import PaperPack
from tracker.models.isolation import agency_scope

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PATIENCE = 20_000


def test_the_page_follows_how_far_the_papers_are(app: Flask, office: Office, visitors: Visitors, live_url: str) -> None:
    now = clock.now()
    pack = PaperPack(
        meeting_id=office.meeting.id,
        purpose=PackPurpose.DOWNLOAD,
        asked_at=now,
        asked_by="หัวหน้าสำนักปลัดเทศบาล",
        papers_done=3,
        papers_in_all=12,
    )
    with agency_scope(office.agency.id):
        db.session.add(pack)
        db.session.commit()
    page = come_in(app, visitors, live_url, office, PHONE)
    page.goto(f"/meetings/{office.meeting.id}/papers")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "25.0")
    assert (problems(page), overhang(page)) == ([], 0)
    set_columns(office, pack, papers_done=9)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "75.0", timeout=PATIENCE)
    set_columns(office, pack, finished_at=now, error="ไม่มีหมึก")
    expect(page.get_by_text("ไม่มีหมึก")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert (problems(page), overhang(page)) == ([], 0)


def test_the_buttons_of_all_papers_stand_below_each_other(
    app: Flask, office: Office, visitors: Visitors, live_url: str
) -> None:
    page = come_in(app, visitors, live_url, office, DESKTOP)
    page.goto(f"/meetings/{office.meeting.id}/papers")
    buttons = page.get_by_role("link", name=": PDF")
    places = [box["x"] for button in buttons.all() if (box := button.bounding_box())]
    assert len(places) > 2
    assert max(places) - min(places) < 1


def come_in(app: Flask, visitors: Visitors, live_url: str, office: Office, viewport: ViewportSize) -> Page:
    client = app.test_client()
    sign_in(client, office.secretary)
    cookie = client.get_cookie("tidtam")
    assert cookie is not None
    page = visitors.open(viewport)
    page.context.add_cookies([{"name": "tidtam", "value": cookie.value, "url": live_url}])
    return page


def set_columns(office: Office, pack: PaperPack, **columns: object) -> None:
    with agency_scope(office.agency.id):
        row = db.session.get_one(PaperPack, pack.id)
        for name, value in columns.items():
            setattr(row, name, value)
        db.session.commit()
