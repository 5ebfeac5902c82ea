"""Sends what waits in the ledger, for all agencies over one connection."""

from __future__ import annotations

import logging

from jobs.work import Work
from tracker import clock
from tracker.services import sending

NAME = "send_messages"

log = logging.getLogger(__name__)


def run(work: Work) -> None:
    counts = sending.send_waiting(work.config.mail, clock.now, work.config.instance, work.should_stop)
    if counts:
        log.info("%s: %s", NAME, ", ".join(f"{state} {count}" for state, count in sorted(counts.items())))
