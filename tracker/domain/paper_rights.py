"""Who may have which paper in hand, on a page or as a file."""

from __future__ import annotations

from tracker.domain.errors import N_, NotAllowed
from tracker.domain.papers import Asked, PaperKind
from tracker.domain.permissions import Action, Actor, can

#: What a kind needs that not everybody of the agency may have.
_NEEDS = {PaperKind.MEMO: Action.MAKE_PAPERS, PaperKind.LEDGER: Action.SEE_LEDGER}


def may_have(actor: Actor, asked: Asked) -> bool:
    """A person's sheet is for that person, and for those who make the papers."""
    if asked.kind is PaperKind.PERSON and asked.user_id != actor.user_id:
        return can(actor, Action.MAKE_PAPERS)
    return can(actor, _NEEDS.get(asked.kind, Action.SEE_AGENCY))


def check_may_have(actor: Actor, asked: Asked) -> None:
    if not may_have(actor, asked):
        raise NotAllowed(N_("Your post does not open this paper. Ask the office secretary if you need it."))
