from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.domain.permissions import Actor, Post, Role, reaches_meeting
from tracker.domain.progress import EntryChannel
from tracker.domain.report_links import LinkFacts, LinkIdentity, LinkRefusal, refused_because

HELD_ON, TODAY = date(2026, 2, 4), date(2026, 1, 29)
IN_ORDER = LinkFacts(
    is_allowed=True,
    is_withdrawn=False,
    is_account_open=True,
    holds_post=True,
    is_month_closed=False,
    held_on=HELD_ON,
)


@pytest.mark.parametrize(
    ("changed", "today", "reason"),
    [
        ({}, TODAY, None),
        ({}, date(2026, 3, 7), None),
        ({}, date(2026, 3, 8), LinkRefusal.RUN_OUT),
        ({"is_allowed": False}, TODAY, LinkRefusal.NOT_ALLOWED),
        ({"is_withdrawn": True}, TODAY, LinkRefusal.WITHDRAWN),
        ({"is_account_open": False}, TODAY, LinkRefusal.ACCOUNT_CLOSED),
        ({"holds_post": False}, TODAY, LinkRefusal.NO_POST),
        ({"is_month_closed": True}, TODAY, LinkRefusal.MONTH_CLOSED),
        ({"is_month_closed": True}, date(2026, 3, 8), LinkRefusal.MONTH_CLOSED),
        ({"is_month_closed": True, "is_withdrawn": True}, TODAY, LinkRefusal.WITHDRAWN),
        ({"is_account_open": False, "holds_post": False, "is_withdrawn": True}, TODAY, LinkRefusal.ACCOUNT_CLOSED),
    ],
)
def test_a_link_opens_its_reports_only_while_everything_is_in_order(
    changed: dict[str, Any], today: date, reason: LinkRefusal | None
) -> None:
    assert refused_because(replace(IN_ORDER, **changed), today) == reason


def test_a_meeting_that_is_moved_moves_the_end_of_its_links() -> None:
    assert refused_because(replace(IN_ORDER, held_on=date(2026, 2, 5)), date(2026, 3, 8)) is None


def test_all_that_a_link_is_for_is_signed() -> None:
    link = LinkIdentity(id=7, agency_id=1, user_id=22, meeting_id=3)
    others = [replace(link, **{name: 9}) for name in ("id", "agency_id", "user_id", "meeting_id")]
    shifted = LinkIdentity(id=7, agency_id=12, user_id=2, meeting_id=3)
    assert len({one.signed_text for one in (link, shifted, *others)}) == 6


HEAD = Actor(1, "ผู้อำนวยการกองคลัง", 1, (Post(Role.DIVISION_HEAD, "ผู้อำนวยการกองคลัง", 1),))
BY_LINK = replace(HEAD, link_meeting_id=3)


def test_who_came_by_a_link_reaches_its_meeting_only() -> None:
    assert [reaches_meeting(BY_LINK, meeting_id) for meeting_id in (3, 4, None)] == [True, False, False]
    assert all(reaches_meeting(HEAD, meeting_id) for meeting_id in (3, 4, None))


def test_how_somebody_came_is_the_channel_of_their_words() -> None:
    assert (HEAD.channel, BY_LINK.channel) == (EntryChannel.WEB, EntryChannel.MAIL_LINK)
