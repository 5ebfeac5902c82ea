"""Sends what waits in the ledger, for all agencies over one connection."""

from __future__ import annotations

import logging

from jobs.work import Work
from tracker import clock
from tracker.channels.link_signing import LinkSigner
from tracker.services import sending

NAME = "send_messages"

log = logging.getLogger(__name__)


def run(work: Work) -> None:
    config = work.config
    links = LinkSigner(config.secret_key, config.base_url)
    counts = sending.send_waiting(config.mail, clock.now, config.instance, work.should_stop, links)
    work.done += counts.total()
    if counts:
        log.info("%s: %s", NAME, ", ".join(f"{state} {count}" for state, count in sorted(counts.items())))
