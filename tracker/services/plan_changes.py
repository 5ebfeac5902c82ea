"""What was chosen of the differences between a draft and the adopted plan is taken over into the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.errors import N_, Conflict, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import PlanDraft
from tracker.plan_reading import DraftMeasure
from tracker.plan_reading.differences import Change, Field, RowDifference
from tracker.queries import plan_contents
from tracker.services import audit, measure_changes
from tracker.services.division_register import DivisionRegister
from tracker.services.measure_writing import Writing
from tracker.services.plan_comparisons import Comparison, Told, comparison_of, plan_id_beside
from tracker.services.plan_drafts import may_import, waiting_draft
from tracker.services.plans import measure_from


@dataclass(frozen=True, slots=True)
class Taken:
    plan_id: int
    added: int
    changed: int
    cancelled: int


def take_changes(actor: Actor, now: datetime, draft_id: int, chosen: Collection[str], told: Told) -> Taken:
    """Write the chosen differences into the plan and close the draft; the others are not taken.

    A difference is chosen by its key, which says both sides: when one is another by now, nothing is written.
    """
    may_import(actor)
    row = waiting_draft(draft_id)
    if not chosen:
        raise Refusal(N_("Tick what is to be taken over. To take nothing, throw the draft away."))
    taking = _Taking(actor, now, _held(row, told), frozenset(chosen))
    taken = taking.take()
    row.plan_id = taken.plan_id
    after = {"source": row.filename, "added": taken.added, "changed": taken.changed, "cancelled": taken.cancelled}
    audit.record(actor, now, "plan_changed", taken.plan_id, after=after)
    db.session.commit()
    return taken


def _held(row: PlanDraft, told: Told) -> Comparison:
    """Compared while nobody else can change the plan."""
    plan_id = plan_id_beside(row)
    plan = plan_contents.plan_to_change(plan_id) if plan_id is not None else None
    compared = comparison_of(row, told) if plan else None
    if compared is None:
        raise Refusal(N_("This fiscal year has no plan yet. Adopt the draft instead."))
    return compared


class _Taking:
    """One taking over under way."""

    def __init__(self, actor: Actor, now: datetime, compared: Comparison, chosen: frozenset[str]) -> None:
        self._actor, self._now, self._compared = actor, now, compared
        self._changed = [
            (row, fields)
            for row in compared.rows
            if (fields := [one for one in row.fields if row.key_of(one) in chosen])
        ]
        self._added = [row for row in compared.rows if row.change is Change.ADDED and row.key in chosen]
        self._removed = [row for row in compared.rows if row.change is Change.REMOVED and row.key in chosen]
        found = sum(len(fields) for _, fields in self._changed) + len(self._added) + len(self._removed)
        if found < len(chosen):
            raise Conflict(
                N_("Somebody changed the plan in the meantime. Look at the differences again; nothing was taken over.")
            )

    def take(self) -> Taken:
        names = measure_changes.with_new_divisions(self._compared.names, self._naming_divisions())
        plan_id = self._compared.contents.plan_id
        measures = {one.id: one for one in plan_contents.measures_to_change(plan_id)}
        for row, fields in self._changed:
            writing = Writing(measures[row.adopted_id], self._given(row), names, self._now.date())
            measure_changes.change(self._actor, self._now, writing, fields)
        for row in self._removed:
            reason = f"ไม่มีหรือยกเลิกไว้ใน “{self._compared.row.filename}”"
            measure_changes.cancel(self._actor, self._now, measures[row.adopted_id], reason)
        self._add(plan_id, behind=max((measure.position for measure in measures.values()), default=0))
        return Taken(plan_id, len(self._added), len(self._changed), len(self._removed))

    def _add(self, plan_id: int, behind: int) -> None:
        register = DivisionRegister(self._compared.names.kind)
        for position, row in enumerate(self._added, start=behind + 1):
            measure = measure_from(row.measure, position, register)
            measure.plan_id = plan_id
            measure_changes.add(self._actor, self._now, measure, row.measure)

    def _given(self, row: RowDifference) -> DraftMeasure:
        """The measure as the new version has it."""
        return self._compared.measures[row.row_place]

    def _naming_divisions(self) -> Iterable[DraftMeasure]:
        """The measures of which the divisions are taken over."""
        for row, fields in self._changed:
            if any(one.field is Field.DIVISIONS for one in fields):
                yield self._given(row)
        yield from (row.measure for row in self._added)
