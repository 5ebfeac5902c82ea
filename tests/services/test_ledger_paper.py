"""The ledger of reminders on paper: of a meeting and of a month."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import create_meeting
from tests.services.town import DUE_DAY, HELD_ON, JANUARY, REQUEST_DAY, Town
from tracker.domain.errors import NotFound
from tracker.domain.papers import Asked, PaperKind
from tracker.domain.reminders import MessageKind, MessageState
from tracker.models.isolation import agency_scope
from tracker.reports.kinds.ledger import LedgerPaper, paper_of
from tracker.services.paper_values import ledger

FEBRUARY = date(2026, 2, 1)


def printed(town: Town, meeting_id: int | None = None, month: date | None = None) -> LedgerPaper:
    with agency_scope(town.agency_id):
        asked = Asked(PaperKind.LEDGER, meeting_id=meeting_id, month=month)
        return ledger.value_of(town.agency_id, HELD_ON, asked)


def test_the_ledger_of_a_meeting_lists_every_message_in_order(town: Town) -> None:
    """To the two heads on the request's day; on the due day to the office, and to the superior of one."""
    town.queue_and_send(REQUEST_DAY)
    town.queue(DUE_DAY)
    value = printed(town, meeting_id=town.meeting.id)
    assert (value.held_on, value.month) == (HELD_ON, JANUARY)
    assert [(line.kind, line.address, line.state) for line in value.lines[:2]] == [
        (MessageKind.REQUEST, "finance@town.go.th", MessageState.SENT),
        (MessageKind.REQUEST, "works@town.go.th", MessageState.SENT),
    ]
    assert value.lines[0].measures == ("1", "3")
    assert value.lines[0].queued_at <= value.lines[-1].queued_at


def test_its_totals_count_by_kind_and_way(town: Town) -> None:
    town.queue_and_send(REQUEST_DAY)
    town.queue(DUE_DAY)
    value = printed(town, meeting_id=town.meeting.id)
    totals, messages = paper_of(value).tables
    rows = {(row[0], row[1]): row[2:] for row in totals.rows}
    # All, sent, waiting, given up, skipped, seen.
    assert rows["ขอรายงาน", "อีเมล"] == (2, 2, 0, 0, 0, 0)
    assert rows["แจ้งผู้บังคับบัญชา", "อีเมล"] == (1, 0, 1, 0, 0, 0)
    assert totals.total is not None
    assert totals.total[2] == len(messages.rows)


@pytest.mark.parametrize(
    "month, kinds", [(JANUARY, {MessageKind.REQUEST}), (None, {MessageKind.MISSING_LIST, MessageKind.ESCALATION})]
)
def test_the_ledger_of_a_month_holds_what_was_written_down_in_it(
    town: Town, month: date | None, kinds: set[MessageKind]
) -> None:
    """Without a month it is this one, February."""
    town.queue_and_send(REQUEST_DAY)
    town.queue(DUE_DAY)
    value = printed(town, month=month)
    assert kinds <= {line.kind for line in value.lines}
    assert (value.month, value.held_on) == (month or FEBRUARY, None)
    assert (MessageKind.REQUEST in {line.kind for line in value.lines}) == (month == JANUARY)


def test_a_meeting_about_which_nobody_was_told_has_an_empty_ledger(town: Town) -> None:
    meeting = create_meeting(town.agency, date(2026, 3, 4), FEBRUARY)
    value = printed(town, meeting_id=meeting.id)
    assert value.lines == ()
    assert paper_of(value).tables[0].total == ("รวม", "", 0, 0, 0, 0, 0, 0)


def test_there_is_no_ledger_of_a_meeting_that_does_not_exist(town: Town) -> None:
    with pytest.raises(NotFound):
        printed(town, meeting_id=10_000)


def test_hours_are_those_of_the_clock_on_the_wall(town: Town) -> None:
    town.queue(REQUEST_DAY)
    row = paper_of(printed(town, meeting_id=town.meeting.id)).tables[1].rows[0]
    assert (row[0], row[1]) == (REQUEST_DAY, "09.00")
