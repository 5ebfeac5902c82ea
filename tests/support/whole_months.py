"""The papers of a month as values: one with every field filled in, and any that could ever be."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from tracker.domain.framework import INDICATOR_CODES, indicator_name, indicator_tool
from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.rollup import Rollup
from tracker.reports.values import (
    ChangeLine,
    DecisionLine,
    DivisionLine,
    IndicatorLine,
    MeasureLine,
    MeetingReport,
    MissingLine,
    OrderLine,
    OverdueLine,
    Stand,
    StatusReport,
)

_ROLLUP = Rollup(
    measures=1,
    progress=dict.fromkeys(Progress, 0) | {Progress.IN_PROGRESS: 1},
    health=dict.fromkeys(Health, 0) | {Health.BLOCKED: 1},
    percent=37.5,
    reports_owed=3,
    reports_received=2,
)

#: As the first version froze it.
WHOLE_MONTH = MeetingReport(
    status=StatusReport(
        agency="town-1",
        agency_name="เทศบาลเมืองตัวอย่าง",
        as_of=date(2026, 2, 4),
        fiscal_year=2569,
        month=date(2026, 1, 1),
        plan=_ROLLUP,
        indicators=tuple(
            IndicatorLine(code, indicator_name(code), indicator_tool(code), 91.25 if code == "2" else None, _ROLLUP)
            for code in INDICATOR_CODES
        ),
        overdue=(OverdueLine("3", "มาตรการที่ล่าช้า", "กองช่าง", date(2026, 1, 31), 4, 20, 2568),),
        missing_reports=(MissingLine("กองช่าง", "1", "จัดอบรม", date(2026, 1, 1)),),
    ),
    held_on=date(2026, 2, 4),
    place="ห้องประชุมชั้น ๒",
    measures=(
        MeasureLine(
            "1", "จัดอบรม", ("2", "9.1"), "กองคลัง และกองช่าง", "ต.ค. 68 - ก.ย. 69", "รายงานทุกเดือน", 2569,
            Progress.IN_PROGRESS, Health.BLOCKED, 37.5,
            (
                DivisionLine(
                    "กองคลัง", AssignmentRole.LEAD, Progress.IN_PROGRESS, Health.BLOCKED, 75, Answer.CANNOT_DO,
                    done_text="จัดแล้ว 1 รุ่น\nเหลืออีก 2 รุ่น", problems="วิทยากร \"ติดภารกิจ\"", next_steps="หาวิทยากรใหม่",
                    waiting_for="หนังสือตอบรับ", cannot_reason=CannotReason.OTHER, cannot_text="สถานที่ปิดซ่อม",
                ),
                DivisionLine("กองช่าง", AssignmentRole.JOINT, Progress.NOT_STARTED, None, 0, None),
            ),
        ),
    ),
)  # fmt: skip

_FINANCE, _WORKS = WHOLE_MONTH.measures[0].reports
_TRAINING = ("1", "จัดอบรม", 2569)

FULL_MONTH = replace(
    WHOLE_MONTH,
    status=replace(
        WHOLE_MONTH.status, missing_reports=(replace(WHOLE_MONTH.status.missing_reports[0], fiscal_year=2569),)
    ),
    measures=(
        replace(
            WHOLE_MONTH.measures[0],
            reports=(replace(_FINANCE, evidence=2, is_asked=True), replace(_WORKS, evidence=0, is_asked=True)),
        ),
    ),
    orders=(
        OrderLine(*_TRAINING, "เร่งดำเนินการ", date(2026, 1, 7), date(2026, 1, 28), "กองช่าง", 7),
        OrderLine(
            *_TRAINING, "เร่งดำเนินการ", date(2026, 1, 7), date(2026, 1, 28), "กองคลัง", 0, date(2026, 1, 20),
            "ผู้อำนวยการกองคลัง", "จัดอบรมรุ่นแรกแล้ว",
        ),
    ),
    changes_since=date(2025, 12, 1),
    changes=(
        ChangeLine(
            *_TRAINING, "กองคลัง", Stand(Progress.IN_PROGRESS, Health.ON_TRACK, 45),
            Stand(Progress.IN_PROGRESS, Health.BLOCKED, 75),
        ),
        ChangeLine(*_TRAINING, "กองช่าง", None, Stand(Progress.NOT_STARTED, None, 0)),
        ChangeLine("2", "ทบทวนคู่มือ", 2568, "กองคลัง", Stand(Progress.IN_PROGRESS, Health.OVERDUE, 90), None),
    ),
    decisions=(
        DecisionLine(*_TRAINING, "ให้ใช้ห้องประชุมอื่น", date(2026, 2, 20), ("กองคลัง", "กองช่าง")),
        DecisionLine("3", "มาตรการที่ล่าช้า", 2568, "รับทราบ", None, ()),
    ),
)  # fmt: skip
"""The same with what later versions have added to it."""


def months() -> st.SearchStrategy[MeetingReport]:
    return _any_of(MeetingReport)


def _any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Of a type as the values declare it, so that a field which is added later is tried too."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: _any_of(hints[field.name]) for field in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    origin, inner = get_origin(kind), get_args(kind)
    if origin is types.UnionType:
        return st.one_of(*(_any_of(one) for one in inner))
    if origin is tuple:
        return st.lists(_any_of(inner[0]), max_size=2).map(tuple)
    if origin is Mapping:
        return st.dictionaries(_any_of(inner[0]), _any_of(inner[1]), max_size=2)
    return _PLAIN[kind]


_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    type(None): st.none(),
    str: st.text(max_size=12),
    bool: st.booleans(),
    int: st.integers(0, 10_000),
    float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 100),
    date: st.dates(),
}
