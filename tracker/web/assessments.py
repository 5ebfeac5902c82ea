"""The results of the yearly assessments as printed, with what does not agree in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from tracker import clock
from tracker.domain.assessment import overall_of, suggested_level, tool_scores
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import Action, can
from tracker.domain.score_sheet import PrintedResult, ScoreDifference
from tracker.models import Assessment
from tracker.queries import assessments as queries
from tracker.queries.assessments import DocumentResult, PlanOfAssessment
from tracker.reports.assessment_book import assessment_book
from tracker.services import assessments as service
from tracker.services.assessment_papers import assessment_report
from tracker.web.access import current_actor, requires
from tracker.web.assessment_views import ResultView
from tracker.web.assessment_words import figure, subject_name
from tracker.web.downloads import XLSX
from tracker.web.form_fields import ScoreField
from tracker.web.texts import lazy

blueprint = Blueprint("assessments", __name__)


class ThresholdForm(FlaskForm):
    threshold = ScoreField(lazy("Threshold"), validators=[InputRequired(lazy("Write a score, for example 85."))])


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A document that says something else than what is stored."""

    document: DocumentResult
    differences: tuple[ScoreDifference, ...]


@blueprint.get("/assessments")
@requires(Action.SEE_AGENCY)
def index() -> str:
    return _index(None)


@blueprint.post("/assessments/threshold")
@requires(Action.IMPORT_PLANS)
def set_threshold() -> str | Response:
    form = ThresholdForm()
    if not form.validate_on_submit():
        return _index(form)
    service.set_threshold(current_actor(), clock.now(), form.threshold.data)
    flash(_("The threshold is now %(score)s.", score=figure(form.threshold.data)), "success")
    return redirect(url_for("assessments.index"))


@blueprint.get("/assessments/<int:assessment_id>")
@requires(Action.SEE_AGENCY)
def show(assessment_id: int) -> str:
    assessment = assessment_or_404(assessment_id)
    actor = current_actor()
    result = queries.result_of(assessment)
    threshold = queries.threshold_of(actor.agency_id)
    tools = tool_scores(result.indicators)
    return render_template(
        "assessments/show.html",
        assessment=assessment,
        result=result,
        view=ResultView(assessment.fiscal_year, result, threshold),
        threshold=threshold,
        computed_overall=overall_of(tools),
        suggested=suggested_level(assessment.fiscal_year, result.overall, tools),
        plans=queries.plans_made_from([assessment_id]),
        others=_other_readings(assessment.fiscal_year, result),
        may_enter=can(actor, Action.IMPORT_PLANS),
        figure=figure,
        subject_name=subject_name,
    )


@blueprint.get("/assessments/<int:assessment_id>/report.xlsx")
@requires(Action.SEE_AGENCY)
def report_xlsx(assessment_id: int) -> Response:
    assessment = assessment_or_404(assessment_id)
    report = assessment_report(queries.agency_by_id(current_actor().agency_id), clock.today(), assessment)
    filename = f"assessment-{report.agency}-{report.fiscal_year}.xlsx"
    return send_file(BytesIO(assessment_book(report)), mimetype=XLSX, as_attachment=True, download_name=filename)


def assessment_or_404(assessment_id: int) -> Assessment:
    assessment = queries.assessment_by_id(assessment_id)
    if assessment is None:
        raise NotFound(N_("There is no such assessment."))
    return assessment


def _index(form: ThresholdForm | None) -> str:
    actor = current_actor()
    threshold = queries.threshold_of(actor.agency_id)
    rows = queries.assessment_rows(threshold)
    plans: defaultdict[int, list[PlanOfAssessment]] = defaultdict(list)
    for plan in queries.plans_made_from([row.id for row in rows]):
        plans[plan.assessment_id].append(plan)
    return render_template(
        "assessments/index.html",
        rows=rows,
        plans=plans,
        threshold=threshold,
        form=form or ThresholdForm(None, threshold=threshold),
        may_enter=can(actor, Action.IMPORT_PLANS),
        figure=figure,
    )


def _other_readings(fiscal_year: int, result: PrintedResult) -> list[OtherReading]:
    found = (
        OtherReading(document, tuple(service.differences(result, document.assessment)))
        for document in queries.documents_about(fiscal_year)
    )
    return [reading for reading in found if reading.differences]
