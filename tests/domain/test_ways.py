from __future__ import annotations

import pytest

from tracker.domain.reminders import Channel, MessageState
from tracker.domain.ways import IN_VAIN, INSTEAD_OF_LINE, ChosenWay, Way, way_to_take, ways_to

MAIL = Way(Channel.EMAIL, "head@example.go.th")
LINE = Way(Channel.LINE, "U0123456789abcdef0123456789abcdef", account_id=4)
BOTH = (LINE, MAIL)
BY_MAIL_INSTEAD = ChosenWay(MAIL, INSTEAD_OF_LINE)


@pytest.mark.parametrize(
    ("email", "line", "ways"),
    [
        (MAIL.address, None, (MAIL,)),
        (MAIL.address, LINE, (LINE, MAIL)),
        ("", LINE, (LINE,)),
        ("", None, ()),
    ],
)
def test_line_goes_before_mail(email: str, line: Way | None, ways: tuple[Way, ...]) -> None:
    assert ways_to(email, line) == ways


@pytest.mark.parametrize(
    ("ways", "states", "chosen"),
    [
        (BOTH, {}, ChosenWay(LINE)),
        ((MAIL,), {}, ChosenWay(MAIL)),
        ((), {}, None),
        (BOTH, {Channel.LINE: MessageState.GIVEN_UP}, BY_MAIL_INSTEAD),
        (BOTH, {Channel.LINE: MessageState.GIVEN_UP, Channel.EMAIL: MessageState.SENT}, None),
        (BOTH, {Channel.LINE: MessageState.GIVEN_UP, Channel.EMAIL: MessageState.GIVEN_UP}, None),
        (BOTH, {Channel.LINE: MessageState.GIVEN_UP, Channel.EMAIL: MessageState.SKIPPED}, BY_MAIL_INSTEAD),
        ((LINE,), {Channel.LINE: MessageState.GIVEN_UP}, None),
        (BOTH, {Channel.LINE: MessageState.SKIPPED}, ChosenWay(LINE)),
        # The account was switched off, or on, after the step's message had gone out or while it waits.
        ((MAIL,), {Channel.LINE: MessageState.SENT}, None),
        ((MAIL,), {Channel.LINE: MessageState.WAITING}, None),
        (BOTH, {Channel.EMAIL: MessageState.SENT}, None),
        (BOTH, {Channel.EMAIL: MessageState.UNCONFIRMED}, None),
        (BOTH, {Channel.EMAIL: MessageState.GIVEN_UP}, ChosenWay(LINE)),
    ],
)  # fmt: skip
def test_nobody_is_told_twice_and_nobody_is_forgotten(
    ways: tuple[Way, ...], states: dict[Channel, MessageState], chosen: ChosenWay | None
) -> None:
    assert way_to_take(ways, states) == chosen


@pytest.mark.parametrize("state", MessageState)
def test_a_message_on_its_way_by_one_channel_keeps_the_other_silent(state: MessageState) -> None:
    assert (way_to_take((MAIL,), {Channel.LINE: state}) is None) == (state not in IN_VAIN)
