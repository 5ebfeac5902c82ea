"""A quarter, a half-year or a year of following up: each measure at its end, and what was said month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.month_history import MonthOpened, which_count
from tracker.domain.papers import Asked, Span
from tracker.domain.progress import Progress
from tracker.domain.rollup import AssignmentStatus, MeasureStatus, Rollup, by_indicator, roll_up
from tracker.domain.spans import months_of, quarter_on
from tracker.domain.status import LatestReport
from tracker.queries import following, frames, plan_history
from tracker.queries.paper_words import MeasureWords, words_of_measures
from tracker.queries.plan_history import MonthReported
from tracker.reports.kinds.follow_up import DivisionFollowed, FollowUp, MeasureFollowed, MonthSaid
from tracker.services.paper_values.plan_asked_for import plan_asked_for
from tracker.services.papers import NO_WORDS, indicator_line


@dataclass(frozen=True, slots=True)
class _History:
    """By assignment: what was said before the span, and for each of its months."""

    before: Mapping[int, LatestReport]
    months: Mapping[int, Sequence[MonthReported]]


def value_of(agency_id: int, today: date, asked: Asked) -> FollowUp:
    frame = frames.frame_on(agency_id, asked.day or today)
    plan = plan_asked_for(frame, asked)
    span = asked.span or _span_on(frame.today, plan.fiscal_year)
    back = plan_history.looked_back(frame, months_of(plan.fiscal_year, span))
    statuses = plan_history.statuses_at_end(plan, frame, back)
    history = _History(plan_history.latest_before(plan, frame, back), plan_history.months_reported(plan, back))
    words = words_of_measures([one.facts.id for one in statuses], back.last_month, back.day)
    measures = {one.facts.id: _measure(one, words.get(one.facts.id, NO_WORDS), history) for one in statuses}
    of_plan = [one for one in statuses if one.facts.fiscal_year == plan.fiscal_year]
    scores = following.indicator_scores(plan)
    return FollowUp(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=back.as_of,
        fiscal_year=plan.fiscal_year,
        span=span,
        plan=_of_span(roll_up(of_plan), of_plan, measures),
        indicators=tuple(
            indicator_line(one.code, _of_span(one.rollup, one.measures, measures), scores, plan.fiscal_year)
            for one in by_indicator(of_plan)
        ),
        measures=tuple(measures.values()),
    )


def _span_on(day: date, fiscal_year: int) -> Span:
    """The quarter that lasts; of a year that is over the whole of it."""
    return quarter_on(day) if fiscal_year_of(day) == fiscal_year else Span.YEAR


def _of_span(rollup: Rollup, statuses: Sequence[MeasureStatus], measures: Mapping[int, MeasureFollowed]) -> Rollup:
    """With the reports of all the months, where a roll-up counts those of one."""
    divisions = [one for status in statuses for one in measures[status.facts.id].divisions]
    return replace(
        rollup,
        reports_owed=sum(one.reports_owed for one in divisions),
        reports_received=sum(one.reports_received for one in divisions),
    )


def _measure(status: MeasureStatus, words: MeasureWords, history: _History) -> MeasureFollowed:
    return MeasureFollowed(
        number=status.facts.number,
        title=status.facts.title,
        indicators=status.facts.indicators,
        responsible=words.responsible,
        period=words.period,
        monitoring=words.monitoring,
        fiscal_year=status.facts.fiscal_year,
        progress=status.standing.progress,
        health=status.standing.health,
        percent=round(float(status.standing.percent), 1),
        divisions=tuple(_division(one, history) for one in status.assignments),
    )


def _division(one: AssignmentStatus, history: _History) -> DivisionFollowed:
    before = history.before.get(one.facts.id)
    reported = history.months.get(one.facts.id, ())
    opened = [MonthOpened(month.progress) for month in reported]
    is_cancelled = one.standing.progress is Progress.CANCELLED
    counts = which_count(opened, before.progress if before else None, is_cancelled=is_cancelled)
    months = [month for month, is_owed in zip(reported, counts, strict=True) if is_owed]
    return DivisionFollowed(
        division=one.facts.division,
        role=one.facts.role,
        progress=one.standing.progress,
        health=one.standing.health,
        percent_before=before.percent if before else 0,
        percent=round(one.standing.percent),
        reports_owed=len(months),
        reports_received=sum(month.answer is not None for month in months),
        months=tuple(_said(month) for month in months),
    )


def _said(month: MonthReported) -> MonthSaid:
    return MonthSaid(**{name: getattr(month, name) for name in MonthSaid.__slots__})
