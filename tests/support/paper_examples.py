"""A value of each kind of paper to draw: an ordinary one, a hostile one, and a large one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.support.whole_months import WHOLE_MONTH
from tracker.domain.papers import PaperKind
from tracker.reports.editions import MeetingPaper
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Paper

ORDINARY: dict[PaperKind, Callable[[], Any]] = {
    PaperKind.MEETING: lambda: MeetingPaper(WHOLE_MONTH),
    PaperKind.INDICATORS: lambda: WHOLE_MONTH.status,
}


def example(kind: PaperKind) -> Paper:
    return replace(KINDS[kind].paper(ORDINARY[kind]()), check_code="A1B2-C3D4-E5F6-0718")
