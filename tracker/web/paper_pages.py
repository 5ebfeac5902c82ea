"""The papers on the screen: all kinds with their choices, and any of them as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_babel import LazyString

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.paper_rights import may_have
from tracker.domain.papers import Asked, PaperForm, PaperKind
from tracker.domain.permissions import Action, Actor, can
from tracker.queries import evidence, paper_settings
from tracker.queries.paper_settings import Look
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import NOTHING, Dress
from tracker.reports.printing import DRAWERS
from tracker.services import printing
from tracker.services.paper_values import SOURCES
from tracker.web.access import current_actor, requires
from tracker.web.paper_arguments import asked_in, digits_in
from tracker.web.paper_choices import Choice, Offer
from tracker.web.paper_sheet import Sheet, ShownGallery, sheet_of
from tracker.web.papers import blueprint
from tracker.web.texts import lazy, sentence

USES: dict[PaperKind, LazyString] = {
    PaperKind.MEETING: lazy(
        "For the agenda: every measure with this month's report, what is late, orders and answers."
    ),
    PaperKind.INDICATORS: lazy("Where each of the ten indicators stands on a day."),
    PaperKind.FOLLOW_UP: lazy("What was reported month by month, and where each measure stands at the end."),
    PaperKind.NACC: lazy("Status, reasons and amounts, to be copied into the plan system of the NACC."),
    PaperKind.RESULT: lazy("The document that the ITA item asks for: what was done, its result, pictures and scores."),
    PaperKind.PLAN: lazy("The measures with the analysis of the scores, ready to adopt and publish."),
    PaperKind.MEMO: lazy("A letter to the divisions: who answers for what, the request for reports, who is late."),
    PaperKind.DIVISION: lazy("Everything that one division answers for, what it owes, and the orders that wait."),
    PaperKind.PERSON: lazy("Everything that one person answers for, what they owe, and the orders that wait."),
    PaperKind.LEDGER: lazy("Who was told what, when, and what became of it."),
}


@dataclass(frozen=True, slots=True)
class OfferedKind:
    kind: PaperKind
    use: LazyString
    choices: list[Choice]


def paper_kinds() -> list[PaperKind]:
    """Those that can be made."""
    return [kind for kind in PaperKind if kind in KINDS and kind in SOURCES]


def paper_forms() -> list[PaperForm]:
    """Those for people; JSON is for other programs."""
    return [form for form in PaperForm if form in DRAWERS]


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    """What components/papers.html and papers/_parts.html say of themselves."""
    state.app.jinja_env.globals |= {"paper_forms": paper_forms, "nothing_on_paper": NOTHING}


@blueprint.get("/papers")
@requires(Action.SEE_AGENCY)
def index() -> str:
    actor = current_actor()
    offer = Offer(actor, clock.today())
    kinds = [kind for kind in paper_kinds() if may_have(actor, Asked(kind, user_id=actor.user_id))]
    offered = [OfferedKind(kind, USES[kind], offer.choices(kind, {})) for kind in kinds]
    return render_template("papers/index.html", offered=offered, may_see_register=can(actor, Action.SEE_LEDGER))


@blueprint.get("/papers/<paper_kind:kind>")
@requires(Action.SEE_AGENCY)
def show(kind: PaperKind) -> tuple[str, int]:
    """As it would be printed, with the choices; where it cannot be made of them, why not."""
    actor = current_actor()
    sheet: Sheet | None = None
    look, refusal, status = paper_settings.look_of_papers(), "", 200
    try:
        sheet = _sheet(kind, request.args, actor, look)
    except NotAllowed:
        raise
    except Refusal as refused:
        refusal, status = sentence(refused), 404 if isinstance(refused, NotFound) else 400
    page = render_template(
        "papers/show.html",
        kind=kind,
        use=USES[kind],
        choices=Offer(actor, clock.today()).choices(kind, request.args),
        given={name: text for name, text in request.args.items() if text},
        sheet=sheet,
        pictures=_pictures(sheet) if sheet else {},
        has_logo=look.has_logo,
        refusal=refusal,
        json=PaperForm.JSON,
    )
    return page, status


def _sheet(kind: PaperKind, arguments: Mapping[str, str], actor: Actor, look: Look) -> Sheet:
    dress = Dress(digits=digits_in(arguments) or look.digits, signatures=look.signatures)
    asked = asked_in(arguments, kind, actor)
    return sheet_of(printing.paper_of(actor.agency_id, clock.today(), asked), dress)


def _pictures(sheet: Sheet) -> Mapping[str, int]:
    """The evidence by the names that its galleries have; one that is gone leaves its caption."""
    names = [name for part in sheet.parts if isinstance(part, ShownGallery) for name, _caption in part.pictures]
    return evidence.ids_of_files(names) if names else {}


@blueprint.get("/papers/logo")
@requires(Action.SEE_AGENCY)
def logo() -> Response:
    """The agency's emblem, as it stands on its papers."""
    data = paper_settings.logo()
    if data is None:
        raise NotFound(N_("The agency has set no emblem."))
    return Response(data, mimetype="image/png", headers={"Cache-Control": "private, no-cache"})
