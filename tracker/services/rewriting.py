"""A message that waits, written anew right before it goes: of what it asks for, some may have come in the meantime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.reminders import Notice
from tracker.domain.ways import INSTEAD_OF_LINE
from tracker.queries import messages
from tracker.queries.messages import MessageWords
from tracker.services.judging import Judged
from tracker.services.ledger import Changes
from tracker.services.reminding import message_of
from tracker.services.writing_agency import WritingAgency


def rewritten(judgements: Sequence[Judged], base_url: str) -> dict[int, Changes]:
    """By message, the columns of the ledger that would say something else by now.

    `base_url` is where the links in it lead.
    """
    stored = messages.words_of([one.message.id for one in judgements if one.notice is not None])
    return {
        one.message.id: _changes(one, one.notice, one.agency, stored[one.message.id], base_url)
        for one in judgements
        if one.notice is not None and one.agency is not None and one.message.id in stored
    }


def _changes(judgement: Judged, notice: Notice, agency: WritingAgency, stored: MessageWords, base_url: str) -> Changes:
    if stored.why.endswith(_in_brackets(INSTEAD_OF_LINE)):
        notice = _instead_of_line(notice)
    new = message_of(notice, agency, judgement.message.queued_at, base_url)
    return {name: getattr(new, name) for name in MessageWords.__slots__ if getattr(new, name) != getattr(stored, name)}


def _instead_of_line(notice: Notice) -> Notice:
    """The mail takes over from LINE and says so, as it did when it was queued."""
    digest = notice.digest
    why = digest.why + _in_brackets(INSTEAD_OF_LINE)
    return replace(notice, digest=replace(digest, why=why, reasons=(*digest.reasons, INSTEAD_OF_LINE)))


def _in_brackets(reason: str) -> str:
    return f" ({reason})"
