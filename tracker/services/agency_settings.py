"""What an agency decides about itself."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.errors import N_, NotAllowed
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import db
from tracker.models import Agency
from tracker.services import audit


def allow_report_links(actor: Actor, now: datetime, allowed: bool) -> None:
    """Whether letters carry links that need no password; forbidden, those that were sent open nothing any more."""
    if not can(actor, Action.MANAGE_SETTINGS):
        raise NotAllowed(N_("Only the administrator and the secretary change the settings."))
    agency = db.session.get_one(Agency, actor.agency_id)
    if agency.allows_report_links != allowed:
        before, after = {"allows_report_links": agency.allows_report_links}, {"allows_report_links": allowed}
        agency.allows_report_links = allowed
        audit.record(actor, now, "report_links_allowed", agency.id, before=before, after=after)
    db.session.commit()
