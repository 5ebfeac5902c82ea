"""From the facts of a day to what the sheets of divisions and people have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.progress import Health, Progress
from tracker.domain.rollup import AssignmentStatus, MeasureStatus, roll_up
from tracker.queries import sheets
from tracker.queries.agenda import OrderOnAgenda, agenda_of
from tracker.queries.sheets import AssignmentWords
from tracker.queries.status import AgencyStatus, status_for_month, status_on
from tracker.reports.kinds.sheets import DivisionFigures, SheetLine, SheetOrder
from tracker.services.paper_values.plan_asked_for import Moment

NO_WORDS = AssignmentWords("", "", None)
OWES_NOTHING = frozenset({Progress.DONE, Progress.CANCELLED})


@dataclass(frozen=True, slots=True)
class Work:
    """What some divisions answer for on a day."""

    status: AgencyStatus
    #: In the order of the office.
    figures: tuple[DivisionFigures, ...]
    total: DivisionFigures
    lines: tuple[SheetLine, ...]
    orders: tuple[SheetOrder, ...]

    @property
    def fiscal_year(self) -> int:
        plan = self.status.plan
        return plan.fiscal_year if plan else fiscal_year_of(self.status.frame.today)


def work_of(agency_id: int, moment: Moment, division_ids: Collection[int]) -> Work:
    """Left-over work of earlier plans is among it."""
    day, month = moment.day, moment.month
    status = status_on(agency_id, day) if month is None else status_for_month(agency_id, day, month)
    names = sheets.names_of_divisions(division_ids)
    each = [one for measure in status.followed for one in measure.assignments if one.facts.division_id in names]
    waiting = [one for one in agenda_of(day + timedelta(days=1), day).waiting if one.answer.division_id in names]
    figures = [_figures(name, _of(id_, each), waiting, {id_}) for id_, name in names.items()]
    return Work(
        status=status,
        figures=tuple(figures),
        total=_figures("", each, waiting, set(names)),
        lines=_lines([one for id_ in names for one in _of(id_, each)], status),
        orders=tuple(_order(one) for id_ in names for one in waiting if one.answer.division_id == id_),
    )


def _of(division_id: int, each: Sequence[AssignmentStatus]) -> list[AssignmentStatus]:
    return [one for one in each if one.facts.division_id == division_id]


def _figures(
    name: str, each: Sequence[AssignmentStatus], waiting: Sequence[OrderOnAgenda], division_ids: Collection[int]
) -> DivisionFigures:
    # Each part counts as a measure of its own.
    parts = [MeasureStatus(one.measure, one.standing, ((one.facts, one.standing),)) for one in each]
    orders = sum(one.answer.division_id in division_ids for one in waiting)
    return DivisionFigures(name, roll_up(parts), orders)


def _lines(each: Sequence[AssignmentStatus], status: AgencyStatus) -> tuple[SheetLine, ...]:
    ids, month, day = [one.facts.id for one in each], status.frame.month, status.frame.today
    words = sheets.words_of_assignments(ids, month, day)
    return tuple(_line(one, words.get(one.facts.id, NO_WORDS), month, day) for one in each)


def _months_owed(one: AssignmentStatus, silent: Set[date], month: date) -> tuple[date, ...]:
    """Those of earlier meetings stay what they are: nothing was said for them."""
    if one.standing.progress in OWES_NOTHING:
        return ()
    return tuple(sorted(silent - {month} | ({month} if one.owes_report else set())))


def _line(one: AssignmentStatus, words: AssignmentWords, month: date, day: date) -> SheetLine:
    measure, standing = one.measure, one.standing
    said = words.last._asdict() if words.last else {}
    return SheetLine(
        division=one.facts.division,
        measure=measure.number,
        title=measure.title,
        fiscal_year=measure.fiscal_year,
        indicators=measure.indicators,
        role=one.facts.role,
        period=words.period,
        monitoring=words.monitoring,
        end=measure.schedule.end,
        progress=standing.progress,
        health=standing.health,
        percent=round(standing.percent),
        days_late=one.days_late(day) if standing.health is Health.OVERDUE else 0,
        months_owed=_months_owed(one, words.silent_months, month),
        said_for=said.pop("month", None),
        **said,
    )


def _order(one: OrderOnAgenda) -> SheetOrder:
    return SheetOrder(
        division=one.answer.division,
        measure=one.order.number,
        title=one.order.title,
        fiscal_year=one.order.fiscal_year,
        text=one.order.text,
        given_on=one.order.given_on,
        due_on=one.order.due_on,
        days_late=one.days_late,
    )
