"""By which way somebody is told: by LINE where that is possible, else by mail, and never by both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.reminders import Channel, MessageState

INSTEAD_OF_LINE = "ส่งทาง LINE ไม่สำเร็จ จึงแจ้งทางอีเมล"

IN_VAIN = frozenset({MessageState.GIVEN_UP, MessageState.SKIPPED})
"""Of a message in one of these nothing has reached the person, nor will it."""


@dataclass(frozen=True, slots=True)
class Way:
    channel: Channel
    #: As the ledger may show it: the ends of a LINE user id, of a group its name. It is looked up again to be sent.
    address: str
    #: The agency's account by which it goes, where it is not a letter.
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChosenWay:
    way: Way
    #: Why it is not the way one would expect.
    reason: str = ""


def ways_to(email: str, line: Way | None) -> tuple[Way, ...]:
    """All ways to a person, the one to be taken first at the front; without any, nobody can tell them anything.

    `line` is the person's LINE address with an account of the agency that is on.
    """
    by_mail = Way(Channel.EMAIL, email) if email else None
    return tuple(way for way in (line, by_mail) if way is not None)


def way_to_take(ways: Sequence[Way], states: Mapping[Channel, MessageState]) -> ChosenWay | None:
    """The way for one step's notice to a person; None when there is nothing to do, or nothing left to try.

    `states` are those of the messages that the ledger holds of this very step for this person, by channel. A way
    on which a message was given up is not tried again; one that has gone out, or will, is enough.
    """
    if any(state not in IN_VAIN for state in states.values()):
        return None
    given_up = {channel for channel, state in states.items() if state is MessageState.GIVEN_UP}
    left = [way for way in ways if way.channel not in given_up]
    if not left:
        return None
    return ChosenWay(left[0], INSTEAD_OF_LINE if Channel.LINE in given_up else "")
