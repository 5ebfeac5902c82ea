"""The page on which a draft is looked at, for the views that show it and for those that answer a form of it."""

from __future__ import annotations

from flask import render_template, request

from tracker.domain.errors import N_, NotFound
from tracker.models import PlanDraft
from tracker.queries import adoption, divisions
from tracker.web.access import current_actor
from tracker.web.draft_forms import AdoptForm, MeasureForm, form_showing
from tracker.web.plan_review import KnownDivisions, ReviewedPlan, reviewed_plan
from tracker.web.texts import lazy

CHANGES = "plan_changes.show"
"""The page that holds a draft against the plan its year has."""

SETTLED = "settled"
SAID = {
    "saved": lazy("Saved."),
    "next": lazy("Saved. This is the next measure with a question."),
    SETTLED: lazy("Saved. Every question about the measures is settled."),
    "confirmed": lazy("Confirmed as read."),
    "left-out": lazy("The measure was left out. It stands at the end of the page and can be taken back."),
    "taken-back": lazy("The measure is back in its place."),
    "split": lazy("The measure was split. This is the first part; the others follow it."),
    "joined": lazy("The two measures are one now. Check what was put together."),
    "moved": lazy("The measure was moved here."),
    "added": lazy("Fill in the new measure."),
    "matched": lazy("The divisions are matched in every measure."),
    "noted": lazy("The question is noted as seen."),
    "numbered": lazy("The measures are numbered anew."),
}
"""What happened last, said where it happened: at the measure `at`, above the questions, or where one adopts."""


def draft_row(draft_id: int) -> PlanDraft:
    row = adoption.draft_by_id(draft_id)
    if row is None:
        raise NotFound(N_("There is no such draft."))
    return row


def known_divisions(agency_id: int) -> KnownDivisions:
    choices = dict(divisions.active_division_choices())
    return KnownDivisions(choices, divisions.spellings(agency_id, active_only=True))


def review_page(row: PlanDraft, form: AdoptForm, position: int | None) -> str:
    """`position` is that of the measure whose form is open; a draft that is adopted opens none."""
    known = known_divisions(current_actor().agency_id)
    position = None if row.plan_id is not None else position
    reviewed = reviewed_plan(row, known, position)
    measure_form = None
    if position is not None and 1 <= position <= len(reviewed.measures):
        measure_form = form_showing(reviewed.measures[position - 1].draft, row.version, known)
    return _page(row, reviewed, form, position, measure_form)


def page_with_typed(row: PlanDraft, typed: MeasureForm, position: int, is_conflict: bool) -> str:
    """What was typed stands in its form again; after a conflict the rest of the page shows what is stored now."""
    known = known_divisions(current_actor().agency_id)
    reviewed = reviewed_plan(row, known, position)
    typed.offer(reviewed.measures[position - 1].draft, known)
    if is_conflict:
        typed.version.data, typed.version.raw_data = row.version, None
    return _page(row, reviewed, AdoptForm(formdata=None), position, typed, is_conflict=is_conflict)


def _page(
    row: PlanDraft,
    reviewed: ReviewedPlan,
    form: AdoptForm,
    position: int | None,
    measure_form: MeasureForm | None,
    is_conflict: bool = False,
) -> str:
    year, said = reviewed.draft.plan_fiscal_year, request.args.get("said", "")
    if not form.is_submitted() or form.fiscal_year.data is None and not form.errors:
        form.fiscal_year.data = year
    form.version.data, form.version.raw_data = row.version, None
    existing = adoption.plan_of_year(year) if year is not None and row.plan_id is None else None
    return render_template(
        "plans/review.html",
        row=row,
        reviewed=reviewed,
        form=form,
        measure_form=measure_form,
        open_position=position,
        is_conflict=is_conflict,
        existing_plan_id=existing.id if existing else None,
        said=SAID.get(said),
        said_at=_place_of_message(reviewed),
        is_settled=said == SETTLED,
    )


def _place_of_message(reviewed: ReviewedPlan) -> int | None:
    """None after the last measure was left out, so that it is said above the questions."""
    at = request.args.get("at", type=int)
    return at if at is not None and 1 <= at <= len(reviewed.measures) else None
