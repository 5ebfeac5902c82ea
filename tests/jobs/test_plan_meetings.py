from __future__ import annotations

from datetime import date

from flask import Flask

from jobs import plan_meetings
from jobs.work import Work
from tests import factories
from tests.support.office import Office
from tracker.extensions import db
from tracker.models import Meeting
from tracker.models.isolation import agency_scope


def meetings_of(office: Office) -> list[date]:
    with agency_scope(office.agency.id):
        return [meeting.held_on for meeting in db.session.query(Meeting).order_by(Meeting.held_on)]


def test_each_agency_meets_by_its_own_rule(app: Flask, office: Office, foreign_office: Office) -> None:
    without_a_rule = factories.create_agency("อบต.ไม่มีกำหนด")
    for agency, rule in ((office.agency, "1 wed"), (foreign_office.agency, "last fri of 3,6,9,12")):
        agency.meeting_rule = rule
        db.session.add(agency)
    db.session.commit()
    work = Work(app.config["TRACKER"])
    plan_meetings.run(work)
    assert (work.done, work.failures) == (4, {})
    assert meetings_of(office) == [date(2026, 2, 4), date(2026, 3, 4), date(2026, 4, 1)]
    assert meetings_of(foreign_office) == [date(2026, 2, 4), date(2026, 3, 27), date(2026, 6, 26)]
    with agency_scope(without_a_rule.id):
        assert db.session.query(Meeting).count() == 0
    again = Work(app.config["TRACKER"])
    plan_meetings.run(again)
    assert again.done == 0
