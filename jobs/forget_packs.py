"""Takes away the files of papers that were put together a while ago."""

from __future__ import annotations

from jobs.work import Work
from tracker import clock
from tracker.evidence_files import PackFolder
from tracker.models.isolation import all_agencies
from tracker.services import packs

NAME = "forget_packs"


def run(work: Work) -> None:
    with all_agencies():
        work.done += packs.forget_old_packs(clock.now(), PackFolder(work.config.packs))
