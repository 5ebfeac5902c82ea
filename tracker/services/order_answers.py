"""The chair's orders answered: with the month's report, or by themselves where no report is owed any more."""

from __future__ import annotations

from datetime import date, datetime

from tracker.domain.answers import LONGEST_TEXT
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, can_report_for, is_on_behalf
from tracker.domain.reach import check_link_of_order
from tracker.domain.thai_text import with_line_feeds
from tracker.domain.words import said_through
from tracker.extensions import db
from tracker.queries import orders
from tracker.queries.meetings_held import meeting_held
from tracker.queries.orders import OrderToAnswer
from tracker.services import audit
from tracker.services.report_desk import Way

LONGEST_NAMES = 200


def answer_order(
    actor: Actor, now: datetime, decision_id: int, division_id: int, text: str, way: Way | None = None
) -> None:
    """By an answer of its own: the measure owes no report this month, its month is closed, or it is done.

    Without `way` the division itself answers, by the way on which the actor came.
    """
    found = orders.orders_to_answer([decision_id])
    order = next((one for one in found.values() if one.asked.division_id == division_id), None)
    if order is None:
        raise NotFound(N_("There is no such order."))
    _check_reach(actor, order, now.date())
    check_open(order, text)
    words = with_line_feeds(text).strip()
    if not words:
        raise Refusal(N_("Write your answer to the order."), "answer")
    if len(words) > LONGEST_TEXT:
        raise Refusal(N_("This text is too long. Keep it within %(length)s characters."), "answer", length=LONGEST_TEXT)
    how = way or Way(actor.channel)
    if is_on_behalf(actor, division_id):
        how.check()
    write_answer(actor, now, order, words, how)
    db.session.commit()


def _check_reach(actor: Actor, order: OrderToAnswer, today: date) -> None:
    if not can_report_for(actor, order.asked.division_id):
        raise NotAllowed(N_("This order is another division's. Only its own people answer it."))
    if actor.link_meeting_id is not None:
        meeting = meeting_held(actor.link_meeting_id, today)
        check_link_of_order(order.meeting_held_on, meeting.held_on if meeting else None)


def check_open(order: OrderToAnswer, text: str) -> None:
    """Refuses with what was written, so that it is not lost."""
    if order.decision.withdrawn_at is not None:
        raise Refusal(
            N_("The order “%(order)s” was taken back in the meantime and needs no answer. You had written: %(text)s"),
            order=order.decision.text,
            text=text.strip(),
        )
    if order.asked.answered_at is not None:
        raise Refusal(
            N_(
                "%(person)s answered the order “%(order)s” in the meantime: “%(answer)s”. "
                "Yours was not kept; you had written: %(text)s"
            ),
            person=order.asked.answered_by,
            order=order.decision.text,
            answer=order.asked.answer,
            text=text.strip(),
        )


def write_answer(actor: Actor, now: datetime, order: OrderToAnswer, text: str, way: Way) -> None:
    """Without a commit: part of a use case that does more."""
    asked, on_behalf = order.asked, is_on_behalf(actor, order.asked.division_id)
    own = actor.title_in(asked.division_id) or actor.name
    asked.answer, asked.answered_at = text, now
    asked.answered_by = (said_through(way.told_by.strip(), own) if on_behalf else own)[:LONGEST_NAMES]
    after = {
        "division": order.division,
        "answer": text,
        "channel": way.channel,
        "on_behalf": on_behalf,
        "told_by": way.told_by.strip() if on_behalf else "",
    }
    audit.record(actor, now, "order_answered", asked.decision_id, after=after)
