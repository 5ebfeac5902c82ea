"""The agency's accounts with chat services. Their secrets are read one account at a time, by whoever sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tracker.domain.reminders import Channel
from tracker.extensions import db
from tracker.models import ChannelAccount


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: int
    channel: Channel
    name: str
    is_on: bool
    #: The day its secret was written down last.
    set_at: datetime
    #: Whether it tells a group as one, or in LINE each person.
    is_of_group: bool


_IS_KEPT = func.length(ChannelAccount.credential) > 0


def accounts() -> list[AccountRow]:
    """All but those that were removed, in the order in which they were added."""
    has_group = (ChannelAccount.channel != Channel.LINE) | ChannelAccount.group_address.is_not(None)
    rows = db.session.execute(
        select(
            ChannelAccount.id,
            ChannelAccount.channel,
            ChannelAccount.name,
            ChannelAccount.is_on,
            ChannelAccount.added_at,
            has_group,
        )
        .where(_IS_KEPT)
        .order_by(ChannelAccount.id)
    )
    return [AccountRow(*row) for row in rows]


def account_by_id(account_id: int) -> ChannelAccount | None:
    return db.session.scalar(select(ChannelAccount).where(ChannelAccount.id == account_id, _IS_KEPT))


def account_named(name: str) -> ChannelAccount | None:
    """Also one that was removed: its name stands in the ledger."""
    return db.session.scalar(select(ChannelAccount).where(ChannelAccount.name == name))


def writes_to_people(besides: int | None = None) -> bool:
    """Whether another account than this one writes to single people in LINE."""
    found = db.session.scalar(
        select(ChannelAccount.id)
        .where(
            ChannelAccount.channel == Channel.LINE,
            ChannelAccount.group_address.is_(None),
            ChannelAccount.is_on,
            ChannelAccount.id != (besides or 0),
        )
        .limit(1)
    )
    return found is not None
