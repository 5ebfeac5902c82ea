"""The session of somebody who came by the link of a letter: what it keeps, and what they see when it ends.

The session keeps the number of the link only. What it opens is asked of the database with every request, so that a
link which was withdrawn opens nothing from that moment on.
"""

from __future__ import annotations

import logging

from flask import g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _

from tracker import clock
from tracker.domain.report_links import FOR_GOOD, LinkRefusal
from tracker.extensions import writing
from tracker.models.isolation import all_agencies
from tracker.queries import report_links
from tracker.queries.report_links import FoundLink
from tracker.services import report_links as service
from tracker.web import kept_text
from tracker.web.preferences import CHOSEN_LANGUAGE
from tracker.web.scripts import is_asked_by_script, told
from tracker.web.texts import lazy

log = logging.getLogger(__name__)

OPENED_LINK = "report_link"

SENTENCES: dict[LinkRefusal, LazyString] = {
    LinkRefusal.ALTERED: lazy("This is not an address from one of our letters: it is cut short or was changed."),
    LinkRefusal.NOT_ALLOWED: lazy("Your agency no longer opens reports without a password."),
    LinkRefusal.WITHDRAWN: lazy("The office has withdrawn this link."),
    LinkRefusal.ACCOUNT_CLOSED: lazy("The account of the person this link was sent to is closed."),
    LinkRefusal.NO_POST: lazy("The person this link was sent to holds no post in a division at present."),
    LinkRefusal.MONTH_CLOSED: lazy("The month of this link is closed, so its reports are final."),
    LinkRefusal.RUN_OUT: lazy("The meeting of this link was more than a month ago."),
}


def is_begun() -> bool:
    return OPENED_LINK in session


def begin(found: FoundLink) -> None:
    """Nothing of the session before stays, unless it is the same link once more: forms may stand open beside it."""
    if session.get(OPENED_LINK) == found.identity.id:
        return
    language = session.get(CHOSEN_LANGUAGE)
    session.clear()
    session[OPENED_LINK] = found.identity.id
    if language is not None:
        session[CHOSEN_LANGUAGE] = language


def link_of_session() -> FoundLink | None:
    with all_agencies():
        return report_links.link_by_id(session[OPENED_LINK], clock.today())


def refuse(reason: LinkRefusal, found: FoundLink | None) -> ResponseReturnValue:
    """The page that says why and what to do; `found` is the row that the address names, if there is one."""
    note_refusal(reason, found)
    message, status = str(SENTENCES[reason]), 410 if reason in FOR_GOOD else 403
    if is_asked_by_script():
        return told(f"{message} {_('Sign in with your password, or ask the office secretary.')}", status)
    return render_template("links/refused.html", message=message, kept=kept_text.just_sent()), status


def note_refusal(reason: LinkRefusal, found: FoundLink | None) -> None:
    """The address itself is never written down: one that is nearly right is nearly a key."""
    number = found.identity.id if found else None
    log.warning("report link %s refused from %s: %s", number, request.remote_addr, reason)
    if found is not None:
        with writing():
            service.note_refusal(found, clock.now(), reason)


def note_other_report() -> None:
    """Somebody who is in by a link asked for what it does not open."""
    found: FoundLink | None = g.get("link")
    if found is not None:
        note_refusal(LinkRefusal.OTHER_REPORT, found)
