"""The papers of a meeting: each by itself, and all of them in one file with how far the making has come."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread

from flask import Blueprint, Flask, current_app, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.config import Config
from tracker.domain.errors import N_, NotFound
from tracker.domain.meeting_papers import papers_of_meeting
from tracker.domain.paper_rights import may_have
from tracker.domain.papers import Asked, PaperKind
from tracker.domain.permissions import Action, Actor, can
from tracker.evidence_files import EvidenceFolder, PackFolder
from tracker.models import Meeting
from tracker.models.isolation import agency_scope
from tracker.queries import divisions, frames, meetings
from tracker.queries import packs as queries
from tracker.queries.packs import PackRow
from tracker.services import packs
from tracker.services.packs import Maker
from tracker.web.access import current_actor, requires
from tracker.web.labels import label_of
from tracker.web.paper_arguments import arguments_of
from tracker.web.paper_pages import paper_kinds

blueprint = Blueprint("meeting_papers", __name__)

PACKS_SHOWN = 5
THREAD = "pack of papers"


@dataclass(frozen=True, slots=True)
class ShownPaper:
    kind: PaperKind
    label: str
    #: What stands in the address of its page and files.
    arguments: dict[str, str]


@dataclass(frozen=True, slots=True)
class ShownPack:
    pack: PackRow

    @property
    def is_in_the_making(self) -> bool:
        return self.pack.finished_at is None

    @property
    def percent(self) -> float:
        return 100 * self.pack.papers_done / self.pack.papers_in_all if self.pack.papers_in_all else 0

    @property
    def megabytes(self) -> float:
        return round((self.pack.size_bytes or 0) / 1_000_000, 1)


@blueprint.get("/meetings/current/papers")
@requires(Action.SEE_AGENCY)
def current() -> Response:
    """Where a message about the papers leads."""
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    if frame.meeting is None:
        return redirect(url_for("meetings.current"))
    return redirect(url_for("meeting_papers.index", meeting_id=frame.meeting.id))


@blueprint.get("/meetings/<int:meeting_id>/papers")
@requires(Action.SEE_AGENCY)
def index(meeting_id: int) -> str:
    actor, meeting = current_actor(), _found(meeting_id)
    may_make = can(actor, Action.MAKE_PAPERS)
    shown = [ShownPack(pack) for pack in queries.packs_of_meeting(meeting_id, PACKS_SHOWN)] if may_make else []
    return render_template(
        "meetings/papers.html",
        meeting=meeting,
        papers=_papers(actor, meeting),
        may_make=may_make,
        in_the_making=next((one for one in shown if one.is_in_the_making), None),
        made=[one for one in shown if not one.is_in_the_making],
    )


def _papers(actor: Actor, meeting: Meeting) -> list[ShownPaper]:
    """Those that can be made and that this person may have, by name."""
    names = {row.id: row.name for row in divisions.division_rows() if row.is_active}
    asked = papers_of_meeting(meeting.id, meeting.month, meeting.held_on, names, clock.today())
    made = set(paper_kinds())
    return [
        ShownPaper(one.kind, _label(one, names), arguments_of(one))
        for one in asked
        if one.kind in made and may_have(actor, one)
    ]


def _label(asked: Asked, division_names: dict[int, str]) -> str:
    kind = str(label_of(asked.kind).label)
    if asked.purpose is not None:
        return f"{kind}: {label_of(asked.purpose).label}"
    return f"{kind}: {division_names[asked.division_id]}" if asked.division_id is not None else kind


@blueprint.post("/meetings/<int:meeting_id>/papers")
@requires(Action.MAKE_PAPERS)
def make(meeting_id: int) -> Response:
    """The answer comes at once: the papers are made beside it, and by the timetable if this program ends."""
    actor = current_actor()
    pack_id = packs.ask_for_pack(actor, clock.now(), meeting_id)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    Thread(target=make_beside, args=(app, actor, pack_id), name=THREAD, daemon=True).start()
    return redirect(url_for("meeting_papers.index", meeting_id=meeting_id, _anchor="together"))


def make_beside(app: Flask, actor: Actor, pack_id: int) -> None:
    config: Config = app.config["TRACKER"]
    maker = Maker(actor, EvidenceFolder(config.evidence), PackFolder(config.packs), clock.now)
    with app.app_context(), agency_scope(actor.agency_id):
        maker.make(pack_id)


@blueprint.get("/meetings/<int:meeting_id>/papers/<int:pack_id>.zip")
@requires(Action.MAKE_PAPERS)
def download(meeting_id: int, pack_id: int) -> Response:
    pack = queries.pack_by_id(pack_id)
    if pack is None or pack.meeting_id != meeting_id or not pack.stored_name:
        raise NotFound(N_("These papers are not kept any more. Have them put together again."))
    file = PackFolder(current_app.config["TRACKER"].packs).file(pack.agency_id, pack.stored_name)
    if not file.is_file():
        raise NotFound(N_("These papers are not kept any more. Have them put together again."))
    response = send_file(file, mimetype="application/zip", as_attachment=True, download_name=pack.filename)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _found(meeting_id: int) -> Meeting:
    meeting = meetings.meeting_by_id(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    return meeting
