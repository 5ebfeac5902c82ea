"""How the people and the groups of an agency are reached beside letters; nothing secret is read here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select

from tracker.domain.chat_addresses import masked
from tracker.domain.recipients import Holder
from tracker.domain.reminders import Channel
from tracker.domain.ways import Way, ways_to
from tracker.extensions import db
from tracker.models import ChannelAccount, ContactAddress


def ways(people: Iterable[Holder]) -> dict[int, tuple[Way, ...]]:
    """All ways to each person by id, the one to be taken first at the front; one statement for everybody."""
    by_line = line_ways()
    return {person.user_id: ways_to(person.email, by_line.get(person.user_id)) for person in people}


def line_ways() -> dict[int, Way]:
    """Of everybody with a LINE address, while the agency's account that writes to single people is on."""
    rows = db.session.execute(
        select(ContactAddress.user_id, ContactAddress.address, ChannelAccount.id)
        .join(
            ChannelAccount,
            and_(
                ChannelAccount.agency_id == ContactAddress.agency_id,
                ChannelAccount.channel == ContactAddress.channel,
                ChannelAccount.is_on,
                ChannelAccount.group_address.is_(None),
            ),
        )
        .where(ContactAddress.channel == Channel.LINE)
        .order_by(ChannelAccount.id.desc())
    )
    # Of several accounts the first one counts; written last, it stays.
    return {user_id: Way(Channel.LINE, masked(address), account_id) for user_id, address, account_id in rows}


def line_addresses() -> dict[int, str]:
    """By person, as pages may show them."""
    rows = db.session.execute(
        select(ContactAddress.user_id, ContactAddress.address).where(ContactAddress.channel == Channel.LINE)
    )
    return {user_id: masked(address) for user_id, address in rows}


def line_address_of(user_id: int) -> str | None:
    """Whole, to write to it."""
    contact = contact_of(user_id)
    return contact.address if contact else None


def contact_of(user_id: int) -> ContactAddress | None:
    return db.session.scalar(
        select(ContactAddress).where(ContactAddress.user_id == user_id, ContactAddress.channel == Channel.LINE)
    )


@dataclass(frozen=True, slots=True)
class GroupAccount:
    """A group that is told of a step as one: a LINE group, a team's channel, whatever listens at a webhook."""

    id: int
    channel: Channel
    name: str

    @property
    def way(self) -> Way:
        return Way(self.channel, self.name, self.id)


def groups() -> list[GroupAccount]:
    """Those whose account is on, in the order in which they were added."""
    rows = db.session.execute(
        select(ChannelAccount.id, ChannelAccount.channel, ChannelAccount.name)
        .where(
            ChannelAccount.is_on,
            (ChannelAccount.channel != Channel.LINE) | ChannelAccount.group_address.is_not(None),
        )
        .order_by(ChannelAccount.id)
    )
    return [GroupAccount(*row) for row in rows]
