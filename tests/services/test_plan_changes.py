"""Taking over what was chosen of a workbook, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import actor_of, create_measure, create_person, create_report, moment
from tests.support.office import MONTH, TODAY, Office
from tests.support.plan_books import Edit, edited, exported, heading_row, typing
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.period import PeriodKind
from tracker.domain.permissions import Actor, Role
from tracker.domain.plan_book import YES, BookColumn
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, Division, Measure, Meeting, PlanDraft, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.plan_reading.differences import Change, Field
from tracker.services import meetings, plan_changes, plan_drafts
from tracker.services.plan_comparisons import Comparison, Told, comparison_of

NOW = moment(TODAY)


def compared(row: PlanDraft, told: Told | None = None) -> Comparison:
    found = comparison_of(row, told or {})
    assert found is not None
    return found


def workbook(office: Office, secretary: Actor, *edits: Edit) -> PlanDraft:
    return plan_drafts.upload_plan(secretary, NOW, edited(exported(office), *edits), "plan.xlsx")


def proposed(row: PlanDraft, *, all_of_it: bool = False) -> set[str]:
    """The keys that the page ticks by itself."""
    keys = set()
    for one in compared(row).rows:
        keys |= {one.key_of(field) for field in one.fields if all_of_it or field.caution is None}
        if one.change is not Change.CHANGED and (all_of_it or one.caution is None):
            keys.add(one.key)
    return keys


def take(secretary: Actor, row: PlanDraft, *, all_of_it: bool = False) -> plan_changes.Taken:
    return plan_changes.take_changes(secretary, NOW, row.id, proposed(row, all_of_it=all_of_it), {})


def measure(measure_id: int) -> Measure:
    db.session.expire_all()
    return db.session.get_one(Measure, measure_id)


def assignments(measure_id: int) -> dict[str, Assignment]:
    rows = db.session.query(Assignment, Division.name).join(Division).filter(Assignment.measure_id == measure_id)
    return {name: assignment for assignment, name in rows}


def events(*names: str) -> list[AuditEvent]:
    found = db.session.query(AuditEvent).order_by(AuditEvent.id).all()
    return [event for event in found if event.event in names]


def test_what_a_person_typed_is_written(office: Office, secretary: Actor) -> None:
    row = workbook(
        office,
        secretary,
        typing(1, BookColumn.TITLES, "เปิดเผยแผนการใช้จ่าย"),
        typing(1, BookColumn.STEPS, "รวบรวม\nเผยแพร่\nติดตาม"),
        typing(1, BookColumn.INDICATORS, "2, 9"),
        typing(1, BookColumn.END, "31/3/2569"),
        typing(1, BookColumn.CADENCES, "ทุกไตรมาส"),
        typing(1, BookColumn.ISSUE, "ล่าช้า"),
        typing(2, BookColumn.NUMBER, "2.1"),
    )
    taken = take(secretary, row)
    assert (taken.added, taken.changed, taken.cancelled) == (0, 2, 0)
    own = measure(office.own.id)
    assert own.titles == ["เปิดเผยแผนการใช้จ่าย"]
    assert (own.ends_on, own.period_kind) == (date(2026, 3, 31), PeriodKind.RANGE)
    assert (own.cadences, own.issue) == (["quarterly"], "ล่าช้า")
    assert measure(office.shared.id).number == "2.1"
    again = workbook(office, secretary)
    assert [one.measure.steps for one in compared(again).contents.measures][0] == ("รวบรวม", "เผยแพร่", "ติดตาม")
    assert compared(again).contents.measures[0].measure.indicators == ("2", "9")
    assert compared(again).rows == ()


def test_steps_may_become_fewer(office: Office, secretary: Actor) -> None:
    long = create_measure(office.plan, [office.works], steps=["ก", "ข", "ค"], number="3", position=3)
    take(secretary, workbook(office, secretary, typing(3, BookColumn.STEPS, "ค")))
    [contents] = [one for one in compared(workbook(office, secretary)).contents.measures if one.id == long.id]
    assert contents.measure.steps == ("ค",)


def test_a_division_that_is_named_no_more_keeps_what_it_said(office: Office, secretary: Actor) -> None:
    before = assignments(office.shared.id)["กองช่าง"]
    report = create_report(before, MONTH, percent=40)
    take(secretary, workbook(office, secretary, typing(2, BookColumn.DIVISIONS, "กองคลัง")))
    gone = assignments(office.shared.id)["กองช่าง"]
    assert (gone.id, gone.cancelled_on) == (before.id, TODAY)
    assert db.session.get_one(ProgressReport, report.id).percent == 40
    take(secretary, workbook(office, secretary, typing(2, BookColumn.DIVISIONS, "กองช่าง\nกองคลัง")))
    back = assignments(office.shared.id)["กองช่าง"]
    assert (back.id, back.cancelled_on) == (before.id, None)


def test_all_divisions_become_one_assignment_each(office: Office, secretary: Actor) -> None:
    take(
        secretary,
        workbook(office, secretary, typing(1, BookColumn.EVERYONE, YES), typing(1, BookColumn.LEAD, "กองช่าง")),
    )
    assert measure(office.own.id).is_for_all
    roles = {name: one.role for name, one in assignments(office.own.id).items()}
    assert roles == {"กองคลัง": AssignmentRole.JOINT, "กองช่าง": AssignmentRole.LEAD}


def test_an_unknown_division_is_added_only_when_it_is_chosen(office: Office, secretary: Actor) -> None:
    row = workbook(office, secretary, typing(1, BookColumn.DIVISIONS, "กองการประปา"), typing(1, BookColumn.ISSUE, "ก"))
    take(secretary, row)
    assert db.session.query(Division).filter_by(name="กองการประปา").count() == 0
    row = workbook(office, secretary, typing(1, BookColumn.DIVISIONS, "กองการประปา"))
    take(secretary, row, all_of_it=True)
    held = assignments(office.own.id)
    assert held["กองการประปา"].cancelled_on is None
    assert held["กองคลัง"].cancelled_on == TODAY


def test_a_cancelled_measure_keeps_its_reports_and_comes_back(office: Office, secretary: Actor) -> None:
    report = create_report(assignments(office.own.id)["กองคลัง"], MONTH)
    take(secretary, workbook(office, secretary, typing(1, BookColumn.CANCELLED, YES)))
    assert measure(office.own.id).cancelled_on == TODAY
    assert db.session.get_one(ProgressReport, report.id).percent == 30
    take(secretary, workbook(office, secretary, typing(1, BookColumn.CANCELLED, "")))
    assert measure(office.own.id).cancelled_on is None


def test_a_new_measure_is_asked_in_the_open_window(office: Office, secretary: Actor) -> None:
    db.session.get_one(Meeting, office.meeting.id)
    meetings.open_windows(office.agency.id, NOW)
    row = workbook(
        office,
        secretary,
        typing(3, BookColumn.TITLES, "มาตรการใหม่"),
        typing(3, BookColumn.DIVISIONS, "กองช่าง"),
        typing(3, BookColumn.CADENCES, "ทุกเดือน"),
    )
    assert take(secretary, row).added == 1
    new = db.session.query(Measure).filter_by(number="3").one()
    assert (new.titles, new.position) == (["มาตรการใหม่"], 3)
    assert meetings.open_windows(office.agency.id, NOW) == 1
    [assignment] = assignments(new.id).values()
    assert db.session.query(ProgressReport).filter_by(assignment_id=assignment.id).one().month == MONTH


def test_only_what_is_chosen_is_taken(office: Office, secretary: Actor) -> None:
    row = workbook(office, secretary, typing(1, BookColumn.ISSUE, "ล่าช้า"), typing(1, BookColumn.TITLES, "ชื่ออื่น"))
    [changed] = compared(row).rows
    issue = next(one for one in changed.fields if one.field is Field.ISSUE)
    plan_changes.take_changes(secretary, NOW, row.id, {changed.key_of(issue)}, {})
    assert (measure(office.own.id).issue, measure(office.own.id).titles) == ("ล่าช้า", office.own.titles)


def test_a_draft_is_taken_over_once_and_not_for_nothing(office: Office, secretary: Actor) -> None:
    row = workbook(office, secretary, typing(1, BookColumn.ISSUE, "ล่าช้า"))
    keys = proposed(row)
    with pytest.raises(Refusal, match="Tick what"):
        plan_changes.take_changes(secretary, NOW, row.id, set(), {})
    plan_changes.take_changes(secretary, NOW, row.id, keys, {})
    with pytest.raises(Refusal, match="adopted already"):
        plan_changes.take_changes(secretary, NOW, row.id, keys, {})


def test_what_changed_meanwhile_is_not_overwritten(office: Office, secretary: Actor) -> None:
    row = workbook(office, secretary, typing(1, BookColumn.ISSUE, "ล่าช้า"), typing(2, BookColumn.ISSUE, "อื่น"))
    keys = proposed(row)
    db.session.get_one(Measure, office.own.id).issue = "แก้ก่อน"
    db.session.commit()
    with pytest.raises(Conflict, match="nothing was taken over"):
        plan_changes.take_changes(secretary, NOW, row.id, keys, {})
    db.session.rollback()
    assert measure(office.shared.id).issue is None


def test_dates_in_disorder_are_refused_whole(office: Office, secretary: Actor) -> None:
    row = workbook(office, secretary, typing(1, BookColumn.START, "1/3/2570"), typing(1, BookColumn.END, "1/4/2570"))
    [changed] = compared(row).rows
    start = next(one for one in changed.fields if one.field is Field.START)
    with pytest.raises(Refusal, match="end before it begins"):
        plan_changes.take_changes(secretary, NOW, row.id, {changed.key_of(start)}, {})
    db.session.rollback()
    assert measure(office.own.id).starts_on == date(2025, 10, 1)


def test_the_log_tells_what_each_measure_was(office: Office, secretary: Actor) -> None:
    def delete(sheet: object) -> None:
        sheet.delete_rows(heading_row(sheet) + 2)  # type: ignore[attr-defined, arg-type]

    row = workbook(
        office, secretary, typing(1, BookColumn.ISSUE, "ล่าช้า"), delete, typing(3, BookColumn.TITLES, "มาตรการใหม่")
    )
    take(secretary, row)
    changed, cancelled, added, whole = events("measure_changed", "measure_cancelled", "measure_added", "plan_changed")
    assert (changed.before, changed.after) == (
        {"number": "1", "content": {"issue": ""}},
        {"number": "1", "content": {"issue": "ล่าช้า"}},
    )
    assert cancelled.subject_id == office.shared.id
    assert "plan.xlsx" in cancelled.after["reason"]
    assert added.after["content"]["titles"] == ["มาตรการใหม่"]
    assert whole.after == {"source": "plan.xlsx", "added": 1, "changed": 1, "cancelled": 1}


def test_others_take_nothing_over(office: Office, foreign_office: Office, secretary: Actor) -> None:
    row = workbook(office, secretary, typing(1, BookColumn.ISSUE, "ล่าช้า"))
    keys = proposed(row)
    executive = actor_of(office.agency, create_person(office.agency, Role.EXECUTIVE), TODAY)
    with pytest.raises(NotAllowed):
        plan_changes.take_changes(executive, NOW, row.id, keys, {})
    theirs = actor_of(foreign_office.agency, foreign_office.secretary, TODAY)
    with agency_scope(foreign_office.agency.id), pytest.raises(NotFound):
        plan_changes.take_changes(theirs, NOW, row.id, keys, {})
