"""Everything that the rules of telling ask about one meeting on a day, each fact asked for when it is first needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tracker.domain.recipients import Group, Holder, OwedReport, Recipient
from tracker.domain.reminders import MeetingAhead
from tracker.domain.reporting_cycle import CycleSettings, cycle_of, is_working_day
from tracker.domain.rollup import AssignmentStatus, MeasureFacts
from tracker.domain.ways import Way, ways_to
from tracker.queries import contacts, following, frames, orders, people, status
from tracker.queries.contacts import GroupAccount
from tracker.queries.frames import Frame
from tracker.queries.orders import DaysOfOrders
from tracker.queries.people import PostsHeld
from tracker.queries.status import AgencyStatus
from tracker.services.writing_agency import WritingAgency

LOOKED_AROUND = timedelta(days=60)
"""How far around a meeting days off are looked up: further than any window and any run of holidays."""


@dataclass
class Situation:
    """To be asked in the agency's scope; a meeting of which no step is due costs no statement beyond the first two."""

    frame: Frame
    meeting: MeetingAhead
    days_off: frozenset[date]

    @cached_property
    def agency(self) -> WritingAgency:
        return WritingAgency(self.frame.agency_id, self.frame.name)

    @property
    def settings(self) -> CycleSettings:
        return self.frame.settings

    @property
    def today(self) -> date:
        return self.frame.today

    @property
    def is_closed(self) -> bool:
        """The month's reports are final: nobody is asked for any."""
        return self.frame.meeting is not None and self.frame.meeting.is_closed

    @property
    def is_working_day(self) -> bool:
        return is_working_day(self.today, self.days_off)

    @cached_property
    def status(self) -> AgencyStatus:
        """For the month that the meeting hears, as of today."""
        return status.status_in(self.frame)

    @cached_property
    def owed(self) -> tuple[OwedReport, ...]:
        """Reports that are asked for and not received, by measure."""
        followed = (one for measure in self.status.followed for one in measure.assignments)
        return tuple(self._owed_report(one) for one in followed if one.owes_report)

    def _owed_report(self, status: AssignmentStatus) -> OwedReport:
        facts, measure = status.facts, status.measure
        earlier = self.earlier_plan(measure)
        return OwedReport(facts.division_id, facts.division, measure.id, measure.number, measure.title, earlier)

    def earlier_plan(self, measure: MeasureFacts) -> int | None:
        """Its fiscal year, where the measure is left over from a plan before the one in force."""
        plan = self.status.plan
        return None if plan is None or measure.fiscal_year == plan.fiscal_year else measure.fiscal_year

    @cached_property
    def _posts(self) -> PostsHeld:
        return people.posts_on(self.today)

    @property
    def holders(self) -> list[Holder]:
        return self._posts.holders

    @cached_property
    def days_of_orders(self) -> DaysOfOrders:
        return orders.days_of_orders(self.meeting.id, self.meeting.cycle.held_on)

    @property
    def superiors(self) -> Mapping[int, Holder]:
        """Who is told when a division is late, by division, where somebody is named."""
        return self._posts.superiors

    @cached_property
    def groups(self) -> list[GroupAccount]:
        return contacts.groups()

    @cached_property
    def _line_ways(self) -> dict[int, Way]:
        return contacts.line_ways()

    def ways_to(self, to: Recipient) -> tuple[Way, ...]:
        """All that there are, the one to be taken first at the front."""
        if isinstance(to, Group):
            return tuple(group.way for group in self.groups if group.id == to.account_id)
        return ways_to(to.email, self._line_ways.get(to.user_id))


def situation_of(agency_id: int, meeting_id: int, today: date) -> Situation | None:
    """None when there is no such meeting of the division heads."""
    frame = frames.frame_of_meeting(agency_id, today, meeting_id)
    return situation_in(frame) if frame else None


def situation_in(frame: Frame, days_off: frozenset[date] | None = None) -> Situation:
    """`days_off` are those around the meeting, where they were looked up before."""
    assert frame.meeting is not None, "without a meeting nothing is told"
    held_on = frame.meeting.held_on
    if days_off is None:
        days_off = following.days_off_between(held_on - LOOKED_AROUND, held_on + LOOKED_AROUND)
    meeting = MeetingAhead(frame.meeting.id, frame.month, cycle_of(held_on, frame.settings, days_off))
    return Situation(frame, meeting, days_off)
