"""What the public sees of a fiscal year, as it is frozen when it is released.

Only what was closed and released goes in: figures of frozen months, words that the office wrote for it or let through,
evidence that it named. What is for the office alone is taken out here, before anything is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.domain.papers import PaperKind
from tracker.domain.progress import Progress
from tracker.domain.thai_dates import thai_month
from tracker.reports.kinds.registry import KINDS
from tracker.reports.plan_values import PlanReport
from tracker.reports.result_values import EvidenceLine, ResultMeasure, ResultReport, for_public
from tracker.reports.snapshot_codec import check_code_of
from tracker.reports.values import MeasureLine, MeetingReport

FORMAT = 1


@dataclass(frozen=True, slots=True)
class PublicYear:
    plan: PlanReport
    #: None while no month of the year is closed.
    result: ResultReport | None

    @property
    def through_month(self) -> date | None:
        return self.result.through_month if self.result else None


@dataclass(frozen=True, slots=True)
class Releasable:
    """A piece of evidence that the office may let out."""

    id: int
    #: Its number in the plan.
    measure: str
    line: EvidenceLine


@dataclass(frozen=True, slots=True)
class Released:
    """What the office lets out."""

    #: Ids of evidence.
    evidence: frozenset[int] = frozenset()
    #: Where the office wrote nothing for the year's end, the words of the closed months.
    month_words: bool = False


NOTHING_MORE = Released()


def content_of(year: PublicYear) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "plan": KINDS[PaperKind.PLAN].content(year.plan),
        "result": KINDS[PaperKind.RESULT].content(year.result) if year.result else None,
    }


def year_in(content: Mapping[str, Any]) -> PublicYear:
    result = content["result"]
    return PublicYear(
        plan=KINDS[PaperKind.PLAN].value_in(content["plan"]),
        result=KINDS[PaperKind.RESULT].value_in(result) if result else None,
    )


def releasable(report: ResultReport, months: Sequence[MeetingReport]) -> tuple[Releasable, ...]:
    """What lies under the reports of closed months, measure by measure."""
    closed = {month.status.month for month in months}
    return tuple(
        Releasable(line.id, measure.number, line)
        for measure in report.measures
        for line in measure.evidence
        if line.month in closed
    )


def public_result(
    report: ResultReport, months: Sequence[MeetingReport], released: Released = NOTHING_MORE
) -> ResultReport | None:
    """`months` are the closed ones of the year in order, as they were frozen; without any there is nothing to tell."""
    if not months:
        return None
    newest = months[-1].status
    known = {_key(line): line for line in months[-1].measures}
    told = _words_of_months(months) if released.month_words else {}
    public = for_public(report, released.evidence)
    return replace(
        public,
        as_of=newest.as_of,
        through_month=newest.month,
        measures=tuple(_as_closed(one, known.get(_name(report, one)), told) for one in public.measures),
    )


def _name(report: ResultReport, measure: ResultMeasure) -> tuple[int, str, str]:
    return report.fiscal_year, measure.number, measure.title


def _key(line: MeasureLine) -> tuple[int, str, str]:
    """A frozen measure has no id; what it was called on that day names it."""
    return line.fiscal_year, line.number, line.title


def _as_closed(
    measure: ResultMeasure, frozen: MeasureLine | None, told: Mapping[tuple[str, str], str]
) -> ResultMeasure:
    """With the figures of the newest closed month; what came into the plan after it has not begun."""
    return replace(
        measure,
        progress=frozen.progress if frozen else Progress.NOT_STARTED,
        percent=frozen.percent if frozen else 0.0,
        result=measure.result or told.get((measure.number, measure.title), ""),
    )


def _words_of_months(months: Sequence[MeetingReport]) -> dict[tuple[str, str], str]:
    """What the divisions said had been done, month by month, by number and title of the measure."""
    said: dict[tuple[str, str], list[str]] = {}
    for month in months:
        for line in month.measures:
            for one in line.reports:
                if one.done_text:
                    text = f"{thai_month(month.status.month)} ({one.division}) {one.done_text}"
                    said.setdefault((line.number, line.title), []).append(text)
    return {measure: "\n".join(texts) for measure, texts in said.items()}


def without_evidence(year: PublicYear, removed: Collection[int]) -> PublicYear:
    """What was taken off its report since is shown no longer; the year as it was frozen keeps its check code."""
    if year.result is None or not removed:
        return year
    measures = tuple(
        replace(measure, evidence=tuple(line for line in measure.evidence if line.id not in removed))
        for measure in year.result.measures
    )
    return replace(year, result=replace(year.result, measures=measures))


def cancelled_in(year: PublicYear) -> tuple[ResultMeasure, ...]:
    """Measures that the plan as it is in force has no more, and the result still tells of."""
    in_force = {one.id for one in year.plan.measures}
    return tuple(one for one in (year.result.measures if year.result else ()) if one.id not in in_force)


def evidence_shown(year: PublicYear) -> Collection[int]:
    measures = year.result.measures if year.result else ()
    return frozenset(line.id for measure in measures for line in measure.evidence)


def has_code(publication_code: str, content: Mapping[str, Any], beginning: str) -> bool:
    """Whether it is the code of the whole publication, or of one of its papers."""
    papers = [content[kind] for kind in ("plan", "result") if content[kind]]
    return any(code.startswith(beginning) for code in (publication_code, *map(check_code_of, papers)))
