"""What the program has told somebody, on the site: also for people whom no mail reaches."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import LazyString

from tracker import clock
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.reminders import MessageKind
from tracker.extensions import writing
from tracker.queries import ledger
from tracker.queries.ledger import OwnMessage
from tracker.services import my_messages
from tracker.web.access import current_actor, need_of, requires
from tracker.web.paging import page_number, pages_for
from tracker.web.texts import lazy

blueprint = Blueprint("my_messages", __name__)

MESSAGES_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class WayOn:
    """The page on which a message is answered."""

    endpoint: str
    label: LazyString

    @property
    def url(self) -> str:
        return url_for(self.endpoint)


REPORTS = WayOn("my_reports.index", lazy("Open my reports"))
MONTH = WayOn("meetings.current", lazy("Open the month"))
OVERDUE = WayOn("overdue.index", lazy("Open what is overdue"))
PAPERS = WayOn("meeting_papers.current", lazy("Open the papers"))
MEETINGS = WayOn("meetings.index", lazy("Open the meetings"))

WAYS_ON: dict[MessageKind, tuple[WayOn, ...]] = {
    MessageKind.INVITATION: (MEETINGS,),
    MessageKind.REQUEST: (REPORTS, MONTH),
    MessageKind.REMINDER: (REPORTS, MONTH),
    MessageKind.NUDGE: (REPORTS, MONTH),
    MessageKind.MISSING_LIST: (MONTH,),
    MessageKind.ESCALATION: (OVERDUE,),
    MessageKind.PRE_READ: (PAPERS,),
    MessageKind.PREFLIGHT: (MONTH,),
    MessageKind.EXECUTIVE_DIGEST: (OVERDUE,),
    MessageKind.ORDERS: (REPORTS, MONTH),
}
"""The first of them that the reader's posts open."""


@dataclass(frozen=True, slots=True)
class ShownMessage:
    message: OwnMessage
    way_on: WayOn | None

    @property
    def is_new(self) -> bool:
        return self.message.seen_at is None


@blueprint.get("/my-messages")
@requires(Action.SEE_AGENCY)
def index() -> str:
    actor = current_actor()
    count = ledger.number_of_own(actor.user_id)
    pages = pages_for(count, MESSAGES_ON_A_PAGE)
    page = min(page_number(), pages)
    rows = ledger.own_messages(actor.user_id, MESSAGES_ON_A_PAGE, (page - 1) * MESSAGES_ON_A_PAGE)
    shown = [ShownMessage(row, _way_on(actor, row.kind)) for row in rows]
    if request.method == "GET":
        with writing():
            my_messages.note_shown(actor, clock.now(), [row.id for row in rows])
    return render_template("my_messages/index.html", shown=shown, count=count, page=page, pages=pages)


def _way_on(actor: Actor, kind: MessageKind) -> WayOn | None:
    return next((way for way in WAYS_ON[kind] if _may_open(actor, way.endpoint)), None)


def _may_open(actor: Actor, endpoint: str) -> bool:
    need = need_of(current_app.view_functions.get(endpoint))
    return isinstance(need, Action) and can(actor, need)
