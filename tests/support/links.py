"""The links of letters, for tests: made as they are made, and what the log says of them."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests.factories import actor_of
from tests.support.month import NOW, open_reports
from tests.support.office import TODAY, Office
from tracker.channels.link_signing import LinkSigner
from tracker.extensions import db
from tracker.models import Agency, AuditEvent, ReportLink, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import report_links
from tracker.services import report_links as service
from tracker.services.reminding import queue_reminders

BASE_URL = "http://127.0.0.1:5000"


def allow_links(office: Office, *, allowed: bool = True) -> None:
    with all_agencies():
        db.session.get_one(Agency, office.agency.id, populate_existing=True).allows_report_links = allowed
        db.session.commit()


def queue_requests(office: Office) -> None:
    """The reports of the month are open, and the requests for them stand in the ledger."""
    open_reports(office)
    queue_reminders(office.agency.id, NOW, BASE_URL)


def link_of(office: Office, person: User) -> ReportLink:
    wanted = select(ReportLink).where(ReportLink.user_id == person.id, ReportLink.meeting_id == office.meeting.id)
    with all_agencies():
        return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def address_of(app: Flask, office: Office, person: User) -> str:
    """The path of a person's link, as it stands in their letter."""
    signer = LinkSigner(app.config["TRACKER"].secret_key, BASE_URL)
    with agency_scope(office.agency.id):
        found = report_links.link_of(person.id, office.meeting.id, TODAY)
    assert found is not None
    return signer.address(found.identity).removeprefix(BASE_URL)


def events(name: str) -> list[AuditEvent]:
    with all_agencies():
        return list(db.session.scalars(select(AuditEvent).where(AuditEvent.event == name).order_by(AuditEvent.id)))


def refusals() -> list[str]:
    """Why links were refused, as far as the log says."""
    return [str(event.after["reason"]) for event in events("report_link_refused")]


def withdraw(office: Office, person: User) -> None:
    link_id = link_of(office, person).id
    with agency_scope(office.agency.id):
        service.withdraw(actor_of(office.agency, office.secretary), NOW, link_id)
