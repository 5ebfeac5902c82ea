"""How often each page asks the database: a few times, and not more often when there is more to show."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import create_division, create_measure, create_meeting, create_person, create_report, moment
from tests.support.doors import Caller, doors, ids_of
from tests.support.office import MONTH, TODAY, Office
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.fiscal_year import add_months
from tracker.domain.permissions import Role
from tracker.domain.progress import EntryChannel, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import (
    Assignment,
    Decision,
    DecisionDivision,
    DivisionAlias,
    Evidence,
    ProgressRevision,
    User,
)
from tracker.models.isolation import agency_scope
from tracker.services import meetings

MOST_OF_PAGE = {"/messages/preview": 12, "/plans/<int:plan_id>/publish": 20}
"""The preview goes by all the rules for all the meetings at hand, as the job does: the last two held and those ahead.
Whoever publishes a year looks at both its papers, with the closed months and the evidence beside them."""

MOST_OF_FILE = 14
"""Of a paper's file: beside its value it takes the agency's dress, its settings, and a look into the register."""


def fill(office: Office, measures: int, months_back: range) -> None:
    """Reports with what happened to them, evidence and orders, on further measures of both divisions."""
    divisions = [office.finance, office.works, create_division(office.agency, f"กองใหม่ {measures}")]
    for number in range(measures):
        create_measure(
            office.plan,
            divisions,
            number=f"{measures}.{number}",
            indicators=[str(number % 10 + 1)],
            ends_on=date(2026, 1, 10 + number % 10),
            is_for_all=True,
        )
    for back in months_back:
        month = add_months(MONTH, -back)
        create_meeting(office.agency, add_months(month, 1).replace(day=4), month, opened_at=moment(month))
    create_person(office.agency, Role.DIVISION_OFFICER, divisions[2])
    with agency_scope(office.agency.id):
        meetings.open_windows(office.agency.id, moment(TODAY))
        for assignment in db.session.query(Assignment).all():
            for back in months_back:
                _report(office, assignment, add_months(MONTH, -back))
        _give_orders(office)
        db.session.add(DivisionAlias(division_id=divisions[2].id, name=f"ก{measures}", key=f"ก{measures}"))
        db.session.commit()


def _report(office: Office, assignment: Assignment, month: date) -> None:
    report = create_report(assignment, month, ReportState.ACCEPTED)
    with agency_scope(office.agency.id):
        for number, action in enumerate((RevisionAction.SUBMITTED, RevisionAction.ACCEPTED), start=1):
            db.session.add(
                ProgressRevision(
                    report_id=report.id,
                    number=number,
                    action=action,
                    at=moment(month.replace(day=25)),
                    by_id=office.head.id,
                    by_name=office.head.name,
                    channel=EntryChannel.WEB,
                    content={"done_text": "ประชุมแล้ว", "answer": "progress", "percent": 30},
                )
            )
        db.session.add(
            Evidence(
                report_id=report.id,
                caption="ภาพถ่าย",
                url="https://example.go.th/1",
                added_at=moment(month),
                added_by_id=office.head.id,
            )
        )


def _give_orders(office: Office) -> None:
    order = Decision(
        meeting_id=office.meeting.id,
        measure_id=office.own.id,
        text="เร่งดำเนินการ",
        recorded_at=moment(TODAY),
        recorded_by_id=office.secretary.id,
    )
    db.session.add(order)
    db.session.flush()
    db.session.add_all(
        DecisionDivision(decision_id=order.id, division_id=division.id) for division in (office.finance, office.works)
    )


def statements_of_pages(app: Flask, person: Caller, role: Role, ids: dict[str, int]) -> dict[str, list[str]]:
    counted = {}
    for door in doors(app, "GET"):
        if door.opens_for(role):
            url = door.url(app, ids)
            if "form" in door.rule.arguments:
                # The first time it is entered into the register of papers.
                person.ask("GET", url)
            with count_queries() as statements:
                person.ask("GET", url)
            counted[door.rule.rule] = statements
    return counted


def most_of(page: str) -> int:
    return MOST_OF_PAGE.get(page, MOST_OF_FILE if page.endswith("<paper_form:form>") else MOST_PER_PAGE)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DIVISION_HEAD])
def test_no_page_asks_more_often_when_there_is_more_to_show(
    app: Flask, client: FlaskClient, office: Office, foreign_office: Office, role: Role
) -> None:
    ids = ids_of(office)
    fill(office, 2, range(1, 3))
    person: User = {Role.ADMINISTRATOR: office.administrator, Role.DIVISION_HEAD: office.head}[role]
    caller = Caller(client, person)
    few = statements_of_pages(app, caller, role, ids)
    fill(office, 6, range(3, 5))
    fill(foreign_office, 4, range(1, 2))
    many = statements_of_pages(app, caller, role, ids)
    counts = {page: len(statements) for page, statements in many.items()}
    too_many = {page: count for page, count in counts.items() if count > most_of(page)}
    growing = {
        page: (len(few[page]), len(statements))
        for page, statements in many.items()
        if len(statements) != len(few[page])
    }
    assert (too_many, growing) == ({}, {})
