"""Plan documents of a folder in the demonstration: one agency each, at work on its coming meeting."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import create_agency
from tracker.demo import add_real_plans
from tracker.demo.people import OVERSEER_ADDRESS, give_posts
from tracker.demo.plan_texts import PlanOf, document_of
from tracker.domain.fiscal_year import BANGKOK
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import Agency, AuditEvent, Membership, PlanDraft, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import agencies, meetings, people
from tracker.queries.status import status_on
from tracker.services.post_giving import NewPost

NOW = datetime(2026, 2, 11, 14, 0, tzinfo=BANGKOK)
NAME = "เทศบาลเมืองสาธิตธานี"


def put(folder: Path, filename: str, name: str, plan: PlanOf = PlanOf.THIS_YEAR, year: int = 2569) -> None:
    (folder / filename).write_text(document_of(plan, year).decode().replace(NAME, name), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plans of one agency, one of another, and what is no plan."""
    folder = tmp_path / "plans"
    folder.mkdir()
    put(folder, "1.txt", "เทศบาลตำบลบ้านตัวอย่าง")
    put(folder, "2.txt", "เทศบาลตำบลบ้านตัวอย่าง", PlanOf.LAST_YEAR, 2568)
    put(folder, "3.txt", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง")
    (folder / "4.txt").write_text("รายงานการประชุม\nครั้งที่ ๑", encoding="utf-8")
    (folder / "5.txt").write_bytes(b"")
    put(folder, "6.txt", "")
    (folder / "7.jpg").write_bytes(b"\xff\xd8")
    return folder


def the_agency(name: str) -> Agency:
    with all_agencies():
        agency = agencies.agency_called(name)
    assert agency is not None
    return agency


def test_each_document_becomes_an_agency_and_a_bad_one_stops_nothing(app: Flask, folder: Path) -> None:
    with app.app_context():
        outcomes = {outcome.filename: outcome for outcome in add_real_plans(folder, NOW)}
    assert outcomes.keys() == {"1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"}
    refused = {name for name, outcome in outcomes.items() if outcome.refusal}
    assert refused == {"4.txt", "5.txt", "6.txt"}
    assert outcomes["1.txt"].slug == outcomes["2.txt"].slug != outcomes["3.txt"].slug
    assert [outcomes[name].fiscal_year for name in ("1.txt", "2.txt", "3.txt")] == [2569, 2568, 2569]
    assert [outcomes[name].measures for name in ("1.txt", "2.txt", "3.txt")] == [13, 12, 13]
    assert outcomes["1.txt"].assignments > 13


def test_its_people_can_begin_at_once(app: Flask, folder: Path) -> None:
    today = NOW.date()
    with app.app_context():
        add_real_plans(folder, NOW)
        agency = the_agency("เทศบาลตำบลบ้านตัวอย่าง")
        assert agency.is_demo
        with agency_scope(agency.id):
            meeting = meetings.meeting_to_come(today)
            status = status_on(agency.id, today)
            holders = people.holders_on(today)
            heads = {holder.division_id for holder in holders if holder.role is Role.DIVISION_HEAD}
            figures = meetings.division_figures(meeting.id) if meeting else []
    assert meeting is not None
    assert meeting.opened_at == NOW
    assert status.frame.month == meeting.month
    assert status.missing
    assert {one.id for one in figures} <= heads
    assert {Role.SECRETARY, Role.EXECUTIVE, Role.DIVISION_HEAD} == {holder.role for holder in holders}


def test_run_again_it_adds_nothing(app: Flask, folder: Path) -> None:
    with app.app_context():
        first = add_real_plans(folder, NOW)
        before = rows()
        again = add_real_plans(folder, NOW)
        assert rows() == before
    assert [outcome.was_there for outcome in again] == [outcome.refusal is None for outcome in first]


def rows() -> list[int | None]:
    with all_agencies():
        return [
            db.session.scalar(select(func.count()).select_from(table))
            for table in (Agency, User, Membership, PlanDraft, AuditEvent)
        ]


def test_another_document_for_the_same_year_is_refused(app: Flask, folder: Path) -> None:
    put(folder, "9.txt", "เทศบาลตำบลบ้านตัวอย่าง", PlanOf.LAST_YEAR, 2569)
    with app.app_context():
        outcomes = {outcome.filename: outcome for outcome in add_real_plans(folder, NOW)}
    refusal = outcomes["9.txt"].refusal
    assert refusal is not None
    assert refusal.values == {"year": 2569}


def test_an_agency_at_real_work_is_left_alone(app: Flask, folder: Path) -> None:
    with app.app_context():
        create_agency("เทศบาลตำบลบ้านตัวอย่าง")
        outcomes = {outcome.filename: outcome for outcome in add_real_plans(folder, NOW)}
        assert not the_agency("เทศบาลตำบลบ้านตัวอย่าง").is_demo
    assert outcomes["1.txt"].refusal is not None
    assert outcomes["3.txt"].refusal is None


def test_the_overseer_of_the_demonstration_sees_them_too(app: Flask, folder: Path) -> None:
    with app.app_context():
        own = create_agency("เทศบาลเมืองสาธิตธานี", is_demo=True)
        with agency_scope(own.id):
            post = NewPost(Role.OVERSEER, "ท้องถิ่นจังหวัด", NOW.date())
            overseer = give_posts(NOW, OVERSEER_ADDRESS, "ท้องถิ่นจังหวัด", [post], "!")
        add_real_plans(folder, NOW)
        with all_agencies():
            person = people.person_signed_in(overseer.id, 1, NOW.date())
    assert person is not None
    assert len(person.agencies) == 3


def test_the_real_plans_become_agencies(app: Flask, shared_dir: Path) -> None:
    with app.app_context():
        outcomes = {outcome.filename[:3]: outcome for outcome in add_real_plans(shared_dir / "seeds", NOW)}
    assert outcomes["002"].measures == 7
    assert outcomes["003"].measures == 6
    assert outcomes["002"].agency_name == "เทศบาลนครนครศรีธรรมราช"
    assert all(outcome.agency_name or outcome.refusal for outcome in outcomes.values())
