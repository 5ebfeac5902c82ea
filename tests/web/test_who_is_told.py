from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories
from tests.support.html import Element
from tests.support.office import TODAY, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Division, Membership, Message
from tracker.models.isolation import agency_scope


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def administrator(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.administrator)
    return Visitor(client)


def end_posts(office: Office, *roles: Role) -> None:
    with agency_scope(office.agency.id):
        for post in db.session.scalars(select(Membership).where(Membership.role.in_(roles))):
            post.ends_on = date(2026, 1, 1)
        db.session.commit()


def card(page: Element, title: str) -> str:
    return next(one.text for one in page.all("article") if one.one("h2").text == title)


def test_the_preview_shows_each_person_once_with_what_and_why(secretary: Visitor, office: Office) -> None:
    page = secretary.get("/messages/preview")
    assert [one.one("h2").text for one in page.all("article")] == ["ผู้อำนวยการกองคลัง", "ผู้อำนวยการกองช่าง"]
    finance = card(page, "ผู้อำนวยการกองคลัง")
    for words in (
        "E-mail",
        office.head.email,
        "Request",
        "4 Feb 2026",
        "ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง",
        "Measures 1, 2",
    ):
        assert words in finance
    with agency_scope(office.agency.id):
        assert db.session.scalars(select(Message)).all() == []


def test_who_is_told_twice_stands_there_once(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        db.session.get_one(Division, office.finance.id).superior_id = office.executive.id
        db.session.commit()
    clock.pin_today(date(2026, 2, 3))
    page = secretary.get("/messages/preview")
    mayor = card(page, "นายกเทศมนตรี")
    assert "Notice to the superior" in mayor
    assert "เกินกำหนด" not in mayor
    assert "ยังไม่ส่งรายงาน 2 ส่วนราชการ" in mayor
    assert "4 readers" in page.text, "the two heads get the papers"


def test_where_nobody_is_to_be_told_it_says_so(secretary: Visitor) -> None:
    clock.pin_today(date(2026, 1, 31))
    assert "Nobody is to be told anything today." in secretary.get("/messages/preview").text


def test_every_division_shows_its_head_and_the_rest_of_the_chain(secretary: Visitor, office: Office) -> None:
    page = secretary.get("/messages/who-is-told")
    works = card(page, "กองช่าง")
    assert "Is told ผู้อำนวยการกองช่าง" in works
    assert "Division officer Empty" in works
    assert "Office secretary หัวหน้าสำนักปลัดเทศบาล" in works
    assert "Administrator ผู้ดูแลระบบ" in works
    assert "Told when it is late Nobody" in works
    assert "2 divisions have no head or nobody who is told when they are late." in page.text
    office_card = card(page, "The office and the executives")
    assert "หัวหน้าสำนักปลัดเทศบาล" in office_card
    assert "นายกเทศมนตรี" in office_card


@pytest.mark.parametrize(
    ("empty", "told", "reason"),
    [
        ((Role.DIVISION_HEAD,), "นักวิชาการเงินและบัญชี", "จึงแจ้งเจ้าหน้าที่"),
        ((Role.DIVISION_HEAD, Role.DIVISION_OFFICER), "หัวหน้าสำนักปลัดเทศบาล", "จึงแจ้งเลขานุการ"),
    ],
)
def test_an_empty_post_passes_it_on_and_says_why(
    secretary: Visitor, office: Office, empty: tuple[Role, ...], told: str, reason: str
) -> None:
    end_posts(office, *empty)
    finance = card(secretary.get("/messages/who-is-told"), "กองคลัง")
    assert "Division head Empty" in finance
    assert f"Is told {told}" in finance
    assert reason in finance


def test_the_last_resort_is_the_administrator_and_then_nobody(administrator: Visitor, office: Office) -> None:
    end_posts(office, Role.DIVISION_HEAD, Role.DIVISION_OFFICER, Role.SECRETARY)
    finance = card(administrator.get("/messages/who-is-told"), "กองคลัง")
    assert "Is told ผู้ดูแลระบบ" in finance


def test_whoever_acts_stands_in_and_the_holder_is_named_beside(secretary: Visitor, office: Office) -> None:
    factories.create_person(office.agency, Role.DIVISION_HEAD, office.works, title="รักษาการ ผอ.กองช่าง", is_acting=True)
    works = card(secretary.get("/messages/who-is-told"), "กองช่าง")
    assert "Is told รักษาการ ผอ.กองช่าง (acting)" in works
    assert "ผู้อำนวยการกองช่าง: somebody acts for them" in works


def test_a_superior_without_a_post_is_nobody(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        db.session.get_one(Division, office.works.id).superior_id = office.executive.id
        db.session.commit()
    assert "Told when it is late นายกเทศมนตรี" in card(secretary.get("/messages/who-is-told"), "กองช่าง")
    end_posts(office, Role.EXECUTIVE)
    works = card(secretary.get("/messages/who-is-told"), "กองช่าง")
    assert "Told when it is late Nobody นายกเทศมนตรี has no post any more." in works


def test_the_administrator_is_led_to_where_it_is_mended(administrator: Visitor, office: Office) -> None:
    page = administrator.get("/messages/who-is-told")
    links = {link["href"] for link in page.all("a")}
    assert {f"/divisions/{office.works.id}", "/people"} <= links


def test_a_head_sees_neither_page(client: FlaskClient, office: Office) -> None:
    factories.sign_in(client, office.head)
    assert clock.today() == TODAY
    Visitor(client).get("/messages/who-is-told", 403)
    Visitor(client).get("/messages/preview", 403)
