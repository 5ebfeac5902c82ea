"""The page of the year-end texts: proposed from the months, written one measure at a time."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.attachments import attach_picture
from tests.support.html import Element
from tests.support.month import assignment_of, report_on
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tests.web.test_statements import MOST_OF_FILE
from tracker import clock
from tracker.domain.papers import PaperForm, PaperKind
from tracker.domain.progress import ReportState
from tracker.extensions import db
from tracker.models import MeasureOutcome
from tracker.models.isolation import agency_scope, all_agencies

JANUARY = date(2026, 1, 1)


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.create_report(
        assignment_of(office.own, office.finance), JANUARY, ReportState.ACCEPTED, done_text="ประกาศแล้ว", problems="ช้า"
    )
    clock.pin_today(TODAY)
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def list_of(office: Office) -> str:
    return f"/plans/{office.plan.id}/results"


def page_of(office: Office) -> str:
    return f"{list_of(office)}/{office.own.id}"


def form_on(page: Element, address: str) -> Element:
    return page.one("form", method="post", action=address)


def text_on(page: Element, name: str) -> str:
    return page.one("textarea", name=name).verbatim.strip()


def test_it_shows_which_measures_have_nothing_yet(secretary: Visitor, office: Office) -> None:
    page = secretary.get(list_of(office))
    assert [tab.text for tab in page.one("nav", aria_label="Measures by who wrote").all("a")] == [
        "All measures 2", "Nothing yet 1", "Words of the months 1", "Written 0",
    ]  # fmt: skip
    nothing = secretary.get(f"{list_of(office)}?show=nobody")
    assert [card["id"] for card in nothing.all("article")] == [f"measure-{office.shared.id}"]


def test_it_proposes_the_words_of_the_months(secretary: Visitor, office: Office) -> None:
    page = secretary.get(page_of(office))
    assert text_on(page, "result") == "ม.ค. 2569: ประกาศแล้ว"
    assert (text_on(page, "outcome"), text_on(page, "problems")) == ("", "ม.ค. 2569: ช้า")


def test_it_keeps_one_measure_at_a_time_and_goes_on_to_the_next(secretary: Visitor, office: Office) -> None:
    page = secretary.get(page_of(office))
    after = secretary.send(form_on(page, page_of(office)), press="next", outcome="โปร่งใสขึ้น")
    assert after.one("h1").text == "Result of measure 2"
    listed = secretary.get(f"{list_of(office)}?show=office")
    assert [card["id"] for card in listed.all("article")] == [f"measure-{office.own.id}"]
    again = secretary.get(page_of(office))
    assert (text_on(again, "result"), text_on(again, "outcome")) == ("ม.ค. 2569: ประกาศแล้ว", "โปร่งใสขึ้น")


def test_a_conflict_keeps_the_text_and_shows_the_others(secretary: Visitor, office: Office) -> None:
    first = form_on(secretary.get(page_of(office)), page_of(office))
    secretary.send(form_on(secretary.get(page_of(office)), page_of(office)), press="keep", result="ของคนอื่น")
    page = secretary.send(first, 409, press="keep", result="ของฉัน")
    assert text_on(page, "result") == "ของฉัน"
    assert "ของคนอื่น" in page.text
    secretary.send(form_on(page, page_of(office)), press="keep")
    with all_agencies():
        assert db.session.query(MeasureOutcome).one().result == "ของฉัน"


def test_a_version_that_never_was_is_a_conflict_with_nothing_to_show(secretary: Visitor, office: Office) -> None:
    form = form_on(secretary.get(page_of(office)), page_of(office))
    page = secretary.send(form, 409, press="keep", version="7", result="ของฉัน")
    assert (text_on(page, "result"), "Kept now" in page.text) == ("ของฉัน", False)


def test_a_text_that_is_too_long_stays_on_the_page(secretary: Visitor, office: Office) -> None:
    form = form_on(secretary.get(page_of(office)), page_of(office))
    page = secretary.send(form, 400, press="keep", problems="ก" * 20_001, result="สั้น")
    assert "20000" in page.text.replace(",", "")
    assert (len(text_on(page, "problems")), text_on(page, "result")) == (20_001, "สั้น")


def test_it_belongs_to_its_plan_and_agency(secretary: Visitor, office: Office, foreign_office: Office) -> None:
    other = factories.create_plan(office.agency, 2570)
    secretary.get(f"/plans/{other.id}/results/{office.own.id}", 404)
    secretary.get(list_of(foreign_office), 404)
    secretary.get(f"{list_of(office)}/{foreign_office.own.id}", 404)
    assert "This plan has no measures." in secretary.get(f"/plans/{other.id}/results").text
    secretary.post(f"/plans/{other.id}/results/{office.own.id}", 404, result="ที่อื่น")
    with all_agencies():
        assert db.session.query(MeasureOutcome).count() == 0


def test_a_division_head_does_not_write_them(client: FlaskClient, office: Office) -> None:
    factories.sign_in(client, office.head)
    Visitor(client).get(list_of(office), 403)


def test_the_pages_ask_a_few_times_whatever_there_is(secretary: Visitor, office: Office) -> None:
    for number in range(3, 8):
        measure = factories.create_measure(office.plan, [office.finance, office.works], number=str(number))
        for month in range(1, 4):
            factories.create_report(assignment_of(measure, office.works), date(2026, month, 1))
    for address in (list_of(office), page_of(office)):
        with count_queries() as statements:
            secretary.get(address)
        assert len(statements) <= MOST_PER_PAGE


@pytest.mark.parametrize("form", [PaperForm.XLSX, PaperForm.DOCX])
@pytest.mark.parametrize("kind", [PaperKind.RESULT, PaperKind.PLAN])
def test_a_file_of_the_year_asks_a_few_times(
    secretary: Visitor, office: Office, kind: PaperKind, form: PaperForm
) -> None:
    with agency_scope(office.agency.id):
        attach_picture(report_on(office.own, office.finance), office.head.id)
    address = f"/papers/{kind}.{form}?fiscal_year=2569"
    # The first time it is entered into the register of papers.
    assert secretary.client.get(address).status_code == 200
    with count_queries() as statements:
        secretary.client.get(address)
    assert len(statements) <= MOST_OF_FILE, statements
