"""From a document to the plan that is followed, on the real plans and on what an office types."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.factories import actor_of, create_person, moment
from tests.support.office import TODAY, Office
from tests.support.requirements import ROOT
from tracker.domain.agency import AgencyKind
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Agency, Assessment, Assignment, AuditEvent, Division, DivisionAlias, Measure, Plan, PlanDraft
from tracker.models.isolation import agency_scope, enter_agency
from tracker.queries import following
from tracker.queries.status import status_on
from tracker.services import plan_drafts, plans, setup
from tracker.services.division_register import DivisionRegister

NOW = moment(TODAY)
TOWN_PLAN = ROOT / "tests" / "samples" / "town_plan.txt"
REAL_PLANS = {
    "002_685d8957b8736cd8.txt": AgencyKind.CITY_MUNICIPALITY,
    "003_5824c003a591cc03.txt": AgencyKind.PROVINCIAL_ORGANISATION,
}


def adopted(agency: Agency, file: Path) -> list[Measure]:
    enter_agency(agency.id)
    row = plan_drafts.upload_plan(None, NOW, file.read_bytes(), file.name)
    return plans.adopt_draft(None, NOW, row.id).measures


def truth_of(shared_dir: Path, file: str) -> list[dict[str, Any]]:
    rows = json.loads((shared_dir / "expected" / "seed-truth.json").read_text(encoding="utf-8"))["measures"]
    return [row for row in rows if row["seed"] == file]


@pytest.mark.parametrize("file", REAL_PLANS)
def test_a_real_plan_becomes_what_it_says(app: Flask, shared_dir: Path, file: str) -> None:
    with app.app_context():
        agency = setup.create_agency(NOW, "หน่วยงานจริง", REAL_PLANS[file])
        measures = adopted(agency, shared_dir / "seeds" / file)
        names = {one.id: one.name for one in db.session.query(Division).all()}
        truth = truth_of(shared_dir, file)
        assert len(measures) == len(truth)
        for measure, row in zip(measures, truth, strict=True):
            said = row["responsible_meaning"]
            assigned = {names[one.division_id]: one.role for one in measure.assignments}
            assert measure.responsible_text == row["responsible_text"]
            assert assigned.keys() == (set(names.values()) if "all" in said["kind"] else set(said["divisions"]))
            assert [name for name, role in assigned.items() if role is AssignmentRole.LEAD] == (
                [said["lead"]] if said["lead"] else []
            )
            assert (_iso(measure.starts_on), _iso(measure.ends_on)) == (row["period_start"], row["period_end"])
            assert measure.cadences == [cadence.split(" ")[0] for cadence in row["monitoring_cadence"]]
            assert len(measure.steps) == row["steps_count"]
        assert all(one.rollup.measures for one in status_on(agency.id, date(2022, 2, 1)).indicators if one.code == "9")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def test_the_scores_are_kept_as_printed(app: Flask, shared_dir: Path) -> None:
    with app.app_context():
        agency = setup.create_agency(NOW, "อบจ.แห่งหนึ่ง", AgencyKind.PROVINCIAL_ORGANISATION)
        adopted(agency, shared_dir / "seeds" / "003_5824c003a591cc03.txt")
        assessment = db.session.query(Assessment).one()
        assert (assessment.fiscal_year, assessment.overall_score, assessment.level) == (2564, 95.12, "AA")
        scores = following.indicator_scores(following.plan_on(date(2022, 2, 1)))
        assert scores["2"] == 95.13
        assert scores["i7"] == 72.61


def test_a_division_is_found_by_its_other_names(office: Office, secretary: Actor) -> None:
    known = DivisionAlias(division_id=office.works.id, name="สำนักช่าง", key="สำนักช่าง")
    db.session.add(known)
    db.session.commit()
    register = DivisionRegister(office.agency.kind)
    assert register.find("สำนัก ช่าง") is not None
    assert register.find("สำนัก ช่าง").id == office.works.id  # type: ignore[union-attr]
    assert register.find("กอง ที่ไม่มี") is None


def test_a_year_has_one_plan(office: Office, secretary: Actor) -> None:
    row = plan_drafts.upload_plan(secretary, NOW, TOWN_PLAN.read_bytes(), TOWN_PLAN.name)
    with pytest.raises(Refusal, match="has a plan already"):
        plans.adopt_draft(secretary, NOW, row.id, fiscal_year=office.plan.fiscal_year)
    plans.adopt_draft(secretary, NOW, row.id, fiscal_year=2571)
    with pytest.raises(Refusal, match="adopted already"):
        plans.adopt_draft(secretary, NOW, row.id, fiscal_year=2572)


@pytest.mark.parametrize("year", [2026, 69, 0, 9999])
def test_a_fiscal_year_is_of_the_buddhist_era(office: Office, secretary: Actor, year: int) -> None:
    row = plan_drafts.upload_plan(secretary, NOW, TOWN_PLAN.read_bytes(), TOWN_PLAN.name)
    with pytest.raises(Refusal, match="no fiscal year"):
        plans.adopt_draft(secretary, NOW, row.id, fiscal_year=year)


@pytest.mark.parametrize(
    "data", [b"", "ประกาศรับสมัครงาน".encode(), b"%PDF-1.7\n\x00\xff"], ids=["empty", "prose", "pdf"]
)
def test_a_document_that_is_no_plan_leaves_nothing(office: Office, secretary: Actor, data: bytes) -> None:
    with pytest.raises(Refusal):
        plan_drafts.upload_plan(secretary, NOW, data, "plan.txt")
    assert db.session.query(PlanDraft).count() == 0
    assert db.session.query(AuditEvent).count() == 0


def test_every_step_is_in_the_log(office: Office, secretary: Actor) -> None:
    first = plan_drafts.upload_plan(secretary, NOW, TOWN_PLAN.read_bytes(), TOWN_PLAN.name)
    plan_drafts.discard_draft(secretary, NOW, first.id)
    second = plan_drafts.upload_plan(secretary, NOW, TOWN_PLAN.read_bytes(), TOWN_PLAN.name)
    plan = plans.adopt_draft(secretary, NOW, second.id, fiscal_year=2571)
    events = db.session.query(AuditEvent).order_by(AuditEvent.id).all()
    assert [event.event for event in events] == [
        "plan_uploaded", "plan_draft_discarded", "plan_uploaded", "assessment_added", "plan_adopted",
    ]  # fmt: skip
    assert events[-1].after["measures"] == len(plan.measures)
    assert (
        events[-1].after["assignments"] == db.session.query(Assignment).join(Measure).filter_by(plan_id=plan.id).count()
    )


@pytest.mark.parametrize("role", [Role.DIVISION_HEAD, Role.EXECUTIVE, Role.AUDITOR, Role.OVERSEER])
def test_others_bring_no_plan_in(office: Office, secretary: Actor, role: Role) -> None:
    person = create_person(office.agency, role, office.finance if role is Role.DIVISION_HEAD else None)
    actor = actor_of(office.agency, person, TODAY)
    row = plan_drafts.upload_plan(secretary, NOW, TOWN_PLAN.read_bytes(), TOWN_PLAN.name)
    with pytest.raises(NotAllowed):
        plan_drafts.upload_plan(actor, NOW, TOWN_PLAN.read_bytes(), TOWN_PLAN.name)
    with pytest.raises(NotAllowed):
        plans.adopt_draft(actor, NOW, row.id, fiscal_year=2571)


def test_another_agencys_draft_is_not_there(office: Office, foreign_office: Office, secretary: Actor) -> None:
    with agency_scope(foreign_office.agency.id):
        theirs = plan_drafts.upload_plan(None, NOW, TOWN_PLAN.read_bytes(), TOWN_PLAN.name)
    enter_agency(office.agency.id)
    with pytest.raises(NotFound):
        plans.adopt_draft(secretary, NOW, theirs.id, fiscal_year=2571)
    assert db.session.query(Plan).count() == 1
