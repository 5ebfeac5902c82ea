"""Working out what is due to be told about an agency's meetings, and what fell due while nobody looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.recipients import Digest, key_of
from tracker.domain.reminders import TO_THOSE_WHO_OWE, Notice, Step
from tracker.domain.told import Told
from tracker.domain.ways import way_to_take
from tracker.queries import following, frames, messages
from tracker.services.situation import LOOKED_AROUND, Situation, situation_in
from tracker.services.telling import Source, all_steps
from tracker.services.writing_agency import WritingAgency

LAST_MEETINGS = 2
"""Held before today: their orders may still have to be told."""


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that is due and not in the ledger, with whose name stands under the letter."""

    agency: WritingAgency
    notice: Notice


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at an agency found."""

    due: tuple[Due, ...]
    #: Rounds that fell due and were overtaken since the last look, for whom they would concern today.
    missed: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class _Round:
    situation: Situation
    source: Source
    step: Step

    def digests(self) -> list[Digest]:
        return self.source.digests(self.situation, self.step)


def look_at(agency_id: int, today: date) -> Look:
    """To be asked in the agency's scope; where nothing is due it costs a few short statements."""
    found = frames.frames_to_tell(agency_id, today)
    looked_on = found.reminded_at.date() if found.reminded_at else None
    situations = _situations(found.frames, looked_on, today)
    due = [(one, digest) for one in _due_rounds(situations, today) for digest in one.digests()]
    missed = [(one, digest) for one in _missed_rounds(situations, looked_on, today) for digest in one.digests()]
    if not (due or missed):
        return Look((), ())
    told = Told(messages.entries_of({one.situation.meeting.id for one, _ in (*due, *missed)}))
    return Look(_not_told(due, told, today), _not_in_the_ledger(missed, told))


def _situations(found: Sequence[frames.Frame], looked_on: date | None, today: date) -> list[Situation]:
    """Of the meetings ahead, of the last ones, and of those held since the last look."""
    held = [(frame, frame.meeting.held_on) for frame in found if frame.meeting is not None]
    before = [frame for frame, held_on in held if held_on < today]
    at_hand = [frame for frame, held_on in held if held_on >= today]
    unseen = [frame for frame, held_on in held if looked_on is not None and looked_on <= held_on < today]
    wanted = {frame.month: frame for frame in (*unseen, *before[-LAST_MEETINGS:], *at_hand)}
    if not wanted:
        return []
    days = [held_on for _, held_on in held]
    days_off = following.days_off_between(min(days) - LOOKED_AROUND, max(days) + LOOKED_AROUND)
    return [situation_in(frame, days_off) for frame in wanted.values()]


def _due_rounds(situations: Iterable[Situation], today: date) -> list[_Round]:
    return [
        _Round(situation, source, step)
        for situation in situations
        if situation.is_working_day
        for source, step in all_steps(situation)
        if step.is_due_on(today)
    ]


def _missed_rounds(situations: Iterable[Situation], looked_on: date | None, today: date) -> list[_Round]:
    """What another round had overtaken before it could be told, or the end of the meeting; also of a closed month."""
    if looked_on is None or looked_on >= today - timedelta(days=1):
        return []
    return [
        _Round(situation, source, step)
        for situation in situations
        for source, step in all_steps(situation, also_of_closed=True)
        if looked_on < step.begins_on <= step.last_on < today
    ]


def _not_told(rounds: Iterable[tuple[_Round, Digest]], told: Told, today: date) -> tuple[Due, ...]:
    found = ((one.situation, one.step, digest) for one, digest in rounds)
    notices = ((situation, _notice(situation, step, digest, told, today)) for situation, step, digest in found)
    return tuple(Due(situation.agency, notice) for situation, notice in notices if notice is not None)


def _notice(situation: Situation, step: Step, digest: Digest, told: Told, today: date) -> Notice | None:
    """None where its reader knows already, cannot be reached or was asked a short while ago."""
    meeting, reader, gap_days = situation.meeting, key_of(digest.to), situation.settings.minimum_gap_days
    states = told.states_of(meeting.id, step, reader)
    chosen = way_to_take(situation.ways_to(digest.to), states)
    if chosen is None:
        return None
    if step.kind in TO_THOSE_WHO_OWE and told.was_asked_lately(meeting.id, reader, gap_days, today):
        return None
    if chosen.reason:
        reasons = (*digest.reasons, chosen.reason)
        digest = replace(digest, why=f"{digest.why} ({chosen.reason})", reasons=reasons)
    way = chosen.way
    return Notice(meeting, step, digest, way.channel, way.address, way.account_id)


def _not_in_the_ledger(rounds: Iterable[tuple[_Round, Digest]], told: Told) -> tuple[Due, ...]:
    missed = []
    for one, digest in rounds:
        situation, step = one.situation, one.step
        ways = situation.ways_to(digest.to)
        if ways and not told.states_of(situation.meeting.id, step, key_of(digest.to)):
            notice = Notice(situation.meeting, step, digest, ways[0].channel, ways[0].address, ways[0].account_id)
            missed.append(Due(situation.agency, notice))
    return tuple(missed)
