"""Where the value of each kind of paper comes from: one module a kind, with `value_of`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tracker.domain.papers import Asked, PaperKind
from tracker.services.paper_values import (
    division,
    follow_up,
    indicators,
    ledger,
    meeting,
    memo,
    nacc,
    person,
    plan,
    result,
)

#: Agency, today and what is asked for; a refusal when there is nothing to print of it.
Source = Callable[[int, date, Asked], Any]

SOURCES: dict[PaperKind, Source] = {
    PaperKind.MEETING: meeting.value_of,
    PaperKind.INDICATORS: indicators.value_of,
    PaperKind.FOLLOW_UP: follow_up.value_of,
    PaperKind.NACC: nacc.value_of,
    PaperKind.RESULT: result.value_of,
    PaperKind.PLAN: plan.value_of,
    PaperKind.MEMO: memo.value_of,
    PaperKind.DIVISION: division.value_of,
    PaperKind.PERSON: person.value_of,
    PaperKind.LEDGER: ledger.value_of,
}
