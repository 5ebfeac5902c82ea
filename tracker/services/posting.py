"""One message of the ledger through the mail server, with each step written down before it is taken.

A state is moved by a conditional update that also names the attempt, so whoever was overtaken by another sender
notices before the mail server learns that its letter is complete.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import update

from tracker.channels.email import Delayed, Mail, MailConnection, NoConnection, Refused
from tracker.channels.handover import HandoverMark, Stage
from tracker.channels.letters import Letter, with_personal_address
from tracker.channels.link_signing import LinkSigner
from tracker.domain.reminders import TO_THOSE_WHO_OWE, MessageState
from tracker.extensions import db, only_reading
from tracker.models import Message
from tracker.models.isolation import agency_scope
from tracker.queries import messages, report_links
from tracker.queries.messages import MessageText, WaitingMessage

log = logging.getLogger(__name__)

MINUTES_UNTIL_NEXT_TRY = (1, 5, 15, 60, 120, 240, 480, 480, 480, 480, 480)
"""After each failure; a mail server that is gone over a weekend still gets its letters."""

MOST_ATTEMPTS = len(MINUTES_UNTIL_NEXT_TRY) + 1

MOST_LOST_CONNECTIONS = 3
"""In a row; then the server is left alone until the next run."""


class Overtaken(Exception):
    """Another sender took the message over while this one was slow."""


class Postman:
    """Sends messages over one connection; the transactions are short and never open while the server is spoken to.

    Without `links` no letter carries a personal address.
    """

    def __init__(
        self,
        connection: MailConnection,
        mark: HandoverMark,
        now: Callable[[], datetime],
        links: LinkSigner | None = None,
    ) -> None:
        self._connection = connection
        self._mark = mark
        self._now = now
        self._links = links
        self._lost_connections = 0

    @property
    def has_lost_the_server(self) -> bool:
        return self._lost_connections >= MOST_LOST_CONNECTIONS

    def send(self, message: WaitingMessage) -> MessageState | None:
        """The state it is in afterwards; None when another sender has it."""
        attempt = message.attempts + 1
        claim = {"attempts": attempt, "next_try_at": None}
        if not move(message.id, message.attempts, MessageState.WAITING, MessageState.SENDING, **claim):
            return None
        try:
            return self._deliver(message, attempt)
        except Overtaken:
            log.warning("message %s was taken over by another sender", message.id)
            return None
        except Refused as refused:
            return self._finish(message.id, attempt, MessageState.GIVEN_UP, str(refused))
        except Delayed as delayed:
            self._lost_connections = self._lost_connections + 1 if isinstance(delayed, NoConnection) else 0
            return self._put_off(message.id, attempt, str(delayed))
        except Exception as mistake:
            # One bad message never stops the rest.
            log.exception("message %s could not be sent", message.id)
            db.session.rollback()
            return self._put_off(message.id, attempt, f"{type(mistake).__name__}: {mistake}")

    def _deliver(self, message: WaitingMessage, attempt: int) -> MessageState:
        mail = self._mail(message)
        self._mark.take(letter_in_hand(message.id, attempt))

        def hand_over() -> None:
            if not move(message.id, attempt, MessageState.SENDING, MessageState.HANDED_OVER):
                raise Overtaken
            self._mark.set(Stage.HANDED_OVER)

        self._connection.deliver(mail, before_the_last_dot=hand_over)
        self._mark.set(Stage.ACCEPTED)
        self._lost_connections = 0
        return self._finish(message.id, attempt, MessageState.SENT)

    def _mail(self, message: WaitingMessage) -> Mail:
        with only_reading():
            text = messages.text_of(message.id)
            letter = self._personal(message, text) or Letter(text.subject, text.body_text, text.body_html)
        return Mail(
            to_address=text.to_address,
            to_name=text.to_name,
            from_name=message.agency,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            message_id=text.message_id,
            written_at=message.queued_at,
        )

    def _personal(self, message: WaitingMessage, text: MessageText) -> Letter | None:
        """With the address that needs no password, which exists from here to the reader only: the ledger has none."""
        if self._links is None or message.kind not in TO_THOSE_WHO_OWE:
            return None
        if message.meeting_id is None or message.user_id is None:
            return None
        with agency_scope(message.agency_id):
            link = report_links.link_of(message.user_id, message.meeting_id, self._now().date())
        if link is None or link.refusal is not None:
            return None
        letter = Letter(text.subject, text.body_text, text.body_html)
        return with_personal_address(letter, self._links.base_url, self._links.address(link.identity))

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


#: A sender that was taken for dead may still learn that its letter was accepted.
IN_HAND = (MessageState.SENDING, MessageState.HANDED_OVER, MessageState.UNCONFIRMED)


def letter_in_hand(message_id: int, attempt: int) -> str:
    return f"{message_id}:{attempt}"


def move(
    message_id: int,
    attempts: int,
    before: MessageState | tuple[MessageState, ...],
    after: MessageState,
    /,
    **values: object,
) -> bool:
    """Whether the message was in that state and attempt and is moved now; its own short transaction."""
    states = (before,) if isinstance(before, MessageState) else before
    changed = db.session.execute(
        update(Message)
        .where(Message.id == message_id, Message.attempts == attempts, Message.state.in_(states))
        .values(state=after, **values)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.commit()
    return changed is not None
