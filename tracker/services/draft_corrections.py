"""A draft corrected before it is adopted: each correction is one step that says what it settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.errors import N_, Conflict, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Division, PlanDraft
from tracker.plan_reading import DraftMeasure, corrections, from_json_dict, to_json_dict
from tracker.plan_reading.corrections import answered_between
from tracker.plan_reading.division_names import match_divisions as rewrite_divisions
from tracker.plan_reading.draft import BY_HAND
from tracker.plan_reading.measure_drafting import Setting
from tracker.plan_reading.measure_entry import MeasureEntry
from tracker.plan_reading.open_draft import OpenDraft, open_draft, skipped_to_json
from tracker.queries import adoption
from tracker.queries.divisions import spellings
from tracker.services import audit
from tracker.services.divisions import keep_as_alias
from tracker.services.plan_drafts import may_import, waiting_draft

LONGEST_NAME = 200

NEW, NOBODY = "new", "nobody"


def correct_measure(
    actor: Actor, now: datetime, draft_id: int, version: int, position: int, entry: MeasureEntry
) -> OpenDraft:
    """Keep a measure as it was filled in; its words may be given only where no document gives them."""
    work = _begin(actor, now, draft_id, version)
    measure = work.before.at(position).measure
    if entry.words is not None and not may_write_words(work.row, measure):
        raise Refusal(N_("The words of the document are kept as they are."))
    known = tuple(division.name for division in adoption.active_divisions())
    setting = Setting(work.before.frame.plan_fiscal_year, work.before.frame.agency.kind, known)
    after = corrections.correct(work.before, position, entry, setting)
    facts = {"content": _content(measure)}, {"content": _content(after.at(position).measure)}
    return _keep(work, after, "draft_measure_corrected", *facts)


def confirm_measure(actor: Actor, now: datetime, draft_id: int, version: int, position: int) -> OpenDraft:
    """It is right as read."""
    work = _begin(actor, now, draft_id, version)
    after = corrections.confirm(work.before, position)
    said = {"measure": _head(work.before.at(position).measure)}
    return _keep(work, after, "draft_measure_confirmed", {}, said)


def skip_measure(actor: Actor, now: datetime, draft_id: int, version: int, position: int) -> OpenDraft:
    work = _begin(actor, now, draft_id, version)
    after = corrections.skip(work.before, position)
    return _keep(work, after, "draft_measure_left_out", {}, {"measure": _head(work.before.at(position).measure)})


def take_back_measure(actor: Actor, now: datetime, draft_id: int, version: int, place: int) -> OpenDraft:
    """`place` counts the measures that were left out from 1."""
    work = _begin(actor, now, draft_id, version)
    after = corrections.take_back(work.before, place)
    return _keep_rows(work, after, "draft_measure_taken_back")


def split_measure(
    actor: Actor, now: datetime, draft_id: int, version: int, position: int, *, title: int = 0, step: int = 0
) -> OpenDraft:
    """At a title or at a step, counted from 1; without either, one measure for each title."""
    work = _begin(actor, now, draft_id, version)
    if title:
        after = corrections.split_at_title(work.before, position, title)
    elif step:
        after = corrections.split_at_step(work.before, position, step)
    else:
        after = corrections.split_by_titles(work.before, position)
    return _keep_rows(work, after, "draft_measure_split")


def merge_measure(actor: Actor, now: datetime, draft_id: int, version: int, position: int) -> OpenDraft:
    """With the one above it."""
    work = _begin(actor, now, draft_id, version)
    after = corrections.merge_up(work.before, position)
    return _keep_rows(work, after, "draft_measures_joined")


def move_measure(actor: Actor, now: datetime, draft_id: int, version: int, position: int, to: int) -> OpenDraft:
    work = _begin(actor, now, draft_id, version)
    after = corrections.move(work.before, position, to)
    head = _head(work.before.at(position).measure)
    facts = {"measure": head, "position": position}, {"measure": head, "position": to}
    return _keep(work, after, "draft_measure_moved", *facts)


def add_measure(actor: Actor, now: datetime, draft_id: int, version: int, position: int) -> OpenDraft:
    """An empty one at this position, to be filled in."""
    work = _begin(actor, now, draft_id, version)
    after = corrections.add_empty(work.before, position)
    return _keep_rows(work, after, "draft_measure_added")


def renumber_measures(actor: Actor, now: datetime, draft_id: int, version: int) -> OpenDraft:
    work = _begin(actor, now, draft_id, version)
    after = corrections.renumber(work.before)
    return _keep_rows(work, after, "draft_renumbered")


def note_question(actor: Actor, now: datetime, draft_id: int, version: int, place: int) -> OpenDraft:
    """A question about the plan as a whole was seen; `place` counts these from 1."""
    work = _begin(actor, now, draft_id, version)
    after = corrections.dismiss(work.before, place)
    return _keep(work, after, "draft_question_noted", {}, {})


def match_divisions(
    actor: Actor, now: datetime, draft_id: int, version: int, matches: Mapping[str, int | str]
) -> OpenDraft:
    """What the names mean that the agency does not know: the id of a division, NEW or NOBODY.

    A spelling of a division is remembered, so that the next document finds it.
    """
    work = _begin(actor, now, draft_id, version)
    divisions = {division.id: division for division in adoption.active_divisions()}
    meanings: dict[str, str | None] = {}
    for name, match in matches.items():
        division = _division(divisions, match)
        if division is not None and len(name) <= LONGEST_NAME:
            keep_as_alias(actor, now, division, name)
        meanings[name] = division.name if division else name if match == NEW else None
    key = spellings(actor.agency_id, active_only=True).key
    after = rewrite_divisions(work.before, meanings, key)
    said = {"names": [f"{name} → {meaning or '–'}" for name, meaning in meanings.items()]}
    return _keep(work, after, "draft_divisions_matched", {}, said)


def _division(divisions: Mapping[int, Division], match: int | str) -> Division | None:
    if match in (NEW, NOBODY):
        return None
    if match not in divisions:
        raise NotFound(N_("There is no such division."))
    return divisions[int(match)]


def opened(row: PlanDraft) -> OpenDraft:
    return open_draft(from_json_dict(row.content), row.skipped, row.row_ids)


def may_write_words(row: PlanDraft, measure: DraftMeasure) -> bool:
    """Whether no document gives the words of a measure."""
    return row.document is None or measure.source == BY_HAND


@dataclass(frozen=True, slots=True)
class _Work:
    """A correction under way."""

    actor: Actor
    now: datetime
    row: PlanDraft
    before: OpenDraft


def _begin(actor: Actor, now: datetime, draft_id: int, version: int) -> _Work:
    may_import(actor)
    row = waiting_draft(draft_id)
    if row.version != version:
        raise Conflict(N_("Somebody else corrected this draft in the meantime. Look at it and make your change again."))
    return _Work(actor, now, row, opened(row))


def _keep_rows(work: _Work, after: OpenDraft, event: str) -> OpenDraft:
    """With what became of which measures: those that are gone, and those that stand there now."""
    gone = [_head(one.measure) for one in work.before.measures if one not in after.measures]
    come = [_head(one.measure) for one in after.measures if one not in work.before.measures]
    return _keep(work, after, event, {"measures": gone}, {"measures": come})


def _keep(
    work: _Work, after: OpenDraft, event: str, before_it: Mapping[str, object], after_it: Mapping[str, object]
) -> OpenDraft:
    """Nothing is written where nothing changed."""
    if after != work.before:
        row = work.row
        row.content = to_json_dict(after.closed())
        row.skipped = skipped_to_json(after.skipped)
        if row.row_ids is not None:
            row.row_ids = [one.row_id for one in after.measures]
        facts = {**after_it, "answered": answered_between(work.before, after)}
        audit.record(work.actor, work.now, event, row.id, before=before_it, after=facts)
        db.session.commit()
    return after


def _head(measure: DraftMeasure) -> str:
    return f"{measure.number}. {' / '.join(measure.titles)}"


def _content(measure: DraftMeasure) -> dict[str, object]:
    """A measure's facts by the names under which the log knows them."""
    responsible, period, monitoring = measure.responsible, measure.period, measure.monitoring
    texts: dict[str, Sequence[str] | str | None] = {
        "number": measure.number,
        "titles": measure.titles,
        "indicators": measure.indicators,
        "steps": measure.steps,
        "responsible_text": responsible.text,
        "divisions": responsible.divisions,
        "lead": responsible.lead,
        "period_text": period.text,
        "monitoring_text": monitoring.text,
        "cadences": monitoring.cadences,
    }
    days = {"starts_on": period.start, "ends_on": period.end}
    return {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in texts.items()},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "for_all": responsible.all,
    }
