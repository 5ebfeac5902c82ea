"""What somebody who reports and somebody who reviews do in the tests."""

from __future__ import annotations

from datetime import date

from tests import factories
from tests.support.month import give_order
from tests.support.office import TODAY, Office
from tracker.domain.answers import Entry
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer
from tracker.extensions import db
from tracker.models import (
    Assignment,
    AuditEvent,
    DecisionDivision,
    Division,
    Measure,
    ProgressReport,
    ProgressRevision,
    User,
)
from tracker.services import reporting, reviewing

NOW = factories.moment(TODAY)
PROGRESS = Entry(Answer.PROGRESS, 40, "ประชุมแล้ว")
DONE = Entry(Answer.DONE, done_text="เผยแพร่แล้ว")


def report_on(measure: Measure, division: Division) -> ProgressReport:
    found = db.session.query(ProgressReport).join(Assignment).order_by(ProgressReport.id)
    return found.filter(Assignment.measure_id == measure.id, Assignment.division_id == division.id).one()


def actor(office: Office, user: User) -> Actor:
    return factories.actor_of(office.agency, user)


def send(office: Office, report: ProgressReport, entry: Entry = PROGRESS, user: User | None = None) -> ProgressReport:
    return reporting.submit_report(actor(office, user or office.head), NOW, report.id, report.version, entry)


def revisions(report: ProgressReport) -> list[ProgressRevision]:
    return db.session.query(ProgressRevision).filter_by(report_id=report.id).order_by(ProgressRevision.number).all()


def events(name: str) -> list[AuditEvent]:
    return db.session.query(AuditEvent).filter_by(event=name).order_by(AuditEvent.id).all()


def review(office: Office, report: ProgressReport, accept: bool, comment: str = "") -> ProgressReport:
    return reviewing.review_report(actor(office, office.secretary), NOW, report.id, report.version, accept, comment)


def done_on(report: ProgressReport) -> date | None:
    return db.session.get_one(Assignment, report.assignment_id).done_on


def asked(statements: list[str]) -> int:
    return sum(statement.startswith("SELECT") for statement in statements)


def order_to(office: Office, measure: Measure, division: Division) -> DecisionDivision:
    order = give_order(office, measure, division, "เร่งรัด")
    return db.session.query(DecisionDivision).filter_by(decision_id=order.id).one()
