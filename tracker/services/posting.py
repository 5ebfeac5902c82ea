"""One message of the ledger by its carrier, with each step written down before it is taken."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from tracker.channels.handover import HandoverMark, Stage
from tracker.channels.outcomes import Delayed, NoConnection, OutOfReach, Refused, Unanswered
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.queries.messages import WaitingMessage
from tracker.services.carriers import Carrier, NoRoute, Route
from tracker.services.ledger import NO_RECEIPT, Changes, move, note_why_it_waits, rest_route

NO_CHANGES: Changes = {}

log = logging.getLogger(__name__)

MINUTES_UNTIL_NEXT_TRY = (1, 5, 15, 60, 120, 240, 480, 480, 480, 480, 480)
"""After each failure of a message; one that the server only wants later still gets there over a long weekend."""

MOST_ATTEMPTS = len(MINUTES_UNTIL_NEXT_TRY) + 1

MOST_LOST_CONNECTIONS = 3
"""In a row on one route, before the server is taken for lost and not the messages for bad."""

ROUTE_RESTS = timedelta(minutes=5)
"""Before a server is asked again that could not be reached; it costs no message an attempt."""

TRIED_AGAIN_WITHOUT_RECEIPT = timedelta(minutes=15)
"""The one case in which a message may come twice, under the same Message-ID."""

#: A sender that was taken for dead may still learn that its message was accepted.
IN_HAND = (MessageState.SENDING, MessageState.HANDED_OVER, MessageState.UNCONFIRMED)


class Overtaken(Exception):
    """Another sender took the message over while this one was slow."""


class Postman:
    """Sends messages by one carrier; the transactions are short and never open while a server is spoken to."""

    def __init__(self, carrier: Carrier, mark: HandoverMark, now: Callable[[], datetime]) -> None:
        self._carrier = carrier
        self._mark = mark
        self._now = now
        self._broken: Counter[Route] = Counter()
        self._lost: set[Route] = set()

    def send(self, message: WaitingMessage, changes: Changes = NO_CHANGES) -> MessageState | None:
        """The state it is in afterwards; None when another sender has it, or there is no way for it at present.

        `changes` are what it says by now where that differs from the ledger, which gets them before it goes.
        """
        route = self._route_of(message, changes)
        if route is None or route in self._lost:
            return None
        try:
            self._carrier.reach(route)
        except OutOfReach as gone:
            self._leave_alone(route, str(gone))
            return MessageState.WAITING
        attempt = message.attempts + 1
        claim = {"attempts": attempt, "next_try_at": None, **changes}
        if not move(message.id, message.attempts, MessageState.WAITING, MessageState.SENDING, **claim):
            return None
        return self._try(message, attempt, route)

    def _route_of(self, message: WaitingMessage, changes: Changes) -> Route | None:
        try:
            return self._carrier.route_of(message)
        except NoRoute as reason:
            # Its text may be copied from the ledger, so that is kept up to date.
            note_why_it_waits(message, str(reason), changes)
        except Exception as mistake:
            log.exception("no route for message %s", message.id)
            db.session.rollback()
            note_why_it_waits(message, _in_words(mistake))
        return None

    def _try(self, message: WaitingMessage, attempt: int, route: Route) -> MessageState | None:
        try:
            self._deliver(message, attempt)
        except Overtaken:
            log.warning("message %s was taken over by another sender", message.id)
            return None
        except Refused as refused:
            return self._finish(message.id, attempt, MessageState.GIVEN_UP, str(refused))
        except Unanswered as lost:
            self._leave_alone(route, str(lost))
            return self._without_receipt(message, attempt, str(lost))
        except Delayed as delayed:
            self._count_broken(route, delayed)
            return self._put_off(message.id, attempt, str(delayed))
        except Exception as mistake:
            # One bad message never stops the rest.
            log.exception("message %s could not be sent", message.id)
            db.session.rollback()
            return self._put_off(message.id, attempt, _in_words(mistake))
        # The server has it: whatever fails from here on may not let it go again. The mark says so to the next sender.
        del self._broken[route]
        return self._finish(message.id, attempt, MessageState.SENT)

    def _deliver(self, message: WaitingMessage, attempt: int) -> None:
        self._mark.take(message_in_hand(message.id, attempt))

        def hand_over() -> None:
            if not move(message.id, attempt, MessageState.SENDING, MessageState.HANDED_OVER):
                raise Overtaken
            self._mark.set(Stage.HANDED_OVER)

        self._carrier.deliver(message, hand_over)
        self._mark.set(Stage.ACCEPTED)

    def _without_receipt(self, message: WaitingMessage, attempt: int, answer: str) -> MessageState:
        """Tried once more, after a while: a server that breaks off a second time most likely has it."""
        error = f"{NO_RECEIPT} {answer}"
        if message.error.startswith(NO_RECEIPT):
            return self._finish(message.id, attempt, MessageState.UNCONFIRMED, error)
        later = self._now() + TRIED_AGAIN_WITHOUT_RECEIPT
        move(message.id, attempt, IN_HAND, MessageState.WAITING, error=error, next_try_at=later)
        return MessageState.WAITING

    def _count_broken(self, route: Route, delayed: Delayed) -> None:
        self._broken[route] = self._broken[route] + 1 if isinstance(delayed, NoConnection) else 0
        if isinstance(delayed, OutOfReach) or self._broken[route] >= MOST_LOST_CONNECTIONS:
            self._leave_alone(route, str(delayed))

    def _leave_alone(self, route: Route, answer: str) -> None:
        self._lost.add(route)
        now = self._now()
        rest_route(route, now, now + ROUTE_RESTS, answer)

    def _finish(self, message_id: int, attempt: int, state: MessageState, error: str = "") -> MessageState:
        move(message_id, attempt, IN_HAND, state, error=error, finished_at=self._now())
        return state

    def _put_off(self, message_id: int, attempt: int, error: str) -> MessageState:
        """Until later, or for good after the last attempt; an attempt asked for by hand begins a new round."""
        failures = attempt % MOST_ATTEMPTS
        if failures == 0:
            return self._finish(message_id, attempt, MessageState.GIVEN_UP, error)
        next_try_at = self._now() + timedelta(minutes=MINUTES_UNTIL_NEXT_TRY[failures - 1])
        move(message_id, attempt, IN_HAND, MessageState.WAITING, error=error, next_try_at=next_try_at)
        return MessageState.WAITING


def message_in_hand(message_id: int, attempt: int) -> str:
    return f"{message_id}:{attempt}"


def _in_words(mistake: Exception) -> str:
    return f"{type(mistake).__name__}: {mistake}"
