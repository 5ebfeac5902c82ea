"""What a division said by telephone, on paper or by LINE, entered by the office and marked so."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import Conflict, NotFound, Refusal
from tracker.domain.permissions import Action
from tracker.domain.progress import UNSENT_STATES, EntryChannel
from tracker.queries import posts, reports, revisions
from tracker.queries.orders import open_orders_of
from tracker.queries.posts import Colleague
from tracker.queries.reports import ReportRow
from tracker.services import reporting
from tracker.services.report_desk import Way
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.meeting_reports import back_to_list, place, report_of
from tracker.web.meetings import blueprint
from tracker.web.report_form import OnBehalfForm, form_sent, form_showing

LAST_TELLER = "last_teller"
"""In the session: who told the last report, so that a call about five measures names them once."""

MOST_IN_A_ROW = 100
"""Missing reports of one division that are looked through for the next one."""


@blueprint.route("/meetings/reports/<int:report_id>/enter", methods=["GET", "POST"])
@requires(Action.REPORT_ON_BEHALF)
def enter(report_id: int) -> str | Response | tuple[str, int]:
    row = report_of(report_id)
    if request.method == "GET":
        form = form_showing(row, OnBehalfForm)
        colleagues = posts.people_of_division(row.division_id, clock.today())
        _propose(form, row, colleagues)
        return _page(row, form, colleagues)
    form = form_sent(report_id, OnBehalfForm)
    if form.validate():
        try:
            missing = _still_missing(row)
            way = Way(form.channel.data or EntryChannel.WEB, form.told_by.data or "")
            reporting.submit_report(current_actor(), clock.now(), report_id, form.read_version, form.entry(), way)
            return _entered(row, way, missing)
        except Conflict:
            return _conflict_page(report_of(report_id), form), 409
        except NotFound:
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _page(row, form, posts.people_of_division(row.division_id, clock.today())), 400


def _propose(form: OnBehalfForm, row: ReportRow, colleagues: Sequence[Colleague]) -> None:
    """Who told the division's report before, in the same call; else its head, or who is acting."""
    last = session.get(LAST_TELLER, {})
    if (last.get("division"), last.get("day")) == (row.division_id, clock.today().isoformat()):
        form.channel.data, form.told_by.data = EntryChannel(last["channel"]), last["told_by"]
    elif colleagues:
        form.told_by.data = named(colleagues[0])


def named(colleague: Colleague) -> str:
    title, name = colleague.title, colleague.name
    return name if title == name else f"{name} {title}"


def _entered(row: ReportRow, way: Way, missing: Sequence[ReportRow]) -> Response:
    """To the division's next missing report when that was asked for, else back to the list."""
    session[LAST_TELLER] = {
        "division": row.division_id,
        "day": clock.today().isoformat(),
        "channel": way.channel,
        "told_by": way.told_by.strip(),
    }
    if not missing or request.form.get("then") != "next":
        flash(_("The report is entered on behalf of the division."), "success")
        return back_to_list(row.meeting_id)
    flash(_("Measure %(number)s is entered on behalf of the division.", number=row.number), "success")
    return redirect(url_for("meetings.enter", report_id=missing[0].id, **place()))


def _still_missing(row: ReportRow) -> list[ReportRow]:
    """The division's other reports of this meeting that were not sent: those behind this one in the plan first."""
    if row.meeting_id is None:
        return []
    rows = reports.reports_of_meeting(row.meeting_id, UNSENT_STATES, row.division_id, limit=MOST_IN_A_ROW)
    here = next((at for at, one in enumerate(rows) if one.id == row.id), -1)
    return [*rows[here + 1 :], *rows[: max(here, 0)]]


def _conflict_page(row: ReportRow, form: OnBehalfForm) -> str:
    form.version.data, form.version.raw_data = row.version, None
    return _page(row, form, posts.people_of_division(row.division_id, clock.today()), is_conflict=True)


def _page(row: ReportRow, form: OnBehalfForm, colleagues: Sequence[Colleague], *, is_conflict: bool = False) -> str:
    return render_template(
        "meetings/enter.html",
        row=row,
        form=form,
        is_conflict=is_conflict,
        sending=revisions.last_sendings([row.id]).get(row.id) if is_conflict else None,
        steps=reports.steps_of([row.measure_id])[row.measure_id],
        orders=open_orders_of([row.division_id], clock.today()).get((row.measure_id, row.division_id), []),
        tellers=[named(one) for one in colleagues],
        missing=_still_missing(row),
        place=place(),
    )
