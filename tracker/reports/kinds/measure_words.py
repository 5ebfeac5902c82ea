"""How papers write a measure as adopted, where it stands, and what a division answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tracker.domain.progress import Answer, CannotReason, Health, Progress
from tracker.domain.words import ANSWER, CANNOT_REASON, HEALTH, NOT_REPORTED, PROGRESS

NOT_STATED = "ไม่ได้ระบุ"


class Said(Protocol):
    """What a division says of a measure for a month; without an answer it is silent."""

    @property
    def answer(self) -> Answer | None: ...
    @property
    def done_text(self) -> str: ...
    @property
    def waiting_for(self) -> str: ...
    @property
    def cannot_reason(self) -> CannotReason | None: ...
    @property
    def cannot_text(self) -> str: ...


def title_text(title: str, indicators: Sequence[str], of_year: int = 0, fiscal_year: int = 0) -> str:
    """With its indicators, and the year of its plan where that is an earlier one."""
    codes = ", ".join(indicators)
    below = [f"(ตัวชี้วัดที่ {codes})"] if codes else []
    if of_year != fiscal_year:
        below.append(f"(แผนปีงบประมาณ พ.ศ. {of_year})")
    return "\n".join([title, *below])


def period_text(period: str, monitoring: str) -> str:
    return f"{period or NOT_STATED}\n{monitoring or NOT_STATED}"


def state_text(progress: Progress, health: Health | None) -> str:
    return "\n".join([PROGRESS[progress], *([HEALTH[health]] if health else [])])


def said_text(said: Said) -> str:
    """The answer in words, then what the division wrote."""
    if said.answer is None:
        return NOT_REPORTED
    parts = [ANSWER[said.answer]]
    if said.cannot_reason is not None:
        is_other = said.cannot_reason is CannotReason.OTHER
        parts.append(said.cannot_text if is_other else CANNOT_REASON[said.cannot_reason])
    parts += [said.waiting_for, said.done_text]
    return "\n".join(part for part in parts if part)


def figure(value: float) -> str:
    """As prose writes it: 37.5, 40."""
    return f"{value:.1f}".removesuffix(".0")
