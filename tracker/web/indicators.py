"""The roll-up: where each of the ten indicators stands, under the tool that assesses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask_babel import LazyString
from flask_wtf import FlaskForm

from tracker import clock
from tracker.domain.framework import TOOL_NAMES, Tool, indicator_tool
from tracker.domain.permissions import Action, can
from tracker.domain.progress import Health, Progress
from tracker.domain.rollup import IndicatorStatus, Rollup
from tracker.domain.status import worst_health
from tracker.queries import following
from tracker.queries import status as status_queries
from tracker.web import filters
from tracker.web.access import current_actor, requires
from tracker.web.form_fields import DateField
from tracker.web.labels import label_of
from tracker.web.texts import lazy

blueprint = Blueprint("indicators", __name__)


class AsOfForm(FlaskForm):
    class Meta:
        csrf = False

    date = DateField(lazy("As of"))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stacked bar."""

    label: LazyString
    count: int
    tone: str


@dataclass(frozen=True, slots=True)
class ToolGroup:
    tool: Tool
    name: str
    indicators: tuple[IndicatorStatus, ...]


@blueprint.get("/indicators")
@requires(Action.SEE_AGENCY)
def index() -> str:
    actor = current_actor()
    form = AsOfForm(request.args)
    status = status_queries.status_on(actor.agency_id, _day_asked(form))
    return render_template(
        "indicators/index.html",
        form=form,
        status=status,
        scores=following.indicator_scores(status.plan),
        tools=tool_groups(status.indicators),
        progress_parts=progress_parts,
        health_parts=health_parts,
        worst=worst_of,
        may_import=can(actor, Action.IMPORT_PLANS),
    )


def _day_asked(form: AsOfForm) -> date:
    """Today when none was asked, or what was written is no day; the field says so then."""
    day: date | None = form.date.data if form.validate() else None
    return day or clock.today()


def tool_groups(indicators: tuple[IndicatorStatus, ...]) -> list[ToolGroup]:
    return [
        ToolGroup(
            tool,
            TOOL_NAMES[tool][0 if filters.is_thai() else 1],
            tuple(one for one in indicators if indicator_tool(one.code) is tool),
        )
        for tool in Tool
    ]


def progress_parts(rollup: Rollup) -> list[Part]:
    """The finished first, so that the bar fills from the left."""
    order = (Progress.DONE, Progress.IN_PROGRESS, Progress.NOT_STARTED, Progress.CANCELLED)
    return [Part(label_of(word).label, rollup.progress[word], label_of(word).tone) for word in order]


def health_parts(rollup: Rollup) -> list[Part]:
    """The good first; measures that are not judged (not begun, done, cancelled) are no part of it."""
    order = (Health.ON_TRACK, Health.AT_RISK, Health.BLOCKED, Health.OVERDUE)
    return [Part(label_of(word).label, rollup.health[word], label_of(word).tone) for word in order]


def worst_of(rollup: Rollup) -> Health | None:
    return worst_health(health for health, count in rollup.health.items() if count)
