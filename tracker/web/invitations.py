"""Inviting to a meeting of whatever body, and meetings for calendars."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from tracker import clock
from tracker.channels.calendar_files import calendar_file
from tracker.channels.invitation_letters import calendar_meeting
from tracker.domain.errors import N_, NotFound
from tracker.domain.invitations import title_of
from tracker.domain.permissions import Action
from tracker.queries import invitations as queries
from tracker.queries.invitations import MeetingToCome
from tracker.services import invitations as service
from tracker.web.access import current_actor, requires

blueprint = Blueprint("invitations", __name__)

CALENDAR = "text/calendar; charset=utf-8"


@blueprint.get("/meetings/<int:meeting_id>/invitation")
@requires(Action.ARRANGE_MEETINGS)
def show(meeting_id: int) -> str:
    """Who would be invited, and who has been told of which state of the meeting."""
    meeting = _meeting(meeting_id)
    office, sent = service.Office(clock.today()), queries.sent_of(meeting.id)
    invited = office.invited_to(meeting)
    return render_template(
        "invitations/show.html",
        meeting=meeting,
        title=title_of(service.asked_of(meeting, "").meeting),
        url=_page_of(meeting),
        invited=invited,
        sent=sent,
        to_tell=len(service.to_be_told(meeting, invited, sent)),
        is_to_come=meeting.held_on >= clock.today() and not meeting.is_called_off,
        has_mail_server=current_app.config["TRACKER"].mail is not None,
    )


@blueprint.post("/meetings/<int:meeting_id>/invitation")
@requires(Action.ARRANGE_MEETINGS)
def send(meeting_id: int) -> AnyResponse:
    count = service.invite(current_actor(), clock.now(), meeting_id, current_app.config["TRACKER"].base_url)
    if count:
        flash(ngettext("%(num)d invitation is made ready.", "%(num)d invitations are made ready.", count), "success")
    else:
        flash(_("Everybody has been told of this meeting as it is."), "info")
    return redirect(url_for("invitations.show", meeting_id=meeting_id))


@blueprint.get("/meetings/<int:meeting_id>/calendar.ics")
@requires(Action.SEE_AGENCY)
def one(meeting_id: int) -> Response:
    return _file([_meeting(meeting_id)], f"meeting-{meeting_id}")


@blueprint.get("/meetings/calendar.ics")
@requires(Action.SEE_AGENCY)
def to_come() -> Response:
    return _file(queries.meetings_to_come(clock.today()), "meetings")


def _file(meetings: list[MeetingToCome], name: str) -> Response:
    base_url = request.url_root.rstrip("/")
    entries = [calendar_meeting(service.asked_of(one, base_url), one.is_called_off) for one in meetings]
    agency = meetings[0].agency if meetings else ""
    response = Response(calendar_file(agency, entries, clock.now()), content_type=CALENDAR)
    response.headers["Content-Disposition"] = f"attachment; filename={name}.ics"
    return response


def _page_of(meeting: MeetingToCome) -> str:
    if meeting.body_id is None:
        return url_for("meetings.show", meeting_id=meeting.id)
    return url_for("body_meetings.show", body_meeting_id=meeting.id)


def _meeting(meeting_id: int) -> MeetingToCome:
    meeting = queries.meeting_of(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    return meeting
