"""One measure: as adopted, where it stands, and everything that was said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories import create_measure, create_report, moment, sign_in
from tests.support.office import MONTH, TODAY, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.progress import EntryChannel, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import Assignment, Decision, DecisionDivision, Evidence, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope

CONTENT = {"answer": "progress", "percent": 30, "done_text": "ประชุมคณะทำงานแล้ว", "problems": "", "next_steps": ""}


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    sign_in(client, office.executive)
    return Visitor(client)


@pytest.fixture
def report(office: Office) -> ProgressReport:
    with agency_scope(office.agency.id):
        assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    return create_report(assignment, MONTH)


def revise(
    office: Office,
    report: ProgressReport,
    number: int,
    action: RevisionAction = RevisionAction.SUBMITTED,
    at: datetime | None = None,
    **columns: Any,
) -> None:
    columns = {"by_id": office.head.id, "by_name": "สมหญิง", "by_title": "ผู้อำนวยการกองคลัง", "content": CONTENT} | columns
    with agency_scope(office.agency.id):
        db.session.add(
            ProgressRevision(
                report_id=report.id,
                number=number,
                action=action,
                at=at or moment(TODAY) + timedelta(hours=number),
                **columns,
            )
        )
        db.session.commit()


def entries(visitor: Visitor) -> list[str]:
    return [entry.text for entry in visitor.page.all("li", class_="t-entry")]


def test_the_adopted_words_stand_beside_what_was_read(visitor: Visitor, office: Office) -> None:
    measure = create_measure(
        office.plan,
        [office.finance, office.works],
        titles=["จัดทำคู่มือ", "เผยแพร่คู่มือ"],
        steps=["แต่งตั้งคณะทำงาน", "จัดทำร่าง"],
        responsible_text="กองคลัง และ\nกองช่าง",
        period_text="ต.ค. ๖๘ – ก.ย. ๖๙",
        monitoring_text="รายงานทุกไตรมาส",
        cadences=["quarterly"],
        issue="ประชาชนไม่ทราบขั้นตอน",
    )
    page = visitor.get(f"/measures/{measure.id}")
    assert "จัดทำคู่มือ / เผยแพร่คู่มือ" in page.one("h1").text
    rows = {row.one("th").text: row.text for row in page.one(id="adopted").one("tbody").all("tr")}
    assert "กองคลัง และ กองช่าง กองคลัง, กองช่าง" in rows["Responsible"]
    assert "ต.ค. ๖๘ – ก.ย. ๖๙ 1 October 2025 – 30 September 2026" in rows["Period"]
    assert "รายงานทุกไตรมาส Every quarter" in rows["Monitoring"]
    assert "ประชาชนไม่ทราบขั้นตอน" in page.text
    assert [step.text for step in page.one(id="adopted").all("li")] == ["แต่งตั้งคณะทำงาน", "จัดทำร่าง"]


def test_it_shows_where_each_division_stands(visitor: Visitor, office: Office, report: ProgressReport) -> None:
    page = visitor.get(f"/measures/{office.shared.id}")
    rows = {row.one("th").text: row.text for row in page.one(id="standing").one("tbody").all("tr")}
    assert set(rows) == {"กองคลัง Lead", "กองช่าง"}
    assert "Not sent" in rows["กองช่าง"]
    assert "never heard" in rows["กองช่าง"]
    own = visitor.get(f"/measures/{office.own.id}").one(id="standing")
    assert "Sent" in own.text
    assert float(own.one("progress")["value"]) == 30


def test_a_measure_of_nobody_says_so(visitor: Visitor, office: Office) -> None:
    measure = create_measure(office.plan, [], indicators=[], starts_on=None, ends_on=None)
    page = visitor.get(f"/measures/{measure.id}")
    assert "Nobody answers for this measure yet." in page.text
    assert "No dates in the plan: the whole year is taken" in page.text
    assert "Nothing has been reported yet." in page.text


def test_the_story_begins_with_the_newest(visitor: Visitor, office: Office, report: ProgressReport) -> None:
    revise(office, report, 1)
    revise(office, report, 2, RevisionAction.RETURNED, comment="ขอภาพถ่าย", by_name="สมศักดิ์", by_title="เลขานุการ")
    revise(office, report, 3, RevisionAction.CORRECTED, content=CONTENT | {"problems": "คนไม่พอ", "percent": 35})
    visitor.get(f"/measures/{office.own.id}")
    newest, returned, first = entries(visitor)
    assert "Corrected" in newest
    assert "35%" in newest
    assert "Problems Before – After คนไม่พอ" in newest
    assert "Done so far Before 30% After 35%" in newest
    assert "What was done: ประชุมคณะทำงานแล้ว" in newest, "what stayed the same is still said"
    assert "Returned for mending" in returned
    assert "ขอภาพถ่าย" in returned
    assert "เลขานุการ (สมศักดิ์)" in returned
    assert "ประชุมคณะทำงานแล้ว" not in returned, "the report's words stand at its sending only"
    assert "กองคลัง: report of January 2026" in first
    assert "ประชุมคณะทำงานแล้ว" in first


def test_it_says_who_entered_it_for_the_division_and_how(
    visitor: Visitor, office: Office, report: ProgressReport
) -> None:
    told: dict[str, Any] = {"is_on_behalf": True, "told_by": "ผู้อำนวยการกองคลัง", "channel": EntryChannel.PHONE}
    revise(office, report, 1, by_title="เลขานุการ", by_name="สมศักดิ์", **told)
    visitor.get(f"/measures/{office.own.id}")
    line = "entered by เลขานุการ (สมศักดิ์) for กองคลัง, as told by ผู้อำนวยการกองคลัง · By telephone"
    assert line in entries(visitor)[0]


def test_reasons_are_shown_in_words(visitor: Visitor, office: Office, report: ProgressReport) -> None:
    revise(office, report, 1, content={"answer": "cannot_do", "cannot_reason": "no_budget", "percent": 0})
    visitor.get(f"/measures/{office.own.id}")
    assert "Cannot do No budget 0%" in entries(visitor)[0]


def test_evidence_stands_once_and_leads_only_to_web_addresses(
    visitor: Visitor, office: Office, report: ProgressReport
) -> None:
    revise(office, report, 1)
    revise(office, report, 2, RevisionAction.CORRECTED)
    with agency_scope(office.agency.id):
        for caption, url in (("ภาพ", "https://example.go.th/1"), ("ร้าย", "javascript:alert(1)")):
            db.session.add(
                Evidence(
                    report_id=report.id,
                    caption=caption,
                    url=url,
                    dated_on=date(2026, 1, 14),
                    added_at=moment(TODAY),
                    added_by_id=office.head.id,
                )
            )
        db.session.commit()
    page = visitor.get(f"/measures/{office.own.id}")
    newest, first = entries(visitor)
    assert "14 Jan 2026" in newest
    assert "ภาพ" not in first
    assert [link["href"] for link in page.all("a", class_="t-file")] == ["https://example.go.th/1"]


def test_orders_of_the_chair_stand_with_what_was_answered(visitor: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        order = Decision(
            meeting_id=office.meeting.id,
            measure_id=office.shared.id,
            text="ให้เร่งดำเนินการ",
            due_on=date(2026, 2, 28),
            recorded_at=moment(TODAY),
            recorded_by_id=office.secretary.id,
        )
        db.session.add(order)
        db.session.flush()
        answered = {"answered_at": moment(TODAY), "answer": "ส่งแล้ว"}
        db.session.add_all(
            [
                DecisionDivision(decision_id=order.id, division_id=office.finance.id, **answered),
                DecisionDivision(decision_id=order.id, division_id=office.works.id),
            ]
        )
        db.session.commit()
    section = visitor.get(f"/measures/{office.shared.id}").one(id="decisions")
    assert "ให้เร่งดำเนินการ" in section.text
    assert "กองคลัง ส่งแล้ว" in section.text
    assert "กองช่าง Not answered yet" in section.text
    assert "28 February 2026" in section.text


def test_many_notes_stand_on_one_page_in_few_statements(
    visitor: Visitor, office: Office, report: ProgressReport
) -> None:
    for number in range(1, 85):
        revise(office, report, number)
    with count_queries() as statements:
        visitor.get(f"/measures/{office.own.id}")
    assert len(entries(visitor)) == 84
    assert len(statements) <= MOST_PER_PAGE
    assert not visitor.page.all("nav", class_="t-pager")


def test_more_than_a_hundred_have_pages(visitor: Visitor, office: Office, report: ProgressReport) -> None:
    for number in range(1, 104):
        revise(office, report, number)
    visitor.get(f"/measures/{office.own.id}")
    assert len(entries(visitor)) == 100
    page = visitor.get(f"/measures/{office.own.id}?page=2")
    assert len(entries(visitor)) == 3
    assert "Page 2 of 2" in page.text
    assert not page.all(id="standing"), "what it is stands on the first page"


@pytest.mark.parametrize(("person", "answers"), [("head", True), ("other_head", False), ("executive", False)])
def test_who_answers_for_it_finds_the_way_to_the_report(
    client: FlaskClient, office: Office, person: str, answers: bool
) -> None:
    sign_in(client, getattr(office, person))
    page = Visitor(client).get(f"/measures/{office.own.id}")
    assert bool(page.one("header", class_="t-page-head").all("a", href="/my-reports")) is answers


def test_a_draft_says_nothing_yet(visitor: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    create_report(assignment, MONTH, ReportState.DRAFT, done_text="ยังไม่ส่ง")
    page = visitor.get(f"/measures/{office.own.id}")
    assert "ยังไม่ส่ง" not in page.text
