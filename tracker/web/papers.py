"""The papers as files."""

from __future__ import annotations

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.paper_rights import check_may_have
from tracker.domain.papers import Asked, PaperForm, PaperKind
from tracker.domain.permissions import Action
from tracker.domain.thai_dates import parse_date
from tracker.evidence_files import EvidenceFolder
from tracker.queries.agencies import slug_of
from tracker.reports.printing import DRAWERS
from tracker.services.printing import Printer
from tracker.web.access import current_actor, requires
from tracker.web.downloads import file_to_keep
from tracker.web.paper_arguments import asked_in, digits_in

blueprint = Blueprint("papers", __name__)


@blueprint.get("/indicators/report.<paper_form:form>")
@requires(Action.SEE_AGENCY)
def indicators(form: PaperForm) -> Response:
    asked = request.args.get("date", "")
    day = parse_date(asked, "date") if asked else clock.today()
    return paper_file(Asked(PaperKind.INDICATORS, day=day), form)


@blueprint.get("/meetings/<int:meeting_id>/report.<paper_form:form>")
@requires(Action.SEE_AGENCY)
def meeting(meeting_id: int, form: PaperForm) -> Response:
    return paper_file(Asked(PaperKind.MEETING, meeting_id=meeting_id), form)


@blueprint.get("/meetings/<int:meeting_id>/editions/<int:number>/paper.<paper_form:form>")
@requires(Action.SEE_AGENCY)
def edition(meeting_id: int, number: int, form: PaperForm) -> Response:
    return paper_file(Asked(PaperKind.MEETING, meeting_id=meeting_id, edition=number), form)


@blueprint.get("/papers/<paper_kind:kind>.<paper_form:form>")
@requires(Action.SEE_AGENCY)
def file(kind: PaperKind, form: PaperForm) -> Response:
    """Any paper; the address says of which month, division and so on."""
    return paper_file(asked_in(request.args, kind, current_actor()), form)


def paper_file(asked: Asked, form: PaperForm) -> Response:
    """To be kept under a name of its own; `digits` in the address stands instead of the agency's setting."""
    check_may_have(current_actor(), asked)
    if form is not PaperForm.JSON and form not in DRAWERS:
        raise NotFound(N_("This paper cannot be made in this form."))
    printed = printer().print(asked, form)
    return file_to_keep(printed.data, printed.mime_type, printed.name)


def printer() -> Printer:
    actor = current_actor()
    return Printer(
        actor=actor,
        agency_id=actor.agency_id,
        agency_slug=slug_of(actor.agency_id),
        now=clock.now(),
        evidence=EvidenceFolder(current_app.config["TRACKER"].evidence),
        digits=digits_in(request.args),
    )
