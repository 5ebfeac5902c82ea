from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import draft, open_reports, report_on, stored, submit
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.domain.progress import ReportState
from tracker.models import ProgressReport


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def own(office: Office) -> ProgressReport:
    """The finance division's report on its own measure, with all others of the month open too."""
    open_reports(office)
    return report_on(office.own, office.finance)


def form_to(page: Element, path: str) -> Element:
    return next(form for form in page.all("form") if form["action"].partition("?")[0] == path)


def test_it_accepts_and_comes_back_to_the_same_list(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/{office.meeting.id}?show=to-review&division={office.finance.id}")
    secretary.send(form_to(page, f"/meetings/reports/{own.id}/accept"), 302)
    address = secretary.response.headers["Location"]
    assert "show=to-review" in address
    assert f"division={office.finance.id}" in address
    assert stored(own).state is ReportState.ACCEPTED


def test_it_accepts_all_that_wait(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    submit(office, own, office.head)
    theirs = submit(office, report_on(office.shared, office.works), office.other_head)
    page = secretary.get(f"/meetings/{office.meeting.id}?show=to-review")
    page = secretary.send(form_to(page, f"/meetings/{office.meeting.id}/accept-all"))
    assert "2 reports are accepted" in page.text
    assert (stored(own).state, stored(theirs).state) == (ReportState.ACCEPTED, ReportState.ACCEPTED)
    assert stored(report_on(office.shared, office.finance)).state is ReportState.OPEN


def test_it_returns_with_a_comment_that_the_division_sees(
    secretary: Visitor, office: Office, own: ProgressReport, client: FlaskClient
) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/reports/{own.id}")
    path = f"/meetings/reports/{own.id}/return"
    page = secretary.send(form_to(page, path), 400, comment="  ")
    assert "Write what is missing" in page.text
    secretary.send(form_to(page, path), comment="ขอภาพถ่าย")
    assert stored(own).state is ReportState.RETURNED
    factories.sign_in(client, office.head)
    assert "ขอภาพถ่าย" in Visitor(client).get("/my-reports").text


def test_a_report_corrected_meanwhile_keeps_the_comment_on_the_page(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/reports/{own.id}")
    submit(office, own, office.officer, "แก้ไขแล้ว")
    path = f"/meetings/reports/{own.id}/return"
    page = secretary.send(form_to(page, path), 409, comment="ขอภาพถ่าย")
    assert "แก้ไขแล้ว" in page.text
    assert page.one("textarea", name="comment").verbatim.strip() == "ขอภาพถ่าย"
    secretary.send(form_to(page, path))
    assert stored(own).review_comment == "ขอภาพถ่าย"


def test_an_old_page_does_not_accept_what_was_corrected_since(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/{office.meeting.id}")
    submit(office, own, office.officer, "แก้ไขแล้ว")
    secretary.send(form_to(page, f"/meetings/reports/{own.id}/accept"), 409)
    assert stored(own).state is ReportState.SUBMITTED


def test_what_changed_between_two_sendings_stands_with_the_later(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    draft(office, own, office.officer, "อบรม")
    submit(office, own, office.officer, "อบรม 30 คนแล้ว")
    page = secretary.get(f"/meetings/reports/{own.id}")
    secretary.send(form_to(page, f"/meetings/reports/{own.id}/return"), comment="ขอจำนวนที่ถูกต้อง")
    submit(office, stored(own), office.head, "อบรม 45 คนแล้ว")
    page = secretary.get(f"/meetings/reports/{own.id}")
    again, returned, sent, begun = page.one(id="revisions").all("li", class_="t-entry")
    assert "ขอจำนวนที่ถูกต้อง" in returned.text
    changed = again.one("details")
    assert "What changed 1" in changed.one("summary").text
    assert (changed.one("del").text, changed.one("ins").text) == ("30", "45")
    assert not sent.all("details")
    assert ("นักวิชาการเงินและบัญชี" in sent.text, "ผู้อำนวยการกองคลัง" in again.text) == (True, True)
    assert "Begun" in begun.text
    assert "นักวิชาการเงินและบัญชี" in begun.text
