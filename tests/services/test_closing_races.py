"""Closing a month while others are at work: what was saved before it is there, and nothing is saved after it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
from flask import Flask

from tests import factories
from tests.support.month import open_reports
from tests.support.office import HELD_ON, Office
from tests.support.pausing import A_MOMENT, PATIENCE_SECONDS, Pause, ended, thread_in
from tracker.domain.answers import Entry
from tracker.domain.errors import Conflict, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, EntryChannel, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import Meeting, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope
from tracker.queries.evidence import evidence_counts
from tracker.queries.snapshots import newest_snapshot
from tracker.reports.snapshot_codec import report_in
from tracker.services import closing, evidence, reporting
from tracker.services.report_desk import Way

BY_TELEPHONE = Way(EntryChannel.PHONE, "หัวหน้ากอง")
AT = factories.moment(HELD_ON, 14)
MEASURES = 6
SAVERS = 6
SAVES_BEFORE_THE_CLOSE = 15


@dataclass
class Month:
    """The month of an office, at which threads are at work, each in a session of its own."""

    app: Flask
    office: Office
    secretary: Actor
    report_ids: list[int]
    #: The words of every save that was answered with success, by report.
    saved: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.saved = {report_id: [] for report_id in self.report_ids}

    def thread(self, do: Callable[[], None]) -> threading.Thread:
        return thread_in(self.app, self.office.agency.id, do)

    def save(self, report_id: int, words: str, is_sent: bool = True) -> None:
        """As a person does who looks at the report first; what cannot be saved is let go."""
        report = db.session.get_one(ProgressReport, report_id, populate_existing=True)
        version = report.version
        db.session.commit()
        entry = Entry(Answer.PROGRESS, 40, words)
        try:
            if is_sent:
                reporting.submit_report(self.secretary, AT, report_id, version, entry, BY_TELEPHONE)
            else:
                reporting.save_draft(self.secretary, AT, report_id, version, entry)
            self.saved[report_id].append(words)
        except Refusal:
            db.session.rollback()

    def close(self) -> None:
        closing.close_month(self.secretary, AT, self.office.meeting.id)

    def stands(self) -> dict[int, tuple[ReportState, int, str, str]]:
        """What the database has now of every report."""
        found = db.session.query(ProgressReport).populate_existing().order_by(ProgressReport.id).all()
        db.session.commit()
        return {one.id: (one.state, one.version, one.done_text, str(one.correction)) for one in found}


@pytest.fixture
def month(app: Flask, office: Office) -> Iterator[Month]:
    for number in range(MEASURES):
        factories.create_measure(office.plan, [office.finance, office.works], number=f"1{number}")
    open_reports(office)
    with agency_scope(office.agency.id):
        report_ids = [report.id for report in db.session.query(ProgressReport).order_by(ProgressReport.id)]
        month = Month(app, office, factories.actor_of(office.agency, office.secretary), report_ids)
        db.session.commit()
        yield month


def frozen_words(month: Month) -> Counter[str]:
    """What the papers of the month tell for ever."""
    stored = newest_snapshot(month.office.meeting.id)
    db.session.commit()
    assert stored is not None
    measures = report_in(stored.content).measures
    return Counter(line.done_text for measure in measures for line in measure.reports if line.answer is not None)


def test_among_many_savers_nothing_is_lost_before_the_close_and_nothing_changes_after_it(month: Month) -> None:
    go_on, busy = threading.Event(), threading.Event()
    at_the_close: dict[int, tuple[ReportState, int, str, str]] = {}

    def keep_saving(saver: int) -> None:
        turn = 0
        while not go_on.is_set():
            report_id = month.report_ids[(saver + turn) % len(month.report_ids)]
            month.save(report_id, f"{saver}/{turn}", is_sent=turn % 3 != 0)
            turn += 1
            if turn == SAVES_BEFORE_THE_CLOSE:
                busy.set()

    def close() -> None:
        busy.wait(PATIENCE_SECONDS)
        month.close()
        at_the_close.update(month.stands())

    savers = [month.thread(partial(keep_saving, saver)) for saver in range(SAVERS)]
    assert ended([month.thread(close)])
    threading.Event().wait(0.2)
    go_on.set()
    assert ended(savers)

    assert at_the_close
    assert month.stands() == at_the_close
    accepted = Counter(words for state, _, words, _ in at_the_close.values() if state is ReportState.ACCEPTED)
    assert frozen_words(month) == accepted
    assert {state for state, *_ in at_the_close.values()} <= {ReportState.OPEN, ReportState.DRAFT, ReportState.ACCEPTED}
    everything_said = Counter(words for each in month.saved.values() for words in each)
    assert max(everything_said.values()) == 1
    kept = db.session.query(ProgressRevision).filter(ProgressRevision.action != RevisionAction.COUNTED_ACCEPTED).all()
    sent = [words for words in everything_said if int(words.partition("/")[2]) % 3 != 0]
    assert sorted(one.content["done_text"] for one in kept) == sorted(sent)


def test_a_save_that_is_under_way_is_waited_for_and_counts(month: Month, monkeypatch: pytest.MonkeyPatch) -> None:
    pause, report_id = Pause("report_submitted"), month.report_ids[0]
    pause.hold(monkeypatch)
    saver = month.thread(lambda: month.save(report_id, "ทันเวลา"))
    assert pause.reached.wait(PATIENCE_SECONDS)
    closer = month.thread(month.close)
    closer.join(A_MOMENT)
    assert closer.is_alive(), "the close waits for the save"
    pause.let_go.set()
    assert ended([saver, closer])
    state, _, words, _ = month.stands()[report_id]
    assert (state, words, month.saved[report_id]) == (ReportState.ACCEPTED, "ทันเวลา", ["ทันเวลา"])


@pytest.mark.parametrize("is_sent", [True, False], ids=["sent", "kept as a draft"])
def test_a_save_that_comes_while_the_month_closes_is_told_so(
    month: Month, monkeypatch: pytest.MonkeyPatch, is_sent: bool
) -> None:
    pause, report_id = Pause("month_closed"), month.report_ids[0]
    pause.hold(monkeypatch)
    told: list[type[Refusal]] = []
    version = db.session.get_one(ProgressReport, report_id).version
    db.session.commit()

    def save_what_was_read_before() -> None:
        entry = Entry(Answer.PROGRESS, 40, "สายไป")
        try:
            if is_sent:
                reporting.submit_report(month.secretary, AT, report_id, version, entry, BY_TELEPHONE)
            else:
                reporting.save_draft(month.secretary, AT, report_id, version, entry)
        except Refusal as refusal:
            told.append(type(refusal))

    closer = month.thread(month.close)
    assert pause.reached.wait(PATIENCE_SECONDS)
    saver = month.thread(save_what_was_read_before)
    saver.join(A_MOMENT)
    assert saver.is_alive(), "the save waits for the close"
    pause.let_go.set()
    assert ended([closer, saver])
    assert told == [Conflict]
    assert month.stands()[report_id][2] == ""
    assert db.session.get_one(Meeting, month.office.meeting.id, populate_existing=True).closed_at == AT


def test_evidence_that_comes_while_the_month_closes_is_refused(month: Month, monkeypatch: pytest.MonkeyPatch) -> None:
    pause, report_id = Pause("month_closed"), month.report_ids[0]
    pause.hold(monkeypatch)
    told: list[str] = []

    def attach() -> None:
        try:
            evidence.add_link(month.secretary, AT, report_id, "https://example.go.th/1")
        except Refusal as refusal:
            told.append(refusal.message)

    closer = month.thread(month.close)
    assert pause.reached.wait(PATIENCE_SECONDS)
    attacher = month.thread(attach)
    attacher.join(A_MOMENT)
    assert attacher.is_alive(), "who attaches waits for the close"
    pause.let_go.set()
    assert ended([closer, attacher])
    assert [words.partition(".")[0] for words in told] == ["This month is closed"]
    assert evidence_counts([report_id]) == {report_id: 0}
