from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import open_reports, report_on, stored, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.progress import ReportState
from tracker.extensions import db
from tracker.models import Meeting, ProgressReport
from tracker.models.isolation import all_agencies


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def own(office: Office) -> ProgressReport:
    """Sent and not looked at; the two others of the month are not sent. It is the day of the meeting."""
    open_reports(office)
    own = submit(office, report_on(office.own, office.finance), office.head)
    clock.pin_today(HELD_ON)
    return own


def page_of(office: Office, *more: str) -> str:
    return "/".join((f"/meetings/{office.meeting.id}", *more))


def is_closed(office: Office) -> bool:
    with all_agencies():
        return db.session.get_one(Meeting, office.meeting.id, populate_existing=True).closed_at is not None


def close(secretary: Visitor, office: Office) -> Element:
    path = page_of(office, "close")
    return secretary.send(secretary.get(path).one("form", action=path))


def links_and_forms(page: Element) -> set[str]:
    targets = [link["href"] for link in page.all("a")] + [form["action"] for form in page.all("form")]
    return {target.partition("?")[0].partition("#")[0] for target in targets}


def test_it_says_what_will_happen_and_closes(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    page = secretary.get(page_of(office))
    assert page_of(office, "close") in links_and_forms(page)
    page = secretary.get(page_of(office, "close"))
    figures = [figure.text for figure in page.all(class_="t-figure")]
    assert figures[0].startswith("Count as accepted 1")
    assert figures[1].startswith("Stay missing 2")
    assert "closes by itself on 7 March 2026" in page.text
    assert not is_closed(office)
    page = close(secretary, office)
    assert "Its reports are final" in page.text
    assert is_closed(office)
    assert stored(own).state is ReportState.ACCEPTED


def test_a_closed_month_says_so_everywhere(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    close(secretary, office)
    page = secretary.get(page_of(office))
    assert "Month closed" in page.one("header", class_="t-page-head").text
    last = page.one("ol", class_="t-steps").all("li")[-1]
    assert "Month closed (done)" in last.text
    assert "Month closed" in secretary.get("/meetings").one("table").text
    assert "Counted as accepted when the month closed" in secretary.get(f"/meetings/reports/{own.id}").text


def test_in_a_closed_month_nothing_is_offered_that_would_change_a_report(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    changes = {
        f"/meetings/reports/{own.id}/accept",
        f"/meetings/reports/{own.id}/return",
        f"/meetings/reports/{own.id}/enter",
        page_of(office, "accept-all"),
        page_of(office, "edit"),
        page_of(office, "close"),
    }

    def offered() -> set[str]:
        pages = (
            page_of(office),
            f"{page_of(office)}?show=to-review",
            f"{page_of(office)}?show=missing",
            f"/meetings/reports/{own.id}",
        )
        return set().union(*(links_and_forms(secretary.get(page)) for page in pages)) & changes

    assert offered() == changes
    close(secretary, office)
    assert offered() == set()


def test_an_old_page_does_not_change_a_report_of_a_closed_month(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    page = secretary.get(f"/meetings/reports/{own.id}")
    close(secretary, office)
    for action, words in (("accept", {}), ("return", {"comment": "ขอภาพ"})):
        [form] = [form for form in page.all("form") if form["action"].endswith(f"/reports/{own.id}/{action}")]
        secretary.send(form, 409, None, **words)
    assert stored(own).state is ReportState.ACCEPTED


def test_it_offers_to_close_from_the_day_of_the_meeting_on(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    clock.pin_today(HELD_ON - timedelta(days=1))
    path = page_of(office, "close")
    assert path not in links_and_forms(secretary.get(page_of(office)))
    page = secretary.get(path)
    assert "from 4 February 2026 on" in page.text
    assert path not in links_and_forms(page)
    secretary.post(path, 400)
    assert not is_closed(office)


def test_it_opens_again_with_a_reason(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    close(secretary, office)
    path = page_of(office, "reopen")
    assert path in links_and_forms(secretary.get(page_of(office)))
    page = secretary.send(secretary.get(path).one("form", action=path), 400)
    assert "Write why the month is opened again" in page.one(id="reason-error").text
    page = secretary.send(page.one("form", action=path), reason="กองคลังส่งตัวเลขผิด")
    assert "The month was opened again" in page.text
    assert not is_closed(office)
    assert f"/meetings/reports/{own.id}/enter" in links_and_forms(secretary.get(f"/meetings/reports/{own.id}"))
    factories.sign_in(secretary.client, office.administrator)
    assert "กองคลังส่งตัวเลขผิด" in secretary.get("/audit").text


def test_pages_that_do_not_fit_lead_back_to_the_meeting(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    assert "Reports for the meeting" in secretary.get(page_of(office, "reopen")).one("h1").text
    close(secretary, office)
    assert "Reports for the meeting" in secretary.get(page_of(office, "close")).one("h1").text


def test_it_names_the_next_window_as_the_day_it_closes_by_itself(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    assert "closes by itself on 22 February 2026" in secretary.get(page_of(office, "close")).text


@pytest.mark.parametrize("name", ["head", "executive", "auditor"])
def test_others_neither_close_nor_open_again(
    client: FlaskClient, office: Office, own: ProgressReport, name: str
) -> None:
    factories.sign_in(client, getattr(office, name))
    visitor = Visitor(client)
    offered = links_and_forms(visitor.get(page_of(office)))
    assert not offered & {page_of(office, part) for part in ("close", "reopen", "signals")}
    for part in ("close", "reopen"):
        visitor.get(page_of(office, part), 403)
        visitor.get(page_of(office))
        visitor.post(page_of(office, part), 403)
        visitor.get(page_of(office))


def test_it_accepts_all_of_the_division_that_is_listed(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    theirs = submit(office, report_on(office.shared, office.works), office.other_head)
    page = secretary.get(f"{page_of(office)}?show=to-review&division={office.works.id}")
    [form] = [form for form in page.all("form") if form["action"].startswith(page_of(office, "accept-all"))]
    assert "Accept all 1" in form.text
    secretary.send(form)
    assert (stored(own).state, stored(theirs).state) == (ReportState.SUBMITTED, ReportState.ACCEPTED)
