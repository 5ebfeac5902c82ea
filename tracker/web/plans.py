"""The adopted plans with their measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.permissions import Action, can
from tracker.domain.progress import Health, Progress
from tracker.domain.rollup import MeasureStatus, roll_up
from tracker.queries import frames
from tracker.queries import plans as queries
from tracker.web.access import current_actor, requires
from tracker.web.labels import label_of
from tracker.web.paging import page_of

blueprint = Blueprint("plans", __name__)

MEASURES_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks to see of a plan; a word that means nothing asks for everything."""

    health: str
    indicator: str
    division: int | None

    def includes(self, status: MeasureStatus) -> bool:
        codes = {code.partition(".")[0] for code in status.facts.indicators}
        divisions = {one.facts.division_id for one in status.assignments}
        return (
            self.health in ("", status.standing.health, status.standing.progress)
            and (not self.indicator or self.indicator in codes)
            and (self.division is None or self.division in divisions)
        )

    def arguments(self, **changed: str) -> dict[str, Any]:
        """For an address that keeps the other choices."""
        kept = {"health": self.health, "indicator": self.indicator, "division": self.division} | changed
        return {name: value for name, value in kept.items() if value}


@blueprint.get("/plans")
@requires(Action.SEE_AGENCY)
def index() -> str:
    may_import = can(current_actor(), Action.IMPORT_PLANS)
    drafts = queries.waiting_drafts() if may_import else []
    return render_template("plans/index.html", plans=queries.plan_rows(), drafts=drafts, may_import=may_import)


@blueprint.get("/plans/<int:plan_id>")
@requires(Action.SEE_AGENCY)
def show(plan_id: int) -> str:
    head = queries.plan_head(plan_id)
    if head is None:
        raise NotFound(N_("There is no such plan."))
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    statuses = queries.statuses_of_plan(plan_id, frame)
    chosen = _chosen()
    found = [status for status in statuses if chosen.includes(status)]
    return render_template(
        "plans/show.html",
        plan=head,
        frame=frame,
        rollup=roll_up(statuses),
        measures=page_of(found, MEASURES_ON_A_PAGE),
        found=len(found),
        chosen=chosen,
        tabs=_tabs(statuses, chosen, plan_id),
        indicator_codes=INDICATOR_CODES,
        divisions=_divisions_of(statuses),
        may_import=can(current_actor(), Action.IMPORT_PLANS),
        may_make_papers=can(current_actor(), Action.MAKE_PAPERS),
    )


def _chosen() -> Chosen:
    health = request.args.get("health", "")
    indicator = request.args.get("indicator", "")
    return Chosen(
        health=health if health in {*Health, Progress.DONE} else "",
        indicator=indicator if indicator in INDICATOR_CODES else "",
        division=request.args.get("division", type=int),
    )


def _tabs(statuses: Sequence[MeasureStatus], chosen: Chosen, plan_id: int) -> list[dict[str, object]]:
    """Everything, then each health from the worst, then what is done."""
    rollup = roll_up(statuses)
    words: list[tuple[str, object, int]] = [("", _("All measures"), rollup.measures)]
    for health in (Health.OVERDUE, Health.BLOCKED, Health.AT_RISK, Health.ON_TRACK):
        words.append((health, label_of(health).label, rollup.health[health]))
    words.append((Progress.DONE, label_of(Progress.DONE).label, rollup.progress[Progress.DONE]))
    return [
        {
            "label": label,
            "url": url_for("plans.show", plan_id=plan_id, **chosen.arguments(health=str(word))),
            "is_current": chosen.health == word,
            "count": count,
        }
        for word, label, count in words
    ]


def _divisions_of(statuses: Sequence[MeasureStatus]) -> list[tuple[int, str]]:
    found = {one.facts.division_id: one.facts.division for status in statuses for one in status.assignments}
    return list(found.items())
