"""What the secretary may want to look at again before a meeting, grouped by what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template

from tracker import clock
from tracker.domain.errors import N_, NotFound
from tracker.domain.honesty import Signal, days_told_about, is_green_with_low_score
from tracker.domain.permissions import Action
from tracker.domain.rollup import IndicatorStatus
from tracker.queries import following, frames, honesty
from tracker.queries import status as status_queries
from tracker.queries.assessments import threshold_of
from tracker.queries.honesty import MeetingSignals, SignalledReport
from tracker.queries.status import AgencyStatus
from tracker.web.access import current_actor, requires
from tracker.web.meetings import blueprint


@dataclass(frozen=True, slots=True)
class GreenIndicator:
    indicator: IndicatorStatus
    score: float


@dataclass(frozen=True, slots=True)
class SignalGroup:
    """The reports that have a signal; one that has several stands in the group of each."""

    signal: Signal
    reports: Sequence[SignalledReport]


@dataclass(frozen=True, slots=True)
class SignalsView:
    found: MeetingSignals
    indicators: Sequence[GreenIndicator]
    threshold: float

    @property
    def is_empty(self) -> bool:
        return not (self.found.reports or self.found.moved_ends or self.indicators)

    @property
    def groups(self) -> list[SignalGroup]:
        groups = (
            SignalGroup(signal, [report for report in self.found.reports if signal in report.signals])
            for signal in Signal
        )
        return [group for group in groups if group.reports]


@blueprint.get("/meetings/<int:meeting_id>/signals")
@requires(Action.REVIEW_REPORTS)
def signals(meeting_id: int) -> str:
    agency_id = current_actor().agency_id
    frame = frames.frame_of_meeting(agency_id, clock.today(), meeting_id)
    if frame is None or frame.meeting is None:
        raise NotFound(N_("There is no such meeting."))
    threshold = threshold_of(agency_id)
    shown = SignalsView(
        found=honesty.signals_of_meeting(meeting_id),
        indicators=_green_indicators(status_queries.status_in(frame), threshold),
        threshold=threshold,
    )
    return render_template("meetings/signals.html", meeting=frame.meeting, shown=shown, days_told_about=days_told_about)


def _green_indicators(status: AgencyStatus, threshold: float) -> list[GreenIndicator]:
    scores = following.indicator_scores(status.plan)
    return [
        GreenIndicator(indicator, scores[indicator.code])
        for indicator in status.indicators
        if is_green_with_low_score(
            [measure.standing for measure in indicator.measures], scores.get(indicator.code), threshold
        )
    ]
