"""Everything that happened to one measure."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.factories import create_report, moment
from tests.support.office import MONTH, TODAY, Office
from tracker.domain.progress import RevisionAction
from tracker.extensions import db
from tracker.models import (
    Assignment,
    AuditEvent,
    Decision,
    DecisionDivision,
    Division,
    Measure,
    ProgressReport,
    ProgressRevision,
)
from tracker.models.isolation import agency_scope, enter_agency
from tracker.queries import decisions, story

SENT, CORRECTED, RETURNED = RevisionAction.SUBMITTED, RevisionAction.CORRECTED, RevisionAction.RETURNED


@pytest.fixture(autouse=True)
def _at_work(office: Office) -> None:
    enter_agency(office.agency.id)


def report_of(measure: Measure, division: Division) -> ProgressReport:
    assignment = db.session.query(Assignment).filter_by(measure_id=measure.id, division_id=division.id).one()
    return create_report(assignment, MONTH)


def revise(office: Office, report: ProgressReport, *actions: RevisionAction, at: datetime | None = None) -> None:
    db.session.add_all(
        ProgressRevision(
            report_id=report.id,
            number=number,
            action=action,
            at=at or moment(TODAY),
            by_id=office.head.id,
            by_name="สมหญิง",
            content={} if action is RETURNED else {"percent": number},
        )
        for number, action in enumerate(actions, start=1)
    )
    db.session.commit()


def test_the_newest_revision_comes_first_also_within_a_moment(office: Office) -> None:
    revise(office, report_of(office.own, office.finance), *[SENT] * 5)
    rows, count = story.revisions_of_measure(office.own.id, 2)
    assert ([row.number for row in rows], count) == ([5, 4], 5)
    rows, count = story.revisions_of_measure(office.own.id, 2, offset=4)
    assert ([row.number for row in rows], count) == ([1], 5)
    assert story.revisions_of_measure(office.own.id, 2, offset=9) == ([], 0)
    assert story.revisions_of_measure(office.shared.id, 2) == ([], 0)


def test_a_sending_knows_what_was_sent_before_it_also_across_pages(office: Office) -> None:
    revise(office, report_of(office.own, office.finance), SENT, RETURNED, SENT, CORRECTED)
    [newest], _ = story.revisions_of_measure(office.own.id, 1)
    assert newest.sent_before == {"percent": 3}
    rows, _ = story.revisions_of_measure(office.own.id, 3, offset=1)
    assert [row.sent_before for row in rows] == [{"percent": 1}, None, None]


def test_one_division_is_told_apart(office: Office) -> None:
    revise(office, report_of(office.shared, office.finance), SENT, CORRECTED)
    revise(office, report_of(office.shared, office.works), SENT)
    rows, count = story.revisions_of_measure(office.shared.id, 10, division_id=office.works.id)
    assert ([row.division for row in rows], count) == (["กองช่าง"], 1)
    assert story.revisions_of_measure(office.shared.id, 10)[1] == 3


def test_an_order_is_open_until_every_division_has_answered(office: Office) -> None:
    order = Decision(
        meeting_id=office.meeting.id,
        measure_id=office.shared.id,
        text="ให้เร่งดำเนินการ",
        recorded_at=moment(TODAY),
        recorded_by_id=office.secretary.id,
    )
    db.session.add(order)
    db.session.flush()
    answers = [DecisionDivision(decision_id=order.id, division_id=one.id) for one in (office.finance, office.works)]
    db.session.add_all(answers)
    answers[0].answered_at, answers[0].answered_by = moment(TODAY), "ผู้อำนวยการกองคลัง"
    db.session.commit()
    [found] = decisions.decisions_of_measure(office.shared.id)
    assert [(one.division, one.answered_by) for one in found.answers] == [
        ("กองคลัง", "ผู้อำนวยการกองคลัง"),
        ("กองช่าง", ""),
    ]
    assert found.is_open
    answers[1].answered_at = moment(TODAY)
    db.session.commit()
    assert not decisions.decisions_of_measure(office.shared.id)[0].is_open


def test_changes_of_this_measure_are_told_and_no_others(office: Office) -> None:
    for measure, event, minutes in (
        (office.own, "measure_changed", 0),
        (office.own, "measure_cancelled", 5),
        (office.own, "measure_confirmed", 6),
        (office.shared, "measure_changed", 7),
    ):
        at = moment(TODAY) + timedelta(minutes=minutes)
        db.session.add(AuditEvent(at=at, actor_name="เลขานุการ", event=event, subject="measure", subject_id=measure.id))
    db.session.add(
        AuditEvent(at=moment(TODAY), actor_name="ก", event="measure_changed", subject="plan", subject_id=office.own.id)
    )
    db.session.commit()
    found = story.changes_of_measure(office.own.id)
    assert [row.event for row in found] == ["measure_cancelled", "measure_changed"]


def test_nothing_is_told_of_another_agency(office: Office, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id):
        revise(foreign_office, report_of(foreign_office.own, foreign_office.finance), SENT)
        db.session.add(
            AuditEvent(
                at=moment(TODAY),
                actor_name="ก",
                event="measure_changed",
                subject="measure",
                subject_id=foreign_office.own.id,
            )
        )
        db.session.commit()
        assert story.revisions_of_measure(foreign_office.own.id, 10)[1] == 1
    assert story.revisions_of_measure(foreign_office.own.id, 10) == ([], 0)
    assert story.changes_of_measure(foreign_office.own.id) == []
    assert decisions.decisions_of_measure(foreign_office.own.id) == []
