"""The days of a simulated agency in the product: what people do at night, the jobs at nine, the chair's words after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select, update

from jobs import close_months, open_windows, queue_reminders
from jobs.work import Work
from tests.factories import moment
from tests.support.simulated_agency import SimulatedAgency
from tests.support.told_by_hand import Told
from tests.support.year_sheet import A_DAY, Order, Report
from tracker import clock
from tracker.config import Config
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.domain.reminders import MessageKind, MessageState
from tracker.extensions import db, only_reading
from tracker.models import Assignment, Decision, DecisionDivision, Division, Measure, Meeting, Message, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.queries import messages
from tracker.services.judging import judged


class Days:
    """Goes through the days and tells what went out; a recorder takes every message at once."""

    def __init__(self, agency: SimulatedAgency, config: Config) -> None:
        self._agency, self._config = agency, config
        self._sent: defaultdict[date, list[tuple[int, Report]]] = defaultdict(list)
        self._returned: defaultdict[date, list[tuple[int, Report]]] = defaultdict(list)
        self._recorded: defaultdict[date, list[Order]] = defaultdict(list)
        self._answered: defaultdict[date, list[Order]] = defaultdict(list)
        #: The row of an order's division, by the order's number on the sheet.
        self._rows: dict[int, int] = {}
        self._last_message = 0
        for task, reports in agency.sheet.reports.items():
            for report in reports:
                self._sent[report.sent_on].append((task, report))
                self._returned[report.returned_on].append((task, report))
        for order in agency.sheet.orders:
            self._recorded[order.recorded_on].append(order)
            self._answered[order.answered_on].append(order)

    def told(self) -> Iterator[Told]:
        day = self._agency.first
        while day <= self._agency.last:
            with agency_scope(self._agency.agency_id):
                self._at_night(day)
            yield from self._jobs(day)
            with agency_scope(self._agency.agency_id):
                self._in_the_meeting(day)
            day += A_DAY

    def _at_night(self, day: date) -> None:
        for task, report in self._sent[day]:
            row = self._report_row(task, report)
            row.state, row.submitted_at = ReportState.SUBMITTED, moment(day, 0)
            row.answer, row.percent = Answer.PROGRESS, 100 if report.is_done else 40
            row.progress = Progress.DONE if report.is_done else Progress.IN_PROGRESS
        for task, report in self._returned[day]:
            self._report_row(task, report).state = ReportState.RETURNED
        for order in self._answered[day]:
            if order.id in self._rows:
                db.session.get_one(DecisionDivision, self._rows[order.id]).answered_at = moment(day, 0)
        db.session.commit()

    def _report_row(self, task: int, report: Report) -> ProgressReport:
        """The window has opened it: what the sheet says is asked for is what the product asks for."""
        opened = (ProgressReport.assignment_id == task, ProgressReport.month == report.month)
        return db.session.scalars(select(ProgressReport).where(*opened)).one()

    def _jobs(self, day: date) -> Iterator[Told]:
        """As the planning line of the timetable; what is queued is looked at as the sender does, and is taken."""
        clock.pin_today(day)
        work = Work(self._config)
        for job in (open_windows, close_months, queue_reminders):
            work.done = 0
            job.run(work)
        assert work.failures == {}
        if work.done:
            yield from self._taken(day)

    def _taken(self, day: date) -> Iterator[Told]:
        now = clock.now()
        with only_reading():
            waiting = messages.waiting_after(self._last_message, now, 1000)
            of_meeting: defaultdict[int | None, list[messages.WaitingMessage]] = defaultdict(list)
            for message in waiting:
                of_meeting[message.meeting_id].append(message)
            found = [one for each in of_meeting.values() for one in judged(self._agency.agency_id, each, day)]
        assert [one for one in found if one.useless is not None or one.rests_today] == []
        self._last_message = waiting[-1].id
        went_out = db.session.execute(
            update(Message)
            .where(Message.state == MessageState.WAITING)
            .values(state=MessageState.SENT, finished_at=now)
            .returning(
                Message.to_address, Message.kind, Message.meeting_id, Message.measure_numbers, Message.division_names
            )
        ).all()
        held_on: dict[int | None, date] = dict(db.session.execute(select(Meeting.id, Meeting.held_on)).all())
        db.session.commit()
        for who, kind, meeting_id, numbers, names in went_out:
            about = (frozenset(numbers), frozenset(names.split(", ") if names else ()))
            # What the check before the meeting finds has tests of its own.
            content = (frozenset(), frozenset()) if kind is MessageKind.PREFLIGHT else about
            yield Told(day, who, kind.value, held_on[meeting_id], *content)

    def _in_the_meeting(self, day: date) -> None:
        for order in self._recorded[day]:
            division_id = db.session.scalars(select(Division.id).where(Division.name == order.division)).one()
            decision = Decision(
                meeting_id=db.session.scalars(select(Meeting.id).where(Meeting.held_on == order.given_in)).one(),
                measure_id=self._measure_of(order),
                text="ให้เร่งรัดดำเนินการ",
                recorded_at=moment(day, 15),
                recorded_by_id=self._agency.secretary_id,
            )
            db.session.add(decision)
            db.session.flush()
            row = DecisionDivision(decision_id=decision.id, division_id=division_id)
            db.session.add(row)
            db.session.flush()
            self._rows[order.id] = row.id
        db.session.commit()

    def _measure_of(self, order: Order) -> int:
        found = db.session.scalars(
            select(Measure.id)
            .join(Assignment, Assignment.measure_id == Measure.id)
            .join(Division, Division.id == Assignment.division_id)
            .where(Measure.number == order.number, Division.name == order.division)
        )
        return found.first() or 0
