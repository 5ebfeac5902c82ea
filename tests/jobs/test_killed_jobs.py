"""The jobs killed at random moments over a month: every reminder that the rules owe arrives once, none twice.

What is owed is worked out here once more, day by day, from the words of the rules and not from the program's own.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import (
    create_agency,
    create_day_off,
    create_division,
    create_measure,
    create_meeting,
    create_person,
    create_plan,
    create_report,
    moment,
)
from tests.support.forking import Forker, running_forker
from tests.support.mailbox import Letter, Mailbox
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.domain.reminders import MessageState
from tracker.extensions import db
from tracker.models import Assignment, ProgressReport
from tracker.models.isolation import all_agencies
from tracker.queries import ledger

KILLS = 20
DIVISIONS = 16
FIRST_DAY, LAST_DAY = date(2026, 1, 24), date(2026, 2, 20)
A_DAY = timedelta(days=1)

#: How long a freshly forked process takes until it speaks to the mail server; kills by the clock fall within.
BEGINNING_SECONDS = 0.4
PATIENCE_SECONDS = 60.0

SUBJECTS = {
    "request": "ขอรายงานความก้าวหน้าเดือน {month}",
    "reminder": "เตือน: รอรายงานเดือน {month}",
    "missing": "ยังไม่ส่งรายงานเดือน {month}",
    "escalation": "เพื่อโปรดทราบ: ส่วนราชการในกำกับยังไม่ส่งรายงานเดือน {month}",
    "papers": "เอกสารประชุมหัวหน้าส่วนราชการ {held_on}",
    "preflight": "ก่อนพิมพ์เอกสารประชุม {held_on}",
    "executives": "สรุปก่อนประชุม {held_on}",
}
MONTHS = {"ม.ค. 2569": "4 ก.พ. 2569", "ก.พ. 2569": "18 ก.พ. 2569"}
"""What each meeting hears, and the day on which it is held."""

Arrival = tuple[date, str, str, str]
"""The simulated day, the recipient, the kind of letter, the month it asks about."""


@dataclass
class Division:
    head: str
    superior: str
    assignment_id: int
    reports_on: date | None


@dataclass
class Office:
    """An agency as the expectation needs to know it."""

    held_on: date
    month: date
    month_name: str
    days_off: Sequence[date]
    secretary: str
    executives: Sequence[str]
    divisions: list[Division] = field(default_factory=list)

    def works_on(self, day: date) -> bool:
        return day.isoweekday() <= 5 and day not in self.days_off

    def working_day(self, days_before: int, step: timedelta) -> date:
        day = self.held_on - days_before * A_DAY
        while not self.works_on(day):
            day += step
        return day


def create_offices(dice: random.Random) -> list[Office]:
    """One meets early and hears the month before, with a holiday where its window opens; one meets late."""
    return [
        create_office(dice, "a", date(2026, 2, 4), date(2026, 1, 1), "ม.ค. 2569", [date(2026, 1, 26)]),
        create_office(dice, "b", date(2026, 2, 18), date(2026, 2, 1), "ก.พ. 2569", []),
    ]


def create_office(
    dice: random.Random, name: str, held_on: date, month: date, month_name: str, days_off: Sequence[date]
) -> Office:
    # The digest for executives has its place in the simulated year.
    agency = create_agency(slug=name)
    for day in days_off:
        create_day_off(agency, day)
    create_meeting(agency, held_on, month)
    plan = create_plan(agency)
    secretary = create_person(agency, Role.SECRETARY, email=f"secretary@{name}.go.th").email
    superiors = [create_person(agency, Role.EXECUTIVE, email=f"deputy{number}@{name}.go.th") for number in range(3)]
    office = Office(held_on, month, month_name, days_off, secretary, [one.email for one in superiors])
    for number in range(DIVISIONS):
        superior = dice.choice(superiors)
        division = create_division(agency, f"กอง {number}", superior_id=superior.id)
        head = create_person(agency, Role.DIVISION_HEAD, division, email=f"head{number}@{name}.go.th")
        assignment_id = create_measure(plan, [division], number=str(number)).assignments[0].id
        reports_on = dice.choice([None, held_on - dice.randint(0, 11) * A_DAY])
        office.divisions.append(Division(head.email, superior.email, assignment_id, reports_on))
    return office


def owed_arrivals(office: Office) -> Iterator[Arrival]:
    """What the rules say, read afresh: who gets what on which day, if each day's work is done on that day."""
    told: set[tuple[str, str]] = set()
    for day in days():
        owing = [one for one in office.divisions if one.reports_on is None or one.reports_on > day]
        if not office.works_on(day) or day > office.held_on:
            continue
        for recipient, step in dict.fromkeys(letters_of_a_day(office, owing, day)):
            if (recipient, step) not in told:
                told.add((recipient, step))
                yield day, recipient, step.partition(" ")[0], office.month_name


def letters_of_a_day(office: Office, owing: Sequence[Division], day: date) -> list[tuple[str, str]]:
    """By the recipient and the step, also those that went out before."""
    letters = []
    steps = {"request": 10, "reminder 5": 5, "reminder 3": 3}
    begun = [step for step, days_before in steps.items() if office.working_day(days_before, A_DAY) <= day]
    due = office.working_day(2, -A_DAY)
    if begun and day <= due:
        letters += [(one.head, begun[-1]) for one in owing]
    if day >= due:
        letters += [(one, "papers") for one in (*office.executives, *(one.head for one in office.divisions))]
    if day >= due and owing:
        letters += [(office.secretary, "missing"), *((one.superior, "escalation") for one in owing)]
    if day == office.working_day(1, -A_DAY) and owing:
        letters += [(office.secretary, "preflight"), *((one, "executives") for one in office.executives)]
    return letters


def days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += A_DAY


def arrival(day: date, letter: Letter) -> Arrival:
    for kind, subject in SUBJECTS.items():
        for month, held_on in MONTHS.items():
            if letter.subject.startswith(subject.format(month=month, held_on=held_on)):
                return day, letter.recipient, kind, month
    raise AssertionError(letter.subject)


@dataclass
class Simulation:
    forker: Forker
    settings: dict[str, str]
    mailbox: Mailbox
    dice: random.Random

    def run_and_kill(self, day: date, letters_left: int) -> None:
        """The scheduler alone, killed while it begins, or after some letters have come and a few milliseconds more."""
        pid = self.forker.start([], self._environ(day))
        if letters_left == 0 or self.dice.random() < 0.25:
            time.sleep(self.dice.uniform(0, BEGINNING_SECONDS))
        else:
            self._wait_for_letters(self.dice.randint(1, min(letters_left, 5)))
            time.sleep(self.dice.uniform(0, 0.02))
        os.kill(pid, signal.SIGKILL)
        assert self.forker.exit_code() == -signal.SIGKILL

    def run_to_the_end(self, day: date) -> None:
        self.forker.start(["tick"], self._environ(day))
        assert self.forker.exit_code() == 0

    def _environ(self, day: date) -> dict[str, str]:
        return self.settings | {"TRACKER_TODAY": day.isoformat(), "TRACKER_TICK_SECONDS": "1"}

    def _wait_for_letters(self, count: int) -> None:
        wanted = len(self.mailbox.letters) + count
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.mailbox.letters) < wanted and time.monotonic() < deadline:
            time.sleep(0.0005)


def kills_of_each_day(letters_of: Counter[date], dice: random.Random) -> Counter[date]:
    """Most fall on days with many letters, where there is something to interrupt."""
    busy = [day for day, letters in letters_of.items() if letters >= 10]
    return Counter([*(dice.choice(busy) for _ in range(KILLS - 2)), *(dice.choice(list(days())) for _ in range(2))])


@pytest.fixture(scope="module")
def forker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    with running_forker("jobs.__main__", tmp_path_factory.mktemp("jobs") / "log") as forker:
        yield forker


def test_it_sends_every_reminder_once_however_often_it_is_killed(
    app: Flask, settings: dict[str, str], mailbox: Mailbox, forker: Forker
) -> None:
    seed = int(os.environ.get("TRACKER_TEST_SEED") or random.randrange(10**9))
    dice = random.Random(seed)
    sys.stderr.write(f"TRACKER_TEST_SEED={seed}\n")  # Shown when the test fails.
    mailbox.pause_seconds = 0.003
    simulation = Simulation(forker, settings, mailbox, dice)
    with app.app_context(), all_agencies():
        offices = create_offices(dice)
        expected = Counter(one for office in offices for one in owed_arrivals(office))
        letters_of = Counter(day for day, *_ in expected)
        kills = kills_of_each_day(letters_of, dice)
        arrived: Counter[Arrival] = Counter()
        for day in days():
            before = len(mailbox.letters)
            send_reports(offices, day)
            for _ in range(kills[day]):
                simulation.run_and_kill(day, letters_left=letters_of[day] - (len(mailbox.letters) - before))
            simulation.run_to_the_end(day)
            arrived.update(arrival(day, letter) for letter in mailbox.letters[before:])
        assert arrived == expected
        rows = ledger.ledger_rows(1000)
    assert {row.state for row in rows} <= {MessageState.SENT, MessageState.UNCONFIRMED}
    assert len({letter.message["Message-ID"] for letter in mailbox.letters}) == len(rows)
    papers = [letter for letter in mailbox.letters if letter.subject.startswith("เอกสารประชุม")]
    assert {tuple(file.get_content()[:5] for file in letter.message.iter_attachments()) for letter in papers} == {
        (b"%PDF-",)
    }


def send_reports(offices: Sequence[Office], day: date) -> None:
    for office in offices:
        for division in office.divisions:
            if division.reports_on == day:
                send_report(division.assignment_id, office.month, day)
    db.session.commit()


def send_report(assignment_id: int, month: date, day: date) -> None:
    """At midnight, before any job of the day; the window may have opened the report already."""
    opened = (ProgressReport.assignment_id == assignment_id, ProgressReport.month == month)
    report = db.session.scalar(select(ProgressReport).where(*opened))
    if report is None:
        create_report(db.session.get_one(Assignment, assignment_id), month, submitted_at=moment(day, hour=0))
        return
    report.state, report.answer, report.submitted_at = ReportState.SUBMITTED, Answer.PROGRESS, moment(day, hour=0)
    report.progress, report.percent = Progress.IN_PROGRESS, 30
