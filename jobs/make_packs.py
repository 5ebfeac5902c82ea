"""Makes the papers of a meeting that somebody asked for and nobody is making any more."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.evidence_files import EvidenceFolder, PackFolder
from tracker.queries import packs as queries
from tracker.services import packs

NAME = "make_packs"


def run(work: Work) -> None:
    maker = packs.Maker(None, EvidenceFolder(work.config.evidence), PackFolder(work.config.packs), clock.now)
    work.for_each_agency(
        NAME, lambda agency_id: packs.take_up(agency_id, maker), lambda _today: queries.agencies_with_unfinished()
    )
