"""Setting the meeting that the month hangs on, and opening the reports it asks for."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, time, timedelta

from sqlalchemy import insert

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.fiscal_year import month_of
from tracker.domain.meeting_numbers import clean_number, proposed_number
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.reporting_cycle import month_heard_on
from tracker.domain.rollup import AssignmentStatus, measure_statuses
from tracker.extensions import db, only_reading
from tracker.models import Agency, Meeting, ProgressReport
from tracker.queries import agency_cycle, following, frames, meetings
from tracker.queries import meeting_calendar as calendar
from tracker.queries.frames import Frame
from tracker.services import audit
from tracker.services.meeting_changes import meeting_facts, take_off_calendar, write_details
from tracker.services.meeting_rules import follow_rule
from tracker.services.withdrawing import withdraw_for_move

FURTHEST = timedelta(days=400)
"""A meeting further away than this is almost surely a slip in the year."""

EARLIER_ONE = N_("The meeting of %(day)s hears an earlier month. Choose a day after it, or move that one first.")
LATER_ONE = N_("The meeting of %(day)s hears a later month. Choose a day before it, or move that one first.")


def set_meeting(
    actor: Actor,
    now: datetime,
    held_on: date,
    month: date | None = None,
    place: str = "",
    meeting_id: int | None = None,
    *,
    starts_at: time | None = None,
    number: str | None = None,
) -> Meeting:
    """Set a meeting, or move one: every step that has not happened yet moves with its date.

    Without `month` the meeting hears the month that its date says. Once its reports are open they stay with it, so
    the month no longer changes. Without `number` a new one gets the next. What the office has changed by hand no
    longer follows its rule. A day that has passed is the day on which the meeting was held.
    """
    agency = _agency_to_change(actor)
    meeting = _meeting_to_change(meeting_id)
    heard = month_of(month) if month else month_heard_on(held_on)
    check_setting(meeting, held_on, heard, now.date())
    before = meeting_facts(meeting) if meeting.id else None
    if number is None:
        number = meeting.number or proposed_number(held_on, calendar.numbered_before(held_on, meeting.id))
    write_details(meeting, held_on, starts_at, place)
    meeting.month, meeting.number = heard, clean_number(number)
    if before == meeting_facts(meeting):
        db.session.rollback()
        return meeting
    meeting.is_by_rule = False
    db.session.add(meeting)
    db.session.flush()  # The audit event names the new meeting's id.
    audit.record(
        actor,
        now,
        "meeting_changed" if before else "meeting_set",
        meeting.id,
        before=before,
        after=meeting_facts(meeting),
    )
    if before and before["held_on"] != held_on.isoformat():
        withdraw_for_move(actor, now, meeting)
    follow_rule(actor, now, agency)
    db.session.commit()
    return meeting


def call_off_meeting(actor: Actor, now: datetime, meeting_id: int, reason: str) -> None:
    """Say that a meeting will not be held. Its rule does not set it anew.

    What its month asks for is owed with the next meeting. Once its reports are open it can only be moved: they have
    been asked for, and stay.
    """
    agency = _agency_to_change(actor)
    meeting = _meeting_to_change(meeting_id)
    if meeting.opened_at is not None:
        raise Refusal(
            N_("Its reports are open already. Move it to the day on which it is held; what was reported stays with it.")
        )
    if meeting.held_on < now.date():
        raise Refusal(N_("The day of this meeting has passed, so it cannot be called off."))
    if not reason.strip():
        raise Refusal(N_("Write why the meeting is called off."), "reason")
    take_off_calendar(actor, now, meeting, reason.strip())
    follow_rule(actor, now, agency)
    db.session.commit()


def _agency_to_change(actor: Actor) -> Agency:
    """Locked before any meeting, so that its rule and its people change the meetings one after the other."""
    if not can(actor, Action.ARRANGE_MEETINGS):
        raise NotAllowed(N_("Only the secretary or the administrator sets meetings."))
    return agency_cycle.agency_to_change(actor.agency_id)


def _meeting_to_change(meeting_id: int | None) -> Meeting:
    """A new one without an id; one that is there is locked until the commit."""
    if meeting_id is None:
        return Meeting()
    meeting = meetings.meeting_to_change(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    if meeting.closed_at is not None:
        raise Refusal(N_("This month is closed. Open it again first, with a reason."))
    return meeting


def check_setting(meeting: Meeting, held_on: date, month: date, today: date) -> None:
    """Whether a meeting, or a new one, may be held on the day and hear the month; asked before it is saved as well."""
    _check_dates(held_on, month, today)
    _check_month(meeting, held_on, month)


def _check_dates(held_on: date, month: date, today: date) -> None:
    if abs(held_on - today) > FURTHEST:
        raise Refusal(N_("This date is more than a year away. Check the year."), "held_on")
    if month > held_on:
        raise Refusal(N_("The meeting cannot hear a month that begins after it."), "month")


def _check_month(meeting: Meeting, held_on: date, month: date) -> None:
    if meeting.opened_at is not None and month != meeting.month:
        raise Refusal(N_("The reports of this meeting are open already, so it keeps the month that it hears."), "month")
    other = meetings.meeting_of_month(month)
    if other is not None and other.id != meeting.id:
        raise Refusal(N_("There is a meeting for this month already. Change its date instead."), "month")
    overtaken = calendar.meeting_out_of_order(held_on, month, meeting.id)
    if overtaken is not None:
        raise Refusal(EARLIER_ONE if overtaken.month < month else LATER_ONE, "held_on", day=overtaken.held_on)


def open_windows(agency_id: int, now: datetime) -> int:
    """Open the owed reports of every meeting whose window has begun; safe to run again at any time.

    Returns the number of reports opened. A plan adopted, or a division added, while the window is open gets its
    reports at the next run.
    """
    with only_reading():
        unopened = [
            (frame.meeting.id, owed)
            for frame in frames.frames_at_hand(agency_id, now.date())
            if frame.meeting is not None and (owed := _unopened(frame)) is not None
        ]
    return sum(_open(meeting_id, owed, now) for meeting_id, owed in unopened)


def _unopened(frame: Frame) -> set[int] | None:
    """The assignments that owe a report, unless all of it is open already."""
    owed = {one.facts.id for one in owed_assignments(frame)}
    is_open = frame.meeting is not None and frame.meeting.is_open
    return None if is_open and owed == meetings.with_report(frame.month, owed) else owed


def _open(meeting_id: int, owed: Set[int], now: datetime) -> int:
    """In a short transaction that looks again: somebody else may have opened them in the meantime."""
    meeting = db.session.get_one(Meeting, meeting_id, with_for_update=True)
    if meeting.closed_at is not None:
        db.session.rollback()
        return 0
    missing = sorted(owed - meetings.with_report(meeting.month, owed))
    if missing:
        one = {"agency_id": meeting.agency_id, "meeting_id": meeting.id, "month": meeting.month}
        db.session.execute(insert(ProgressReport), [one | {"assignment_id": id_} for id_ in missing])
    if missing or meeting.opened_at is None:
        meeting.opened_at = meeting.opened_at or now
        after = {"month": meeting.month.isoformat(), "reports": len(missing)}
        audit.record(None, now, "window_opened", meeting.id, after=after)
    db.session.commit()
    return len(missing)


def owed_assignments(frame: Frame) -> list[AssignmentStatus]:
    """Assignments that owe a report for the frame's month, sent or not."""
    plan = following.plan_on(frame.plan_day)
    if plan is None:
        return []
    statuses = measure_statuses(
        following.measures_followed(plan, frame),
        following.assignments_followed(plan, frame),
        frame.month,
        frame.today,
        frame.first_month,
    )
    return [one for status in statuses for one in status.assignments if one.standing.owed]
