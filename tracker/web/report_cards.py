"""The cards of a division's page: what is still owed, worst first, and behind it what has been sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import N_, NotFound
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.permissions import Actor
from tracker.domain.progress import ReportState
from tracker.domain.reporting_cycle import Cycle, cycle_of
from tracker.domain.thai_text import shortened
from tracker.domain.urgency import urgency_of
from tracker.models import Meeting
from tracker.queries import evidence, frames, meetings, orders, reports
from tracker.queries.evidence import EvidenceRow
from tracker.queries.frames import Frame
from tracker.queries.orders import OpenOrder
from tracker.queries.reports import ReportRow, StepRow
from tracker.web.paging import Page, page_of
from tracker.web.report_form import ReportForm, form_showing, steps_finished

CARDS_ON_A_PAGE = 12
"""A page of them stays below 100 kB, which a telephone loads at once also where the net is weak."""

LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody sent that was not taken as it is, to be shown again."""

    form: ReportForm
    #: Somebody else saved the report in the meantime.
    is_conflict: bool = False
    #: Nothing of it could be read, so it still stands on the version that the person saw.
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    row: ReportRow
    steps: Sequence[StepRow]
    orders: Sequence[OpenOrder]
    files: Sequence[EvidenceRow]
    #: None while no more than one of the answers is asked; then the card stays small.
    form: ReportForm | None
    #: What sending from the card knows of.
    version: int
    is_conflict: bool
    is_past_end: bool

    @property
    def ticked(self) -> Sequence[int]:
        """The steps that are finished: as typed, else as stored."""
        return steps_finished(self.row) if self.form is None else self.form.steps_done.data

    @property
    def said_before(self) -> str:
        """Last time's words, as many as fit on a card."""
        said = self.row.previous
        return shortened(said.done_text or said.waiting_for or said.cannot_text, LONGEST_QUOTE) if said else ""


@dataclass(frozen=True, slots=True)
class MonthOfMine:
    frame: Frame
    #: The days of the meeting's month, if a meeting is set.
    cycle: Cycle | None
    #: The next meeting from today on, looked up where nothing is left to be sent.
    to_come: Meeting | None
    open: Sequence[Card]
    #: Orders that no report on these pages can answer any more.
    orders: Sequence[OpenOrder]
    sent: Sequence[ReportRow]
    page: Page[ReportRow]
    owed: int
    received: int
    divisions: Sequence[str]

    @property
    def fiscal_year(self) -> int:
        """Of the month in question; work left over from an earlier year says so."""
        return fiscal_year_of(self.frame.month)

    @property
    def is_late(self) -> bool:
        return self.cycle is not None and self.frame.today > self.cycle.due_on

    @property
    def is_closed(self) -> bool:
        return self.frame.meeting is not None and self.frame.meeting.is_closed

    @property
    def next_opens_on(self) -> date | None:
        """When the reports of a later month open; a window opens on its day, also on a day off."""
        if self.to_come is None or self.to_come.month <= self.frame.month:
            return None
        return cycle_of(self.to_come.held_on, self.frame.settings, ()).opens_on


def month_of_mine(
    actor: Actor, today: date, typed: Mapping[int, Typed] | None = None, opened: int | None = None
) -> MonthOfMine:
    """`typed` holds what was refused, by report; `opened` is a card whose fields are asked for."""
    mine, typed = sorted(actor.division_ids), typed or {}
    frame = _frame_of(actor, today)
    rows = reports.reports_of_month(frame.month, mine)
    asked = _asked(actor, mine, frame)
    # The month may have moved on while the page stood open.
    earlier = reports.report_rows(typed.keys() - {row.id for row in rows}) if typed else []
    page = page_of(_in_order([*rows, *earlier], asked, typed, today), CARDS_ON_A_PAGE)
    owed = [row for row in page.rows if _is_open(row, typed)]
    received = sum(row.is_received for row in rows)
    return MonthOfMine(
        frame=frame,
        cycle=meetings.cycle_held_on(frame.meeting.held_on, frame.settings) if frame.meeting else None,
        to_come=meetings.meeting_to_come(today) if received == len(rows) else None,
        open=_cards(owed, asked, typed, opened, today),
        orders=_without_card(asked, rows, typed, frame),
        sent=[row for row in page.rows if not _is_open(row, typed)],
        page=page,
        owed=len(rows),
        received=received,
        divisions=list(dict.fromkeys(row.division for row in rows)),
    )


def _frame_of(actor: Actor, today: date) -> Frame:
    """Of the month in question, or of the one whose link in a letter somebody came by."""
    if actor.link_meeting_id is None:
        return frames.frame_on(actor.agency_id, today)
    frame = frames.frame_of_meeting(actor.agency_id, today, actor.link_meeting_id)
    if frame is None:
        raise NotFound(N_("There is no such meeting."))
    return frame


def _asked(actor: Actor, mine: Sequence[int], frame: Frame) -> dict[tuple[int, int], list[OpenOrder]]:
    """By the link of a letter what was ordered up to its meeting; else all that waits."""
    asked = orders.open_orders_of(mine, frame.today)
    if actor.link_meeting_id is None or frame.meeting is None:
        return asked
    held_on = frame.meeting.held_on
    found = {key: [order for order in each if order.meeting_held_on <= held_on] for key, each in asked.items()}
    return {key: each for key, each in found.items() if each}


def _without_card(
    asked: Mapping[tuple[int, int], Sequence[OpenOrder]],
    rows: Sequence[ReportRow],
    typed: Mapping[int, Typed],
    frame: Frame,
) -> list[OpenOrder]:
    """On measures that owe no report this month or have sent it, are done or cancelled, or whose month is closed."""
    is_closed = frame.meeting is not None and frame.meeting.is_closed
    on_cards = set() if is_closed else {(row.measure_id, row.division_id) for row in rows if _is_open(row, typed)}
    found = [order for key, each in asked.items() if key not in on_cards for order in each]
    return sorted(found, key=lambda order: (order.given_on, order.id))


def _is_open(row: ReportRow, typed: Mapping[int, Typed]) -> bool:
    return not row.is_received or row.id in typed


def _in_order(
    rows: Sequence[ReportRow],
    asked: Mapping[tuple[int, int], Sequence[OpenOrder]],
    typed: Mapping[int, Typed],
    today: date,
) -> list[ReportRow]:
    """What is owed, the most urgent first; then what was sent, in the order of the plan."""

    def place(row: ReportRow) -> tuple[object, ...]:
        has_order = (row.measure_id, row.division_id) in asked
        is_returned = row.state is ReportState.RETURNED
        return row.id not in typed, not _is_open(row, typed), urgency_of(is_returned, has_order, row.ends_on, today)

    return sorted(rows, key=place)


def _cards(
    rows: Sequence[ReportRow],
    asked: Mapping[tuple[int, int], Sequence[OpenOrder]],
    typed: Mapping[int, Typed],
    opened: int | None,
    today: date,
) -> list[Card]:
    steps = reports.steps_of({row.measure_id for row in rows}) if rows else {}
    files = evidence.evidence_of_reports([row.id for row in rows]) if rows else {}
    return [
        Card(
            row=row,
            steps=steps[row.measure_id],
            orders=asked.get((row.measure_id, row.division_id), ()),
            files=files.get(row.id, ()),
            form=_form(row, typed.get(row.id), row.id == opened),
            version=typed[row.id].form.read_version if row.id in typed and typed[row.id].is_unread else row.version,
            is_conflict=row.id in typed and typed[row.id].is_conflict,
            is_past_end=row.ends_on is not None and row.ends_on < today,
        )
        for row in rows
    ]


def _form(row: ReportRow, typed: Typed | None, is_opened: bool) -> ReportForm | None:
    if typed is not None:
        return typed.form
    if row.state is ReportState.OPEN and not is_opened:
        return None
    form = form_showing(row)
    return form if is_opened or form.has_words or row.state is ReportState.RETURNED else None


def card_of(row: ReportRow, form: ReportForm, is_conflict: bool, today: date) -> Card:
    """One report by itself; after a conflict its form knows of what is stored now."""
    asked = orders.open_orders_of([row.division_id], today)
    [card] = _cards([row], asked, {row.id: Typed(form, is_conflict, is_unread=not is_conflict)}, None, today)
    return card
