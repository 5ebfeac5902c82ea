"""The texts of a plan's year-end report, written one measure at a time from the words of the months."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import IntegerField, TextAreaField
from wtforms.widgets import HiddenInput

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.year_texts import Wording, YearTexts
from tracker.extensions import db
from tracker.queries import evidence, plans, year_words
from tracker.queries.frames import Frame
from tracker.queries.plans import PlanHead
from tracker.queries.year_words import YearWords
from tracker.services import outcomes as service
from tracker.services.paper_values.plan_asked_for import frame_of_year
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.labels import label_of
from tracker.web.paging import page_of
from tracker.web.texts import lazy

blueprint = Blueprint("results", __name__)

MEASURES_ON_A_PAGE = 50
NEXT = "next"


class ResultForm(FlaskForm):
    """Its texts are called as those of YearTexts, so that a refusal finds its place."""

    version = IntegerField(widget=HiddenInput(), default=0)
    result = TextAreaField(lazy("What was done"))
    outcome = TextAreaField(lazy("What came of it"))
    problems = TextAreaField(lazy("Problems"))
    suggestions = TextAreaField(lazy("Suggestions"))

    def texts(self) -> YearTexts:
        return YearTexts(
            self.result.data or "", self.outcome.data or "", self.problems.data or "", self.suggestions.data or ""
        )


@blueprint.get("/plans/<int:plan_id>/results")
@requires(Action.MAKE_PAPERS)
def index(plan_id: int) -> str:
    plan, frame = _plan(plan_id)
    words = year_words.words_of_plan(plan_id, frame)
    asked = request.args.get("show", "")
    chosen = asked if asked in set(Wording) else ""
    found = [one for one in words if chosen in ("", one.wording)]
    return render_template(
        "results/index.html",
        plan=plan,
        frame=frame,
        measures=page_of(found, MEASURES_ON_A_PAGE),
        statuses={status.facts.id: status for status in plans.statuses_of_plan(plan_id, frame)},
        chosen=chosen,
        tabs=_tabs(plan_id, Counter(one.wording for one in words), chosen),
    )


@blueprint.route("/plans/<int:plan_id>/results/<int:measure_id>", methods=["GET", "POST"])
@requires(Action.MAKE_PAPERS)
def write(plan_id: int, measure_id: int) -> str | Response | tuple[str, int]:
    plan, frame = _plan(plan_id)
    words, form = _words(plan_id, measure_id, frame), ResultForm()
    if not form.is_submitted():
        return _page(plan, words, form)
    try:
        service.keep_outcome(current_actor(), clock.now(), measure_id, form.version.data or 0, form.texts())
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        db.session.rollback()
        add_to_form(form, refusal)
        is_conflict = isinstance(refusal, Conflict)
        page = _page(plan, _words(plan_id, measure_id, frame), form, is_conflict=is_conflict)
        return page, 409 if is_conflict else 400
    flash(_("The texts are kept."), "success")
    after = year_words.neighbours_of(plan_id, measure_id).after if request.form.get("do") == NEXT else None
    if after is None:
        return redirect(url_for("results.index", plan_id=plan_id, _anchor=f"measure-{measure_id}"))
    return redirect(url_for("results.write", plan_id=plan_id, measure_id=after))


def _plan(plan_id: int) -> tuple[PlanHead, Frame]:
    plan = plans.plan_head(plan_id)
    if plan is None:
        raise NotFound(N_("There is no such plan."))
    return plan, frame_of_year(current_actor().agency_id, clock.today(), plan.fiscal_year)


def _words(plan_id: int, measure_id: int, frame: Frame) -> YearWords:
    words = year_words.words_of_measure(measure_id, frame)
    if words is None or words.measure.plan_id != plan_id:
        raise NotFound(N_("There is no such measure."))
    return words


def _tabs(plan_id: int, counts: Counter[Wording], chosen: str) -> list[dict[str, object]]:
    words: list[tuple[str, object, int]] = [("", _("All measures"), counts.total())]
    words += [(word, label_of(word).label, counts[word]) for word in Wording]
    return [
        {
            "label": label,
            "url": url_for("results.index", plan_id=plan_id, show=word or None),
            "is_current": word == chosen,
            "count": count,
        }
        for word, label, count in words
    ]


def _page(plan: PlanHead, words: YearWords, form: ResultForm, *, is_conflict: bool = False) -> str:
    """With what was typed, else what stands in the report so far."""
    if not form.is_submitted():
        for name in YearTexts.__slots__:
            form[name].data = getattr(words.texts, name)
    if not form.is_submitted() or is_conflict:
        # Whoever has seen what the other wrote may keep their own.
        form.version.data, form.version.raw_data = words.version, None
    files = evidence.evidence_of_reports([one.report_id for one in words.said])
    return render_template(
        "results/write.html",
        plan=plan,
        words=words,
        form=form,
        is_conflict=is_conflict,
        files=[row for one in words.said for row in files.get(one.report_id, ())],
        neighbours=year_words.neighbours_of(plan.id, words.measure.id),
    )
