"""Sends what waits in the ledger, for all agencies: the letters over one connection."""

from __future__ import annotations

import logging

from jobs.work import Work
from tracker import clock
from tracker.channels.link_signing import LinkSigner
from tracker.services import sending
from tracker.services.chat_posting import ChatCarrier
from tracker.services.mail_carrier import MailCarrier

NAME = "send_messages"

log = logging.getLogger(__name__)


def run(work: Work) -> None:
    config = work.config
    links = LinkSigner(config.secret_key, config.base_url)
    carriers = (
        MailCarrier(config.mail, clock.now, links),
        ChatCarrier(config.secret_key, config.chat, clock.now, links),
    )
    for carrier in carriers:
        counts = sending.send_waiting(carrier, clock.now, config.instance, config.base_url, work.should_stop)
        work.done += counts.total()
        if counts:
            said = ", ".join(f"{state} {count}" for state, count in sorted(counts.items()))
            log.info("%s: %s by %s", NAME, said, carrier.name)
