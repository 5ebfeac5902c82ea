"""The text of the agenda item for the minutes: proposed, changed and kept, copied, fetched as a plain text."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from tracker import clock
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.minutes import Detail, Heading, changed_since, detail_in, has_thai_digits, heading_in
from tracker.domain.permissions import Action
from tracker.extensions import db
from tracker.queries import minutes as queries
from tracker.queries.minutes import Minutes
from tracker.services import minutes as service
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.meetings import blueprint
from tracker.web.texts import lazy

DIGITS = (THAI, ARABIC) = ("thai", "arabic")
LONGEST_HEADING = 300
PROPOSE = "propose"


class MinutesForm(FlaskForm):
    text = TextAreaField(lazy("Text of the minutes"))
    #: The fingerprint of what was kept, and what was proposed, when the page was made.
    seen = HiddenField()
    proposed = HiddenField()


@blueprint.route("/meetings/<int:meeting_id>/minutes", methods=["GET", "POST"])
@requires(Action.ARRANGE_MEETINGS)
def minutes(meeting_id: int) -> str | Response | tuple[str, int]:
    found = _minutes(meeting_id)
    form = MinutesForm()
    if request.method == "GET":
        proposed = _proposed(found)
        form.text.data = found.text or proposed
        return _page(found, form, proposed)
    try:
        return _keep(found, form)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        db.session.rollback()
        add_to_form(form, refusal)
        return _page(found, form, _proposed(found)), 409 if isinstance(refusal, Conflict) else 400


def _keep(found: Minutes, form: MinutesForm) -> Response:
    """What was written; nothing where the proposed text is wanted again."""
    text = "" if request.form.get("do") == PROPOSE else form.text.data or ""
    seen, proposed = form.seen.data or "", form.proposed.data or ""
    service.keep_minutes(current_actor(), clock.now(), found.id, seen, text, proposed)
    flash(_("The text is kept.") if text else _("The proposed text stands again."), "success")
    return redirect(url_for("meetings.minutes", meeting_id=found.id, **_asked()))


@blueprint.get("/meetings/<int:meeting_id>/minutes.txt")
@requires(Action.ARRANGE_MEETINGS)
def minutes_txt(meeting_id: int) -> Response:
    """With the mark and the line ends by which Word and Notepad on Windows know a Thai text as such."""
    found = _minutes(meeting_id)
    text = (found.text or _proposed(found)).replace("\n", "\r\n")
    return send_file(
        BytesIO(f"{text}\r\n".encode("utf-8-sig")),
        mimetype="text/plain; charset=utf-8",
        as_attachment=True,
        download_name=f"minutes-{found.held_on:%Y-%m-%d}.txt",
    )


def _minutes(meeting_id: int) -> Minutes:
    found = queries.minutes_of_meeting(meeting_id)
    if found is None:
        raise NotFound(N_("There is no such meeting."))
    return found


def _asked() -> dict[str, Any]:
    """What the address asks for: the heading, the detail and the digits."""
    return {name: request.args[name] for name in (*Heading.__slots__, "detail", "digits") if request.args.get(name)}


def _heading(found: Minutes) -> Heading:
    """As the address asks, else as the office wrote it the last time."""
    last = heading_in(found.text or found.text_before)
    asked = {name: " ".join(value.split())[:LONGEST_HEADING] for name, value in _asked().items()}
    return Heading(**{name: asked.get(name, getattr(last, name)) for name in Heading.__slots__})


def _detail(found: Minutes) -> Detail:
    asked = request.args.get("detail", "")
    return Detail(asked) if asked in set(Detail) else detail_in(_last_text(found))


def _digits(found: Minutes) -> str:
    asked = request.args.get("digits", "")
    return asked if asked in DIGITS else THAI if has_thai_digits(_last_text(found)) else ARABIC


def _last_text(found: Minutes) -> str:
    """What was proposed when these minutes were kept, or the ones of the meeting before."""
    return found.proposed_then or found.text_before


def _proposed(found: Minutes) -> str:
    return service.proposed_minutes(
        current_actor().agency_id,
        clock.today(),
        found,
        _heading(found),
        _detail(found),
        thai_digits=_digits(found) == THAI,
    )


def _page(found: Minutes, form: MinutesForm, proposed: str) -> str:
    form.seen.data, form.proposed.data = service.fingerprint(found.text), proposed
    form.seen.raw_data = form.proposed.raw_data = None
    return render_template(
        "minutes/show.html",
        meeting=found,
        form=form,
        proposed=proposed,
        heading=_heading(found),
        detail=_detail(found),
        digits=_digits(found),
        asked=_asked(),
        changes=changed_since(found.proposed_then, proposed) if found.text and found.proposed_then else None,
    )
