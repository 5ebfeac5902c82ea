"""A round of the NACC's plan system: the measures at its end, with the amounts that the office wrote down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain.nacc import reason_texts, reasons_of, round_on
from tracker.domain.papers import Asked
from tracker.queries import frames
from tracker.reports.kinds.nacc import NaccLine, NaccRound
from tracker.services.nacc_rounds import RoundLine, round_of
from tracker.services.paper_values.plan_asked_for import plan_asked_for


def value_of(agency_id: int, today: date, asked: Asked) -> NaccRound:
    frame = frames.frame_on(agency_id, asked.day or today)
    plan = plan_asked_for(frame, asked)
    found = round_of(plan, frame, asked.round_months or round_on(frame.today, plan.fiscal_year))
    return NaccRound(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=found.as_of,
        fiscal_year=plan.fiscal_year,
        round_months=found.months,
        lines=tuple(_line(line) for line in found.lines),
    )


def _line(line: RoundLine) -> NaccLine:
    facts, budget = line.measure.facts, line.budget
    return NaccLine(
        number=facts.number,
        title=facts.title,
        indicators=facts.indicators,
        responsible=", ".join(one.facts.division for one in line.measure.assignments),
        in_development_plan=_baht(budget.in_development_plan),
        in_ordinance=_baht(budget.in_ordinance),
        disbursed=_baht(budget.disbursed),
        status=line.status,
        percent=round(float(line.measure.standing.percent), 1),
        reasons=reasons_of(line.parts),
        reason_text=reason_texts(line.parts),
        remark=budget.remark,
        is_locked=line.is_locked,
    )


def _baht(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
