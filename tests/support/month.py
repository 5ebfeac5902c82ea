"""The month of the fixed cast: its reports opened, found, sent, and looked at again as another request finds them."""

from __future__ import annotations

from datetime import date

from tests import factories
from tests.support.office import MONTH, TODAY, Office
from tracker.domain.answers import Entry
from tracker.domain.progress import Answer
from tracker.extensions import db
from tracker.models import Assignment, Decision, DecisionDivision, Division, Measure, ProgressReport, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import meetings, reporting

NOW = factories.moment(TODAY)


def open_reports(office: Office) -> None:
    """What the scheduler does on the day the window opens."""
    with agency_scope(office.agency.id):
        meetings.open_windows(office.agency.id, NOW)


def assignment_of(measure: Measure, division: Division) -> Assignment:
    with all_agencies():
        return db.session.query(Assignment).filter_by(measure_id=measure.id, division_id=division.id).one()


def report_on(measure: Measure, division: Division, month: date = MONTH) -> ProgressReport:
    with all_agencies():
        found = db.session.query(ProgressReport).join(Assignment).filter(ProgressReport.month == month)
        return found.filter(Assignment.measure_id == measure.id, Assignment.division_id == division.id).one()


def submit(office: Office, report: ProgressReport, person: User, done_text: str = "ประชุมแล้ว") -> ProgressReport:
    """40 per cent, with these words."""
    with agency_scope(office.agency.id):
        actor = factories.actor_of(office.agency, person)
        entry = Entry(Answer.PROGRESS, 40, done_text)
        return reporting.submit_report(actor, NOW, report.id, report.version, entry)


def draft(office: Office, report: ProgressReport, person: User, done_text: str) -> ProgressReport:
    with agency_scope(office.agency.id):
        actor = factories.actor_of(office.agency, person)
        return reporting.save_draft(actor, NOW, report.id, report.version, Entry(Answer.PROGRESS, 40, done_text))


def stored(report: ProgressReport) -> ProgressReport:
    """As the database has it now, whatever this session still remembers."""
    with all_agencies():
        return db.session.get_one(ProgressReport, report.id, populate_existing=True)


def give_order(office: Office, measure: Measure, division: Division, text: str) -> Decision:
    """What the chair ordered in the meeting, on this measure, of this division."""
    with agency_scope(office.agency.id):
        order = Decision(
            meeting_id=office.meeting.id,
            measure_id=measure.id,
            text=text,
            recorded_at=NOW,
            recorded_by_id=office.secretary.id,
        )
        db.session.add(order)
        db.session.flush()
        db.session.add(DecisionDivision(decision_id=order.id, division_id=division.id))
        db.session.commit()
        return order
