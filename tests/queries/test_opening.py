"""Which agencies the jobs look at: what is due is never passed by, and what is not costs no look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.factories import create_agency, create_meeting, moment
from tracker.domain.audit_events import EVENTS
from tracker.extensions import db
from tracker.models import Agency, Meeting
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries.opening import agencies_to_open
from tracker.queries.telling import agencies_to_tell
from tracker.services import audit

NOW = moment(date(2026, 1, 26))
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def agency(app: Flask) -> Iterator[Agency]:
    with app.app_context(), all_agencies():
        yield create_agency()


@pytest.fixture
def meeting(agency: Agency) -> Meeting:
    """Open, and looked at a minute ago."""
    agency.reminded_at = NOW - A_MINUTE
    return create_meeting(agency, opened_at=NOW - timedelta(hours=1))


def looked_at(agency: Agency) -> tuple[bool, bool]:
    """To open its windows, and to tell people."""
    db.session.commit()
    return agency.id in agencies_to_open(NOW), agency.id in agencies_to_tell(NOW)


def test_an_agency_without_a_meeting_is_passed_by(agency: Agency) -> None:
    assert looked_at(agency) == (False, False)


def test_a_meeting_that_nobody_opened_is_opened_at_once(agency: Agency, meeting: Meeting) -> None:
    assert looked_at(agency) == (False, False)
    meeting.opened_at = None
    assert looked_at(agency) == (True, False)


def test_a_meeting_whose_window_is_to_come_waits(agency: Agency, meeting: Meeting) -> None:
    meeting.opened_at, meeting.held_on = None, NOW.date() + timedelta(days=agency.opens_days_before + 1)
    assert looked_at(agency) == (False, False)


@pytest.mark.parametrize(
    ("looked_ago", "expected"), [(9 * A_MINUTE, False), (10 * A_MINUTE, True), (-A_MINUTE, True), (None, True)]
)
def test_it_looks_again_after_a_while_and_when_the_clock_was_set_back(
    agency: Agency, meeting: Meeting, looked_ago: timedelta | None, expected: bool
) -> None:
    agency.reminded_at = None if looked_ago is None else NOW - looked_ago
    assert looked_at(agency) == (expected, expected)


@pytest.mark.parametrize(
    ("event", "expected"),
    [("plan_adopted", True), ("membership_ended", True), ("report_submitted", False), ("window_opened", False)],
)
def test_it_looks_at_once_when_somebody_changed_what_may_be_owed(
    agency: Agency, meeting: Meeting, event: str, expected: bool
) -> None:
    kind = EVENTS[event]
    before, after = dict.fromkeys(kind.before, "x") or None, dict.fromkeys(kind.after, "x") or None
    with agency_scope(agency.id):
        audit.record(None, NOW - 3 * A_MINUTE, event, None, before=before, after=after)
        db.session.commit()
    assert looked_at(agency) == (expected, expected)


def test_a_closed_month_is_not_opened_anew(agency: Agency, meeting: Meeting) -> None:
    agency.reminded_at, meeting.closed_at = None, NOW
    assert looked_at(agency)[0] is False
