"""What a document or a workbook says otherwise than the plan of its year, and taking it over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.extensions import db
from tracker.models import PlanDraft
from tracker.plan_reading.differences import Change, Field, FieldDifference, RowDifference, value_of
from tracker.plan_reading.matching import Candidate, MatchKind
from tracker.queries import adoption
from tracker.reports.plan_book import plan_book
from tracker.services import plan_books, plan_changes
from tracker.services.plan_comparisons import Comparison, Told, comparison_of
from tracker.web.access import current_actor, requires
from tracker.web.difference_words import CAUTION_WORDS, FIELD_WORDS, Line, lines_of, sides_of
from tracker.web.downloads import XLSX
from tracker.web.texts import sentence

blueprint = Blueprint("plan_changes", __name__)

TICKED = "take-"
ROW = "row-"
NEW = "new"


@dataclass(frozen=True, slots=True)
class ShownField:
    key: str
    label: object
    before: list[Line]
    after: list[Line]
    caution: object
    #: What a workbook was made with, where somebody has changed it since.
    exported: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    key: str
    change: Change
    number: str
    title: str
    measure_id: int | None
    fields: list[ShownField]
    #: Of a measure that is new: field and lines.
    facts: list[tuple[object, str]]
    caution: object
    is_ticked: bool
    match: str
    #: Text and address, for saying that the match is another.
    remedies: list[tuple[str, str]]


@blueprint.get("/plans/<int:plan_id>/plan.xlsx")
@requires(Action.SEE_AGENCY)
def workbook(plan_id: int) -> Response:
    book = plan_books.plan_book_of(plan_id, clock.today())
    name = f"plan-{book.exported['agency']}-{book.fiscal_year}.xlsx"
    return send_file(BytesIO(plan_book(book)), mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.get("/plans/drafts/<int:draft_id>/changes")
@requires(Action.IMPORT_PLANS)
def show(draft_id: int) -> str | Response:
    return _page(_draft(draft_id), _told(request.args), None)


@blueprint.post("/plans/drafts/<int:draft_id>/changes")
@requires(Action.IMPORT_PLANS)
def take(draft_id: int) -> str | Response:
    chosen = {name.removeprefix(TICKED) for name in request.form if name.startswith(TICKED)}
    told = _told(request.form)
    try:
        taken = plan_changes.take_changes(current_actor(), clock.now(), draft_id, chosen, told)
    except (NotFound, NotAllowed):
        raise
    except Conflict as conflict:
        db.session.rollback()
        flash(sentence(conflict), "warning")
        return redirect(url_for("plan_changes.show", draft_id=draft_id, **_as_arguments(told)))
    except Refusal as refusal:
        db.session.rollback()
        flash(sentence(refusal), "danger")
        return _page(_draft(draft_id), told, chosen)
    counts = {"added": taken.added, "changed": taken.changed, "cancelled": taken.cancelled}
    flash(_("Taken over: %(changed)s measures changed, %(added)s added, %(cancelled)s cancelled.", **counts), "success")
    return redirect(url_for("plans.show", plan_id=taken.plan_id))


def _draft(draft_id: int) -> PlanDraft:
    row = adoption.draft_by_id(draft_id)
    if row is None:
        raise NotFound(N_("There is no such draft."))
    return row


def _told(values: Mapping[str, str]) -> dict[int, int | None]:
    """What the address or the form says of rows; words that mean nothing say nothing."""
    told: dict[int, int | None] = {}
    for name, value in values.items():
        place = name.removeprefix(ROW)
        if name.startswith(ROW) and _is_number(place) and (value == NEW or _is_number(value)):
            told[int(place)] = None if value == NEW else int(value)
    return told


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _as_arguments(told: Told) -> dict[str, Any]:
    return {f"{ROW}{place}": NEW if id_ is None else str(id_) for place, id_ in told.items()}


def _page(row: PlanDraft, told: Told, chosen: Collection[str] | None) -> str | Response:
    """`chosen` are the keys that were ticked before; None proposes what needs no caution."""
    if row.plan_id is not None:
        return redirect(url_for("plans.show", plan_id=row.plan_id))
    compared = comparison_of(row, told)
    if compared is None:
        return redirect(url_for("plan_drafts.review", draft_id=row.id))
    showing = _Showing(compared, told, chosen)
    by_change = {change: [showing.row(one) for one in compared.rows if one.change is change] for change in Change}
    return render_template(
        "plan_changes/show.html",
        row=row,
        compared=compared,
        rows=by_change,
        told=_as_arguments(told),
        same=len(compared.contents.measures) - len(by_change[Change.CHANGED]) - len(by_change[Change.REMOVED]),
    )


class _Showing:
    def __init__(self, compared: Comparison, told: Told, chosen: Collection[str] | None) -> None:
        self._compared, self._told, self._chosen = compared, told, chosen
        self._candidates = compared.candidates()
        self._numbers = {one.id: one.measure.number for one in compared.contents.measures}

    def row(self, one: RowDifference) -> ShownRow:
        return ShownRow(
            key=one.key,
            change=one.change,
            number=one.measure.number,
            title=" / ".join(one.measure.titles),
            measure_id=one.measure_id,
            fields=[self._field(one, difference) for difference in one.fields],
            facts=_facts(one) if one.change is Change.ADDED else [],
            caution=CAUTION_WORDS[one.caution] if one.caution else None,
            is_ticked=self._is_ticked(one.key, proposed=one.caution is None),
            match=self._match(one),
            remedies=self._remedies(one),
        )

    def _field(self, row: RowDifference, one: FieldDifference) -> ShownField:
        before, after = sides_of(one)
        key = row.key_of(one)
        return ShownField(
            key=key,
            label=FIELD_WORDS[one.field],
            before=before,
            after=after,
            caution=CAUTION_WORDS[one.caution] if one.caution else None,
            exported=", ".join(lines_of(one.exported, one.field)),
            is_ticked=self._is_ticked(key, proposed=one.caution is None),
        )

    def _is_ticked(self, key: str, *, proposed: bool) -> bool:
        return proposed if self._chosen is None else key in self._chosen

    def _match(self, row: RowDifference) -> str:
        """Why the row was taken for this measure, where it is not plain."""
        match = row.match
        if match is None or match.kind is MatchKind.SAME:
            return ""
        words = {
            MatchKind.SAME_TITLES: _("Found by its title, which is the same."),
            MatchKind.SAME_NUMBER: _("Found by its number; its title agrees by %(percent)s%%.", percent=match.percent),
            MatchKind.ALIKE: _("Found by its title, which agrees by %(percent)s%%.", percent=match.percent),
            MatchKind.TOLD: _("You said that it is this measure."),
        }
        return str(words[match.kind])

    def _remedies(self, row: RowDifference) -> list[tuple[str, str]]:
        if self._compared.is_workbook or row.place is None:
            return []
        if row.change is Change.CHANGED:
            return [(_("It is a new measure"), self._address(row.place, NEW))]
        return [
            (_it_is(candidate), self._address(row.place, str(candidate.measure_id)))
            for candidate in self._candidates.get(row.place, [])
        ]

    def _address(self, place: int, meaning: str) -> str:
        told = _as_arguments(self._told) | {f"{ROW}{place}": meaning}
        return url_for("plan_changes.show", draft_id=self._compared.row.id, **told)


def _it_is(candidate: Candidate) -> str:
    return str(
        _(
            "It is measure %(number)s, %(title)s (agrees by %(percent)s%%)",
            number=candidate.number,
            title=candidate.title,
            percent=candidate.percent,
        )
    )


def _facts(row: RowDifference) -> list[tuple[object, str]]:
    shown = (field for field in FIELD_WORDS if field not in (Field.CANCELLED, Field.NUMBER, Field.TITLES))
    facts = ((FIELD_WORDS[field], ", ".join(lines_of(value_of(row.measure, field), field))) for field in shown)
    return [(label, text) for label, text in facts if text]
