"""The page for everybody as a browser prints it: whole, because nobody can open on paper what is folded."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.chromium import DESKTOP, Visitors
from tests.support.doors import PUBLIC_YEAR, ids_of
from tests.support.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_what_is_folded_on_the_screen_is_printed(office: Office, visitors: Visitors) -> None:
    ids_of(office)
    page = visitors.open(DESKTOP)
    page.goto(f"/public/{office.agency.slug}/{PUBLIC_YEAR}")
    steps = page.locator(".t-public__steps").first
    expect(steps).to_be_hidden()
    page.emulate_media(media="print")
    expect(steps).to_be_visible()
    expect(page.locator(".t-public__papers").first).to_be_hidden()
