"""What is to be mended before the papers of a meeting are made, each with what mends it.

What concerns this month's papers comes first; what is incomplete in the plan or the register comes after it, and
alone writes to nobody. A report that the office accepted has been looked at: of it only evidence is still asked for,
which can be attached until the month is closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.domain.honesty import Signal
from tracker.domain.period import PeriodKind
from tracker.domain.progress import ReportState
from tracker.domain.reporting_cycle import MONTHS_ASKED


class Gap(StrEnum):
    """In the order in which they are mended."""

    MISSING = "missing"
    RETURNED = "returned"
    TO_REVIEW = "to_review"
    DONE_WITHOUT_EVIDENCE = "done_without_evidence"
    SAME_TEXT = "same_text"
    PERCENT_BACK = "percent_back"
    ORDER_LATE = "order_late"
    NOBODY_RESPONSIBLE = "nobody_responsible"
    NOBODY_ANSWERS = "nobody_answers"
    PERIOD_UNCLEAR = "period_unclear"
    PERIOD_TO_CONFIRM = "period_to_confirm"
    PERIOD_ASSUMED = "period_assumed"
    CADENCE_NOT_STATED = "cadence_not_stated"
    NO_SUPERIOR = "no_superior"


class Mend(StrEnum):
    NUDGE = "nudge"
    REVIEW = "review"
    OPEN_REPORT = "open_report"
    OPEN_MEASURE = "open_measure"
    CORRECT_MEASURE = "correct_measure"
    GIVE_POST = "give_post"
    NAME_SUPERIOR = "name_superior"


MENDED_BY: dict[Gap, Mend] = {
    Gap.MISSING: Mend.NUDGE,
    Gap.RETURNED: Mend.NUDGE,
    Gap.TO_REVIEW: Mend.REVIEW,
    Gap.DONE_WITHOUT_EVIDENCE: Mend.OPEN_REPORT,
    Gap.SAME_TEXT: Mend.OPEN_REPORT,
    Gap.PERCENT_BACK: Mend.OPEN_REPORT,
    Gap.ORDER_LATE: Mend.OPEN_MEASURE,
    Gap.NOBODY_RESPONSIBLE: Mend.CORRECT_MEASURE,
    Gap.NOBODY_ANSWERS: Mend.GIVE_POST,
    Gap.PERIOD_UNCLEAR: Mend.CORRECT_MEASURE,
    Gap.PERIOD_TO_CONFIRM: Mend.CORRECT_MEASURE,
    Gap.PERIOD_ASSUMED: Mend.CORRECT_MEASURE,
    Gap.CADENCE_NOT_STATED: Mend.CORRECT_MEASURE,
    Gap.NO_SUPERIOR: Mend.NAME_SUPERIOR,
}

OF_THE_REGISTER = frozenset(
    {Gap.PERIOD_UNCLEAR, Gap.PERIOD_TO_CONFIRM, Gap.PERIOD_ASSUMED, Gap.CADENCE_NOT_STATED, Gap.NO_SUPERIOR}
)
"""They stay from month to month until somebody finds the time; the papers can be made with them."""

_SIGNALS = {
    Signal.DONE_WITHOUT_EVIDENCE: Gap.DONE_WITHOUT_EVIDENCE,
    Signal.SAME_TEXT: Gap.SAME_TEXT,
    Signal.PERCENT_BACK: Gap.PERCENT_BACK,
}
_OF_DIVISION = {
    ReportState.OPEN: Gap.MISSING,
    ReportState.DRAFT: Gap.MISSING,
    ReportState.RETURNED: Gap.RETURNED,
    ReportState.SUBMITTED: Gap.TO_REVIEW,
}


@dataclass(frozen=True, slots=True)
class MeasureRead:
    """A measure as far as its plan may have left something unsaid."""

    id: int
    number: str
    title: str
    period_kind: PeriodKind
    needs_confirmation: bool
    has_dates: bool
    cadences: Collection[str]


@dataclass(frozen=True, slots=True)
class ReportRead:
    id: int
    state: ReportState
    measure: MeasureRead
    division_id: int
    division: str
    has_superior: bool
    signals: Collection[Signal] = ()


@dataclass(frozen=True, slots=True)
class LateOrder:
    measure_id: int
    number: str
    title: str
    division_id: int
    division: str
    text: str


@dataclass(frozen=True, slots=True)
class Preflight:
    """What is known of a meeting's month, in the order of the office."""

    reports: Sequence[ReportRead]
    #: Measures of the plan for which no division answers.
    unassigned: Sequence[MeasureRead] = ()
    late_orders: Sequence[LateOrder] = ()
    #: Of those that owe a report, the divisions with nobody in a post.
    without_people: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one division the measures together where they are mended together, else one measure."""

    gap: Gap
    division_id: int | None = None
    division: str = ""
    measure_id: int | None = None
    title: str = ""
    report_id: int | None = None
    #: Of the measures that it is about.
    numbers: tuple[str, ...] = field(default=())
    text: str = ""

    @property
    def mend(self) -> Mend:
        return MENDED_BY[self.gap]


def findings_in(known: Preflight) -> list[Finding]:
    found = [
        *_of_divisions(known),
        *_of_reports(known.reports),
        *(_of_order(order) for order in known.late_orders),
        *_of_measures(known),
    ]
    order = list(Gap)
    return sorted(found, key=lambda finding: order.index(finding.gap))


def _of_divisions(known: Preflight) -> Iterator[Finding]:
    together: dict[tuple[int, str], dict[Gap, list[str]]] = {}
    without_superior: dict[int, str] = {}
    for report in known.reports:
        gaps = together.setdefault((report.division_id, report.division), {})
        if report.state in _OF_DIVISION:
            gaps.setdefault(_OF_DIVISION[report.state], []).append(report.measure.number)
        if not report.has_superior:
            without_superior[report.division_id] = report.division
    for (division_id, division), gaps in together.items():
        for gap, numbers in gaps.items():
            yield Finding(gap, division_id, division, numbers=tuple(numbers))
        if division_id in known.without_people:
            yield Finding(Gap.NOBODY_ANSWERS, division_id, division)
        if division_id in without_superior:
            yield Finding(Gap.NO_SUPERIOR, division_id, division)


def _of_reports(reports: Iterable[ReportRead]) -> Iterator[Finding]:
    for one in reports:
        for signal in one.signals:
            is_mendable = one.state is ReportState.SUBMITTED or signal is Signal.DONE_WITHOUT_EVIDENCE
            if signal in _SIGNALS and is_mendable:
                measure = one.measure
                yield Finding(
                    _SIGNALS[signal],
                    one.division_id,
                    one.division,
                    measure.id,
                    measure.title,
                    one.id,
                    numbers=(measure.number,),
                )


def _of_order(order: LateOrder) -> Finding:
    return Finding(
        Gap.ORDER_LATE,
        order.division_id,
        order.division,
        order.measure_id,
        order.title,
        numbers=(order.number,),
        text=order.text,
    )


def _of_measures(known: Preflight) -> Iterator[Finding]:
    for measure in known.unassigned:
        yield _of_measure(Gap.NOBODY_RESPONSIBLE, measure)
    for measure in {report.measure.id: report.measure for report in known.reports}.values():
        period = _of_period(measure)
        if period is not None:
            yield _of_measure(period, measure)
        if not any(cadence in MONTHS_ASKED for cadence in measure.cadences):
            yield _of_measure(Gap.CADENCE_NOT_STATED, measure)


def _of_period(measure: MeasureRead) -> Gap | None:
    if measure.period_kind is PeriodKind.ERROR:
        return Gap.PERIOD_UNCLEAR
    if measure.needs_confirmation:
        return Gap.PERIOD_TO_CONFIRM
    return None if measure.has_dates else Gap.PERIOD_ASSUMED


def _of_measure(gap: Gap, measure: MeasureRead) -> Finding:
    return Finding(gap, measure_id=measure.id, title=measure.title, numbers=(measure.number,))
