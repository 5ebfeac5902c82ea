"""What lies before somebody who fills in reports: everything to be changed, what stands there and who may touch it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tracker.domain.answers import TEXT_FIELDS, Entry
from tracker.domain.errors import N_, Conflict, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import EntryChannel
from tracker.domain.reach import check_not_final, check_reach
from tracker.domain.thai_text import with_line_feeds
from tracker.queries import orders as order_queries
from tracker.queries import report_changes, reports, revisions
from tracker.queries.orders import OrderToAnswer
from tracker.queries.report_changes import ReportToChange
from tracker.queries.reports import StepRow

LONGEST_NAME = 200
FIGURES = ("answer", "progress", "percent", "cannot_reason")


@dataclass(frozen=True, slots=True)
class Filled:
    """One report as a person leaves it; `version` is that of the report on the page it was filled in."""

    report_id: int
    version: int
    entry: Entry
    is_sent: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """How the words came: by the division itself, or through somebody who was told them and by whom."""

    channel: EntryChannel = EntryChannel.WEB
    told_by: str = ""

    def check(self) -> None:
        """Whoever enters for a division says who told them, and how; a workbook tells itself where it came from."""
        if self.channel is EntryChannel.WEB:
            raise Refusal(N_("Say how the division answered: by telephone, on paper or by LINE."), "channel")
        if not self.told_by.strip() and self.channel is not EntryChannel.IMPORT:
            raise Refusal(N_("Write who of the division told you, by name or by post."), "told_by")
        if len(self.told_by.strip()) > LONGEST_NAME:
            raise Refusal(N_("Keep this within %(length)s characters."), "told_by", length=LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class Desk:
    actor: Actor
    now: datetime
    way: Way
    reports: Mapping[int, ReportToChange]
    last_revisions: Mapping[int, int]
    #: By order, measure and division, also those that wait for no answer any more.
    orders: Mapping[tuple[int, int, int], OrderToAnswer]
    #: By measure.
    steps: Mapping[int, Sequence[StepRow]]

    def report_of(self, filled: Filled) -> ReportToChange:
        """The report, for somebody who may write it and has seen what stands in it."""
        at = self.reports.get(filled.report_id)
        if at is None:
            raise NotFound(N_("There is no such report."))
        check_reach(self.actor, at.assignment.division_id, at.report.meeting_id)
        is_saved_again = not filled.is_sent and self.stands_already(at, filled.entry)
        if at.report.version != filled.version and not is_saved_again:
            raise Conflict(N_("Somebody else saved this report in the meantime. Look at it and save again."))
        check_not_final(at.closed_at)
        return at

    def stands_already(self, at: ReportToChange, entry: Entry) -> bool:
        """Nothing would change: it was saved before, and perhaps the answer to that was lost on its way."""
        orders = self.orders_answered(at, entry)
        return self.as_kept(at, entry) == at.standing and all(order.asked.answer == text for order, text in orders)

    def as_kept(self, at: ReportToChange, entry: Entry) -> Entry:
        """Without blanks around the texts and with steps of this measure only, in their order."""
        texts: dict[str, Any] = {name: _tidy(getattr(entry, name)) for name in TEXT_FIELDS}
        steps = tuple(step.id for step in self.steps[at.assignment.measure_id] if step.id in entry.steps_done)
        return replace(entry, **texts, steps_done=steps, order_answers={})

    def orders_answered(self, at: ReportToChange, entry: Entry) -> list[tuple[OrderToAnswer, str]]:
        """The orders of this measure to this division that are still open, with what is answered to them."""
        return [(order, text) for order, text in self._orders_with_words(at, entry) if order.is_open]

    def orders_gone(self, at: ReportToChange, entry: Entry) -> list[tuple[OrderToAnswer, str]]:
        """Those that were answered otherwise or taken back while the answer was being written."""
        found = self._orders_with_words(at, entry)
        return [(order, text) for order, text in found if text and not order.is_open and order.asked.answer != text]

    def _orders_with_words(self, at: ReportToChange, entry: Entry) -> list[tuple[OrderToAnswer, str]]:
        measure_id, division_id = at.assignment.measure_id, at.assignment.division_id
        found = {order_id: self.orders.get((order_id, measure_id, division_id)) for order_id in entry.order_answers}
        return [(order, _tidy(entry.order_answers[order_id])) for order_id, order in found.items() if order is not None]

    def content(self, at: ReportToChange) -> dict[str, object]:
        """The words and figures at this moment; steps by their text, which may be written anew later."""
        report, steps = at.report, self.steps[at.assignment.measure_id]
        content: dict[str, object] = {name: getattr(report, name) for name in (*FIGURES, *TEXT_FIELDS)}
        return content | {"steps_done": [step.text for step in steps if step.id in report.steps_done]}

    def content_on_the_page(self, at: ReportToChange) -> dict[str, object]:
        """The same as its own people see it: with what is kept of a correction."""
        kept = at.report.correction or {}
        return self.content(at) | {name: kept[name] for name in (*FIGURES, *TEXT_FIELDS) if name in kept}


def _tidy(text: str) -> str:
    return with_line_feeds(text).strip()


def desk_with(actor: Actor, now: datetime, filled: Sequence[Filled], way: Way | None) -> Desk:
    """The reports are locked from here to the commit; what is looked up does not grow with their number."""
    found = report_changes.reports_to_change([one.report_id for one in filled])
    orders = {order_id for one in filled for order_id in one.entry.order_answers}
    return Desk(
        actor=actor,
        now=now,
        way=way or Way(actor.channel),
        reports=found,
        last_revisions=revisions.last_revision_numbers([one.report_id for one in filled if one.is_sent]),
        orders=order_queries.orders_to_answer(orders) if orders else {},
        steps=reports.steps_of({each.assignment.measure_id for each in found.values()}),
    )
