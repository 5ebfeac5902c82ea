"""One measure: what was adopted, where it stands, what the chair ordered and everything that was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action, can
from tracker.queries import decisions as decision_queries
from tracker.queries import frames
from tracker.queries import measures as queries
from tracker.queries import story as happenings
from tracker.queries.decisions import DecisionRow
from tracker.queries.evidence import evidence_of_reports
from tracker.web import story
from tracker.web.access import current_actor, requires
from tracker.web.paging import page_number, pages_for

blueprint = Blueprint("measures", __name__)

REVISIONS_ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class StoryPage:
    entries: Sequence[story.Entry]
    #: Of all pages together.
    count: int
    page: int
    pages: int
    #: Whose part of it is shown; None for all.
    division_id: int | None


@blueprint.get("/measures/<int:measure_id>")
@requires(Action.SEE_AGENCY)
def show(measure_id: int) -> str:
    actor = current_actor()
    found = queries.measure_by_id(measure_id)
    if found is None:
        raise NotFound(N_("There is no such measure."))
    frame = frames.frame_on(actor.agency_id, clock.today())
    status = queries.status_of_measure(found, frame)
    decisions = decision_queries.decisions_of_measure(measure_id)
    return render_template(
        "measures/show.html",
        measure=found.measure,
        frame=frame,
        status=status,
        story=_story(measure_id, decisions),
        divisions=[(one.facts.division_id, one.facts.division) for one in status.assignments],
        decisions=decisions,
        may_correct=can(actor, Action.IMPORT_PLANS),
        may_decide=can(actor, Action.GIVE_ORDERS),
        may_answer=can(actor, Action.REPORT_ON_BEHALF),
        reports_here=any(one.facts.division_id in actor.division_ids for one in status.assignments),
    )


def _story(measure_id: int, decisions: Sequence[DecisionRow]) -> StoryPage:
    """Pages are counted by what happened to the reports; what else happened stands between it by its time.

    So a page also has to know the last moment of the page before.
    """
    page, division_id = page_number(), request.args.get("division", type=int)
    ahead = 1 if page > 1 else 0
    revisions, count = happenings.revisions_of_measure(
        measure_id, REVISIONS_ON_A_PAGE + ahead, (page - 1) * REVISIONS_ON_A_PAGE - ahead, division_id
    )
    until = revisions[0].at if ahead and revisions else None
    revisions = revisions[ahead:]
    pages = pages_for(count, REVISIONS_ON_A_PAGE)
    is_last = page >= pages
    evidence = evidence_of_reports({revision.report_id for revision in revisions})
    others = story.others_of(decisions, happenings.changes_of_measure(measure_id), division_id)
    said = story.said_of(revisions, evidence, is_whole=is_last)
    entries = story.time_line(said, others, None if is_last else revisions[-1].at, until)
    return StoryPage(entries, count + len(others), page, pages, division_id)
