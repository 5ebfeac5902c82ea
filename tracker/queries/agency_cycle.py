"""What an agency decided about its month: the days before the meeting, its rule, its quiet hours."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from tracker.domain.meeting_planning import FURTHEST_AHEAD, AgencyRule
from tracker.domain.meeting_rules import rule_from
from tracker.domain.reporting_cycle import CycleSettings
from tracker.extensions import db
from tracker.models import Agency
from tracker.queries import following

AROUND = timedelta(days=90)
"""Days off that steps of the first and the last meeting may meet."""


def agency_by_id(agency_id: int) -> Agency:
    return db.session.scalars(select(Agency).where(Agency.id == agency_id)).one()


def agency_to_change(agency_id: int) -> Agency:
    """Locked until the commit, so that its rule is carried out by one at a time; what refers to it goes on."""
    return db.session.scalars(
        select(Agency)
        .where(Agency.id == agency_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def settings_of(agency: Agency) -> CycleSettings:
    return CycleSettings(
        opens_days_before=agency.opens_days_before,
        reminder_days_before=tuple(agency.reminder_days_before),
        due_days_before=agency.due_days_before,
        eve_days_before=agency.eve_days_before,
        orders_days_after=agency.orders_days_after,
        minimum_gap_days=agency.minimum_gap_days,
        tells_executives=agency.tells_executives,
        sends_pre_read=agency.sends_pre_read,
        pre_read_days_before=agency.pre_read_days_before,
    )


def days_off_around(today: date) -> frozenset[date]:
    """All that the meetings of the next year and their steps may meet."""
    return following.days_off_between(today - AROUND, today + FURTHEST_AHEAD + AROUND)


def rule_of(agency: Agency, days_off: frozenset[date]) -> AgencyRule | None:
    rule = rule_from(agency.meeting_rule)
    return AgencyRule(rule, agency.meeting_moves_to, settings_of(agency), days_off) if rule else None
