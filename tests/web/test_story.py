"""The time line of a measure: reports, the office's word, the chair's orders, changes of the plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.factories import moment
from tests.support.html import Element
from tests.support.month import assignment_of
from tests.support.office import MONTH, TODAY, Office
from tests.support.pages import Visitor
from tracker.domain.fiscal_year import add_months
from tracker.domain.progress import RevisionAction
from tracker.extensions import db
from tracker.models import AuditEvent, Decision, DecisionDivision, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope
from tracker.web.measures import REVISIONS_ON_A_PAGE

SENT, CORRECTED, RETURNED = RevisionAction.SUBMITTED, RevisionAction.CORRECTED, RevisionAction.RETURNED
MORNING = moment(TODAY)


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.executive)
    return Visitor(client)


@pytest.fixture
def report(office: Office) -> ProgressReport:
    return factories.create_report(assignment_of(office.shared, office.finance), MONTH)


def tell(office: Office, report: ProgressReport, number: int, at: datetime, **columns: Any) -> None:
    values = {"action": SENT, "by_id": office.head.id, "by_name": "ผู้อำนวยการกองคลัง", "content": {"answer": "progress"}}
    with agency_scope(office.agency.id):
        db.session.add(ProgressRevision(report_id=report.id, number=number, at=at, **values | columns))
        db.session.commit()


def order(office: Office, at: datetime, answered_at: datetime | None) -> None:
    """To both divisions; works has answered, finance has begun to."""
    with agency_scope(office.agency.id):
        made = Decision(
            meeting_id=office.meeting.id,
            measure_id=office.shared.id,
            text="ให้เร่งดำเนินการ",
            recorded_at=at,
            recorded_by_id=office.secretary.id,
        )
        db.session.add(made)
        db.session.flush()
        answer = {"answered_at": answered_at, "answered_by": "ผู้อำนวยการกองช่าง", "answer": "เร่งแล้ว"}
        db.session.add_all(
            [
                DecisionDivision(decision_id=made.id, division_id=office.works.id, **answer),
                DecisionDivision(decision_id=made.id, division_id=office.finance.id, answer="ร่างคำตอบ"),
            ]
        )
        db.session.commit()


def change_plan(office: Office, at: datetime) -> None:
    with agency_scope(office.agency.id):
        before, after = ({"number": "2", "content": {"ends": day}} for day in ("2026-03-31", "2026-09-30"))
        db.session.add(
            AuditEvent(
                at=at,
                actor_name="หัวหน้าสำนักปลัดเทศบาล",
                event="measure_changed",
                subject="measure",
                subject_id=office.shared.id,
                before=before,
                after=after,
            )
        )
        db.session.commit()


def entries(page: Element) -> list[Element]:
    return page.one("ol", class_="t-timeline").all("li", class_="t-entry")


def headings(page: Element) -> list[str]:
    return [entry.one("p", class_="t-entry__what").text for entry in entries(page)]


def test_everything_stands_in_one_line_of_time(visitor: Visitor, office: Office, report: ProgressReport) -> None:
    tell(office, report, 1, MORNING)
    order(office, MORNING + timedelta(hours=1), answered_at=MORNING + timedelta(hours=4))
    change_plan(office, MORNING + timedelta(hours=2))
    tell(office, report, 2, MORNING + timedelta(hours=3), action=RETURNED, comment="ขอภาพถ่าย")
    page = visitor.get(f"/measures/{office.shared.id}")
    assert headings(page) == [
        "กองช่าง: answer to the chair",
        "กองคลัง: report of January 2026 Returned for mending",
        "Measure changed",
        "Order of the chair, meeting on 4 February 2026",
        "กองคลัง: report of January 2026 Sent",
    ]
    answered, returned, changed, ordered, _ = (entry.text for entry in entries(page))
    assert "เร่งแล้ว" in answered
    assert "ผู้อำนวยการกองช่าง" in answered
    assert "ขอภาพถ่าย" in returned
    assert "Ends on: 31 March 2026 → 30 September 2026" in changed
    assert "หัวหน้าสำนักปลัดเทศบาล" in changed
    assert "Number" not in changed, "whose number it is stands above"
    assert "To: กองคลัง, กองช่าง" in ordered
    assert "ร่างคำตอบ" not in page.text, "an answer counts when it is sent"
    assert "What happened 5" in page.one(id="said").text


def test_a_division_sees_its_own_part_with_what_concerns_everybody(
    visitor: Visitor, office: Office, report: ProgressReport
) -> None:
    tell(office, report, 1, MORNING)
    order(office, MORNING + timedelta(hours=1), answered_at=MORNING + timedelta(hours=2))
    change_plan(office, MORNING + timedelta(hours=3))
    form = visitor.get(f"/measures/{office.shared.id}").one("form", class_="t-filters")
    of_works = headings(visitor.send(form, division=str(office.works.id)))
    assert of_works == [
        "Measure changed",
        "กองช่าง: answer to the chair",
        "Order of the chair, meeting on 4 February 2026",
    ]
    of_finance = headings(visitor.send(form, division=str(office.finance.id)))
    assert of_finance == [
        "Measure changed",
        "Order of the chair, meeting on 4 February 2026",
        "กองคลัง: report of January 2026 Sent",
    ]


def test_nothing_is_lost_or_told_twice_between_two_pages(
    visitor: Visitor, office: Office, report: ProgressReport
) -> None:
    for number in range(1, REVISIONS_ON_A_PAGE + 3):
        tell(office, report, number, MORNING + timedelta(minutes=number))
    # Older than all, between the two pages, and newer than all.
    for minutes in (0, 2, 500):
        change_plan(office, MORNING + timedelta(minutes=minutes, seconds=30))
    first = headings(visitor.get(f"/measures/{office.shared.id}"))
    second = headings(visitor.get(f"/measures/{office.shared.id}?page=2"))
    assert len(first) == REVISIONS_ON_A_PAGE + 1
    assert first[0] == "Measure changed"
    assert [text.partition(":")[0] for text in second] == ["Measure changed", "กองคลัง", "กองคลัง", "Measure changed"]


def test_a_correction_shows_both_sides_and_marks_the_words(
    visitor: Visitor, office: Office, report: ProgressReport
) -> None:
    before = {"answer": "progress", "percent": 30, "done_text": "อบรม 30 คนแล้ว", "problems": "คนไม่พอ"}
    tell(office, report, 1, MORNING, content=before)
    tell(office, report, 2, MORNING + timedelta(hours=1), action=RETURNED)
    after = before | {"percent": 40, "done_text": "อบรม 45 คนแล้ว"}
    tell(office, report, 3, MORNING + timedelta(hours=2), content=after)
    newest = entries(visitor.get(f"/measures/{office.shared.id}"))[0]
    assert [field.one("dt").text for field in newest.all("div", class_="t-compared__field")] == [
        "Done so far",
        "What was done",
    ]
    assert [mark.text for mark in newest.all("del")] == ["30%", "30"]
    assert [mark.text for mark in newest.all("ins")] == ["40%", "45"]
    assert "Problems: คนไม่พอ" in newest.text


def test_a_second_sending_of_the_same_says_so(visitor: Visitor, office: Office, report: ProgressReport) -> None:
    for number in (1, 2):
        tell(office, report, number, MORNING + timedelta(hours=number), content={"answer": "no_change"})
    assert "Sent again without a change." in entries(visitor.get(f"/measures/{office.shared.id}"))[0].text


def test_steps_are_told_when_they_are_new(visitor: Visitor, office: Office, report: ProgressReport) -> None:
    before = factories.create_report(assignment_of(office.shared, office.finance), add_months(MONTH, -1))
    tell(office, before, 1, MORNING - timedelta(days=30), content={"steps_done": ["แต่งตั้ง"]})
    tell(office, report, 1, MORNING, content={"steps_done": ["แต่งตั้ง", "ประชุม"]})
    tell(office, report, 2, MORNING + timedelta(hours=1), action=CORRECTED, content={"steps_done": ["แต่งตั้ง"]})
    corrected, sent, first = entries(visitor.get(f"/measures/{office.shared.id}"))
    assert "Newly finished steps: ประชุม" in sent.text
    assert "แต่งตั้ง" not in sent.text
    assert "Newly finished steps: แต่งตั้ง" in first.text
    assert corrected.one("del").text == "ประชุม"
