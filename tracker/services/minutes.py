"""The agenda item in the minutes: proposed from figures and decisions, and kept as the office changed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256

from tracker.domain.decisions import PROPOSED_WORDS, DecisionKind
from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.minutes import (
    Detail,
    EarlierOrder,
    Heading,
    Late,
    MinutesFacts,
    Ordered,
    Silent,
    Standing,
    minutes_of,
)
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.progress import Health
from tracker.domain.thai_text import with_line_feeds
from tracker.domain.words import NO_MEASURE, PROGRESS
from tracker.extensions import db
from tracker.queries import frames
from tracker.queries import minutes as queries
from tracker.queries.decisions import DecisionRow, decisions_of_meeting
from tracker.queries.minutes import Minutes
from tracker.queries.status import status_in
from tracker.reports.values import IndicatorLine, MeasureLine, MeetingReport, OverdueLine
from tracker.services import audit
from tracker.services.papers import figures_in
from tracker.services.snapshots import paper_of_meeting

LONGEST_TEXT = 50_000


def proposed_minutes(
    agency_id: int, today: date, minutes: Minutes, heading: Heading, detail: Detail, *, thai_digits: bool
) -> str:
    """From what was frozen where the month is closed, else from what stands today."""
    frame = frames.frame_for_month(agency_id, today, minutes.month)
    is_frozen = frame.meeting is not None and frame.meeting.is_closed and frame.meeting.id == minutes.id
    paper = paper_of_meeting(agency_id, today, minutes.id) if is_frozen else None
    report = paper.report if paper else figures_in(status_in(frame))
    facts = facts_of(report, decisions_of_meeting(minutes.id), minutes.divisions, detail)
    return minutes_of(heading, facts, detail, thai_digits=thai_digits)


def facts_of(report: MeetingReport, decided: Iterable[DecisionRow], divisions: int, detail: Detail) -> MinutesFacts:
    """`divisions` is how many the office has, so that an order to all of them is written as such."""
    status = report.status
    return MinutesFacts(
        month=status.month,
        fiscal_year=status.fiscal_year,
        as_of=status.as_of,
        measures=status.plan.measures,
        progress=status.plan.progress,
        percent=status.plan.percent,
        reports_owed=status.plan.reports_owed,
        reports_received=status.plan.reports_received,
        standings=_standings(report, detail),
        late=_late(status.overdue, status.fiscal_year),
        silent=tuple(Silent(*one) for one in Counter(line.division for line in status.missing_reports).items()),
        earlier=tuple(
            EarlierOrder(
                _named(line.measure, line.fiscal_year, status.fiscal_year), line.text, line.division, line.answer
            )
            for line in report.orders
        ),
        ordered=tuple(_ordered(row, divisions, status.fiscal_year) for row in decided if _is_told(row)),
    )


def _standings(report: MeetingReport, detail: Detail) -> tuple[Standing, ...]:
    if detail is Detail.INDICATORS:
        return tuple(map(_indicator, report.status.indicators))
    return tuple(_measure(line, report.status.fiscal_year) for line in report.measures)


def _indicator(line: IndicatorLine) -> Standing:
    rollup = line.rollup
    state = f"{rollup.measures} มาตรการ" if rollup.measures else NO_MEASURE
    return Standing(f"ตัวชี้วัดที่ {line.code} {line.name}", state, rollup.percent, rollup.health[Health.OVERDUE])


def _measure(line: MeasureLine, fiscal_year: int) -> Standing:
    name = f"{_named(line.number, line.fiscal_year, fiscal_year)} {line.title}"
    return Standing(name, PROGRESS[line.progress], line.percent)


def _named(number: str, of_year: int, fiscal_year: int) -> str:
    return f"มาตรการที่ {number}" if of_year == fiscal_year else f"มาตรการที่ {number} ของแผนปี {of_year}"


def _late(lines: Sequence[OverdueLine], fiscal_year: int) -> tuple[Late, ...]:
    """A measure once, with every division that has not finished it."""
    of_measure: dict[tuple[str, int], list[OverdueLine]] = {}
    for line in lines:
        of_measure.setdefault((line.measure, line.fiscal_year), []).append(line)
    return tuple(
        Late(
            measure=f"{_named(number, year, fiscal_year)} {each[0].title}",
            divisions=", ".join(line.division for line in each),
            days=each[0].days_late,
            percent=min(line.percent for line in each),
        )
        for (number, year), each in of_measure.items()
    )


def _is_told(row: DecisionRow) -> bool:
    """What was only taken note of, in no words of its own, is said by the resolution."""
    is_plain = row.kind is DecisionKind.NOTED and row.text == PROPOSED_WORDS[DecisionKind.NOTED]
    return not (row.is_withdrawn or is_plain)


def _ordered(row: DecisionRow, divisions: int, fiscal_year: int) -> Ordered:
    return Ordered(
        measure=_named(row.number, row.fiscal_year, fiscal_year),
        title=row.title,
        text=row.text,
        divisions=row.divisions,
        is_to_all=1 < divisions <= len(row.answers),
        due_on=row.due_on,
    )


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def keep_minutes(actor: Actor, now: datetime, meeting_id: int, seen: str, text: str, proposed: str) -> None:
    """As the office changed it; an empty text gives way to the proposed one again.

    `seen` is the fingerprint of what was kept when the page was made, `proposed` what the program proposed then.
    """
    if not can(actor, Action.ARRANGE_MEETINGS):
        raise NotAllowed(N_("Only the secretary or the administrator writes the minutes."))
    meeting = queries.meeting_to_write(meeting_id)
    if meeting is None:
        raise NotFound(N_("There is no such meeting."))
    if fingerprint(meeting.minutes_text) != seen:
        raise Conflict(N_("Somebody else kept these minutes in the meantime. Look at their text and keep yours again."))
    if len(text) > LONGEST_TEXT:
        raise Refusal(N_("This text is too long. Keep it within %(length)s characters."), "text", length=LONGEST_TEXT)
    meeting.minutes_text = with_line_feeds(text).strip()
    after = {"text": meeting.minutes_text, "proposed": with_line_feeds(proposed).strip()}
    audit.record(actor, now, "minutes_kept", meeting_id, after=after)
    db.session.commit()
