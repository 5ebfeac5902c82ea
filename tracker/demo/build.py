"""An agency of one's own to try Tidtam on: a year of its life, played through the real use cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from tracker.demo import by_hand, gatherings, year_end
from tracker.demo.decisions import CANCELLATIONS
from tracker.demo.month import plan_month
from tracker.demo.office import Office
from tracker.demo.people import hire_everybody
from tracker.demo.plan_texts import PlanOf, document_of, filename_of
from tracker.demo.summary import DemoSummary, summary_of
from tracker.demo.timeline import Timeline
from tracker.demo.year import MEETING_RULE, MEETING_STARTS_AT, PLACE, MeetingDate, meetings_of_the_year
from tracker.domain.agency import AgencyKind
from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import BANGKOK, add_months, fiscal_year_of, fiscal_year_start
from tracker.domain.reporting_cycle import CycleSettings, working_day_from
from tracker.evidence_files import EvidenceFolder
from tracker.extensions import db
from tracker.models import Agency
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import adoption, agencies, following
from tracker.services import agency_settings, cycle_settings, plan_drafts, plans, setup
from tracker.services.sign_in import hash_password

NAME = "เทศบาลเมืองสาธิตธานี"
SLUG = "demo"
DEMO_PASSWORD = "tidtam-demo-2569"
"""Of everybody in the demonstration; it is printed, and written in the README."""

LOCAL_ADDRESS = "http://127.0.0.1:5000"
DAYS_TO_SETTLE_IN = 12
"""From the day the office begins with Tidtam to its first window."""

DAYS_TO_MOVE_IT = 3
"""At least, between setting a meeting and its window: a meeting that is moved is moved before its window opens."""

PLAN_ADOPTED_DAYS_BEFORE_THE_YEAR = 9


def build_demo(now: datetime, folder: EvidenceFolder, base_url: str = LOCAL_ADDRESS) -> DemoSummary:
    """Make the demonstration agency as of `now`, or say what is there already.

    `folder` takes the pictures that people attach. `base_url` is where the links in its past reminders lead.
    """
    with all_agencies():
        agency = agencies.agency_called(SLUG)
    if agency is None:
        agency = _create(now)
        with agency_scope(agency.id):
            _play_the_year(agency, now, folder, base_url)
            _open_the_door(agency)
        return summary_of(agency, now.date(), was_there=False)
    if not agency.is_demo:
        raise Refusal(
            N_("“%(slug)s” is not a complete demonstration. Remove its database and make it again."), slug=SLUG
        )
    return summary_of(agency, now.date(), was_there=True)


def _create(now: datetime) -> Agency:
    """Nobody can come in before the year is played: the agency becomes the demonstration at the end."""
    first = _meetings(now.date())[0]
    created_at = _morning(first.held_on - timedelta(days=CycleSettings().opens_days_before + DAYS_TO_SETTLE_IN))
    return setup.create_agency(created_at, NAME, AgencyKind.TOWN_MUNICIPALITY, slug=SLUG)


def _open_the_door(agency: Agency) -> None:
    agency.is_demo = True
    db.session.add(agency)
    db.session.commit()


def _play_the_year(agency: Agency, now: datetime, folder: EvidenceFolder, base_url: str) -> None:
    days = _meetings(now.date())
    begun = _morning(days[0].held_on - timedelta(days=CycleSettings().opens_days_before + DAYS_TO_SETTLE_IN))
    this_year = fiscal_year_of(now.date())
    setup.add_days_off([now.year, now.year + 1])
    divisions = adoption.active_divisions()
    staff = hire_everybody(agency.id, begun, this_year, hash_password(DEMO_PASSWORD), divisions)
    office = Office(
        agency_id=agency.id,
        staff=staff,
        division_ids={division.name: division.id for division in divisions},
        days_off=following.days_off_between(begun.date(), date(now.year + 1, 12, 31)),
        timeline=Timeline(now),
        fiscal_years={PlanOf.LAST_YEAR: this_year - 1, PlanOf.THIS_YEAR: this_year},
        base_url=base_url,
        folder=folder,
    )
    agency_settings.allow_report_links(office.secretary(begun), begun, allowed=True)
    office.timeline.plan(begun, partial(gatherings.found_working_group, office))
    office.timeline.plan(begun, partial(year_end.settle_papers, office))
    _plan_adoptions(office, begun)
    _plan_meetings(office, days, begun)
    office.timeline.run()
    _meet_by_rule(agency, office, now)
    year_end.end_last_year(office, now)


def _meet_by_rule(agency: Agency, office: Office, now: datetime) -> None:
    """From now on: the meetings to come after the next one are there as well."""
    entry = replace(cycle_settings.entry_of(agency), rule=MEETING_RULE, starts_at=MEETING_STARTS_AT, place=PLACE)
    cycle_settings.save_cycle(office.secretary(now), now, entry)


def _meetings(today: date) -> list[MeetingDate]:
    return meetings_of_the_year(today, setup.known_days_off(range(today.year - 2, today.year + 2)))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 15), BANGKOK)


def _plan_adoptions(office: Office, begun: datetime) -> None:
    """Last year's plan when the office begins with Tidtam, this year's shortly before its fiscal year."""
    office.timeline.plan(begun + timedelta(days=1), partial(_adopt, office, PlanOf.LAST_YEAR))
    new_year = fiscal_year_start(office.fiscal_years[PlanOf.THIS_YEAR])
    in_time = working_day_from(new_year - timedelta(days=PLAN_ADOPTED_DAYS_BEFORE_THE_YEAR), office.days_off)
    at = max(_morning(in_time), begun + timedelta(days=2))
    office.timeline.plan(at, partial(_adopt, office, PlanOf.THIS_YEAR))


def _adopt(office: Office, of: PlanOf, at: datetime) -> None:
    year = office.fiscal_years[of]
    secretary = office.secretary(at)
    draft = plan_drafts.upload_plan(secretary, at, document_of(of, year), filename_of(of, year))
    plan = plans.adopt_draft(secretary, at + timedelta(hours=2), draft.id)
    office.measure_ids |= {(of, measure.number): measure.id for measure in plan.measures}
    for cancelled in CANCELLATIONS:
        cancelled_on = add_months(fiscal_year_start(year), cancelled.month + 1)
        if cancelled.plan is of and cancelled_on < at.date():
            by_hand.cancel_measure(office.measure_ids[of, cancelled.number], cancelled_on)


def _plan_meetings(office: Office, days: Sequence[MeetingDate], begun: datetime) -> None:
    """Each is set on the day after the one before it, or sooner where its window opens by then."""
    set_at = begun + timedelta(days=3)
    for place, meeting in enumerate(days):
        in_time = _morning(meeting.held_on - timedelta(days=CycleSettings().opens_days_before + DAYS_TO_MOVE_IT))
        is_current = place == len(days) - 1
        plan_month(office, meeting, min(set_at, in_time), is_current=is_current, latest_past=place == len(days) - 2)
        set_at = _morning(meeting.held_on + timedelta(days=1))
