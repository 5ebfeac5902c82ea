"""The office enters what a division says on the telephone, on paper or by LINE."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import open_reports, report_on, stored, submit
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.permissions import Role
from tracker.domain.progress import EntryChannel, ReportState
from tracker.extensions import db
from tracker.models import Measure, ProgressReport, ProgressRevision
from tracker.models.isolation import all_agencies


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def third(office: Office) -> Measure:
    return factories.create_measure(office.plan, [office.finance], number="3", titles=["จัดทำคู่มือ"], position=3)


@pytest.fixture
def own(office: Office, third: Measure) -> ProgressReport:
    """The finance division's report on its own measure, with all others of the month open too."""
    open_reports(office)
    return report_on(office.own, office.finance)


def form_of(visitor: Visitor, report: ProgressReport) -> Element:
    return entering(visitor.get(f"/meetings/reports/{report.id}/enter"))


def entering(page: Element) -> Element:
    return next(form for form in page.all("form") if form["action"].partition("?")[0].endswith("/enter"))


def value_of(form: Element, name: str) -> str:
    return next(field["value"] for field in form.all("input") if field["name"].endswith(name))


def last_revision(report: ProgressReport) -> ProgressRevision:
    with all_agencies():
        found = db.session.query(ProgressRevision).filter_by(report_id=report.id)
        return found.order_by(ProgressRevision.number.desc()).limit(1).one()


def test_both_names_and_the_way_it_came_are_kept_and_shown(
    secretary: Visitor, office: Office, own: ProgressReport, client: FlaskClient
) -> None:
    page = secretary.send(form_of(secretary, own), 400, answer="no_change")
    assert "Say how the division answered" in page.one(id=f"r{own.id}-channel-error").text
    page = secretary.send(entering(page), channel="phone", told_by="คุณสมหญิง")
    line = "entered by หัวหน้าสำนักปลัดเทศบาล for the division, as told by คุณสมหญิง · By telephone"
    assert line in page.one(id="reports").text
    assert stored(own).state is ReportState.SUBMITTED
    revision = last_revision(own)
    assert (revision.is_on_behalf, revision.channel, revision.told_by) == (True, EntryChannel.PHONE, "คุณสมหญิง")
    page = secretary.get(f"/meetings/reports/{own.id}")
    assert line.replace("the division", "กองคลัง") in page.one(id="revisions").text
    factories.sign_in(client, office.head)
    assert "as told by คุณสมหญิง" in Visitor(client).get(f"/my-reports/{own.id}").text


def test_who_told_it_must_be_said(secretary: Visitor, own: ProgressReport) -> None:
    page = secretary.send(form_of(secretary, own), 400, answer="no_change", channel="line", told_by=" ")
    assert "Write who of the division told you" in page.one(id=f"r{own.id}-told_by-error").text
    assert stored(own).state is ReportState.OPEN


def test_the_head_is_proposed_or_who_is_acting_for_them_that_day(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    form = form_of(secretary, own)
    assert value_of(form, "told_by") == "ผู้อำนวยการกองคลัง"
    assert [one["value"] for one in form.all("option")] == ["ผู้อำนวยการกองคลัง", "นักวิชาการเงินและบัญชี"]
    factories.add_post(
        office.agency, office.officer, Role.DIVISION_HEAD, office.finance, title="รักษาราชการแทน", is_acting=True
    )
    assert value_of(form_of(secretary, own), "told_by") == "นักวิชาการเงินและบัญชี รักษาราชการแทน"


def test_a_call_about_several_measures_is_one_flow(
    secretary: Visitor, office: Office, own: ProgressReport, third: Measure
) -> None:
    form = form_of(secretary, own)
    assert "Send, then measure 2 · 2 left" in form.text
    page = secretary.send(form, press="next", answer="no_change", channel="phone", told_by="คุณสมหญิง")
    assert "Measure 1 is entered on behalf of the division." in page.text
    assert page.one("span", class_="t-number").text == "Measure 2"
    form = entering(page)
    assert value_of(form, "told_by") == "คุณสมหญิง", "whoever is on the telephone is named once"
    page = secretary.send(form, press="next", answer="not_yet_due")
    assert page.one("span", class_="t-number").text == "Measure 3"
    assert not entering(page).all("button", value="next")
    page = secretary.send(entering(page), answer="no_change")
    assert page.one(id="reports")
    told = [last_revision(report_on(one, office.finance)).told_by for one in (office.own, office.shared, third)]
    assert told == ["คุณสมหญิง"] * 3
    assert stored(report_on(office.shared, office.works)).state is ReportState.OPEN


def test_after_the_last_of_the_plan_comes_the_first_that_is_missing(
    secretary: Visitor, office: Office, own: ProgressReport, third: Measure
) -> None:
    submit(office, report_on(office.shared, office.finance), office.head)
    form = form_of(secretary, report_on(third, office.finance))
    assert "Send, then measure 1 · 1 left" in form.text
    page = secretary.get(f"/meetings/reports/{report_on(office.shared, office.finance).id}/enter")
    assert "Send correction" in page.text
    assert "Send, then measure 1 · 2 left" in page.text


def test_another_division_or_another_day_has_its_own_teller(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    secretary.send(form_of(secretary, own), answer="no_change", channel="phone", told_by="คุณสมหญิง")
    theirs = form_of(secretary, report_on(office.shared, office.works))
    assert value_of(theirs, "told_by") == "ผู้อำนวยการกองช่าง"
    clock.pin_today(TODAY + timedelta(days=1))
    assert value_of(form_of(secretary, report_on(office.shared, office.finance)), "told_by") == "ผู้อำนวยการกองคลัง"


def test_a_division_that_answers_meanwhile_is_not_overwritten(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    form = form_of(secretary, own)
    submit(office, own, office.head, "ข้อความของกอง")
    page = secretary.send(form, 409, channel="line", answer="done", done_text="ข้อความจากไลน์")
    assert "ข้อความของกอง" in page.text
    assert page.one("textarea", name=f"r{own.id}-done_text").verbatim.strip() == "ข้อความจากไลน์"
    assert stored(own).done_text == "ข้อความของกอง"
    secretary.send(entering(page))
    assert stored(own).done_text == "ข้อความจากไลน์"
