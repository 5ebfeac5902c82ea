"""An agency whose requests wait to be sent, for the tests of sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask
from sqlalchemy import select

from tests.factories import (
    create_agency,
    create_division,
    create_measure,
    create_meeting,
    create_person,
    create_plan,
    moment,
)
from tracker.channels.email import MailServer
from tracker.channels.link_signing import LinkSigner
from tracker.config import Config
from tracker.domain.permissions import Role
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import Agency, Assignment, Message, User
from tracker.services.mail_carrier import MailCarrier
from tracker.services.reminding import queue_reminders
from tracker.services.sending import Counts, send_waiting

NINE = moment(date(2026, 1, 26))
"""On the day of the request."""

BASE_URL = "http://127.0.0.1:5000"


@dataclass
class Office:
    """Three divisions whose requests wait to be sent."""

    config: Config
    agency: Agency
    agency_id: int
    heads: list[User]
    addresses: list[str]
    assignments: list[Assignment]
    secretary: User
    server: MailServer | None
    now: datetime = NINE

    def send(self, should_stop: Callable[[], bool] = lambda: False) -> Counts:
        db.session.rollback()
        links = LinkSigner(self.config.secret_key, BASE_URL)
        carrier = MailCarrier(self.server, lambda: self.now, links)
        return send_waiting(carrier, lambda: self.now, self.config.instance, BASE_URL, should_stop)

    def message(self, number: int = 0) -> Message:
        """The one to the head of a division, as it stands in the table now."""
        db.session.expire_all()
        return db.session.scalars(select(Message).where(Message.to_address == self.addresses[number])).one()

    def states(self) -> list[MessageState]:
        db.session.expire_all()
        return list(db.session.scalars(select(Message.state).order_by(Message.id)))

    def change(self, number: int = 0, **columns: object) -> None:
        message = self.message(number)
        for name, value in columns.items():
            setattr(message, name, value)
        db.session.commit()


def create_office(
    app: Flask, divisions: int = 3, domain: str = "example.go.th", *, allows_report_links: bool = False
) -> Office:
    config: Config = app.config["TRACKER"]
    agency = create_agency(name="องค์การบริหารส่วนตำบลตัวอย่าง", allows_report_links=allows_report_links)
    places = [create_division(agency, f"กองที่ {number}") for number in range(divisions)]
    addresses = [f"head{number}@{domain}" for number in range(divisions)]
    heads = [
        create_person(agency, Role.DIVISION_HEAD, place, title=f"ผู้อำนวยการ{place.name}", email=address)
        for place, address in zip(places, addresses, strict=True)
    ]
    secretary = create_person(agency, Role.SECRETARY)
    assignments = create_measure(create_plan(agency), places).assignments
    create_meeting(agency)
    office = Office(config, agency, agency.id, heads, addresses, list(assignments), secretary, config.mail)
    assert queue_reminders(office.agency_id, NINE, BASE_URL) == divisions
    return office
