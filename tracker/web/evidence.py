"""The evidence of a report: what stands there, and attaching, replacing and removing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import RequestEntityTooLarge

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.evidence import MOST_MEGABYTES, MOST_ON_A_REPORT
from tracker.domain.permissions import Action, Actor, can, can_report_for, reaches_meeting
from tracker.evidence_files import ACCEPTED, EvidenceFolder
from tracker.models import Evidence
from tracker.queries import evidence as queries
from tracker.queries import reports
from tracker.queries.evidence import Piece, ReportPlace
from tracker.queries.reports import ReportRow
from tracker.services import evidence as service
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.evidence_forms import LINK_PREFIX, FileForm, LinkForm, WordsForm
from tracker.web.scripts import is_asked_by_script, told
from tracker.web.texts import sentence

blueprint = Blueprint("evidence", __name__)


@blueprint.get("/my-reports/<int:report_id>/evidence")
@requires(Action.SEE_AGENCY, by_link=True)
def of_report(report_id: int) -> str:
    return _list_page(report_id, FileForm(formdata=None), LinkForm(formdata=None, prefix=LINK_PREFIX))


@blueprint.post("/my-reports/<int:report_id>/evidence/file")
@requires(Action.SEE_AGENCY, by_link=True)
def add_file(report_id: int) -> ResponseReturnValue:
    """Of the form on the page, or of the script of a card, which shows the new piece in its place."""
    form = FileForm()

    def attach() -> Evidence:
        return service.add_file(current_actor(), clock.now(), evidence_folder(), report_id, form.upload, form.said)

    if is_asked_by_script():
        return _answer_script(attach)
    other = LinkForm(formdata=None, prefix=LINK_PREFIX)
    return _attached(form, attach) or (_list_page(report_id, form, other), 400)


@blueprint.post("/my-reports/<int:report_id>/evidence/link")
@requires(Action.SEE_AGENCY, by_link=True)
def add_link(report_id: int) -> ResponseReturnValue:
    form = LinkForm(prefix=LINK_PREFIX)

    def attach() -> Evidence:
        return service.add_link(current_actor(), clock.now(), report_id, form.url.data or "", form.said)

    return _attached(form, attach) or (_list_page(report_id, FileForm(formdata=None), form), 400)


@blueprint.get("/evidence/<int:evidence_id>")
@requires(Action.SEE_AGENCY, by_link=True)
def show(evidence_id: int) -> str:
    return _piece_page(evidence_id)


@blueprint.post("/evidence/<int:evidence_id>/change")
@requires(Action.SEE_AGENCY, by_link=True)
def change(evidence_id: int) -> ResponseReturnValue:
    form = WordsForm(prefix="words")

    def put_right() -> Evidence:
        return service.change_evidence(current_actor(), clock.now(), evidence_id, form.said)

    return _attached(form, put_right, _("The words and the date are saved.")) or (_piece_page(evidence_id, form), 400)


@blueprint.post("/evidence/<int:evidence_id>/replace-by-file")
@requires(Action.SEE_AGENCY, by_link=True)
def replace_by_file(evidence_id: int) -> ResponseReturnValue:
    form = FileForm()

    def replace() -> Evidence:
        actor, now = current_actor(), clock.now()
        return service.replace_by_file(actor, now, evidence_folder(), evidence_id, form.upload, form.said)

    return _attached(form, replace, _("The later version is attached.")) or (_piece_page(evidence_id, form), 400)


@blueprint.post("/evidence/<int:evidence_id>/replace-by-link")
@requires(Action.SEE_AGENCY, by_link=True)
def replace_by_link(evidence_id: int) -> ResponseReturnValue:
    form = LinkForm(prefix=LINK_PREFIX)

    def replace() -> Evidence:
        return service.replace_by_link(current_actor(), clock.now(), evidence_id, form.url.data or "", form.said)

    return _attached(form, replace, _("The later version is attached.")) or (_piece_page(evidence_id, form), 400)


@blueprint.post("/evidence/<int:evidence_id>/remove")
@requires(Action.SEE_AGENCY, by_link=True)
def remove(evidence_id: int) -> ResponseReturnValue:
    done = service.remove_evidence(current_actor(), clock.now(), evidence_id)
    flash(_("The evidence is removed. The record of it stays."), "success")
    return redirect(url_for("evidence.of_report", report_id=done.report_id))


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Nothing of the request was read, so it is not known whose it is."""
    text = _(
        "The file is too large. It may have at most %(size)s MB. Go back and choose a smaller one, or put it on "
        "the office's website and attach the link.",
        size=megabytes(),
    )
    if is_asked_by_script():
        return told(text, 413)
    return render_template("errors/413.html", message=text, kept=None), 413


def evidence_folder() -> EvidenceFolder:
    return EvidenceFolder(current_app.config["TRACKER"].evidence)


def megabytes() -> int:
    """The most that one file may have; the setting limits a whole request."""
    limit: int = current_app.config["TRACKER"].upload_megabytes
    return min(limit, MOST_MEGABYTES)


def check_sight(actor: Actor, place: ReportPlace | None) -> ReportPlace:
    """Everybody of the agency sees every report; by the link of a letter only one's own of its meeting."""
    if place is None:
        raise NotFound(N_("There is no such report."))
    is_own = reaches_meeting(actor, place.meeting_id) and place.division_id in actor.division_ids
    if actor.link_meeting_id is not None and not is_own:
        raise NotAllowed(N_("The link in your mail opens the reports of its own meeting only. Sign in for others."))
    return place


def _attached(form: FlaskForm, do: Callable[[], Evidence], said: str | None = None) -> ResponseReturnValue | None:
    """Back to the list when it is done; None when the form has to be shown again, with what is wrong."""
    if not form.validate():
        return None
    try:
        done = do()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        add_to_form(form, refusal)
        return None
    flash(said or _("The evidence is attached."), "success")
    return redirect(url_for("evidence.of_report", report_id=done.report_id))


def _answer_script(attach: Callable[[], Evidence]) -> ResponseReturnValue:
    try:
        done = attach()
    except Refusal as refusal:
        return told(sentence(refusal), 400)
    file = next(row for row in queries.evidence_of_reports([done.report_id])[done.report_id] if row.id == done.id)
    return {"html": render_template("evidence/_item.html", file=file), "said": _("Attached: %(it)s", it=file.caption)}


def _list_page(report_id: int, file_form: FileForm, link_form: LinkForm) -> str:
    row, pieces, common = _of_report(report_id)
    return render_template(
        "evidence/index.html",
        file_form=file_form,
        link_form=link_form,
        pieces=[piece for piece in pieces if piece.row.removed_at is None],
        removed=[piece for piece in pieces if piece.row.removed_at is not None],
        is_full=len(pieces) >= MOST_ON_A_REPORT,
        **common,
    )


def _piece_page(evidence_id: int, form: WordsForm | None = None) -> str:
    """One piece with its versions; a form that was sent with something wrong in it is shown again."""
    stored = queries.evidence_by_id(evidence_id)
    if stored is None:
        raise NotFound(N_("There is no such piece of evidence."))
    row, pieces, common = _of_report(stored.report_id)
    piece = next(piece for piece in pieces if evidence_id in (piece.row.id, *(one.id for one in piece.earlier)))
    if piece.row.removed_at is not None and not common["sees_removed"]:
        raise NotFound(N_("There is no such piece of evidence."))
    words = {"caption": piece.row.caption, "dated_on": piece.row.dated_on}
    return render_template(
        "evidence/show.html",
        piece=piece,
        sent=form,
        words_form=form if type(form) is WordsForm else WordsForm(formdata=None, prefix="words", data=words),
        file_form=form if isinstance(form, FileForm) else FileForm(formdata=None),
        link_form=form if isinstance(form, LinkForm) else LinkForm(formdata=None, prefix=LINK_PREFIX),
        **common,
    )


def _of_report(report_id: int) -> tuple[ReportRow, list[Piece], dict[str, Any]]:
    """The report with what stands under it, and what both pages show of it."""
    actor = current_actor()
    place = check_sight(actor, queries.place_of_report(report_id))
    row = reports.report_row(report_id)
    assert row is not None, "its place was found"
    common = {
        "row": row,
        "may_change": can_report_for(actor, place.division_id) and place.closed_at is None,
        "is_own": place.division_id in actor.division_ids,
        "is_closed": place.closed_at is not None,
        "sees_removed": can(actor, Action.SEE_LEDGER),
        "megabytes": megabytes(),
        "accepted": ",".join(ACCEPTED),
    }
    return row, queries.pieces_of_reports([report_id]).get(report_id, []), common
