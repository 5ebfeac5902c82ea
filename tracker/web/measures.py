"""One measure: what was adopted, where it stands, what the chair ordered and everything that was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import LazyString

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action, can
from tracker.domain.progress import Answer, CannotReason, RevisionAction
from tracker.queries import frames
from tracker.queries import measures as queries
from tracker.queries.measures import EvidenceRow, RevisionRow
from tracker.web.access import current_actor, requires
from tracker.web.labels import Label, label_of
from tracker.web.paging import page_number, pages_for
from tracker.web.texts import lazy

blueprint = Blueprint("measures", __name__)

ENTRIES_ON_A_PAGE = 100

SENDINGS = frozenset({RevisionAction.SUBMITTED, RevisionAction.CORRECTED})
WORDS_OF_A_REPORT: tuple[tuple[str, LazyString], ...] = (
    ("done_text", lazy("What was done")),
    ("problems", lazy("Problems")),
    ("next_steps", lazy("Plan for next month")),
    ("waiting_for", lazy("Waiting for")),
    ("cannot_text", lazy("Why it cannot be done")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as the time line shows it."""

    revision: RevisionRow
    answer: Answer | None
    reason: Label | None
    percent: int | None
    words: tuple[tuple[LazyString, str], ...]
    evidence: tuple[EvidenceRow, ...]


@blueprint.get("/measures/<int:measure_id>")
@requires(Action.SEE_AGENCY)
def show(measure_id: int) -> str:
    actor = current_actor()
    found = queries.measure_by_id(measure_id)
    if found is None:
        raise NotFound(N_("There is no such measure."))
    page = page_number()
    revisions, count = queries.revisions_of_measure(measure_id, ENTRIES_ON_A_PAGE, (page - 1) * ENTRIES_ON_A_PAGE)
    evidence = queries.evidence_of_reports({revision.report_id for revision in revisions})
    frame = frames.frame_on(actor.agency_id, clock.today())
    status = queries.status_of_measure(found, frame)
    return render_template(
        "measures/show.html",
        measure=found.measure,
        frame=frame,
        status=status,
        entries=entries_of(revisions, evidence),
        count=count,
        page=page,
        pages=pages_for(count, ENTRIES_ON_A_PAGE),
        decisions=queries.decisions_of_measure(measure_id),
        may_correct=can(actor, Action.IMPORT_PLANS),
        reports_here=any(one.facts.division_id in actor.division_ids for one in status.assignments),
    )


def entries_of(revisions: Sequence[RevisionRow], evidence: Mapping[int, Sequence[EvidenceRow]]) -> list[Entry]:
    """The evidence of a report stands once, at its newest sending."""
    waiting = dict(evidence)
    return [_entry(one, waiting.pop(one.report_id, ()) if one.action in SENDINGS else ()) for one in revisions]


def _entry(revision: RevisionRow, evidence: Sequence[EvidenceRow]) -> Entry:
    """What the secretary accepted or returned is the report below it, so its words are not repeated."""
    if revision.action not in SENDINGS:
        return Entry(revision, None, None, None, (), ())
    content = revision.content
    answer, reason = content.get("answer"), content.get("cannot_reason")
    return Entry(
        revision=revision,
        answer=Answer(answer) if answer else None,
        reason=label_of(CannotReason(reason)) if reason else None,
        percent=content.get("percent"),
        words=tuple((label, content[name]) for name, label in WORDS_OF_A_REPORT if content.get(name)),
        evidence=tuple(evidence),
    )
