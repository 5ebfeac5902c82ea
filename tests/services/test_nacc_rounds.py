"""The rounds of the NACC's plan system: states and reasons from the reports, amounts as the office wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from tests.support.month import assignment_of
from tests.support.office import Office
from tracker.domain.budgets import NO_BUDGET, Budget
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.nacc import NaccStatus
from tracker.domain.papers import Asked, PaperKind
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, CannotReason, Progress
from tracker.extensions import db
from tracker.models import AuditEvent, MeasureBudget
from tracker.models.isolation import agency_scope
from tracker.queries import frames
from tracker.queries.following import PlanYear
from tracker.reports.kinds.nacc import NaccLine
from tracker.services.measure_budgets import fingerprint_of, keep_budgets
from tracker.services.nacc_rounds import Round, round_of
from tracker.services.paper_values import nacc

APRIL_20, OCTOBER_20 = date(2026, 4, 20), date(2026, 10, 20)
NOW = factories.moment(APRIL_20)
FIRST = Budget(Decimal("50000.00"), Decimal("45000.50"), Decimal("44999.75"))
DONE: dict[str, Any] = {"answer": Answer.DONE, "progress": Progress.DONE, "percent": 100}


@pytest.fixture(autouse=True)
def _half_a_year(office: Office) -> Iterator[None]:
    """The first measure was done in February; of the second one division goes on, the other has no money."""
    factories.create_report(assignment_of(office.own, office.finance), date(2026, 2, 1), **DONE)
    lead, joint = (assignment_of(office.shared, division) for division in (office.finance, office.works))
    factories.create_report(lead, date(2026, 3, 1), percent=60)
    stuck: dict[str, Any] = {"answer": Answer.CANNOT_DO, "cannot_reason": CannotReason.NO_BUDGET}
    factories.create_report(joint, date(2026, 2, 1), percent=10, **stuck)
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def round_at(office: Office, months: int, day: date) -> Round:
    frame = frames.frame_on(office.agency.id, day)
    return round_of(PlanYear(office.plan.id, 2569, None), frame, months)


def keep(office: Office, actor: Actor, entries: dict[int, Budget], months: int = 6, day: date = APRIL_20) -> bool:
    seen = fingerprint_of(round_at(office, months, day))
    return keep_budgets(actor, factories.moment(day), office.plan.id, months, seen, entries)


def lines(office: Office, months: int, day: date) -> list[NaccLine]:
    asked = Asked(PaperKind.NACC, fiscal_year=2569, round_months=months)
    return list(nacc.value_of(office.agency.id, day, asked).lines)


def test_states_percents_and_amounts_stand_side_by_side(office: Office, secretary: Actor) -> None:
    keep(office, secretary, {office.own.id: replace(FIRST, remark=" ใช้วิทยากรภายใน ")})
    done, going_on = lines(office, 6, APRIL_20)
    assert (done.status, done.percent, done.is_locked) == (NaccStatus.DONE, 100.0, False)
    assert (done.in_development_plan, done.in_ordinance, done.disbursed) == (50000.0, 45000.5, 44999.75)
    assert (done.remark, done.is_in_ordinance) == ("ใช้วิทยากรภายใน", True)
    # (60 + 10) / 2 per cent, and one division goes on.
    assert (going_on.status, going_on.percent, going_on.reasons) == (
        NaccStatus.IN_PROGRESS, 35.0, (CannotReason.NO_BUDGET,),
    )  # fmt: skip
    assert (going_on.in_ordinance, going_on.is_in_ordinance) == (None, None)
    assert going_on.responsible == "กองคลัง, กองช่าง"


def test_an_item_cannot_be_done_once_everybody_who_is_left_says_so(office: Office) -> None:
    shut: dict[str, Any] = {
        "answer": Answer.CANNOT_DO,
        "cannot_reason": CannotReason.OTHER,
        "cannot_text": "อาคารปิดซ่อม",
    }
    lead = assignment_of(office.shared, office.finance)
    factories.create_report(lead, date(2026, 4, 1), percent=60, **shut)
    assert lines(office, 6, APRIL_20)[1].status is NaccStatus.IN_PROGRESS
    stuck = lines(office, 12, OCTOBER_20)[1]
    assert (stuck.status, stuck.reasons) == (NaccStatus.CANNOT_DO, (CannotReason.NO_BUDGET, CannotReason.OTHER))
    assert stuck.reason_text == "อาคารปิดซ่อม"


def test_what_was_done_in_the_first_round_keeps_its_amounts_in_the_second(office: Office, secretary: Actor) -> None:
    keep(office, secretary, {office.own.id: FIRST, office.shared.id: Budget(disbursed=Decimal("100.00"))})
    keep(office, secretary, {office.shared.id: Budget(disbursed=Decimal("250.00"))}, 12, OCTOBER_20)
    done, going_on = lines(office, 12, OCTOBER_20)
    assert (done.is_locked, done.disbursed) == (True, 44999.75)
    assert (going_on.is_locked, going_on.disbursed) == (False, 250.0)
    with pytest.raises(Refusal, match="done in the round of six months"):
        keep(office, secretary, {office.own.id: Budget()}, 12, OCTOBER_20)
    assert keep(office, secretary, {office.own.id: FIRST}, 12, OCTOBER_20) is False


def test_a_division_that_takes_its_word_back_opens_the_item_again(office: Office) -> None:
    factories.create_report(assignment_of(office.own, office.finance), date(2026, 5, 1), percent=90)
    assert [line.is_locked for line in lines(office, 12, OCTOBER_20)] == [False, False]


def test_the_second_round_proposes_the_amounts_of_the_first(office: Office, secretary: Actor) -> None:
    keep(office, secretary, {office.shared.id: FIRST})
    line = round_at(office, 12, OCTOBER_20).lines[1]
    assert (line.budget, line.budget_before) == (NO_BUDGET, FIRST)


def test_only_what_was_changed_is_written_and_logged(office: Office, secretary: Actor) -> None:
    entries = {office.own.id: FIRST, office.shared.id: NO_BUDGET}
    assert keep(office, secretary, entries) is True
    assert keep(office, secretary, entries) is False
    assert db.session.query(MeasureBudget).count() == 1
    event = db.session.query(AuditEvent).filter_by(event="budgets_changed").one()
    assert event.before == {"round": 6, "amounts": ["1: –"]}
    assert event.after == {"round": 6, "amounts": ["1: 50000.00 / 45000.50 / 44999.75"]}


def test_a_change_that_somebody_else_made_meanwhile_is_not_overwritten(office: Office, secretary: Actor) -> None:
    seen = fingerprint_of(round_at(office, 6, APRIL_20))
    keep(office, secretary, {office.own.id: FIRST})
    with pytest.raises(Conflict, match="in the meantime"):
        keep_budgets(secretary, NOW, office.plan.id, 6, seen, {office.own.id: NO_BUDGET})
    db.session.rollback()
    assert round_at(office, 6, APRIL_20).lines[0].budget == FIRST


def test_it_is_the_offices_to_write(office: Office, foreign_office: Office, secretary: Actor) -> None:
    head = factories.actor_of(office.agency, office.head)
    with pytest.raises(NotAllowed):
        keep(office, head, {office.own.id: FIRST})
    with pytest.raises(NotFound):
        keep_budgets(secretary, NOW, foreign_office.plan.id, 6, "", {})
    with pytest.raises(NotFound):
        keep(office, secretary, {foreign_office.own.id: FIRST})


def test_there_are_two_rounds_and_no_other(office: Office) -> None:
    with pytest.raises(NotFound, match="6 and of 12"):
        round_at(office, 9, APRIL_20)
