"""The division's own page: everything it owes for the month on one form, kept while it is written and sent at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.evidence import PICTURES
from tracker.domain.permissions import Action
from tracker.domain.reach import check_link
from tracker.queries import reports, revisions
from tracker.queries.reports import ReportRow
from tracker.services import reporting
from tracker.services.report_desk import Filled
from tracker.web import filters
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.evidence import megabytes
from tracker.web.paging import page_number
from tracker.web.report_cards import Typed, card_of, month_of_mine
from tracker.web.report_form import ReportForm, answer_choices, blank_form, form_sent, form_showing, forms_sent
from tracker.web.texts import sentence

blueprint = Blueprint("my_reports", __name__)

#: What a button of the page asks for: all of it, or (`send-12`) one report.
SEND, SAME_AGAIN, OPEN = "send", "same", "open"


@blueprint.get("/my-reports")
@requires(Action.REPORT, by_link=True)
def index() -> str:
    return _page({}, request.args.get("open", type=int))


@blueprint.post("/my-reports")
@requires(Action.REPORT, by_link=True)
def save() -> Response | tuple[str, int]:
    """Everything on the page is kept; what the button says, and what has an answer, is sent."""
    do, _dash, at = request.form.get("do", "").partition("-")
    forms, chosen = forms_sent(), int(at) if at.isdecimal() else None
    unreadable = {id_: form for id_, form in forms.items() if not form.validate()}
    filled = [_filled(id_, form, do, chosen) for id_, form in forms.items() if id_ not in unreadable]
    refused = reporting.save_reports(current_actor(), clock.now(), [one for one in filled if one is not None])
    typed = {id_: Typed(form, is_unread=True) for id_, form in unreadable.items()} | _refused(forms, refused)
    if typed:
        return _page(typed, None), 409 if any(one.is_conflict for one in typed.values()) else 400
    _tell(do, sum(one is not None and one.is_sent for one in filled))
    opened = chosen if do in (OPEN, SAME_AGAIN) else None
    anchor = _anchor(list(forms), chosen, is_sent=do == SEND)
    return redirect(url_for("my_reports.index", open=opened, page=_page_in_address(), _anchor=anchor))


def _filled(report_id: int, form: ReportForm, do: str, chosen: int | None) -> Filled | None:
    """None for a card that nobody has touched."""
    is_chosen = report_id == chosen
    if do == SAME_AGAIN and is_chosen:
        return _same_again(report_id, form)
    is_sent = do == SEND and (is_chosen or (chosen is None and form.answer.data is not None))
    if form.is_empty and not is_sent and form.read_version == 1:
        return None
    return Filled(report_id, form.read_version, form.entry(), is_sent)


def _same_again(report_id: int, form: ReportForm) -> Filled:
    """What was said the time before, to be looked at once more before it is sent."""
    row = reports.report_row(report_id)
    entry = row.previous.again() if row is not None and row.previous is not None else form.entry()
    return Filled(report_id, form.read_version, entry, is_sent=False)


def _refused(forms: Mapping[int, ReportForm], refused: Mapping[int, Refusal]) -> dict[int, Typed]:
    for refusal in refused.values():
        if isinstance(refusal, (NotAllowed, NotFound)):
            raise refusal
    typed = {}
    for id_, refusal in refused.items():
        is_conflict = isinstance(refusal, Conflict)
        if not is_conflict:
            add_to_form(forms[id_], refusal)
        typed[id_] = Typed(forms[id_], is_conflict)
    return typed


def _tell(do: str, sent: int) -> None:
    if sent:
        flash(ngettext("%(num)s report is sent.", "%(num)s reports are sent.", sent), "success")
    elif do == SEND:
        flash(_("Nothing was chosen yet, so nothing was sent. Choose an answer for each measure first."), "warning")
    elif do not in (OPEN, SAME_AGAIN):
        flash(_("The drafts are saved. The office sees them only when they are sent."), "success")


def _anchor(ids: Sequence[int], chosen: int | None, is_sent: bool) -> str | None:
    """The card somebody was at; after sending it the next one."""
    if chosen not in ids:
        return None
    rest = ids[ids.index(chosen) + is_sent :]
    return f"report-{rest[0]}" if rest else None


def _page_in_address() -> int | None:
    return page_number() if page_number() > 1 else None


def _page(typed: Mapping[int, Typed], opened: int | None) -> str:
    actor = current_actor()
    mine = month_of_mine(actor, clock.today(), typed, opened)
    return render_template(
        "my_reports/index.html",
        mine=mine,
        choices=answer_choices(),
        blank=blank_form(),
        refused=[one.form for one in typed.values()],
        pictures=",".join(PICTURES),
        most_bytes=megabytes() * 1024 * 1024,
    )


@blueprint.post("/my-reports/<int:report_id>/draft")
@requires(Action.REPORT, by_link=True)
def save_draft(report_id: int) -> tuple[dict[str, object], int]:
    """One card while it is being written, for the page's script."""
    form = form_sent(report_id)
    if not form.validate():
        return {"error": " ".join(text for texts in form.errors.values() for text in texts)}, 400
    try:
        report = reporting.save_draft(current_actor(), clock.now(), report_id, form.read_version, form.entry())
    except Conflict as conflict:
        row = _own_row(report_id)
        stored = render_template("my_reports/_stored.html", row=row, sending=_sending(row))
        return {"error": sentence(conflict), "version": row.version, "stored": stored}, 409
    return {"version": report.version, "saved": _("Draft saved at %(time)s", time=filters.clock_time(clock.now()))}, 200


@blueprint.get("/my-reports/<int:report_id>")
@requires(Action.REPORT, by_link=True)
def one(report_id: int) -> str:
    row = _own_row(report_id)
    return _alone(row, form_showing(row), is_conflict=False)


@blueprint.post("/my-reports/<int:report_id>")
@requires(Action.REPORT, by_link=True)
def save_one(report_id: int) -> Response | tuple[str, int]:
    """One report by itself: a correction, or one of an earlier month."""
    form, is_sent = form_sent(report_id), request.form.get("do") == SEND
    keep = reporting.submit_report if is_sent else reporting.save_draft
    if form.validate():
        try:
            keep(current_actor(), clock.now(), report_id, form.read_version, form.entry())
            flash(_("The report is sent.") if is_sent else _("The draft is saved."), "success")
            return redirect(url_for("my_reports.index" if is_sent else "my_reports.one", report_id=report_id))
        except Conflict:
            return _alone(_own_row(report_id), form, is_conflict=True), 409
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _alone(_own_row(report_id), form, is_conflict=False), 400


def _own_row(report_id: int) -> ReportRow:
    row = reports.report_row(report_id)
    if row is None:
        raise NotFound(N_("There is no such report."))
    actor = current_actor()
    if row.division_id not in actor.division_ids:
        raise NotAllowed(N_("This measure is another division's. Only its own people report on it."))
    check_link(actor, row.meeting_id)
    return row


def _sending(row: ReportRow) -> revisions.Revision | None:
    return revisions.last_sendings([row.id]).get(row.id)


def _alone(row: ReportRow, form: ReportForm, is_conflict: bool) -> str:
    """After a conflict with what is stored now, which sending from here knows of."""
    card = card_of(row, form, is_conflict, clock.today())
    return render_template("my_reports/report.html", card=card, sending=_sending(row), is_closed=row.is_closed)
