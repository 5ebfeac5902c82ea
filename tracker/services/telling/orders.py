"""What the chair ordered, told to each division on the working day after, until it is answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from tracker.domain.recipients import Digest, Holder, Line, Section, answerable_for, nearest_post
from tracker.domain.reminders import MessageKind, Step
from tracker.domain.reporting_cycle import working_day_from
from tracker.domain.thai_dates import thai_date
from tracker.queries import orders
from tracker.queries.orders import OpenOrder
from tracker.services.situation import Situation

KINDS: frozenset[MessageKind] = frozenset({MessageKind.ORDERS})

OF_USE = timedelta(days=7)
"""At least: what is ordered shortly before the next meeting is told also after it."""

OF_USE_WITHOUT_A_MEETING = timedelta(days=45)


def steps(situation: Situation) -> Sequence[Step]:
    """One for each day on which orders go out: those given later, or changed, have a day of their own.

    Before its day a meeting has none, so that the meetings to come cost no statement.
    """
    if situation.today < situation.meeting.cycle.held_on:
        return []
    found = situation.days_of_orders
    days = sorted({_told_on(situation, day) for day in found.days})
    return [_step(day, found.next_held_on) for day in days]


def _told_on(situation: Situation, given_on: date) -> date:
    after = timedelta(days=situation.settings.orders_days_after)
    return working_day_from(given_on + after, situation.days_off)


def _step(day: date, next_held_on: date | None) -> Step:
    last_on = day + OF_USE_WITHOUT_A_MEETING if next_held_on is None else max(next_held_on, day + OF_USE)
    return Step(MessageKind.ORDERS, f"orders-{day.isoformat()}", None, day, last_on)


def digests(situation: Situation, step: Step) -> list[Digest]:
    """What is not answered yet of the orders that go out on that day, to whoever answers for the divisions."""
    waiting = orders.open_orders_told_with(situation.meeting.id, situation.meeting.cycle.held_on, situation.today)
    asked = [order for order in waiting if _told_on(situation, order.given_on) == step.begins_on]
    return _digests(asked, situation.holders) if asked else []


def _digests(asked: Sequence[OpenOrder], holders: Sequence[Holder]) -> list[Digest]:
    theirs: defaultdict[int, list[OpenOrder]] = defaultdict(list)
    posts: defaultdict[int, list[Holder]] = defaultdict(list)
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for division_id, division in {order.division_id: order.division for order in asked}.items():
        people, reason = answerable_for(division_id, holders)
        for person in people:
            theirs[person.user_id] += [order for order in asked if order.division_id == division_id]
            posts[person.user_id].append(person)
            if reason:
                reasons[person.user_id].append(f"{division}: {reason}")
    return [_digest(nearest_post(posts[user_id]), theirs[user_id], reasons[user_id]) for user_id in theirs]


def _digest(to: Holder, asked: Sequence[OpenOrder], reasons: Sequence[str]) -> Digest:
    sentence = f"มีข้อสั่งการที่ยังไม่ได้ตอบ {len(asked)} เรื่อง"
    by_division: dict[str, list[Line]] = {}
    for order in asked:
        by_division.setdefault(order.division, []).append(Line(order.number, _words(order)))
    return Digest(
        to=to,
        sections=tuple(Section(division, tuple(lines)) for division, lines in by_division.items()),
        why=f"{sentence} ({'; '.join(reasons)})" if reasons else sentence,
        reasons=tuple(reasons),
        measure_numbers=tuple(dict.fromkeys(order.number for order in asked)),
        divisions=tuple(by_division),
    )


def _words(order: OpenOrder) -> str:
    given = f"ประธานสั่งการเมื่อวันที่ {thai_date(order.given_on)}"
    until = f" ภายในวันที่ {thai_date(order.due_on)}" if order.due_on else ""
    return f"{order.title}\n{given}: {order.text}{until}"
