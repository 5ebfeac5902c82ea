"""The results of assessments: by hand, corrected, and filled in from documents that may not overwrite them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.factories import actor_of, moment
from tests.support.office import TODAY, Office
from tracker.domain.coverage import coverage_of
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.score_sheet import PrintedResult, ScoreDifference, ScoreKey
from tracker.extensions import db
from tracker.models import Assessment, AuditEvent
from tracker.models.isolation import enter_agency
from tracker.plan_reading import DraftAssessment, draft_plan, read_document
from tracker.queries import assessments as queries
from tracker.services import assessments as service

NOW = moment(TODAY)
FROM_THE_DOCUMENT = DraftAssessment(
    2568, 92.27, "ผ่านดี", {"1": 99.35, "9.1": 87.5}, {"i4": 98.41, "e1": {"public": 99.2, "survey": 86.36}}
)


@pytest.fixture
def actor(office: Office) -> Actor:
    enter_agency(office.agency.id)
    return actor_of(office.agency, office.secretary, TODAY)


def result(overall: float | None = 92.27, level: str | None = None, **scores: float) -> PrintedResult:
    return PrintedResult(overall, level, {ScoreKey(*name.split("_")): score for name, score in scores.items()})


def stored(year: int = 2568) -> PrintedResult:
    db.session.expire_all()
    found = queries.assessment_of_year(year)
    assert found is not None
    return queries.result_of(found)


def events() -> list[tuple[str, Mapping[str, object], Mapping[str, object]]]:
    rows = db.session.query(AuditEvent).order_by(AuditEvent.id)
    return [(row.event, row.before, row.after) for row in rows]


def adopt(actor: Actor, draft: DraftAssessment | None = FROM_THE_DOCUMENT, year: int = 2569) -> int | None:
    found = service.assessment_for_plan(actor, NOW, draft, year, "plan.docx")
    db.session.commit()
    return found


def test_a_result_is_entered_without_a_document(office: Office, actor: Actor) -> None:
    entered = result(92.27, "ผ่านดี", i4=98.41, e1_survey=86.36)
    added = service.add_assessment(actor, NOW, 2568, entered)
    assert stored() == entered
    assert db.session.get_one(type(office.plan), office.plan.id).assessment_id == added.id
    [(name, _, after)] = events()
    assert (name, after["scores"]) == ("assessment_added", {"i4": 98.41, "e1 survey": 86.36})


def test_it_belongs_to_the_plan_of_the_next_year_only_while_that_has_none(office: Office, actor: Actor) -> None:
    first = service.add_assessment(actor, NOW, 2567, result())
    office.plan.assessment_id = first.id
    db.session.commit()
    service.add_assessment(actor, NOW, 2568, result())
    assert db.session.get_one(type(office.plan), office.plan.id).assessment_id == first.id


@pytest.mark.parametrize("year, field", [(2568, "fiscal_year"), (1999, "fiscal_year"), (2570, "overall")])
def test_what_cannot_be_entered_is_refused(office: Office, actor: Actor, year: int, field: str) -> None:
    service.add_assessment(actor, NOW, 2568, result())
    with pytest.raises(Refusal) as refused:
        service.add_assessment(actor, NOW, year, result(None if year == 2570 else 90.0))
    assert refused.value.field == field
    assert db.session.query(Assessment).count() == 1


@pytest.mark.parametrize("wrong", [result(101.0), result(i4=-1.0), result(level="ก" * 61)])
def test_a_score_that_is_none_is_refused(office: Office, actor: Actor, wrong: PrintedResult) -> None:
    with pytest.raises(Refusal):
        service.add_assessment(actor, NOW, 2568, wrong)


def test_a_correction_leaves_before_and_after_of_what_changed(office: Office, actor: Actor) -> None:
    added = service.add_assessment(actor, NOW, 2568, result(92.27, "ผ่านดี", i4=98.41, i5=100.0, i6=50.0))
    corrected = result(92.27, "ผ่าน", i4=98.4, i5=100.0, i7=70.0)
    service.correct_assessment(actor, NOW, added.id, corrected)
    assert stored() == corrected
    name, before, after = events()[-1]
    assert name == "assessment_corrected"
    assert (before["level"], after["level"]) == ("ผ่านดี", "ผ่าน")
    assert before["scores"] == {"i4": 98.41, "i6": 50.0, "i7": None}
    assert after["scores"] == {"i4": 98.4, "i6": None, "i7": 70.0}


def test_saving_the_same_again_leaves_no_event(office: Office, actor: Actor) -> None:
    added = service.add_assessment(actor, NOW, 2568, result(i4=98.41))
    service.correct_assessment(actor, NOW, added.id, result(i4=98.41))
    assert len(events()) == 1


def test_two_people_do_not_overwrite_each_other(office: Office, actor: Actor) -> None:
    added = service.add_assessment(actor, NOW, 2568, result(i4=98.41))
    seen = service.state_of(stored())
    service.correct_assessment(actor, NOW, added.id, result(i4=90.0), seen)
    with pytest.raises(Conflict):
        service.correct_assessment(actor, NOW, added.id, result(i4=80.0), seen)
    assert stored() == result(i4=90.0)


def test_a_document_brings_its_result(office: Office, actor: Actor) -> None:
    found = adopt(actor)
    assert found is not None
    assert stored().questions == {("i4", ""): 98.41, ("e1", "public"): 99.2, ("e1", "survey"): 86.36}
    assert stored().indicators == {"1": 99.35, "9.1": 87.5}
    assert [name for name, _, _ in events()] == ["assessment_added"]


def test_a_later_document_fills_in_what_is_missing_and_overwrites_nothing(office: Office, actor: Actor) -> None:
    kept = result(92.0, None, e1_public=99.0, i5=0.0)
    added = service.add_assessment(actor, NOW, 2568, kept)
    assert adopt(actor) == added.id
    filled = stored()
    assert (filled.overall, filled.level) == (92.0, "ผ่านดี")
    assert filled.scores[ScoreKey("e1", "public")] == 99.0
    assert filled.scores[ScoreKey("e1", "survey")] == 86.36
    name, _, after = events()[-1]
    assert (name, after["differences"], after["source"]) == ("assessment_filled_in", 2, "plan.docx")
    assert after["scores"] == {"1": 99.35, "9.1": 87.5, "i4": 98.41, "e1 survey": 86.36}


def test_a_document_that_adds_nothing_leaves_no_event(office: Office, actor: Actor) -> None:
    adopt(actor)
    adopt(actor, DraftAssessment(2568, 10.0, "ผ่าน", {"1": 1.0}))
    assert [name for name, _, _ in events()] == ["assessment_added"]
    assert stored().overall == 92.27


@pytest.mark.parametrize("draft", [None, DraftAssessment(None, 92.27, None)])
def test_a_plan_without_a_result_is_made_from_that_of_the_year_before(
    office: Office, actor: Actor, draft: DraftAssessment | None
) -> None:
    assert adopt(actor, draft) is None
    added = service.add_assessment(actor, NOW, 2568, result())
    assert adopt(actor, draft) == added.id


def test_differences_name_what_the_document_says_otherwise() -> None:
    kept = result(92.27, "ผ่าน", e1_survey=86.36, i4=90.0)
    assert service.differences(kept, FROM_THE_DOCUMENT) == [
        ScoreDifference("level", "ผ่าน", "ผ่านดี"),
        ScoreDifference("i4", 90.0, 98.41),
    ]


def test_scores_of_a_document_are_kept_with_two_decimals() -> None:
    printed = service.printed_in(DraftAssessment(2568, 98.7676, None, {"1": 99.4666}))
    assert (printed.overall, printed.indicators) == (98.77, {"1": 99.47})


def test_the_threshold_is_a_setting_in_the_log(office: Office, actor: Actor) -> None:
    service.set_threshold(actor, NOW, 90.0)
    service.set_threshold(actor, NOW, 90.0)
    assert queries.threshold_of(office.agency.id) == 90.0
    assert events() == [("threshold_changed", {"score_threshold": 85.0}, {"score_threshold": 90.0})]
    with pytest.raises(Refusal):
        service.set_threshold(actor, NOW, 100.5)


def test_others_only_look(office: Office, actor: Actor) -> None:
    head = actor_of(office.agency, office.head, TODAY)
    added = service.add_assessment(actor, NOW, 2568, result())
    with pytest.raises(NotAllowed):
        service.add_assessment(head, NOW, 2567, result())
    with pytest.raises(NotAllowed):
        service.correct_assessment(head, NOW, added.id, result(50.0))
    with pytest.raises(NotAllowed):
        service.set_threshold(head, NOW, 50.0)


def test_what_is_not_there_cannot_be_corrected(office: Office, foreign_office: Office, actor: Actor) -> None:
    added = service.add_assessment(actor, NOW, 2568, result())
    enter_agency(foreign_office.agency.id)
    stranger = actor_of(foreign_office.agency, foreign_office.secretary, TODAY)
    with pytest.raises(NotFound):
        service.correct_assessment(stranger, NOW, added.id, result(50.0))


def test_the_weak_points_of_a_real_result_are_those_its_plan_speaks_of(shared_dir: Path) -> None:
    document = read_document((shared_dir / "seeds" / "001_69234dcaf8c956fa.txt").read_bytes(), "plan.txt")
    draft = draft_plan(document).assessment
    assert draft is not None
    coverage = coverage_of(2568, service.printed_in(draft), [], 85)
    weak = {point.code for point in coverage.weak}
    assert weak == {"9.3", "10.2", "e3", "e4", "e5", "e9", "O1", "O6", "O12", "O22", "O27"}
