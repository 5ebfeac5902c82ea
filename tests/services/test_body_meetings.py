"""Bodies beside the heads of the divisions: their members, their rule, their meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import moment
from tests.support.office import TODAY, Office
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import rule_from
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import BodyMeeting, Meeting
from tracker.queries import bodies as queries
from tracker.services import bodies, body_meetings
from tracker.services.bodies import BodyEntry

NOW = moment(TODAY)
GROUP = BodyEntry(
    "คณะทำงาน ITA", rule_from("2 tue of 1,4,7,10"), MovesTo.LATER, 3, time(13, 30), "ห้องประชุมเล็ก", frozenset()
)


def meetings() -> list[tuple[date, date, str]]:
    rows = db.session.execute(
        select(BodyMeeting.held_on, BodyMeeting.month, BodyMeeting.number).order_by(BodyMeeting.held_on)
    )
    return [(held_on, month, number) for held_on, month, number in rows]


def test_a_quarterly_rule_sets_the_coming_meetings_with_the_quarter_they_look_at(secretary: Actor) -> None:
    bodies.add_body(secretary, NOW, GROUP)
    assert meetings() == [
        (date(2026, 4, 14), date(2026, 3, 1), "1/2569"),
        (date(2026, 7, 14), date(2026, 6, 1), "2/2569"),
        (date(2026, 10, 13), date(2026, 9, 1), "3/2569"),
    ]


def test_its_meetings_are_not_those_that_the_month_hangs_on(secretary: Actor, office: Office) -> None:
    bodies.add_body(secretary, NOW, GROUP)
    assert db.session.scalars(select(Meeting.id)).all() == [office.meeting.id]


def test_it_may_meet_in_the_month_that_the_heads_hear(secretary: Actor, office: Office) -> None:
    body = bodies.add_body(secretary, NOW, replace(GROUP, rule=None))
    body_meetings.set_body_meeting(secretary, NOW, body.id, office.meeting.held_on)
    assert meetings() == [(office.meeting.held_on, office.meeting.month, "1/2569")]


def test_planning_again_changes_nothing(secretary: Actor, office: Office) -> None:
    bodies.add_body(secretary, NOW, GROUP)
    assert body_meetings.plan_body_meetings(office.agency.id, NOW) == 0


def test_a_meeting_changed_by_hand_stays_when_the_rule_changes(secretary: Actor) -> None:
    body = bodies.add_body(secretary, NOW, GROUP)
    first = queries.meetings_to_plan(body.id, TODAY)[0]
    body_meetings.set_body_meeting(secretary, NOW, body.id, date(2026, 4, 16), month=first.month, meeting_id=first.id)
    bodies.change_body(secretary, NOW, body.id, replace(GROUP, rule=rule_from("1 tue of 1,4,7,10")))
    assert [held_on for held_on, *_ in meetings()] == [date(2026, 4, 16), date(2026, 7, 7), date(2026, 10, 6)]


def test_a_new_hour_reaches_the_meetings_that_follow_the_rule(secretary: Actor) -> None:
    body = bodies.add_body(secretary, NOW, GROUP)
    bodies.change_body(secretary, NOW, body.id, replace(GROUP, starts_at=time(9)))
    assert {one.starts_at for one in queries.meetings_of(body.id)} == {time(9)}
    assert {one.calendar_sequence for one in queries.meetings_of(body.id)} == {1}


def test_a_meeting_that_was_called_off_is_not_set_anew(secretary: Actor, office: Office) -> None:
    body = bodies.add_body(secretary, NOW, GROUP)
    first = queries.meetings_to_plan(body.id, TODAY)[0]
    body_meetings.call_off_body_meeting(secretary, NOW, first.id, "ประธานติดราชการ")
    body_meetings.plan_body_meetings(office.agency.id, NOW)
    assert date(2026, 4, 14) not in {held_on for held_on, *_ in meetings()}


def test_a_body_that_is_given_up_gets_no_more_meetings(secretary: Actor, office: Office) -> None:
    body = bodies.add_body(secretary, NOW, replace(GROUP, rule=None))
    bodies.change_body(secretary, NOW, body.id, replace(GROUP, is_active=False))
    assert body_meetings.plan_body_meetings(office.agency.id, NOW) == 0
    assert meetings() == []


def test_members_are_people_of_the_agency(secretary: Actor, office: Office) -> None:
    body = bodies.add_body(secretary, NOW, replace(GROUP, member_ids=frozenset({office.head.id, 999_999})))
    assert queries.members_of(body.id) == [office.head.id]
    bodies.change_body(secretary, NOW, body.id, replace(GROUP, member_ids=frozenset({office.officer.id})))
    assert queries.members_of(body.id) == [office.officer.id]


@pytest.mark.parametrize(
    "field, value",
    [("name", "  "), ("name", "ก" * 201), ("months_covered", 0), ("months_covered", 13)],
)
def test_what_cannot_be_is_refused_at_its_field(secretary: Actor, field: str, value: Any) -> None:
    with pytest.raises(Refusal) as refused:
        bodies.add_body(secretary, NOW, replace(GROUP, **{field: value}))
    assert refused.value.field == field


def test_two_bodies_have_two_names(secretary: Actor) -> None:
    bodies.add_body(secretary, NOW, GROUP)
    with pytest.raises(Refusal) as refused:
        bodies.add_body(secretary, NOW, GROUP)
    assert refused.value.field == "name"


def test_only_the_office_keeps_them(head: Actor) -> None:
    with pytest.raises(NotAllowed):
        bodies.add_body(head, NOW, GROUP)


def test_one_body_meets_once_a_day(secretary: Actor) -> None:
    body = bodies.add_body(secretary, NOW, replace(GROUP, rule=None))
    body_meetings.set_body_meeting(secretary, NOW, body.id, date(2026, 3, 3))
    with pytest.raises(Refusal) as refused:
        body_meetings.set_body_meeting(secretary, NOW, body.id, date(2026, 3, 3))
    assert refused.value.field == "held_on"
