"""A draft corrected in steps: each is said in the log, and none overwrites somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError

from tests.factories import actor_of, moment
from tests.support.office import TODAY, Office
from tracker.domain.cadence import Cadence
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.plan_drafts import DraftOrigin
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, Division, DivisionAlias, PlanDraft
from tracker.models.isolation import agency_scope
from tracker.plan_reading import from_json_dict
from tracker.plan_reading.measure_entry import MeasureEntry, Words
from tracker.services import draft_corrections as service
from tracker.services import plan_drafts, plans
from tracker.services.draft_corrections import NEW, NOBODY

NOW = moment(TODAY)
PLAN = """แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2572
เทศบาลตำบลทดสอบ
ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล
1\tจัดทำคู่มือ\tร่าง\tกองคลัง\tต.ค. 71 - ก.ย. 72\tรายงานทุกเดือน
2\t1. ปรับช่องทาง 2. ติดป้าย\tสำรวจ\tกองชาง\tต.ค. 71 และ มี.ค. 72\tรายงานทุกไตรมาส
3\tเปิดเผยข้อมูล\tรวบรวม\tกองใหม่\tเมื่อแล้วเสร็จ\t
"""


@pytest.fixture
def row(secretary: Actor) -> PlanDraft:
    return plan_drafts.upload_plan(secretary, NOW, PLAN.encode(), "plan.txt", None)


def entry(row: PlanDraft, position: int, **changes: object) -> MeasureEntry:
    measure = from_json_dict(row.content).measures[position - 1]
    shown = MeasureEntry(
        number=measure.number,
        titles=measure.titles,
        divisions=measure.responsible.divisions,
        start=measure.period.start,
        end=measure.period.end,
        cadences=measure.monitoring.cadences,
    )
    return replace(shown, **changes)  # type: ignore[arg-type]


def last_event(name: str) -> AuditEvent:
    return db.session.query(AuditEvent).filter_by(event=name).order_by(AuditEvent.id.desc()).first()  # type: ignore[return-value]


def asked(row: PlanDraft, measure: str | None) -> list[str]:
    return [one["message"] for one in row.content["questions"] if one["measure"] == measure]


def test_a_corrected_measure_is_stored_and_the_log_names_what_it_settled(row: PlanDraft, secretary: Actor) -> None:
    settled = asked(row, "2")
    assert settled
    service.correct_measure(
        secretary, NOW, row.id, row.version, 2, entry(row, 2, end=date(2029, 4, 30), cadences=(Cadence.MONTHLY,))
    )
    db.session.expire_all()
    measure = from_json_dict(row.content).measures[1]
    assert (measure.period.end, measure.period.confirm) == (date(2029, 4, 30), False)
    assert measure.period.text == "ต.ค. 71 และ มี.ค. 72"
    assert (row.version, asked(row, "2")) == (2, [])
    event = last_event("draft_measure_corrected")
    assert event.subject_id == row.id
    assert set(event.after["answered"]) == set(settled)
    assert (event.before["content"]["ends_on"], event.after["content"]["ends_on"]) == ("2029-03-31", "2029-04-30")


def test_a_correction_from_an_older_page_changes_nothing(row: PlanDraft, secretary: Actor) -> None:
    service.confirm_measure(secretary, NOW, row.id, 1, 2)
    with pytest.raises(Conflict):
        service.skip_measure(secretary, NOW, row.id, 1, 1)
    assert len(row.content["measures"]) == 3


def test_two_at_the_same_moment_do_not_overwrite_each_other(row: PlanDraft, secretary: Actor) -> None:
    """What the lock of SQLite prevents is found out on PostgreSQL when the row is written."""
    db.session.execute(update(PlanDraft).values(version=7), execution_options={"synchronize_session": False})
    with pytest.raises(StaleDataError):
        service.confirm_measure(secretary, NOW, row.id, 1, 2)
    db.session.rollback()


def test_what_changes_nothing_leaves_no_trace(row: PlanDraft, secretary: Actor) -> None:
    service.confirm_measure(secretary, NOW, row.id, 1, 2)
    service.confirm_measure(secretary, NOW, row.id, 2, 2)
    assert row.version == 2
    assert db.session.query(AuditEvent).filter_by(event="draft_measure_confirmed").count() == 1


def test_measures_are_left_out_taken_back_split_joined_moved_added_and_counted(
    row: PlanDraft, secretary: Actor
) -> None:
    def numbers() -> str:
        return " ".join(measure["number"] for measure in row.content["measures"])

    def do(step: str, *place: int) -> str:
        getattr(service, step)(secretary, NOW, row.id, row.version, *place)
        return numbers()

    assert do("skip_measure", 1) == "2 3"
    assert [one["measure"]["number"] for one in row.skipped] == ["1"]
    assert do("take_back_measure", 1) == "1 2 3"
    assert row.skipped == []
    assert do("split_measure", 2) == "1 2.1 2.2 3"
    assert last_event("draft_measure_split").after["measures"] == ["2.1. ปรับช่องทาง", "2.2. ติดป้าย"]
    assert do("merge_measure", 3) == "1 2.1 3"
    assert last_event("draft_measures_joined").before["measures"] == ["2.1. ปรับช่องทาง", "2.2. ติดป้าย"]
    assert do("move_measure", 3, 1) == "3 1 2.1"
    assert do("add_measure", 4) == "3 1 2.1 4"
    assert do("renumber_measures") == "1 2 3 4"
    assert row.version == 8


def test_the_ids_of_a_workbook_follow_their_rows(row: PlanDraft, secretary: Actor) -> None:
    row.row_ids = [11, 12, 13]
    db.session.commit()
    service.skip_measure(secretary, NOW, row.id, row.version, 1)
    service.split_measure(secretary, NOW, row.id, row.version, 1)
    assert row.row_ids == [12, None, 13]
    service.take_back_measure(secretary, NOW, row.id, row.version, 1)
    assert row.row_ids == [11, 12, None, 13]


def test_a_spelling_is_remembered_and_rewritten_in_every_measure(
    row: PlanDraft, secretary: Actor, office: Office
) -> None:
    assert len([message for message in asked(row, None) if "กองชาง" in message or "กองใหม่" in message]) == 2
    service.match_divisions(secretary, NOW, row.id, 1, {"กองชาง": office.works.id, "กองใหม่": NEW})
    divisions = [measure["responsible"]["divisions"] for measure in row.content["measures"]]
    assert divisions == [["กองคลัง"], ["กองช่าง"], ["กองใหม่"]]
    assert row.content["measures"][1]["responsible"]["text"] == "กองชาง"
    assert [(alias.name, alias.division_id) for alias in db.session.query(DivisionAlias)] == [
        ("กองชาง", office.works.id)
    ]
    assert not [one for one in row.content["questions"] if one["code"] == "division_unknown"]
    assert last_event("draft_divisions_matched").after["names"] == ["กองชาง → กองช่าง", "กองใหม่ → กองใหม่"]
    again = plan_drafts.upload_plan(secretary, NOW, PLAN.encode(), "again.txt")
    assert not [one for one in again.content["questions"] if "กองชาง" in one["message"]]
    plan = plans.adopt_draft(secretary, NOW, row.id)
    assert {one.name for one in db.session.query(Division)} == {"กองคลัง", "กองช่าง", "กองใหม่"}
    assert db.session.query(Assignment).filter(Assignment.measure_id == plan.measures[1].id).one().division_id == (
        office.works.id
    )


def test_a_name_that_is_nobody_is_left_out_and_asked(row: PlanDraft, secretary: Actor) -> None:
    service.match_divisions(secretary, NOW, row.id, 1, {"กองใหม่": NOBODY})
    assert row.content["measures"][2]["responsible"]["divisions"] == []
    assert any("ไม่ได้ระบุผู้รับผิดชอบ" in message for message in asked(row, "3"))


def test_a_division_of_another_agency_is_none(row: PlanDraft, secretary: Actor, foreign_office: Office) -> None:
    with pytest.raises(NotFound):
        service.match_divisions(secretary, NOW, row.id, 1, {"กองใหม่": foreign_office.works.id})


def test_the_words_of_a_document_cannot_be_written_over(row: PlanDraft, secretary: Actor) -> None:
    with pytest.raises(Refusal, match="kept as they are"):
        service.correct_measure(secretary, NOW, row.id, 1, 1, entry(row, 1, words=Words("กองช่าง")))
    service.add_measure(secretary, NOW, row.id, 1, 4)
    service.correct_measure(secretary, NOW, row.id, 2, 4, entry(row, 4, titles=("ก",), words=Words("กองช่าง")))
    assert row.content["measures"][3]["responsible"] == {
        "text": "กองช่าง", "all": False, "divisions": ["กองช่าง"], "lead": None,
    }  # fmt: skip
    row.document, row.origin = None, DraftOrigin.COPY
    db.session.commit()
    service.correct_measure(secretary, NOW, row.id, row.version, 1, entry(row, 1, words=Words("กองช่าง")))
    assert row.content["measures"][0]["responsible"]["text"] == "กองช่าง"


def test_questions_about_the_plan_are_noted(row: PlanDraft, secretary: Actor) -> None:
    first, *rest = asked(row, None)
    service.note_question(secretary, NOW, row.id, 1, 1)
    assert asked(row, None) == rest
    assert last_event("draft_question_noted").after["answered"] == [first]


def test_only_who_brings_plans_in_corrects_them(row: PlanDraft, office: Office) -> None:
    with pytest.raises(NotAllowed):
        service.confirm_measure(actor_of(office.agency, office.head, TODAY), NOW, row.id, 1, 1)


def test_an_adopted_draft_is_not_corrected_any_more(row: PlanDraft, secretary: Actor) -> None:
    plans.adopt_draft(secretary, NOW, row.id)
    with pytest.raises(Refusal, match="adopted already"):
        service.confirm_measure(secretary, NOW, row.id, row.version, 1)


def test_a_draft_of_another_agency_is_not_there(row: PlanDraft, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id), pytest.raises(NotFound):
        service.confirm_measure(actor_of(foreign_office.agency, foreign_office.secretary, TODAY), NOW, row.id, 1, 1)
