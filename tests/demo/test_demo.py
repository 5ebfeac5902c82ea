"""The demonstration: lifelike on any day, made once, the same on every machine."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.demo.conftest import DAYS, Demonstration, the_agency
from tests.support.attachments import files_on_disk, folder
from tests.support.databases import SqliteDatabases, environment_for
from tracker import create_app
from tracker.config import Config
from tracker.demo import DEMO_PASSWORD, build_demo
from tracker.domain.fiscal_year import months_between
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, EntryChannel, Health, Progress, ReportState, RevisionAction
from tracker.domain.reminders import MessageKind, MessageState
from tracker.extensions import db
from tracker.models import AuditEvent, Decision, Evidence, Meeting, Message, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import following, meetings, people, plans
from tracker.queries.honesty import signals_of_meeting
from tracker.queries.snapshots import editions_of
from tracker.queries.status import status_on
from tracker.services.sign_in import sign_in


def test_it_shows_every_standing_of_the_work(demonstration: Demonstration) -> None:
    status = status_on(the_agency().id, demonstration.now.date())
    standings = [
        one.standing
        for plan in plans.plan_rows()
        for measure in plans.statuses_of_plan(plan.id, status.frame)
        for one in measure.assignments
    ]
    assert {standing.progress for standing in standings} == set(Progress)
    assert {standing.health for standing in standings} == {None, *Health}
    assert status.missing
    this_year, last_year = demonstration.summary.fiscal_years
    assert this_year - last_year == 1
    assert any(one.measure.fiscal_year == last_year for one in status.overdue)


def test_its_meetings_to_come_are_set_by_a_rule(demonstration: Demonstration) -> None:
    held = db.session.scalars(select(Meeting).order_by(Meeting.held_on)).all()
    to_come = [meeting for meeting in held if meeting.held_on >= demonstration.now.date()]
    assert [meeting.is_by_rule for meeting in to_come] == [False, True, True]
    assert all(meeting.number and meeting.starts_at for meeting in held)
    months = [meeting.month for meeting in held]
    assert months == months_between(months[0], months[-1]), "each month is heard by a meeting"


def test_it_has_measures_and_scores_for_all_ten_indicators(demonstration: Demonstration) -> None:
    status = status_on(the_agency().id, demonstration.now.date())
    assert [one.code for one in status.indicators if one.rollup.measures] == list(INDICATOR_CODES)
    assert following.indicator_scores(status.plan).keys() == set(INDICATOR_CODES)


def test_it_shows_everything_that_happens_to_a_report(demonstration: Demonstration) -> None:
    reports = db.session.scalars(select(ProgressReport)).all()
    revisions = db.session.scalars(select(ProgressRevision)).all()
    assert {report.state for report in reports} == set(ReportState)
    assert {report.answer for report in reports} == {None, *Answer}
    assert {revision.action for revision in revisions} == set(RevisionAction)
    assert {EntryChannel.WEB, EntryChannel.PHONE, EntryChannel.LINE} <= {one.channel for one in revisions}
    assert any(revision.is_on_behalf for revision in revisions)
    evidence = db.session.scalars(select(Evidence)).all()
    assert len(evidence) > 10
    pictures = [row for row in evidence if row.stored_name is not None]
    assert 0 < len(pictures) * 2 == len(files_on_disk()), "each with its small picture"
    assert len(db.session.scalars(select(Decision)).all()) > 3


def test_its_past_months_are_closed(demonstration: Demonstration) -> None:
    held = db.session.scalars(select(Meeting).where(Meeting.opened_at.is_not(None)).order_by(Meeting.held_on)).all()
    *past, coming = held
    assert all(meeting.closed_at is not None for meeting in past)
    assert coming.closed_at is None


def test_each_closed_month_is_frozen_and_one_has_two_editions(demonstration: Demonstration) -> None:
    closed = db.session.scalars(select(Meeting).where(Meeting.closed_at.is_not(None))).all()
    editions = [editions_of(meeting.id) for meeting in closed]
    assert all(editions)
    corrected = [each for each in editions if len(each) > 1]
    assert corrected, "a month that was opened again"
    assert all(each[0].reason and each[0].check_code != each[1].check_code for each in corrected)


def test_some_of_it_is_worth_a_look(demonstration: Demonstration) -> None:
    meeting = meetings.meeting_to_come(demonstration.now.date())
    assert meeting is not None
    assert signals_of_meeting(meeting.id).moved_ends


def test_its_reminders_have_all_been_dealt_with(demonstration: Demonstration) -> None:
    messages = db.session.scalars(select(Message)).all()
    assert {message.kind for message in messages} == set(MessageKind)
    assert {message.state for message in messages} <= {
        MessageState.SENT,
        MessageState.SKIPPED,
        MessageState.GIVEN_UP,
    }
    assert Counter(message.state for message in messages)[MessageState.SENT] > len(messages) * 0.8


def test_it_has_somebody_in_every_role(demonstration: Demonstration) -> None:
    holders = people.holders_on(demonstration.now.date())
    assert {holder.role for holder in holders} == set(Role)
    assert any(holder.is_acting for holder in holders)
    posts = Counter(holder.user_id for holder in holders if holder.role is Role.DIVISION_HEAD)
    assert max(posts.values()) == 2
    assert len({holder.division_id for holder in holders if holder.role is Role.DIVISION_HEAD}) == 8
    with all_agencies():
        assert {one.role for one in people.demo_people(demonstration.now.date())} == set(Role)
        assert sign_in("WORKS@satitthani.example.go.th", DEMO_PASSWORD, demonstration.now).name == "ผอ.กองช่าง"
        db.session.rollback()


def test_it_gives_everybody_something_to_do_today(demonstration: Demonstration) -> None:
    today = demonstration.now.date()
    meeting = meetings.meeting_to_come(today)
    assert meeting is not None
    assert meeting.opened_at is not None
    assert status_on(the_agency().id, today).frame.month == meeting.month
    states = Counter[ReportState]()
    for division in meetings.division_figures(meeting.id):
        states.update(dict(division.counts))
    received = states[ReportState.SUBMITTED] + states[ReportState.ACCEPTED]
    assert 0 < received < states.total() / 2
    assert states[ReportState.SUBMITTED] > 0


def test_the_head_behind_the_button_has_a_returned_report_and_a_draft(demonstration: Demonstration) -> None:
    today = demonstration.now.date()
    with all_agencies():
        button = next(one for one in people.demo_people(today) if one.role is Role.DIVISION_HEAD)
    head = next(one for one in people.holders_on(today) if one.user_id == button.user_id)
    meeting = meetings.meeting_to_come(today)
    assert meeting is not None
    own = next(one for one in meetings.division_figures(meeting.id) if one.id == head.division_id)
    assert own.counts[ReportState.RETURNED] == 1
    assert own.counts[ReportState.DRAFT] == 1
    assert own.counts[ReportState.OPEN] > 0 or own.owed > own.received
    assert any(one.facts.division_id == head.division_id for one in status_on(the_agency().id, today).overdue)


def test_nothing_in_it_happens_after_now(demonstration: Demonstration) -> None:
    moments = [*db.session.scalars(select(AuditEvent.at)), *db.session.scalars(select(ProgressRevision.at))]
    assert max(moments) <= demonstration.now
    assert min(moments) < demonstration.now - timedelta(days=330)


def test_it_is_made_only_once(demonstration: Demonstration) -> None:
    before = list(everything_said())
    again = build_demo(demonstration.now + timedelta(minutes=1), folder())
    assert again.was_there
    assert again.people == demonstration.summary.people
    assert list(everything_said()) == before


@pytest.mark.parametrize("made", [DAYS["Sunday in mid month"]], indirect=True)
def test_it_is_the_same_on_another_machine(made: Demonstration, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    databases: SqliteDatabases = request.getfixturevalue("_sqlite")
    with made.app.app_context(), agency_scope(the_agency().id):
        here = list(everything_said())
    with databases.fresh() as url:
        other = create_app(Config.from_environment(environment_for(url, tmp_path / "other")))
        with other.app_context():
            build_demo(made.now, folder())
            with agency_scope(the_agency().id):
                there = list(everything_said())
            db.engine.dispose()
    assert here == there


def everything_said() -> Iterator[str]:
    """Every revision and message, without what is drawn by lot (Message-IDs)."""
    revisions = select(ProgressRevision).order_by(ProgressRevision.at, ProgressRevision.report_id)
    for one in db.session.scalars(revisions):
        yield f"{one.at.isoformat()} {one.by_name} {one.action} {one.channel} {json.dumps(one.content, sort_keys=True)}"
    for message in db.session.scalars(select(Message).order_by(Message.key)):
        yield f"{message.key} {message.state} {message.queued_at.isoformat()} {message.why}"
