"""Every page that people work with, as it is for those who see it badly or not at all, in both languages and widths."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from tests.factories import sign_in
from tests.support.accessibility import problems
from tests.support.chromium import DESKTOP, PHONE, Visitors, overhang
from tests.support.doors import PUBLIC_YEAR, doors, ids_of
from tests.support.month import open_reports, report_on
from tests.support.office import Office
from tracker.domain.permissions import Role
from tracker.domain.progress import ReportState
from tracker.extensions import db
from tracker.models import Message, Publication, User
from tracker.models.isolation import agency_scope
from tracker.web.paper_pages import paper_kinds
from tracker.web.preferences import CHOSEN_LANGUAGE

#: The pages are many, and what is judged here hardly depends on the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

in_both = pytest.mark.parametrize(
    "language, viewport", [("th", PHONE), ("en", DESKTOP)], ids=["Thai on a phone", "English on a desk"]
)

FILES = re.compile(r"\.(xlsx|docx|txt|ics|json|zip|<paper_form:form>)$|/(file|picture|logo)$")

ComeIn = Callable[[User, str, ViewportSize], Page]


@pytest.fixture
def ids(office: Office) -> dict[str, int]:
    """What the addresses name, in a month in which one report is sent, one returned, one not begun."""
    ids = ids_of(office)
    open_reports(office)
    with agency_scope(office.agency.id):
        db.session.get_one(Message, ids["message_id"]).subject = "ขอรายงานความก้าวหน้า"
        returned = report_on(office.shared, office.finance)
        returned.state, returned.review_comment = ReportState.RETURNED, "ขอภาพถ่าย"
        db.session.commit()
    return ids


@pytest.fixture
def come_in(app: Flask, visitors: Visitors, live_url: str) -> ComeIn:
    """A page of somebody who is signed in."""

    def come_in(user: User, language: str, viewport: ViewportSize) -> Page:
        client = app.test_client()
        sign_in(client, user)
        with client.session_transaction() as session:
            session[CHOSEN_LANGUAGE] = language
        cookie = client.get_cookie("tidtam")
        assert cookie is not None
        page = visitors.open(viewport)
        page.context.add_cookies([{"name": "tidtam", "value": cookie.value, "url": live_url}])
        return page

    return come_in


def pages_of(app: Flask, ids: dict[str, int], role: Role, *, but_not: Role | None = None) -> list[str]:
    opened = [door for door in doors(app, "GET") if door.opens_for(role) and not FILES.search(door.rule.rule)]
    return [door.url(app, ids) for door in opened if but_not is None or not door.opens_for(but_not)]


def problems_of(page: Page, urls: list[str]) -> list[str]:
    found, seen = [], set()
    for url in urls:
        page.goto(url)
        if page.url not in seen:
            seen.add(page.url)
            found += [f"{url}: {problem}" for problem in problems(page)]
            found += too_wide_on_a_phone(page)
    return found


def too_wide_on_a_phone(page: Page) -> list[str]:
    """In both languages, whose words are of different length."""
    before = page.viewport_size or PHONE
    page.set_viewport_size(PHONE)
    by = overhang(page)
    page.set_viewport_size(before)
    return [f"{page.url}: wider than a phone by {by} pixels"] if by > 0 else []


@in_both
def test_every_page_is_without_a_violation(
    app: Flask, office: Office, ids: dict[str, int], come_in: ComeIn, language: str, viewport: ViewportSize
) -> None:
    """The head's own pages, and all others as the secretary or the administrator sees them, who may do the most."""
    most = Role.SECRETARY if language == "th" else Role.ADMINISTRATOR
    person = office.secretary if language == "th" else office.administrator
    found = problems_of(come_in(office.head, language, viewport), pages_of(app, ids, Role.DIVISION_HEAD, but_not=most))
    found += problems_of(come_in(person, language, viewport), pages_of(app, ids, most))
    assert not found, "\n".join(found)


@in_both
def test_every_paper_is_without_a_violation(
    office: Office, ids: dict[str, int], come_in: ComeIn, language: str, viewport: ViewportSize
) -> None:
    """Drawn by the same few macros, but each with tables of its own width."""
    page = come_in(office.secretary, language, viewport)
    kinds = [kind.replace("_", "-") for kind in paper_kinds()]
    found = problems_of(page, [f"/papers/{kind}?division={ids['division_id']}&digits=thai" for kind in kinds])
    assert not found, "\n".join(found)


@in_both
def test_a_refused_form_names_its_errors_to_everybody(
    office: Office, ids: dict[str, int], come_in: ComeIn, language: str, viewport: ViewportSize
) -> None:
    page = come_in(office.head, language, viewport)
    page.goto("/my-reports")
    page.locator(".t-chip:has(input[value=cannot_do])").first.click()
    page.locator("button[name=do][value=send]").click()
    expect(page.locator(".t-error").first).to_be_visible()
    assert not problems(page)
    page.goto(f"/my-reports/{ids['report_id']}")
    page.locator("input[value=waiting]").check(force=True)
    page.locator("textarea[name$=waiting_for]").fill("")
    page.locator("button[name=do][value=send]").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    assert not problems(page)


@in_both
def test_the_way_back_in_is_without_a_violation(
    office: Office, ids: dict[str, int], come_in: ComeIn, language: str, viewport: ViewportSize
) -> None:
    """Signing in, what was kept while it had ended, what is closed to somebody, and what is not there."""
    page = come_in(office.secretary, language, viewport)
    page.goto(f"/meetings/reports/{ids['report_id']}")
    page.locator("textarea[name=comment]").fill("ขอภาพถ่ายของกิจกรรม")
    page.context.clear_cookies()
    page.locator("form[action*='/return'] button").click()
    expect(page.locator("blockquote")).to_have_text("ขอภาพถ่ายของกิจกรรม")
    assert not problems(page)
    stranger = come_in(office.head, language, viewport)
    assert not problems_of(stranger, ["/no-such-page", "/people"])
    stranger.context.clear_cookies()
    assert not problems_of(stranger, ["/sign-in"])


@in_both
def test_the_pages_for_everybody_are_without_a_violation(
    office: Office, ids: dict[str, int], visitors: Visitors, live_url: str, language: str, viewport: ViewportSize
) -> None:
    """They speak the office's language; the width alone differs."""
    with agency_scope(office.agency.id):
        code = db.session.get_one(Publication, ids["publication_id"]).check_code
    page = visitors.open(viewport)
    addresses = [f"{live_url}/public/{office.agency.slug}/{PUBLIC_YEAR}", f"{live_url}/public/check/{code}"]
    assert not problems_of(page, addresses), language
