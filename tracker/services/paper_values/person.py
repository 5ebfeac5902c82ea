"""The sheet of a person: what they answer for by every post held on the day, for somebody else among them."""

from __future__ import annotations

from datetime import date

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.papers import Asked
from tracker.domain.permissions import DIVISION_ROLES, Post
from tracker.domain.words import acting_title
from tracker.queries import sheets
from tracker.reports.kinds.person import PersonSheet
from tracker.services.paper_values.plan_asked_for import moment_asked_for
from tracker.services.paper_values.sheets import work_of


def value_of(agency_id: int, today: date, asked: Asked) -> PersonSheet:
    if asked.user_id is None:
        raise Refusal(N_("Choose the person whose sheet is printed."), "person")
    moment = moment_asked_for(agency_id, today, asked)
    somebody = sheets.person_here(asked.user_id, moment.day)
    if somebody is None:
        raise NotFound(N_("There is no such person here."))
    mine = {post.division_id for post in somebody.posts if post.role in DIVISION_ROLES and post.division_id is not None}
    work = work_of(agency_id, moment, mine)
    frame = work.status.frame
    return PersonSheet(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=frame.today,
        fiscal_year=work.fiscal_year,
        month=frame.month,
        name=somebody.name,
        posts=tuple(dict.fromkeys(_title(post) for post in somebody.posts)),
        figures=work.figures,
        total=work.total,
        lines=work.lines,
        orders=work.orders,
    )


def _title(post: Post) -> str:
    return acting_title(post.title) if post.is_acting else post.title
