"""The pages of the divisions."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.extensions import db
from tracker.models import Division
from tracker.models.isolation import all_agencies


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.secretary)
    return Visitor(client)


def stored(division: Division) -> Division:
    with all_agencies():
        db.session.refresh(division)
    return division


def test_it_lists_divisions_with_their_work(secretary: Visitor, office: Office) -> None:
    rows = {row.one("th").text: row for row in secretary.get("/divisions").one("tbody").all("tr")}
    assert list(rows) == ["กองคลัง", "กองช่าง"]
    assert rows["กองคลัง"].all("td")[-1].text == "2"


def test_it_adds_one(secretary: Visitor, office: Office) -> None:
    form = secretary.get("/divisions/add").one("form", class_="t-form")
    page = secretary.send(form, name="กองการศึกษา")
    assert "กองการศึกษา was added." in page.text
    form = secretary.get("/divisions/add").one("form", class_="t-form")
    page = secretary.send(form, name="กอง การศึกษา")
    assert "known already, as “กองการศึกษา”" in page.one(id="name-error").text


def test_it_renames_and_names_a_superior(secretary: Visitor, office: Office) -> None:
    url = f"/divisions/{office.works.id}"
    form = next(form for form in secretary.get(url).all("form", class_="t-form") if form["action"] == url)
    page = secretary.send(form, name="สำนักช่าง", superior=str(office.executive.id))
    row = next(row for row in page.one("tbody").all("tr") if "สำนักช่าง" in row.text)
    assert "กองช่าง" in row.text, "the name of before is another way of writing it"
    assert "นายกเทศมนตรี" in row.text
    assert stored(office.works).superior_id == office.executive.id


def test_it_closes_one(secretary: Visitor, office: Office) -> None:
    secretary.get(f"/divisions/{office.works.id}")
    page = secretary.post(f"/divisions/{office.works.id}", name="กองช่าง", superior="")
    assert "กองช่าง Closed" in page.text
    assert not stored(office.works).is_active


def test_it_adds_another_name(secretary: Visitor, office: Office) -> None:
    url = f"/divisions/{office.works.id}"
    form = next(form for form in secretary.get(url).all("form") if form["action"].endswith("/aliases"))
    page = secretary.send(form, alias="ฝ่ายโยธา")
    assert "ฝ่ายโยธา" in page.one(id="aliases").text
    page = secretary.send(form, alias="กองคลัง")
    assert "known already" in page.one(id="alias-error").text
    page = secretary.send(form, alias="")
    assert "Write the other name." in page.one(id="alias-error").text
