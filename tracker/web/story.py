"""The time line of one measure: what was reported, said by the office, ordered, answered and changed in the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from flask_babel import LazyString

from tracker.domain.progress import Answer, CannotReason
from tracker.domain.revision_changes import newly_finished
from tracker.queries.audit import AuditRow
from tracker.queries.decisions import DecisionRow, DivisionAnswer
from tracker.queries.evidence import EvidenceRow
from tracker.queries.revisions import SENDINGS
from tracker.queries.story import RevisionRow
from tracker.web.audit_words import EVENT_WORDS, FACT_WORDS, Difference, differences
from tracker.web.labels import Label, label_of
from tracker.web.revision_words import Compared, compared, names_of_texts, texts_of

CHANGE_ICONS = {
    "measure_added": ("plus", "info"),
    "measure_changed": ("edit", "info"),
    "measure_cancelled": ("x-circle", "muted"),
    "measure_revived": ("refresh", "info"),
    "decision_changed": ("gavel", "warning"),
    "decision_withdrawn": ("x-circle", "muted"),
}
"""Icon and tone of each change of the plan, and of an order."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that happened to a report. What it says stands at its sending, not again at what followed."""

    kind: ClassVar[str] = "said"
    revision: RevisionRow
    answer: Answer | None = None
    reason: Label | None = None
    percent: int | None = None
    #: Those that stayed the same, where others are in `changes`.
    texts: tuple[tuple[str, str], ...] = ()
    finished: tuple[str, ...] = ()
    #: None for a first sending.
    changes: tuple[Compared, ...] | None = None
    evidence: tuple[EvidenceRow, ...] = ()

    @property
    def at(self) -> datetime:
        return self.revision.at


@dataclass(frozen=True, slots=True)
class Ordered:
    kind: ClassVar[str] = "ordered"
    order: DecisionRow
    #: When it was first recorded; a change is an entry of its own.
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    kind: ClassVar[str] = "answered"
    order: DecisionRow
    answer: DivisionAnswer
    at: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """The measure itself in its plan, or an order about it."""

    kind: ClassVar[str] = "changed"
    at: datetime
    who: str
    what: LazyString
    icon: str
    tone: str
    facts: tuple[Difference, ...]


Entry = Said | Ordered | Answered | Changed


def others_of(orders: Sequence[DecisionRow], changes: Sequence[AuditRow], division_id: int | None) -> list[Entry]:
    """What happened beside the reports; for one division what concerns it, which changes of the plan always do."""
    first = {row.subject_id: row.at for row in changes if row.event == "decision_recorded"}
    concerned = {order.id for order in orders if division_id is None or division_id in order.division_ids}
    entries: list[Entry] = [_changed(row) for row in changes if _is_told(row, concerned)]
    for order in orders:
        asked = [one for one in order.answers if division_id in (None, one.division_id)]
        if order.id in concerned:
            entries.append(Ordered(order, first.get(order.id, order.recorded_at)))
        entries += [Answered(order, one, one.answered_at) for one in asked if one.answered_at is not None]
    return entries


def _is_told(row: AuditRow, orders: Collection[int]) -> bool:
    """What was recorded stands as the order itself."""
    return row.event in CHANGE_ICONS and (row.subject != "decision" or row.subject_id in orders)


def time_line(
    said: Sequence[Said], others: Sequence[Entry], after: datetime | None, until: datetime | None
) -> list[Entry]:
    """One page of it, the newest first: some of the reports, and what else happened between this page's neighbours.

    `after` is None on the last page, which goes back to the beginning; `until` on the first.
    """
    here = [one for one in others if (until is None or one.at < until) and (after is None or one.at >= after)]
    return sorted([*said, *here], key=lambda one: one.at, reverse=True)


def said_of(
    revisions: Sequence[RevisionRow], evidence: Mapping[int, Sequence[EvidenceRow]], *, is_whole: bool
) -> list[Said]:
    """Revisions, the newest first; `is_whole` when nothing was said before them.

    The evidence of a report stands once, at its newest sending.
    """
    waiting = dict(evidence)
    finished, names = _finished_steps(revisions, is_whole=is_whole), names_of_texts()
    return [
        _sent(one, names, waiting.pop(one.report_id, ()), finished.get((one.report_id, one.number), ()))
        if one.action in SENDINGS
        else Said(one)
        for one in revisions
    ]


def _sent(
    revision: RevisionRow, names: Mapping[str, str], evidence: Sequence[EvidenceRow], finished: tuple[str, ...]
) -> Said:
    content, before = revision.content, revision.sent_before
    changes = None if before is None else compared(before, content)
    answer, reason = content.get("answer"), content.get("cannot_reason")
    return Said(
        revision=revision,
        answer=Answer(answer) if answer else None,
        reason=label_of(CannotReason(reason)) if reason else None,
        percent=content.get("percent"),
        texts=texts_of(content, names, changes or ()),
        finished=finished,
        changes=changes,
        evidence=tuple(evidence),
    )


def _finished_steps(revisions: Sequence[RevisionRow], *, is_whole: bool) -> dict[tuple[int, int], tuple[str, ...]]:
    """What each first sending says is finished that no earlier month had said, by report and number.

    A report keeps naming the steps of earlier months. Where the month before is not among these revisions, nothing is
    known to be new.
    """
    known: defaultdict[int, dict[date, list[str]]] = defaultdict(dict)
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for one in reversed(revisions):
        steps = one.content.get("steps_done") if one.action in SENDINGS else None
        if steps is None:
            continue
        of_division = known[one.division_id]
        earlier = max((month for month in of_division if month < one.month), default=None)
        if one.sent_before is None and (earlier or is_whole):
            found[one.report_id, one.number] = newly_finished(of_division[earlier] if earlier else (), steps)
        of_division[one.month] = steps
    return found


def _changed(row: AuditRow) -> Changed:
    """The measure's number, which the log names with each change, is on the page already."""
    icon, tone = CHANGE_ICONS[row.event]
    numbers = (FACT_WORDS["number"], FACT_WORDS["measure"])
    facts = tuple(fact for fact in differences(row) if fact.label not in numbers or fact.before is not None)
    return Changed(row.at, row.actor_name, EVENT_WORDS[row.event], icon, tone, facts)
