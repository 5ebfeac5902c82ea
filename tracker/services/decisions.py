"""What the chair decides: recorded in the meeting or after it, changed while nobody has answered, taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.decisions import DecisionEntry, DecisionKind, divisions_asked, due_day_of, words_of
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import db
from tracker.models import Decision, DecisionDivision
from tracker.queries import decisions as queries
from tracker.queries.decisions import DecisionRow, MeasureAsked
from tracker.queries.divisions import active_division_choices
from tracker.queries.meetings_held import MeetingHeld, meeting_held
from tracker.services import audit

LONGEST_REASON = 1_000
MOST_AT_ONCE = 200


def record_decisions(
    actor: Actor, now: datetime, meeting_id: int, measure_ids: Collection[int], entry: DecisionEntry
) -> list[int]:
    """The same about one measure or several, in the order of the plans; returns the ids of the decisions.

    What stands there already in the same words, to the same divisions, is not recorded twice: the page was sent
    again.
    """
    _check(actor)
    meeting = _meeting(meeting_id, now.date())
    if not measure_ids or len(measure_ids) > MOST_AT_ONCE:
        raise Refusal(N_("Choose the measures that it is about."), "measures")
    measures = queries.measures_asked(measure_ids)
    if measures.keys() != set(measure_ids):
        raise NotFound(N_("There is no such measure."))
    what = _checked(meeting, measures, dict(active_division_choices()), entry)
    return _record(actor, now, what, queries.decisions_of_meeting(meeting_id))


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What is to be recorded about each measure, checked."""

    meeting: MeetingHeld
    measures: Mapping[int, MeasureAsked]
    names: Mapping[int, str]
    kind: DecisionKind
    text: str
    due_on: date | None
    #: The divisions that are to answer, by measure.
    asked: Mapping[int, frozenset[int]]

    def standing(self, measure_id: int, rows: Collection[DecisionRow]) -> DecisionRow | None:
        said = (self.kind, self.text, self.due_on, self.asked[measure_id])
        return next((row for row in rows if row.measure_id == measure_id and row.says(*said)), None)


def _checked(
    meeting: MeetingHeld, measures: Mapping[int, MeasureAsked], names: Mapping[int, str], entry: DecisionEntry
) -> _Recorded:
    return _Recorded(
        meeting=meeting,
        measures=measures,
        names=names,
        kind=entry.kind,
        text=words_of(entry),
        due_on=due_day_of(entry, meeting.held_on),
        asked={id_: _asked_of(entry, one, names) for id_, one in measures.items()},
    )


def _asked_of(entry: DecisionEntry, measure: MeasureAsked, names: Mapping[int, str]) -> frozenset[int]:
    asked = divisions_asked(entry, measure.parts, frozenset(names))
    if entry.asks and not asked:
        raise Refusal(
            N_("Nobody answers for measure %(number)s. Choose the division that is to answer."),
            "divisions",
            number=measure.number,
        )
    return asked


def _record(actor: Actor, now: datetime, what: _Recorded, rows: Collection[DecisionRow]) -> list[int]:
    standing = {measure_id: what.standing(measure_id, rows) for measure_id in what.measures}
    new = {
        measure_id: Decision(
            meeting_id=what.meeting.id,
            measure_id=measure_id,
            kind=what.kind,
            text=what.text,
            due_on=what.due_on,
            recorded_at=now,
            recorded_by_id=actor.user_id,
        )
        for measure_id, row in standing.items()
        if row is None
    }
    db.session.add_all(new.values())
    db.session.flush()  # Their divisions and the audit events name their ids.
    for measure_id, decision in new.items():
        asked = what.asked[measure_id]
        db.session.add_all(DecisionDivision(decision_id=decision.id, division_id=id_) for id_ in sorted(asked))
        after = _facts(decision, what.measures[measure_id].number, _named(asked, what.names))
        audit.record(actor, now, "decision_recorded", decision.id, after=after)
    db.session.commit()
    return [row.id if row else new[measure_id].id for measure_id, row in standing.items()]


def change_decision(actor: Actor, now: datetime, decision_id: int, seen: str, entry: DecisionEntry) -> None:
    """While nobody has answered it; what was answered stays as it was asked, and something else is a new decision.

    `seen` is the fingerprint of what the form showed. A change counts as recorded now, so that its divisions are told
    of it like of a new one.
    """
    decision, row = _held(actor, decision_id)
    if row.fingerprint != seen:
        raise Conflict(
            N_("Somebody else changed this decision in the meantime. Look at it and make your change again.")
        )
    if not row.may_be_changed:
        raise Refusal(N_("This decision has been answered, so it stays as it is. Record a new one."))
    names = dict(active_division_choices())
    asked = _asked_of(entry, queries.measures_asked([row.measure_id])[row.measure_id], names)
    before = _facts(decision, row.number, row.divisions)
    decision.kind, decision.text = entry.kind, words_of(entry)
    decision.due_on = due_day_of(entry, row.meeting_held_on)
    after = _facts(decision, row.number, _named(asked, names))
    if before == after:
        db.session.rollback()
        return
    decision.recorded_at, decision.recorded_by_id = now, actor.user_id
    _ask(decision_id, asked)
    audit.record(actor, now, "decision_changed", decision_id, before=before, after=after)
    db.session.commit()


def _ask(decision_id: int, asked: frozenset[int]) -> None:
    """Whoever is asked still keeps what they have begun to write."""
    parts = queries.parts_of_decision(decision_id)
    for division_id in parts.keys() - asked:
        db.session.delete(parts[division_id])
    db.session.add_all(
        DecisionDivision(decision_id=decision_id, division_id=division_id)
        for division_id in sorted(asked - parts.keys())
    )


def withdraw_decision(actor: Actor, now: datetime, decision_id: int, reason: str) -> None:
    """It stays for the record, with what was answered by then, and waits for nobody."""
    decision, row = _held(actor, decision_id)
    if not reason.strip():
        raise Refusal(N_("Write the reason; it stands in the log."), "reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal(N_("Keep the reason within %(length)s characters."), "reason", length=LONGEST_REASON)
    decision.withdrawn_at, decision.withdrawn_because = now, reason.strip()
    after = {"measure": row.number, "text": row.text, "reason": reason.strip()}
    audit.record(actor, now, "decision_withdrawn", decision_id, after=after)
    db.session.commit()


def _check(actor: Actor) -> None:
    if not can(actor, Action.GIVE_ORDERS):
        raise NotAllowed(N_("Only the executives, the secretary and the administrator record what the chair decides."))


def _meeting(meeting_id: int, today: date) -> MeetingHeld:
    meeting = meeting_held(meeting_id, today)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    return meeting


def _held(actor: Actor, decision_id: int) -> tuple[Decision, DecisionRow]:
    """Locked, as it stands now."""
    _check(actor)
    decision = queries.decision_to_change(decision_id)
    row = queries.decision_by_id(decision_id) if decision else None
    if decision is None or row is None:
        raise NotFound(N_("There is no such decision."))
    if row.is_withdrawn:
        raise Refusal(N_("This decision was taken back already."))
    return decision, row


def _named(asked: frozenset[int], names: Mapping[int, str]) -> tuple[str, ...]:
    """In the order of the office."""
    return tuple(name for id_, name in names.items() if id_ in asked)


def _facts(decision: Decision, number: str, divisions: tuple[str, ...]) -> dict[str, object]:
    return {
        "measure": number,
        "divisions": list(divisions),
        "kind": decision.kind,
        "text": decision.text,
        "due_on": decision.due_on.isoformat() if decision.due_on else None,
    }
