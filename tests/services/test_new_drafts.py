"""Plans that no document brings in: written by hand, and carried over to another year."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import actor_of, create_measure, moment
from tests.support.office import TODAY, Office
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.plan_drafts import DraftOrigin
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Assessment, Assignment, AuditEvent, PlanDraft
from tracker.plan_reading import from_json_dict
from tracker.services import new_drafts, plans

NOW = moment(TODAY)


def test_a_plan_by_hand_begins_empty_and_is_not_adopted_so(secretary: Actor, office: Office) -> None:
    row = new_drafts.begin_by_hand(secretary, NOW, 2572)
    draft = from_json_dict(row.content)
    assert (row.origin, draft.agency.name, draft.plan_fiscal_year) == (DraftOrigin.HAND, office.agency.name, 2572)
    with pytest.raises(Refusal, match="no measures"):
        plans.adopt_draft(secretary, NOW, row.id)


def test_a_plan_is_carried_over_with_who_answers_for_it(secretary: Actor, office: Office) -> None:
    year = office.plan.fiscal_year
    measure = create_measure(
        office.plan,
        [office.works],
        number="77",
        period_text="ไตรมาส ๒",
        starts_on=date(year - 543, 1, 1),
        ends_on=date(year - 543, 3, 31),
    )
    assignment = db.session.query(Assignment).filter_by(measure_id=measure.id).one()
    assignment.role = AssignmentRole.LEAD
    db.session.commit()
    row = new_drafts.copy_plan(secretary, NOW, office.plan.id, year + 1)
    draft = from_json_dict(row.content)
    copied = next(one for one in draft.measures if one.number == "77")
    assert (copied.period.start, copied.period.end) == (date(year - 542, 1, 1), date(year - 542, 3, 31))
    assert (copied.responsible.divisions, copied.responsible.lead) == ((office.works.name,), office.works.name)
    plan = plans.adopt_draft(secretary, NOW, row.id)
    adopted = next(one for one in plan.measures if one.number == "77")
    assert [(one.division_id, one.role) for one in adopted.assignments] == [(office.works.id, AssignmentRole.LEAD)]
    assert {"plan_copied", "plan_adopted"} <= {event.event for event in db.session.query(AuditEvent)}


def test_a_cancelled_measure_stays_behind(secretary: Actor, office: Office) -> None:
    create_measure(office.plan, [office.works], number="78").cancelled_on = TODAY
    db.session.commit()
    row = new_drafts.copy_plan(secretary, NOW, office.plan.id, 2575)
    assert "78" not in {measure.number for measure in from_json_dict(row.content).measures}


def test_a_plan_without_scores_is_made_from_last_years_result(secretary: Actor, office: Office) -> None:
    db.session.add(Assessment(fiscal_year=2574, overall_score=90.0, level="ผ่านดี"))
    db.session.commit()
    plan = plans.adopt_draft(secretary, NOW, new_drafts.copy_plan(secretary, NOW, office.plan.id, 2575).id)
    assert plan.assessment_id is not None


def test_what_cannot_be_begun_leaves_nothing(secretary: Actor, office: Office) -> None:
    head = actor_of(office.agency, office.head, TODAY)
    with pytest.raises(NotAllowed):
        new_drafts.begin_by_hand(head, NOW, 2572)
    with pytest.raises(NotAllowed):
        new_drafts.copy_plan(head, NOW, office.plan.id, 2572)
    with pytest.raises(Refusal, match="has a plan already"):
        new_drafts.begin_by_hand(secretary, NOW, office.plan.fiscal_year)
    with pytest.raises(Refusal, match="has a plan already"):
        new_drafts.copy_plan(secretary, NOW, office.plan.id, office.plan.fiscal_year)
    with pytest.raises(Refusal, match="no fiscal year"):
        new_drafts.begin_by_hand(secretary, NOW, 2026)
    with pytest.raises(NotFound):
        new_drafts.copy_plan(secretary, NOW, 999_999, 2572)
    assert db.session.query(PlanDraft).count() == 0
