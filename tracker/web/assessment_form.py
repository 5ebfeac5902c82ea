"""Entering and correcting the result of an assessment by hand: one form with every score of the year."""

from __future__ import annotations

from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from tracker import clock
from tracker.domain.assessment import level_choices
from tracker.domain.errors import Refusal
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.framework import Tool
from tracker.domain.permissions import Action
from tracker.domain.score_sheet import PrintedResult, ScoreKey, ToolSheet, is_question, keys_of, sheet_of
from tracker.domain.thai_text import clean
from tracker.models import Assessment
from tracker.queries import assessments as queries
from tracker.services import assessments as service
from tracker.services.plan_drafts import check_year
from tracker.web.access import current_actor, requires
from tracker.web.assessment_words import name_of_indicator, part_name, tool_name
from tracker.web.assessments import assessment_or_404
from tracker.web.errors import add_to_form
from tracker.web.form_fields import FiscalYearField, ScoreField
from tracker.web.texts import lazy

blueprint = Blueprint("assessment_form", __name__)


class YearForm(FlaskForm):
    class Meta:
        csrf = False

    fiscal_year = FiscalYearField(lazy("Fiscal year that was assessed"))


class ResultForm(FlaskForm):
    """With one more field for each score of the sheet: see `_form_for`."""

    overall = ScoreField(lazy("Overall score"))
    level = StringField(lazy("Level"))
    #: The state of the stored result that the form was filled in from.
    seen = HiddenField()

    def result(self, sheets: Collection[ToolSheet]) -> PrintedResult:
        scores = {key: self[field_name(key)].data for key in keys_of(sheets)}
        return PrintedResult(
            overall=self.overall.data,
            level=clean(self.level.data or "") or None,
            scores={key: score for key, score in scores.items() if score is not None},
        )


def field_name(key: ScoreKey) -> str:
    return f"score-{key.code}-{key.part or 'whole'}"


@blueprint.route("/assessments/add", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def add() -> str | Response:
    year_form = YearForm(request.args)
    year = _year_asked(year_form)
    if year is None:
        return render_template("assessments/choose_year.html", form=year_form)
    stored = queries.assessment_of_year(year)
    if stored is not None:
        return redirect(url_for("assessment_form.edit", assessment_id=stored.id))
    sheets = sheet_of(year)
    form = _form_for(sheets, year, PrintedResult())
    if form.validate_on_submit():
        try:
            added = service.add_assessment(current_actor(), clock.now(), year, form.result(sheets))
            flash(_("The result was saved."), "success")
            return redirect(url_for("assessments.show", assessment_id=added.id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _page(form, sheets, year, None)


@blueprint.route("/assessments/<int:assessment_id>/edit", methods=["GET", "POST"])
@requires(Action.IMPORT_PLANS)
def edit(assessment_id: int) -> str | Response:
    assessment = assessment_or_404(assessment_id)
    stored = queries.result_of(assessment)
    sheets = sheet_of(assessment.fiscal_year, stored.scores.keys())
    form = _form_for(sheets, assessment.fiscal_year, stored)
    if form.validate_on_submit():
        try:
            result = form.result(sheets)
            service.correct_assessment(current_actor(), clock.now(), assessment_id, result, form.seen.data)
            flash(_("The result was saved."), "success")
            return redirect(url_for("assessments.show", assessment_id=assessment_id))
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _page(form, sheets, assessment.fiscal_year, assessment)


def _year_asked(form: YearForm) -> int | None:
    """The year in the address, when it is one; what is none is said at its field."""
    if not form.fiscal_year.raw_data:
        form.fiscal_year.data = fiscal_year_of(clock.today()) - 1
        return None
    if not form.validate():
        return None
    year: int | None = form.fiscal_year.data
    try:
        check_year(year)
    except Refusal as refusal:
        add_to_form(form, refusal)
        return None
    return year


def _form_for(sheets: tuple[ToolSheet, ...], fiscal_year: int, result: PrintedResult) -> ResultForm:
    divided = {line.code for sheet in sheets for line in sheet.questions if len(line.keys) > 1}
    fields = {field_name(key): ScoreField(_label(key, fiscal_year, divided)) for key in keys_of(sheets)}
    filled = {field_name(key): score for key, score in result.scores.items()}
    form_class = type("ScoresOfTheYear", (ResultForm,), fields)
    form: ResultForm = form_class(
        data={"overall": result.overall, "level": result.level, "seen": service.state_of(result), **filled}
    )
    return form


def _label(key: ScoreKey, fiscal_year: int, divided: Collection[str]) -> str:
    if key.code in set(Tool) or (key.code in divided and not key.part):
        return _("%(code)s as a whole", code=key.code)
    if is_question(key.code):
        return f"{key.code} {part_name(key.part)}".strip()
    return f"{key.code} {name_of_indicator(key.code, fiscal_year)}".strip()


def _page(form: ResultForm, sheets: tuple[ToolSheet, ...], fiscal_year: int, assessment: Assessment | None) -> str:
    return render_template(
        "assessments/form.html",
        form=form,
        sheets=sheets,
        fiscal_year=fiscal_year,
        assessment=assessment,
        levels=level_choices(fiscal_year),
        field=lambda key: form[field_name(key)],
        field_of=lambda code: form[field_name(ScoreKey(code))],
        tool_name=tool_name,
        has_errors=lambda keys: any(form[field_name(key)].errors for key in keys),
    )
