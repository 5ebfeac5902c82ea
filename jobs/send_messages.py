"""Sends the letters that wait in the ledger, for all agencies over one connection."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.channels.link_signing import LinkSigner
from tracker.services.mail_carrier import MailCarrier

NAME = "send_messages"


def run(work: Work) -> None:
    config = work.config
    work.send_by(NAME, MailCarrier(config.mail, clock.now, LinkSigner(config.secret_key, config.base_url)))
