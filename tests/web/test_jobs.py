"""The page of the timetable, and the warning that nobody keeps it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.timetable import TIMETABLE
from tracker.models import User
from tracker.models.isolation import all_agencies
from tracker.services.job_runs import Outcome, RunRecord

A_MINUTE = timedelta(minutes=1)
SILENT = "Nobody sends"


@pytest.fixture
def administrator(client: FlaskClient, office: Office) -> Visitor:
    return visitor(client, office.administrator)


def visitor(client: FlaskClient, user: User) -> Visitor:
    sign_in(client, user)
    return Visitor(client, language="en")


def run(minutes_ago: int, outcome: Outcome, job: str = "open_windows", process: str = "office-pc:812") -> None:
    at = clock.now() - minutes_ago * A_MINUTE
    with all_agencies():
        RunRecord(job, process, at).end(at, outcome)


def test_it_shows_the_timetable_and_who_keeps_it(administrator: Visitor) -> None:
    run(1, Outcome(done=12))
    page = administrator.get("/jobs")
    assert all(entry.does in page.text for entry in TIMETABLE)
    assert "office-pc, process 812" in page.text
    assert "12 things done" in page.text
    assert SILENT not in page.text


@pytest.mark.parametrize(("minutes_ago", "warns"), [(59, False), (61, True), (None, True)])
@pytest.mark.parametrize("path", ["/jobs", "/messages"])
def test_it_warns_when_nobody_kept_it_for_an_hour(
    administrator: Visitor, path: str, minutes_ago: int | None, warns: bool
) -> None:
    if minutes_ago is not None:
        run(minutes_ago, Outcome())
    assert (SILENT in administrator.get(path).text) is warns


def test_only_those_who_look_after_reminders_are_warned(client: FlaskClient, office: Office) -> None:
    assert SILENT in visitor(client, office.secretary).get("/messages").text
    assert SILENT not in visitor(client, office.auditor).get("/messages").text


def test_an_error_is_said_in_words_and_another_agencys_not_at_all(
    administrator: Visitor, office: Office, foreign_office: Office
) -> None:
    failures = {office.agency.id: "KeyError: ours", foreign_office.agency.id: "KeyError: theirs"}
    run(2, Outcome(failures=failures))
    run(1, Outcome(error="OperationalError: database or disk is full"), job="send_messages")
    text = administrator.get("/jobs").text
    assert "The disk is full. Make room on it" in text
    assert "KeyError: ours" in text
    assert "It failed for 1 other agency." in text
    assert "theirs" not in text


def test_what_was_cut_off_shows(administrator: Visitor) -> None:
    with all_agencies():
        RunRecord("open_windows", "office-pc:811", clock.now() - 2 * A_MINUTE)
    run(1, Outcome())
    assert "Cut off" in administrator.get("/jobs").text


def test_quiet_runs_are_one_line(administrator: Visitor) -> None:
    for minute in (3, 2, 1):
        run(minute, Outcome())
    assert "3 runs" in administrator.get("/jobs?show=all").text
    assert "3 runs" not in administrator.get("/jobs").text
