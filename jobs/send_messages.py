"""Sends the letters that wait in the ledger, for all agencies over one connection."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.channels.link_signing import LinkSigner
from tracker.evidence_files import EvidenceFolder, PackFolder
from tracker.services.mail_carrier import MailCarrier
from tracker.services.pre_read_papers import PreReadPapers

NAME = "send_messages"


def run(work: Work) -> None:
    config = work.config
    links = LinkSigner(config.secret_key, config.base_url)
    papers = PreReadPapers(EvidenceFolder(config.evidence), PackFolder(config.packs), clock.now)
    work.send_by(NAME, MailCarrier(config.mail, clock.now, links, papers))
