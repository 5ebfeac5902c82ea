"""The kinds of papers by name: how a value becomes a paper, JSON, and what is kept of it under its check code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from tracker.domain.papers import PaperKind
from tracker.reports.editions import MeetingPaper, paper_as_json
from tracker.reports.kinds import division, follow_up, indicators, ledger, meeting, memo, nacc, person, plan, result
from tracker.reports.paper import Paper
from tracker.reports.snapshot_codec import content_of, report_in
from tracker.reports.status_json import status_as_json

FORMAT = 1
"""Of what is kept: raised when a value changes in a way that what was kept can no longer be read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`Any` is the kind's own value, which its source in the services makes."""

    paper: Callable[[Any], Paper]
    #: A value with nothing in it: its paper has the parts and columns of every other, which forms are drawn from.
    empty: Any
    as_json: Callable[[Any], dict[str, Any]]
    #: What is kept under the check code, and the value read back from it.
    content: Callable[[Any], dict[str, Any]]
    value_in: Callable[[Mapping[str, Any]], Any]


def builtins_of(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value, str_keys=True)
    return plain


def kind_of(
    paper: Callable[[Any], Paper],
    empty: Any,
    as_json: Callable[[Any], dict[str, Any]] = builtins_of,
) -> Kind:
    """A kind whose value is kept as it is."""
    value_type = type(empty)

    def content(value: Any) -> dict[str, Any]:
        # Read once as it will be read back: the same value always has the same code.
        as_read = msgspec.convert(builtins_of(value), value_type)
        return {"format": FORMAT, "value": builtins_of(as_read)}

    def value_in(kept: Mapping[str, Any]) -> Any:
        return msgspec.convert(kept["value"], value_type)

    return Kind(paper, empty, as_json, content, value_in)


KINDS: dict[PaperKind, Kind] = {
    # Kept as a snapshot is, so that the code of a closed month's paper is that of its edition.
    PaperKind.MEETING: Kind(
        meeting.paper_of,
        meeting.EMPTY,
        paper_as_json,
        lambda printed: content_of(printed.report),
        lambda kept: MeetingPaper(report_in(kept)),
    ),
    PaperKind.INDICATORS: kind_of(indicators.paper_of, indicators.EMPTY, status_as_json),
    PaperKind.FOLLOW_UP: kind_of(follow_up.paper_of, follow_up.EMPTY),
    PaperKind.NACC: kind_of(nacc.paper_of, nacc.EMPTY),
    PaperKind.RESULT: kind_of(result.paper_of, result.EMPTY),
    PaperKind.PLAN: kind_of(plan.paper_of, plan.EMPTY),
    PaperKind.MEMO: kind_of(memo.paper_of, memo.EMPTY),
    PaperKind.DIVISION: kind_of(division.paper_of, division.EMPTY),
    PaperKind.PERSON: kind_of(person.paper_of, person.EMPTY),
    PaperKind.LEDGER: kind_of(ledger.paper_of, ledger.EMPTY),
}
