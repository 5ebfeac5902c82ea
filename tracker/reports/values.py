"""What a paper says, frozen: every format of a paper prints the same value, and so does its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.rollup import Rollup


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    code: str
    name: str
    tool: str
    #: Of the newest assessment that the plan was made from, as printed.
    last_score: float | None
    rollup: Rollup


@dataclass(frozen=True, slots=True)
class OverdueLine:
    measure: str
    title: str
    division: str
    end: date
    days_late: int
    percent: int
    fiscal_year: int


@dataclass(frozen=True, slots=True)
class MissingLine:
    division: str
    measure: str
    title: str
    month: date
    #: Of the measure's plan; unknown in what was frozen before that was kept.
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The indicator roll-up with the two lists of lateness, on a day."""

    agency: str
    agency_name: str
    as_of: date
    fiscal_year: int
    #: The month whose reports are counted.
    month: date
    plan: Rollup
    indicators: tuple[IndicatorLine, ...]
    overdue: tuple[OverdueLine, ...]
    missing_reports: tuple[MissingLine, ...]


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """What one division says of a measure for the month; `answer` is empty while it is silent."""

    division: str
    role: AssignmentRole
    progress: Progress
    health: Health | None
    percent: int
    answer: Answer | None
    done_text: str = ""
    problems: str = ""
    next_steps: str = ""
    waiting_for: str = ""
    cannot_reason: CannotReason | None = None
    cannot_text: str = ""
    #: How many pieces stand under the report; empty in what was frozen before they were counted.
    evidence: int | None = None
    #: Whether a report is owed for the month; unknown in what was frozen before that was kept.
    is_asked: bool | None = None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure as adopted, with where it stands and what each division says."""

    number: str
    title: str
    indicators: tuple[str, ...]
    responsible: str
    period: str
    monitoring: str
    fiscal_year: int
    progress: Progress
    health: Health | None
    percent: float
    reports: tuple[DivisionLine, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What the chair ordered of one division in an earlier meeting; `answer` is empty while it waits for one."""

    measure: str
    title: str
    fiscal_year: int
    text: str
    given_on: date
    due_on: date | None
    division: str
    #: 0 when it is not late, or answered.
    days_late: int
    answered_on: date | None = None
    answered_by: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one division stands with a measure, or a measure that no division answers for."""

    progress: Progress
    health: Health | None
    percent: int


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What is other than a month ago: `before` is empty where it is new, `after` where it is followed no more."""

    measure: str
    title: str
    fiscal_year: int
    division: str
    before: Stand | None
    after: Stand | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What the chair said of a measure in this meeting; without divisions it asks nobody."""

    measure: str
    title: str
    fiscal_year: int
    text: str
    due_on: date | None
    divisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingReport:
    status: StatusReport
    #: Empty when no meeting is set for the month.
    held_on: date | None
    place: str
    measures: tuple[MeasureLine, ...]
    #: Of earlier meetings: those that wait, the oldest first, then those answered since the meeting before.
    orders: tuple[OrderLine, ...] = ()
    #: The month with which this one is compared; empty where there is none before it.
    changes_since: date | None = None
    changes: tuple[ChangeLine, ...] = ()
    #: Of this meeting itself, in the order in which they were recorded.
    decisions: tuple[DecisionLine, ...] = ()
