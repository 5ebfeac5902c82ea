"""What a channel offers to the sender. The sender alone decides whether, when and how often a message is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tracker.domain.reminders import Channel
from tracker.queries.messages import WaitingMessage


@dataclass(frozen=True, slots=True)
class Route:
    """The messages of one route share a server: one of them that finds it gone has found out for all."""

    channel: Channel
    #: Empty where every account of the channel is with the same server.
    account_id: int | None = None


class NoRoute(Exception):
    """There is nothing to send it by at present: it waits, and the ledger shows this reason."""


class Carrier(Protocol):
    """Whatever it raises of tracker.channels.outcomes ends up in the ledger, as the server's own words.

    No transaction of the database may be open while a server is spoken to (`only_reading` ends the one of a look-up).
    """

    @property
    def name(self) -> str:
        """Of the lane that its messages go by: one process at a time sends in it, and no lane waits for another."""

    @property
    def channels(self) -> frozenset[Channel]: ...

    def route_of(self, message: WaitingMessage) -> Route:
        """Raises NoRoute."""

    def reach(self, route: Route) -> None:
        """Makes sure of the server before a message is taken up, where that can be; raises OutOfReach."""

    def deliver(self, message: WaitingMessage, hand_over: Callable[[], None]) -> None:
        """Returns once the reader's server has the message; raises Unsent when it has not.

        `hand_over` is called in the instant before the server could have all of it. What it raises is let through, and
        the message is not sent.
        """

    def close(self) -> None:
        """Ends what connections there are; another message may still follow."""
