"""A value of each kind of paper to draw: an ordinary one, a hostile one, a large one, and one with nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import cycle
from typing import Any

from tests.support.large_months import large_month
from tests.support.office_papers import (
    DIVISION_SHEET,
    LEDGER,
    MEMO,
    PERSON_SHEET,
    large_division_sheet,
    large_ledger,
    large_memo,
    large_person_sheet,
)
from tests.support.whole_months import FULL_MONTH
from tests.support.whole_rounds import WHOLE_QUARTER, WHOLE_ROUND, large_quarter, large_round
from tests.support.whole_years import WHOLE_PLAN, WHOLE_RESULT, large_plan, large_result
from tracker.domain.papers import PaperKind
from tracker.reports.editions import MeetingPaper
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Paper

ORDINARY: dict[PaperKind, Callable[[], Any]] = {
    PaperKind.MEETING: lambda: MeetingPaper(FULL_MONTH),
    PaperKind.INDICATORS: lambda: FULL_MONTH.status,
    PaperKind.FOLLOW_UP: lambda: WHOLE_QUARTER,
    PaperKind.NACC: lambda: WHOLE_ROUND,
    PaperKind.RESULT: lambda: WHOLE_RESULT,
    PaperKind.PLAN: lambda: WHOLE_PLAN,
    PaperKind.MEMO: lambda: MEMO,
    PaperKind.DIVISION: lambda: DIVISION_SHEET,
    PaperKind.PERSON: lambda: PERSON_SHEET,
    PaperKind.LEDGER: lambda: LEDGER,
}
LARGE: dict[PaperKind, Callable[[], Any]] = {
    PaperKind.MEETING: lambda: MeetingPaper(large_month()),
    PaperKind.INDICATORS: lambda: large_month().status,
    PaperKind.FOLLOW_UP: large_quarter,
    PaperKind.NACC: large_round,
    PaperKind.RESULT: large_result,
    PaperKind.PLAN: large_plan,
    PaperKind.MEMO: large_memo,
    PaperKind.DIVISION: large_division_sheet,
    PaperKind.PERSON: large_person_sheet,
    PaperKind.LEDGER: large_ledger,
}
HOSTILE_TEXTS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://example.org","กดที่นี่")',
    '#read("/etc/passwd")',
    "{{ 7 * 7 }}{% for x in y %}",
    "]]></w:t><x>&amp;</x>",
    "*หนา* _เอียง_ $x$ <b>@a</b> \\u{41} // ข้อความ",
    "ปกติ\x0bแนวตั้ง\x00ศูนย์",
    "ครึ่งตัว\ud800",
    "🙂👩\u200d👩\u200d👧 \u202eกลับ\u202c \u05e9\u05dc\u05d5\u05dd",
    "ก" * 10_000,
)
CODE = "A1B2-C3D4-E5F6-0718"


def example(kind: PaperKind) -> Paper:
    return paper_of(kind, ORDINARY[kind]())


def large(kind: PaperKind) -> Paper:
    """Sixty measures, a title of 400 letters, a measure of twelve divisions."""
    return paper_of(kind, LARGE[kind]())


def empty(kind: PaperKind) -> Paper:
    return paper_of(kind, KINDS[kind].empty)


def hostile(kind: PaperKind, text: str | None = None) -> Paper:
    """The ordinary one with this in the place of every text that it has; without it all of them in turn."""
    return paper_of(kind, hostile_value(kind, text))


def hostile_value(kind: PaperKind, text: str | None = None) -> Any:
    return _with_texts(ORDINARY[kind](), cycle(HOSTILE_TEXTS if text is None else (text,)))


def paper_of(kind: PaperKind, value: Any) -> Paper:
    return replace(KINDS[kind].paper(value), check_code=CODE)


def _with_texts(value: Any, texts: Iterator[str]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _with_texts(getattr(value, each.name), texts) for each in fields(value)})
    if isinstance(value, tuple):
        return tuple(_with_texts(each, texts) for each in value)
    if isinstance(value, str) and not isinstance(value, Enum):
        return next(texts)
    return value
