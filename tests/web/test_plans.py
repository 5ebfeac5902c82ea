"""The adopted plans, and those that wait to be looked at."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.factories import create_measure, create_plan, create_report, moment, sign_in
from tests.support.html import Element
from tests.support.office import MONTH, TODAY, Office
from tests.support.pages import Visitor
from tracker.domain.progress import Answer, Progress
from tracker.extensions import db
from tracker.models import Assignment
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import plan_drafts

PLAN = "ที่\tมาตรการ\tผู้รับผิดชอบ\tระยะเวลา\n1\tจัดทำคู่มือ\tกองคลัง\tต.ค. 68 - ก.ย. 69\n"


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    """Of an office that has its divisions, and a plan of this year."""
    sign_in(client, office.secretary)
    return Visitor(client)


def titles(page: Element) -> list[str]:
    return [head.one("a").text for head in page.all("th", class_="t-table__head") if head.all("a")]


def test_it_lists_the_plans_with_the_newest_first(secretary: Visitor, office: Office) -> None:
    create_plan(office.agency, 2568, source_filename="แผน 2568.txt")
    page = secretary.get("/plans")
    assert titles(page) == ["Plan of fiscal year 2569 (2026)", "Plan of fiscal year 2568 (2025)"]
    assert "แผน 2568.txt" in page.text


def test_drafts_are_for_who_may_adopt_them(client: FlaskClient, secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        plan_drafts.upload_plan(None, moment(TODAY), PLAN.encode(), "แผนใหม่.txt")
    assert "แผนใหม่.txt" in secretary.get("/plans").text
    sign_in(client, office.executive)
    page = Visitor(client).get("/plans")
    assert "แผนใหม่.txt" not in page.text
    assert not page.all("a", href="/plans/import")


def test_a_plan_shows_its_measures_in_their_order(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/plans/{office.plan.id}")
    assert titles(page) == ["1. เปิดเผยแผนและผลการใช้จ่ายงบประมาณ", "2. ปรับปรุงขั้นตอนการให้บริการ"]
    assert "2 measures" in page.text


@pytest.fixture
def varied(office: Office) -> None:
    create_measure(
        office.plan, [office.works], number="3", titles=["เกินกำหนด"], ends_on=date(2026, 1, 1), indicators=["6"]
    )
    done = create_measure(office.plan, [office.finance], number="4", titles=["เสร็จแล้ว"], indicators=["10.1"])
    with all_agencies():
        assignment = db.session.query(Assignment).filter_by(measure_id=done.id).one()
    create_report(assignment, MONTH, answer=Answer.DONE, progress=Progress.DONE, percent=100)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", "1 2 3 4"),
        ("health=overdue", "3"),
        ("health=done", "4"),
        ("indicator=6", "2 3"),
        ("indicator=10", "4"),
        ("division=works", "2 3"),
        ("division=works&indicator=6&health=at_risk", "2"),
        ("indicator=5", ""),
        ("health=nonsense&indicator=77&division=x", "1 2 3 4"),
    ],
)
def test_links_narrow_the_list(secretary: Visitor, office: Office, varied: None, query: str, numbers: str) -> None:
    page = secretary.get(f"/plans/{office.plan.id}?{query.replace('works', str(office.works.id))}")
    assert [title.partition(".")[0] for title in titles(page)] == numbers.split()


def test_the_views_by_health_keep_the_other_choices_and_count(secretary: Visitor, office: Office, varied: None) -> None:
    page = secretary.get(f"/plans/{office.plan.id}?indicator=6")
    tabs = {link.text: link["href"] for link in page.one("nav", class_="t-tabs").all("a")}
    assert tabs["Overdue 1"] == f"/plans/{office.plan.id}?health=overdue&indicator=6"
    assert tabs["All measures 4"] == f"/plans/{office.plan.id}?indicator=6"
