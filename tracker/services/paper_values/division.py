"""The sheet of a division on a day."""

from __future__ import annotations

from datetime import date

from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.papers import Asked
from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, in_post
from tracker.domain.words import acting_title
from tracker.queries import people
from tracker.reports.kinds.division import DivisionSheet
from tracker.services.paper_values.plan_asked_for import moment_asked_for
from tracker.services.paper_values.sheets import work_of


def value_of(agency_id: int, today: date, asked: Asked) -> DivisionSheet:
    if asked.division_id is None:
        raise Refusal(N_("Choose the division whose sheet is printed."), "division")
    moment = moment_asked_for(agency_id, today, asked)
    work = work_of(agency_id, moment, {asked.division_id})
    if not work.figures:
        raise NotFound(N_("There is no such division."))
    [figures], frame = work.figures, work.status.frame
    return DivisionSheet(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=frame.today,
        fiscal_year=work.fiscal_year,
        month=frame.month,
        division=figures.division,
        answerable=_answerable(asked.division_id, people.holders_on(moment.day)),
        figures=figures,
        lines=work.lines,
        orders=work.orders,
    )


def _answerable(division_id: int, holders: list[Holder]) -> tuple[str, ...]:
    """Its head, or whoever acts; without either its officers."""
    heads = in_post(Role.DIVISION_HEAD, holders, division_id)
    return tuple(named(one) for one in heads or in_post(Role.DIVISION_OFFICER, holders, division_id))


def named(one: Holder) -> str:
    """Name and post as papers write them."""
    post = acting_title(one.title) if one.is_acting else one.title
    return " ".join(dict.fromkeys((one.name, post)))
