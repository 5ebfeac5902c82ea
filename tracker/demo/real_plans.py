"""Real plan documents in the demonstration: one agency each, ready for its coming meeting."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from tracker.demo.build import DEMO_PASSWORD
from tracker.demo.people import OVERSEER_ADDRESS, OVERSEER_TITLE, give_posts
from tracker.demo.summary import PlanOutcome, people_of
from tracker.demo.year import coming_meeting
from tracker.domain.agency import AgencyKind
from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import fiscal_year_of, fiscal_year_start
from tracker.domain.permissions import Actor, Post, Role
from tracker.models import Agency, Division
from tracker.models.isolation import agency_scope, all_agencies
from tracker.plan_reading import DraftPlan, draft_plan, read_document
from tracker.plan_reading.file_kinds import EXTENSIONS
from tracker.queries import adoption, agencies, following, frames, people
from tracker.queries import meetings as meeting_queries
from tracker.queries.plans import statuses_of_plan
from tracker.services import meetings, plan_drafts, plans, setup
from tracker.services.post_giving import NewPost
from tracker.services.sign_in import hash_password

ADDRESS = "{key}@{slug}.example.go.th"
A_WHILE = timedelta(days=60)

THAI_EXECUTIVE = {
    AgencyKind.CITY_MUNICIPALITY: "นายกเทศมนตรี",
    AgencyKind.TOWN_MUNICIPALITY: "นายกเทศมนตรี",
    AgencyKind.SUBDISTRICT_MUNICIPALITY: "นายกเทศมนตรี",
    AgencyKind.SUBDISTRICT_ORGANISATION: "นายกองค์การบริหารส่วนตำบล",
    AgencyKind.PROVINCIAL_ORGANISATION: "นายกองค์การบริหารส่วนจังหวัด",
}


def add_real_plans(folder: Path, now: datetime) -> list[PlanOutcome]:
    """Every plan document of the folder that can be read so far; one that is refused does not stop the rest.

    Run again, it adds what is new and leaves what is there.
    """
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.suffix.lower() in EXTENSIONS)
    password_hash = hash_password(DEMO_PASSWORD)
    return [_outcome(file, now, password_hash) for file in files]


def _outcome(file: Path, now: datetime, password_hash: str) -> PlanOutcome:
    try:
        data = file.read_bytes()
        draft = draft_plan(read_document(data, file.name))
        agency = _agency_of(draft, file.name, now)
        with agency_scope(agency.id):
            return _adopted(agency, draft, data, file.name, now, password_hash)
    except Refusal as refusal:
        return PlanOutcome(file.name, refusal=refusal)


def _agency_of(draft: DraftPlan, filename: str, now: datetime) -> Agency:
    if draft.agency.name is None or draft.agency.kind is None:
        raise Refusal(N_("It cannot be read whose plan “%(filename)s” is."), "agency", filename=filename)
    if draft.plan_fiscal_year is None:
        raise Refusal(N_("Write the fiscal year of the plan, for example 2569."), "fiscal_year")
    with all_agencies():
        known = agencies.agency_called(draft.agency.name)
    if known is None:
        return setup.create_agency(now, draft.agency.name, draft.agency.kind, is_demo=True)
    if not known.is_demo:
        raise Refusal(N_("There is an agency called “%(name)s” already."), "agency", name=known.name)
    return known


def _adopted(
    agency: Agency, draft: DraftPlan, data: bytes, filename: str, now: datetime, password_hash: str
) -> PlanOutcome:
    year = draft.plan_fiscal_year
    plan = adoption.plan_of_year(year) if year is not None else None
    was_there = plan is not None
    if plan is None:
        plan = plans.adopt_draft(None, now, plan_drafts.upload_plan(None, now, data, filename).id)
    elif plan.source_sha256 != hashlib.sha256(data).hexdigest():
        raise Refusal(N_("Fiscal year %(year)s has a plan already."), "fiscal_year", year=year)
    _fill_posts(agency, now, password_hash)
    _set_meeting(agency, now)
    measures = statuses_of_plan(plan.id, frames.frame_on(agency.id, now.date()))
    return PlanOutcome(
        filename=filename,
        was_there=was_there,
        agency_name=agency.name,
        slug=agency.slug,
        fiscal_year=plan.fiscal_year,
        measures=len(measures),
        assignments=sum(len(measure.assignments) for measure in measures),
        questions=len(draft.questions),
        people=people_of(now.date()),
    )


def _fill_posts(agency: Agency, now: datetime, password_hash: str) -> None:
    """A secretary, an executive and a head for each division, wherever there is nobody yet; and the overseer."""
    since = fiscal_year_start(fiscal_year_of(now.date()))
    holders = people.holders_on(now.date())
    filled = {(holder.role, holder.division_id) for holder in holders}

    def fill(key: str, name: str, title: str, role: Role, division: Division | None = None) -> None:
        division_id = division.id if division else None
        if (role, division_id) not in filled:
            address = ADDRESS.format(key=key, slug=agency.slug)
            give_posts(now, address, name, [NewPost(role, title, since, division_id)], password_hash)

    fill("secretary", "งานเลขานุการ", "เลขานุการที่ประชุมหัวหน้าส่วนราชการ", Role.SECRETARY)
    fill("executive", "ผู้บริหาร", THAI_EXECUTIVE.get(agency.kind, "ผู้บริหารท้องถิ่น"), Role.EXECUTIVE)
    for division in adoption.active_divisions():
        fill(f"head{division.position}", division.name, f"หัวหน้าส่วนราชการ {division.name}", Role.DIVISION_HEAD, division)
    overseer = people.user_by_email(OVERSEER_ADDRESS)
    if overseer is not None and (Role.OVERSEER, None) not in filled:
        post = NewPost(Role.OVERSEER, OVERSEER_TITLE, since)
        give_posts(now, OVERSEER_ADDRESS, overseer.name, [post], password_hash)


def _set_meeting(agency: Agency, now: datetime) -> None:
    """The coming meeting, as the secretary sets it, with its window open."""
    secretary = next(one for one in people.holders_on(now.date()) if one.role is Role.SECRETARY)
    actor = Actor(secretary.user_id, secretary.name, agency.id, (Post(secretary.role, secretary.title),))
    days_off = following.days_off_between(now.date() - A_WHILE, now.date() + A_WHILE)
    coming = coming_meeting(now.date(), days_off)
    is_set = meeting_queries.meeting_to_come(now.date()) or meeting_queries.meeting_of_month(coming.month)
    if is_set is None:
        meetings.set_meeting(actor, now, coming.held_on, coming.month)
        meetings.open_windows(agency.id, now)
