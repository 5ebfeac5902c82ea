"""The executive's one screen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import create_agency, create_measure, create_person, create_plan, create_report, sign_in
from tests.support.office import MONTH, Office
from tests.support.pages import Visitor
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, Progress
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure
from tracker.models.isolation import all_agencies


@pytest.fixture
def executive(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.executive)
    return Visitor(client)


def assignment_of(measure: Measure, division: Division) -> Assignment:
    with all_agencies():
        return db.session.query(Assignment).filter_by(measure_id=measure.id, division_id=division.id).one()


def late(office: Office, title: str, ends_on: date, *divisions: Division, number: str = "9") -> Measure:
    return create_measure(
        office.plan, divisions or [office.finance], titles=[title], ends_on=ends_on, number=number, indicators=["7"]
    )


def titles(visitor: Visitor) -> list[str]:
    heads = visitor.page.one(id="measures").all("th", class_="t-table__head")
    return [head.one("a").text for head in heads]


def test_the_longest_overdue_comes_first_then_the_least_done(executive: Visitor, office: Office) -> None:
    late(office, "ช้าน้อย", date(2026, 1, 28))
    late(office, "ช้ามาก", date(2025, 10, 31))
    ahead = late(office, "ช้าเท่ากันแต่ทำแล้ว", date(2026, 1, 28))
    create_report(assignment_of(ahead, office.finance), percent=80)
    executive.get("/overdue")
    assert titles(executive) == ["9. ช้ามาก", "9. ช้าน้อย", "9. ช้าเท่ากันแต่ทำแล้ว"]


def test_a_late_measure_stands_once_with_every_division_that_has_not_finished(
    executive: Visitor, office: Office
) -> None:
    measure = late(office, "ทำร่วมกัน", date(2026, 1, 19), office.finance, office.works)
    create_report(assignment_of(measure, office.works), percent=60)
    page = executive.get("/overdue")
    [row] = page.one(id="measures").one("tbody").all("tr")
    assert "10 days" in row.text
    assert "19 Jan 2026" in row.text
    assert "7 Effectiveness of communication" in row.text
    assert [(bar["aria-label"], float(bar["value"])) for bar in row.all("progress")] == [("กองคลัง", 0), ("กองช่าง", 60)]
    assert row.all("a")[0]["href"] == f"/measures/{measure.id}"


def test_who_has_finished_is_not_late(executive: Visitor, office: Office) -> None:
    measure = late(office, "ทำร่วมกัน", date(2026, 1, 19), office.finance, office.works)
    done: dict[str, Any] = {"answer": Answer.DONE, "progress": Progress.DONE, "percent": 100}
    create_report(assignment_of(measure, office.finance), **done)
    page = executive.get("/overdue")
    assert "กองคลัง" not in page.one(id="measures").text
    create_report(assignment_of(measure, office.works), **done)
    assert "Nothing is overdue." in executive.get("/overdue").text


def test_the_figures_count_unfinished_work_of_earlier_plans_too(executive: Visitor, office: Office) -> None:
    late(office, "ช้า", date(2026, 1, 28))
    earlier = create_plan(office.agency, 2568)
    create_measure(earlier, [office.works], starts_on=date(2024, 10, 1), ends_on=date(2025, 9, 30))
    blocked: dict[str, Any] = {"answer": Answer.CANNOT_DO, "progress": Progress.NOT_STARTED, "percent": 0}
    create_report(assignment_of(office.own, office.finance), **blocked)
    create_report(assignment_of(office.shared, office.works), percent=50)
    page = executive.get("/overdue")
    figures = {figure.one(class_="t-figure__label").text: figure for figure in page.all(class_="t-figure")}
    assert figures["Overdue"].text.endswith("2 of them 1 of earlier plans")
    assert figures["Overdue"]["href"] == "#measures"
    assert figures["Blocked"].text.endswith("1")
    assert figures["Reports in"].text.endswith("2 of 5")


def test_unfinished_work_of_an_earlier_plan_is_named_so(executive: Visitor, office: Office) -> None:
    earlier = create_plan(office.agency, 2568)
    create_measure(
        earlier, [office.works], titles=["ค้างจากปีก่อน"], starts_on=date(2024, 10, 1), ends_on=date(2025, 9, 30)
    )
    page = executive.get("/overdue")
    assert "Plan of 2568" in page.one(id="measures").text


def test_divisions_that_have_not_reported_are_named_with_their_measures(executive: Visitor, office: Office) -> None:
    create_report(assignment_of(office.own, office.finance), MONTH)
    page = executive.get("/overdue")
    section = page.one(id="reports")
    assert "Reports of January 2026 that have not come" in section.text
    rows = {row.one("th").text: row for row in section.one("tbody").all("tr")}
    assert "1 of 2" in rows["กองคลัง"].text
    assert [link["href"] for link in rows["กองคลัง"].all("a")] == [f"/measures/{office.shared.id}"]
    assert "1 of 1" in rows["กองช่าง"].text


def test_it_says_so_when_every_division_has_reported(executive: Visitor, office: Office) -> None:
    for measure, division in (
        (office.own, office.finance),
        (office.shared, office.finance),
        (office.shared, office.works),
    ):
        create_report(assignment_of(measure, division), MONTH)
    page = executive.get("/overdue")
    assert "Every division has reported." in page.one(id="reports").text


def test_months_and_days_are_thai_for_a_reader_of_thai(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.executive)
    page = Visitor(client, "th").get("/overdue")
    assert "มกราคม 2569" in page.text
    assert "29 มกราคม 2569" in page.text


def test_a_long_list_has_pages(executive: Visitor, office: Office) -> None:
    for number in range(20):
        late(office, f"ช้า {number}", date(2025, 11, 1 + number))
    executive.get("/overdue")
    first = titles(executive)
    executive.get("/overdue?page=2")
    second = titles(executive)
    assert (len(first), len(second), len({*first, *second})) == (15, 5, 20)
    executive.get("/overdue?page=99")
    assert titles(executive) == second


@pytest.mark.parametrize(("role", "may_import"), [(Role.ADMINISTRATOR, True), (Role.EXECUTIVE, False)])
def test_without_a_plan_it_says_what_to_do(client: FlaskClient, office: Office, role: Role, may_import: bool) -> None:
    agency = create_agency("เทศบาลตำบลเริ่มใหม่")
    sign_in(client, create_person(agency, role))
    page = Visitor(client).get("/overdue")
    assert "There is no plan yet." in page.text
    assert bool(page.all("a", href="/plans/import")) is may_import


def test_a_division_that_is_silent_about_much_is_named_with_the_first_and_the_rest_is_a_link(
    executive: Visitor, office: Office
) -> None:
    for number in range(10):
        create_measure(office.plan, [office.works], number=str(number + 10))
    [row] = [row for row in executive.get("/overdue").one(id="reports").all("tr") if "กองช่าง" in row.text]
    links = [link["href"] for link in row.all("a")]
    assert len([link for link in links if link.startswith("/measures/")]) == 8
    assert links[-1] == f"/meetings/{office.meeting.id}?division={office.works.id}"
    assert "and 3 more" in row.text
