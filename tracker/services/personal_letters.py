"""What is sent of a message in the ledger: its words, and the address that needs no password where it may have one."""

from __future__ import annotations

from datetime import date

from tracker.channels.letters import Letter, with_personal_address
from tracker.channels.link_signing import LinkSigner
from tracker.domain.told import ASKS_FOR_REPORTS
from tracker.models.isolation import agency_scope
from tracker.queries import report_links
from tracker.queries.messages import MessageText, WaitingMessage


def letter_to_send(message: WaitingMessage, text: MessageText, links: LinkSigner | None, today: date) -> Letter:
    """The personal address exists from here to the reader only: the ledger has none."""
    letter = Letter(text.subject, text.body_text, text.body_html)
    if links is None or message.kind not in ASKS_FOR_REPORTS:
        return letter
    if message.meeting_id is None or message.user_id is None:
        return letter
    with agency_scope(message.agency_id):
        link = report_links.link_of(message.user_id, message.meeting_id, today)
    if link is None or link.refusal is not None:
        return letter
    return with_personal_address(letter, links.base_url, links.address(link.identity)) or letter
