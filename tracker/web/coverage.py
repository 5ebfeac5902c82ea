"""Which weak scores of an assessment the measures of a plan answer, and which nobody does."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain.coverage import Cover, Coverage, WeakPoint, coverage_of
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action, can
from tracker.domain.questionnaire import item_codes
from tracker.domain.score_sheet import ScoreKey, is_question
from tracker.queries import assessments as queries
from tracker.web.access import current_actor, requires
from tracker.web.assessment_views import Bar, bars_of
from tracker.web.assessment_words import figure, name_of_indicator

blueprint = Blueprint("coverage", __name__)

#: What the page can be kept to, by the word in its address.
CHOICES: dict[str, tuple[Cover, ...]] = {
    "": tuple(Cover),
    "gaps": (Cover.NOBODY, Cover.INDICATOR_ONLY),
    "nobody": (Cover.NOBODY,),
}


@blueprint.get("/plans/<int:plan_id>/coverage")
@requires(Action.SEE_AGENCY)
def show(plan_id: int) -> str:
    plan = queries.assessed_plan(plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    may_enter = can(current_actor(), Action.IMPORT_PLANS)
    if plan.assessment is None:
        return render_template("assessments/no_assessment.html", plan=plan, may_enter=may_enter)
    year = plan.assessment.fiscal_year
    measures = queries.measures_of_plans([plan_id])[plan_id]
    coverage = coverage_of(year, queries.result_of(plan.assessment), measures, plan.threshold)
    chosen = request.args.get("show", "")
    chosen = chosen if chosen in CHOICES else ""
    return render_template(
        "assessments/coverage.html",
        plan=plan,
        year=year,
        coverage=coverage,
        points=coverage.in_state(*CHOICES[chosen]),
        chosen=chosen,
        tabs=_tabs(coverage, chosen, plan_id),
        name_of=lambda point: name_of(point, year),
        bars=lambda point: _bars(point, plan.threshold),
        figure=figure,
        may_add=may_enter,
    )


def name_of(point: WeakPoint, fiscal_year: int) -> str:
    """Of an indicator, or of an item of the OIT where it is known."""
    if is_question(point.code):
        return item_codes(fiscal_year).get(point.code.upper()) or ""
    return name_of_indicator(point.code, fiscal_year)


def _bars(point: WeakPoint, threshold: float) -> tuple[Bar, ...]:
    scores = {ScoreKey(point.code, part): score for part, score in sorted(point.scores.items())}
    return bars_of(scores, tuple(scores), threshold)


def _tabs(coverage: Coverage, chosen: str, plan_id: int) -> list[dict[str, object]]:
    labels = {"": _("Everything weak"), "gaps": _("No measure names it"), "nobody": _("No measure at all")}
    return [
        {
            "label": labels[word],
            "url": url_for("coverage.show", plan_id=plan_id, show=word or None),
            "is_current": word == chosen,
            "count": len(coverage.in_state(*states)),
        }
        for word, states in CHOICES.items()
    ]
