"""A document of a year that has a plan: what it says otherwise, and which measure each row is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import moment
from tests.support.office import TODAY, Office
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Measure, Plan, PlanDraft
from tracker.plan_reading.differences import Caution, Change, Field
from tracker.plan_reading.matching import MatchKind
from tracker.services import plan_changes, plan_drafts, plans
from tracker.services.plan_comparisons import Comparison, Told, comparison_of

NOW = moment(TODAY)
HEAD = "ที่\tมาตรการ\tตัวชี้วัด\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n"
ADOPTED = HEAD + (
    "1\tจัดทำคู่มือการปฏิบัติงาน\tตัวชี้วัดที่ 6\tกองคลัง\tต.ค. 69 - ก.ย. 70\tทุกเดือน\n"
    "2\tปรับปรุงช่องทางการสื่อสารกับประชาชน\tตัวชี้วัดที่ 7\tกองช่าง\tต.ค. 69 - มี.ค. 70\tทุกไตรมาส\n"
    "3\tเปิดเผยข้อมูลบนเว็บไซต์ของหน่วยงาน\tตัวชี้วัดที่ 9\tทุกส่วนราชการ\tต.ค. 69 - ก.ย. 70\tทุกเดือน\n"
)
AMENDED = HEAD + (
    "1\tจัดทำคู่มือ การปฏิบัติงาน\tตัวชี้วัดที่ ๖\tกองคลัง\tต.ค. ๖๙ -\u00a0ก.ย. ๗๐\tทุกเดือน\n"
    "2\tปรับปรุงช่องทางการสื่อสารกับประชาชนและผู้รับบริการ\tตัวชี้วัดที่ 7\tกองช่าง\tต.ค. 69 - มิ.ย. 70\tทุกไตรมาส\n"
    "4\tตรวจสอบทรัพย์สินประจำปี\tตัวชี้วัดที่ 4\tกองคลัง\tต.ค. 69 - ก.ย. 70\tปีละครั้ง\n"
)


@pytest.fixture
def next_plan(office: Office, secretary: Actor) -> Plan:
    """Of the year 2570, read from a document."""
    row = plan_drafts.upload_plan(secretary, NOW, ADOPTED.encode(), "adopted.txt")
    return plans.adopt_draft(secretary, NOW, row.id, 2570)


def compared(row: PlanDraft, told: Told | None = None) -> Comparison:
    found = comparison_of(row, told or {})
    assert found is not None
    return found


def document(secretary: Actor, text: str = AMENDED) -> PlanDraft:
    return plan_drafts.upload_plan(secretary, NOW, text.encode(), "amended.txt", 2570)


def test_the_same_document_again_has_no_difference(next_plan: Plan, secretary: Actor) -> None:
    again = ADOPTED.replace("จัดทำคู่มือการ", "จัดทำ คู่มือ การ").replace("69", "๖๙")
    assert compared(document(secretary, again)).rows == ()


def test_an_amended_document_shows_what_is_other(next_plan: Plan, secretary: Actor) -> None:
    rows = compared(document(secretary)).rows
    assert [(row.change, row.measure.number) for row in rows] == [
        (Change.CHANGED, "2"),
        (Change.ADDED, "4"),
        (Change.REMOVED, "3"),
    ]
    assert [one.field for one in rows[0].fields] == [Field.TITLES, Field.PERIOD_TEXT, Field.END]
    assert rows[0].match is not None
    assert rows[0].match.kind is MatchKind.SAME_NUMBER
    assert rows[2].caution is Caution.MAY_BE_EXCERPT


def test_an_amended_document_is_taken_over_with_its_words(next_plan: Plan, secretary: Actor) -> None:
    row = document(secretary)
    keys = {one.key_of(field) for one in compared(row).rows for field in one.fields}
    keys |= {one.key for one in compared(row).rows if one.change is Change.ADDED}
    taken = plan_changes.take_changes(secretary, NOW, row.id, keys, {})
    assert (taken.added, taken.changed, taken.cancelled) == (1, 1, 0)
    second = db.session.query(Measure).filter_by(plan_id=next_plan.id, number="2").one()
    assert (second.period_text, second.ends_on) == ("ต.ค. 69 - มิ.ย. 70", date(2027, 6, 30))
    assert db.session.query(Measure).filter_by(plan_id=next_plan.id, number="3").one().cancelled_on is None


def test_a_reading_that_a_person_corrected_is_not_taken_back(next_plan: Plan, secretary: Actor) -> None:
    first = db.session.query(Measure).filter_by(plan_id=next_plan.id, number="1").one()
    first.ends_on, first.cadences = date(2027, 3, 31), ["quarterly"]
    db.session.commit()
    [row] = compared(document(secretary, ADOPTED)).rows
    assert {one.field: one.caution for one in row.fields} == {
        Field.END: Caution.SAME_WORDS,
        Field.CADENCES: Caution.SAME_WORDS,
    }


def test_a_document_without_a_column_takes_nothing_away(next_plan: Plan, secretary: Actor) -> None:
    def without(line: str) -> str:
        cells = line.split("\t")
        return "\t".join([*cells[:2], *cells[3:5]])

    shorter = "\n".join(without(line) for line in ADOPTED.splitlines())
    assert compared(document(secretary, shorter)).rows == ()


def test_a_wrong_match_can_be_told(next_plan: Plan, secretary: Actor) -> None:
    row = document(secretary)
    told = {1: None}
    found = compared(row, told)
    assert [(one.change, one.place) for one in found.rows] == [
        (Change.ADDED, 1),
        (Change.ADDED, 2),
        (Change.REMOVED, None),
        (Change.REMOVED, None),
    ]
    [likely] = found.candidates()[1]
    assert likely.number == "2"
    keys = {found.rows[0].key}
    assert plan_changes.take_changes(secretary, NOW, row.id, keys, told).added == 1
