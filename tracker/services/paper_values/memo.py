"""A memo to the divisions, with what the day's status says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.memos import TO_ALL, MemoFacts, MemoMatter, words_of
from tracker.domain.papers import Asked, MemoPurpose
from tracker.domain.permissions import Role
from tracker.domain.progress import AssignmentRole, Progress
from tracker.domain.recipients import in_post
from tracker.domain.rollup import AssignmentStatus
from tracker.domain.thai_text import sort_key
from tracker.queries import meetings, paper_settings, people, sheets
from tracker.queries.frames import Frame
from tracker.queries.sheets import AdoptedWords
from tracker.queries.status import AgencyStatus, status_for_month, status_on
from tracker.reports.kinds.memo import Memo, MemoLine
from tracker.services.paper_values.plan_asked_for import moment_asked_for

NOTHING_TO_TELL = {
    MemoPurpose.DISTRIBUTION: N_("No division answers for a measure of this plan, so there is nobody to write to."),
    MemoPurpose.REQUEST: N_("No report is owed for this month, so there is nobody to write to."),
    MemoPurpose.LATE: N_("No report is late and no measure is past its end, so there is nobody to write to."),
}
ROLES = {AssignmentRole.LEAD: MemoMatter.LEADS, AssignmentRole.JOINT: MemoMatter.JOINS}


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a measure with what the memo says of it."""

    part: AssignmentStatus
    matter: MemoMatter
    due_on: date | None
    days_late: int | None = None

    @property
    def is_about_a_report(self) -> bool:
        return self.matter in (MemoMatter.IS_ASKED, MemoMatter.NOT_REPORTED)


def value_of(agency_id: int, today: date, asked: Asked) -> Memo:
    """To all divisions, or to one; it is dated with the day of printing."""
    purpose, printed_on = asked.purpose or MemoPurpose.DISTRIBUTION, asked.day or today
    moment = moment_asked_for(agency_id, today, asked)
    day, month = moment.day, moment.month
    status = status_for_month(agency_id, day, month) if month else status_on(agency_id, day)
    due_on = _due_on(status.frame)
    told = [one for one in _TOLD[purpose](status, due_on) if asked.division_id in (None, one.part.facts.division_id)]
    if not told:
        raise Refusal(NOTHING_TO_TELL[purpose])
    told.sort(key=lambda one: sort_key(one.part.facts.division))
    facts = _facts(status, told, due_on)
    if asked.division_id is None:
        return _memo(purpose, printed_on, status, told, facts)
    [part, *_] = (one.part for one in told)
    memo = _memo(purpose, printed_on, status, told, replace(facts, division=part.facts.division))
    return replace(memo, to=_head_of(part, printed_on))


def _distributed(status: AgencyStatus, _due_on: date | None) -> list[Told]:
    """What the divisions answer for by the plan itself; what an earlier plan left over they know of."""
    return [
        Told(one, ROLES[one.facts.role] if len(measure.assignments) > 1 else MemoMatter.ANSWERS_ALONE, _end_of(one))
        for measure in status.measures
        for one in measure.assignments
        if one.standing.progress is not Progress.CANCELLED
    ]


def _asked_for(status: AgencyStatus, due_on: date | None) -> list[Told]:
    parts = (one for measure in status.followed for one in measure.assignments)
    return [Told(one, MemoMatter.IS_ASKED, due_on) for one in parts if one.standing.owed]


def _late(status: AgencyStatus, due_on: date | None) -> list[Told]:
    """Reports that have not come, before what is past its end; one is late when its day is over, and not before."""
    today = status.frame.today
    days_late = (today - due_on).days if due_on is not None else None
    missing = status.missing if days_late is None or days_late > 0 else ()
    return [
        *(Told(one, MemoMatter.NOT_REPORTED, due_on, days_late) for one in missing),
        *(Told(one, MemoMatter.PAST_ITS_END, _end_of(one), one.days_late(today)) for one in status.overdue),
    ]


_TOLD: dict[MemoPurpose, Callable[[AgencyStatus, date | None], list[Told]]] = {
    MemoPurpose.DISTRIBUTION: _distributed,
    MemoPurpose.REQUEST: _asked_for,
    MemoPurpose.LATE: _late,
}


def _end_of(one: AssignmentStatus) -> date:
    return one.measure.schedule.end


def _due_on(frame: Frame) -> date | None:
    """When the reports are due; empty while no meeting is set."""
    return meetings.cycle_held_on(frame.meeting.held_on, frame.settings).due_on if frame.meeting else None


def _head_of(part: AssignmentStatus, day: date) -> str:
    """The post, whoever holds it: a memo is addressed to the head, also where somebody acts."""
    heads = in_post(Role.DIVISION_HEAD, people.holders_on(day), part.facts.division_id)
    return heads[0].title if heads and not heads[0].is_acting else f"หัวหน้า{part.facts.division}"


def _memo(purpose: MemoPurpose, printed_on: date, status: AgencyStatus, told: Sequence[Told], facts: MemoFacts) -> Memo:
    frame = status.frame
    settings = paper_settings.paper_settings()
    words = words_of(purpose, facts)
    adopted = sheets.adopted_words({one.part.measure.id for one in told})
    return Memo(
        agency=frame.slug,
        agency_name=frame.name,
        as_of=printed_on,
        purpose=purpose,
        fiscal_year=facts.fiscal_year,
        month=frame.month,
        office=settings.memo_office if settings else "",
        number=settings.memo_number if settings else "",
        to=(settings.memo_to if settings else "") or TO_ALL,
        subject=words.subject,
        body=words.body,
        lines=tuple(_line(one, adopted[one.part.measure.id], frame.month) for one in told),
        closing=words.closing,
    )


def _facts(status: AgencyStatus, told: Sequence[Told], due_on: date | None) -> MemoFacts:
    frame = status.frame
    return MemoFacts(
        agency_name=frame.name,
        day=frame.today,
        fiscal_year=status.plan.fiscal_year if status.plan else fiscal_year_of(frame.today),
        month=frame.month,
        lines=len(told),
        measures=len({one.part.measure.id for one in told}),
        divisions=len({one.part.facts.division_id for one in told}),
        of_plan=sum(one.standing.progress is not Progress.CANCELLED for one in status.measures),
        past_their_end=sum(one.matter is MemoMatter.PAST_ITS_END for one in told),
        held_on=frame.meeting.held_on if frame.meeting else None,
        place=frame.meeting.place if frame.meeting else "",
        due_on=due_on,
    )


def _line(one: Told, adopted: AdoptedWords, month: date) -> MemoLine:
    return MemoLine(
        division=one.part.facts.division,
        measure=one.part.measure.number,
        title=one.part.measure.title,
        fiscal_year=one.part.measure.fiscal_year,
        period=adopted.period,
        monitoring=adopted.monitoring,
        matter=one.matter,
        month=month if one.is_about_a_report else None,
        due_on=one.due_on,
        days_late=one.days_late,
    )
