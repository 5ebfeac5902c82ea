"""Who is called together in the demonstration: the heads for their meeting, and a working group once a quarter."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tracker.demo.office import Office
from tracker.demo.reminders import deliver
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.meeting_rules import MeetingRule, RuleKind
from tracker.queries import invitations as queries
from tracker.services import bodies, body_meetings, invitations
from tracker.services.bodies import BodyEntry

TUESDAY = 1
MEMBERS = ("clerk", "strategy", "finance", "clerkoffice", "secretary")
INVITED_BEFORE = timedelta(days=21)

WORKING_GROUP = "คณะทำงาน ITA ของเทศบาล"
EACH_QUARTER = MeetingRule(RuleKind.WEEKDAY, 2, TUESDAY, frozenset({1, 4, 7, 10}))


def found_working_group(office: Office, at: datetime) -> None:
    entry = BodyEntry(
        name=WORKING_GROUP,
        rule=EACH_QUARTER,
        moves_to=MovesTo.LATER,
        months_covered=3,
        starts_at=time(13, 30),
        place="ห้องประชุมเล็ก ชั้น ๒",
        member_ids=frozenset(office.staff.actor(key, at.date()).user_id for key in MEMBERS),
    )
    bodies.add_body(office.secretary(at), at, entry)


def call_together(office: Office, at: datetime) -> None:
    """To every meeting of the next weeks; whoever was asked to one that has moved is told."""
    body_meetings.plan_body_meetings(office.agency_id, at)
    for meeting in queries.meetings_to_come(at.date()):
        if meeting.invited_at is None and meeting.held_on - at.date() <= INVITED_BEFORE:
            invitations.invite(office.secretary(at), at, meeting.id, office.base_url)
    invitations.queue_invitations(office.agency_id, at, office.base_url)
    deliver(at)
