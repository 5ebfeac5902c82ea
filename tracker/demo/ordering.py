"""The chair orders, and a division answers: with the next reports, shortly before these are due."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from tracker.demo.decisions import Order
from tracker.demo.office import Office
from tracker.domain.decisions import Addressees, DecisionEntry
from tracker.queries import decisions as queries
from tracker.services import decisions, order_answers

ANSWERED_AFTER = timedelta(days=25, hours=3)
ONE_AFTER_THE_OTHER = timedelta(minutes=40)


def give(office: Office, meeting_id: int, order: Order, at: datetime, *, is_answered: bool) -> None:
    division_id = office.division_ids[order.division] if order.division else None
    entry = DecisionEntry(
        kind=order.kind,
        text=order.text,
        due_on=at.date() + timedelta(days=order.days),
        to=Addressees.OF_MEASURE if division_id is None else Addressees.CHOSEN,
        division_ids=frozenset({division_id} if division_id is not None else ()),
    )
    measure_id = office.measure_ids[order.plan, order.number]
    [order_id] = decisions.record_decisions(office.secretary(at), at, meeting_id, [measure_id], entry)
    if is_answered:
        office.timeline.plan(at + ANSWERED_AFTER, partial(_answer, office, order_id, order.answer))


def _answer(office: Office, order_id: int, text: str, at: datetime) -> None:
    row = queries.decision_by_id(order_id)
    for place, asked in enumerate(row.answers if row else ()):
        when = at + place * ONE_AFTER_THE_OTHER
        [head, *_] = office.staff.people_of(asked.division_id, when.date())
        order_answers.answer_order(head, when, order_id, asked.division_id, text)
