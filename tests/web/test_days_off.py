from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker.extensions import db
from tracker.models import Agency
from tracker.models.isolation import agency_scope
from tracker.queries import days_off as queries
from tracker.services import days_off, meeting_rules

NOW = factories.moment(TODAY)
PAGE = "/agency/days-off"


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def listed(office: Office, year: int = 2026) -> dict[date, str]:
    with agency_scope(office.agency.id):
        db.session.rollback()
        return queries.days_off_named(date(year, 1, 1), date(year, 12, 31))


def form_of(page: Element, action: str) -> Element:
    [form] = [one for one in page.all("form") if one["action"].partition("?")[0] == action]
    return form


def save(visitor: Visitor) -> Element:
    return visitor.send(form_of(visitor.page, PAGE))


def test_a_year_at_a_glance(secretary: Visitor, office: Office) -> None:
    factories.create_day_off(office.agency, date(2026, 4, 13), "วันสงกรานต์")
    factories.create_day_off(office.agency, date(2027, 1, 1), "วันขึ้นปีใหม่")
    page = secretary.get(PAGE)
    assert "April 2026 Mon 13 Apr 2026 วันสงกรานต์" in page.one(id="year").text
    assert "วันขึ้นปีใหม่" not in page.one(id="year").text
    assert "The list ends with 2025" in page.text
    assert "lies beyond the list" in page.text
    assert "วันขึ้นปีใหม่" in secretary.get(f"{PAGE}?year=2027").one(id="year").text
    assert secretary.get(f"{PAGE}?year=99999")


def test_a_span_is_shown_with_what_it_moves_before_it_is_saved(secretary: Visitor, office: Office) -> None:
    form = form_of(secretary.get(PAGE), f"{PAGE}/span")
    page = secretary.send(form, first="2 ก.พ. 69", last="๓ ก.พ. ๖๙", name="วันหยุดพิเศษ")
    assert "Nothing is saved yet" in page.text
    moves = page.one(id="moves").text
    assert "Meeting of Wed 4 Feb 2026" in moves
    assert "Send by Mon 2 Feb 2026 Fri 30 Jan 2026 Moves" in moves
    assert "Eve of the meeting Tue 3 Feb 2026 Fri 30 Jan 2026 Moves" in moves
    assert listed(office) == {}
    page = save(secretary)
    assert "2 days of the list are changed" in page.text
    assert listed(office) == {date(2026, 2, day): "วันหยุดพิเศษ" for day in (2, 3)}


def test_it_shows_that_a_meeting_by_the_rule_moves(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        db.session.get_one(Agency, office.agency.id).meeting_rule = "1 wed"
        meeting_rules.plan_meetings(office.agency.id, NOW)
    page = secretary.send(form_of(secretary.get(PAGE), f"{PAGE}/span"), first="4/3/2569")
    assert "The meeting moves from Wed 4 Mar 2026 to Thu 5 Mar 2026" in page.one(id="moves").text


def test_a_pasted_list_is_read_line_by_line(secretary: Visitor, office: Office) -> None:
    text = "วันหยุดประจำปี\n๑๓ เม.ย. ๖๙ วันสงกรานต์\nวันอังคารที่ 4 พฤษภาคม 2569 วันฉัตรมงคล\n1 ม.ค. วันขึ้นปีใหม่"
    page = secretary.send(form_of(secretary.get(PAGE), f"{PAGE}/list"), pasted=text)
    assert "2 lines are unclear" in page.text
    assert "Line 1, “วันหยุดประจำปี”: No day is found in this line" in page.text
    assert "Line 3," in page.text
    assert "but 4 May 2026 is another day of the week" in page.text
    assert page.one(id="added").text == "Days to add 2 Thu 1 Jan 2026 วันขึ้นปีใหม่ Mon 13 Apr 2026 วันสงกรานต์"
    page = secretary.send(form_of(page, f"{PAGE}/list"), pasted=text.replace("วันอังคารที่", "วันจันทร์ที่"))
    assert "1 line is unclear" in page.text
    save(secretary)
    assert list(listed(office)) == [date(2026, 1, 1), date(2026, 4, 13), date(2026, 5, 4)]


def test_the_public_holidays_of_a_year_are_filled_in(secretary: Visitor, office: Office) -> None:
    factories.create_day_off(office.agency, date(2027, 2, 1), "วันหยุดของจังหวัด")
    factories.create_day_off(office.agency, date(2027, 1, 1), "วันขึ้นปีใหม่")
    page = secretary.get(f"{PAGE}/public-holidays?year=2027")
    boxes = {box["value"]: box.attributes for box in page.all("input", type="checkbox")}
    assert "disabled" in boxes["2027-01-01"]
    assert "checked" in boxes["2027-04-13"]
    assert "checked" not in boxes["2027-05-01"]
    assert "วันหยุดของจังหวัด" in page.one(id="own").text
    assert "government offices are open" in page.text
    form = form_of(page, f"{PAGE}/public-holidays")
    secretary.send(form, day=["2027-04-13", "2027-05-01", "2027-05-02"])
    save(secretary)
    assert list(listed(office, 2027)) == [date(2027, 1, 1), date(2027, 2, 1), date(2027, 4, 13), date(2027, 5, 1)]


def test_a_day_is_removed_after_a_look_at_what_moves(secretary: Visitor, office: Office) -> None:
    factories.create_day_off(office.agency, date(2026, 2, 2), "วันหยุดพิเศษ")
    page = secretary.send(form_of(secretary.get(PAGE), f"{PAGE}/remove"))
    assert "Send by Fri 30 Jan 2026 Mon 2 Feb 2026 Moves" in page.one(id="moves").text
    assert "Sat" not in page.one(id="removed").text
    save(secretary)
    assert listed(office) == {}


def test_what_changes_nothing_is_said(secretary: Visitor, office: Office) -> None:
    factories.create_day_off(office.agency, date(2026, 2, 2), "วันหยุด")
    page = secretary.send(form_of(secretary.get(PAGE), f"{PAGE}/span"), first="2/2/2569")
    assert "The list would stay as it is" in page.text
    assert not page.all("form", action=PAGE)


@pytest.mark.parametrize(
    "action, fields, sentence",
    [
        ("span", {"first": ""}, "Write the day"),
        ("span", {"first": "30 ก.พ. 69"}, "There is no such day"),
        ("span", {"first": "5/2/2569", "last": "3/2/2569"}, "comes before the first"),
        ("span", {"first": "5/2/2569", "last": "5/5/2569"}, "more than 31 days"),
        ("span", {"first": "5/2/2569", "name": "ก" * 201}, "within 200 characters"),
        ("list", {"pasted": ""}, "Paste the list first"),
        ("list", {"pasted": "ก" * 20_001}, "too long"),
    ],
)
def test_it_names_what_is_wrong(
    secretary: Visitor, office: Office, action: str, fields: dict[str, str], sentence: str
) -> None:
    page = secretary.send(form_of(secretary.get(PAGE), f"{PAGE}/{action}"), 400, **fields)
    assert sentence in page.text


@pytest.mark.parametrize(
    "change", ["", "{}", "[]", '{"added": {"x": "y"}, "removed": []}', '{"added": 1, "removed": []}']
)
def test_a_change_that_was_made_up_is_refused(secretary: Visitor, office: Office, change: str) -> None:
    secretary.get(PAGE)
    secretary.post(PAGE, 400, change=change)
    secretary.get(PAGE)
    secretary.post(f"{PAGE}/remove", 400, day="")


def test_another_agencys_list_stays(secretary: Visitor, office: Office, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id):
        days_off.fill_in_year(foreign_office.agency.id, NOW, 2026)
    assert "วันฉัตรมงคล" not in secretary.get(PAGE).text
    before = listed(foreign_office)
    secretary.post(PAGE, change='{"added": {}, "removed": ["2026-05-04"]}')
    assert listed(foreign_office) == before
