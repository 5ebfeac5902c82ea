"""Sends what waits in the ledger for a chat: to people on LINE, and to groups."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.channels.link_signing import LinkSigner
from tracker.services.chat_posting import ChatCarrier

NAME = "send_chats"


def run(work: Work) -> None:
    config = work.config
    links = LinkSigner(config.secret_key, config.base_url)
    work.send_by(NAME, ChatCarrier(config.secret_key, config.chat, clock.now, links))
