"""Several people at the same order in the same instant: one answer counts, and whoever was second is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask

from tests import factories
from tests.support.month import open_reports, report_on
from tests.support.office import HELD_ON, Office
from tests.support.pausing import A_MOMENT, PATIENCE_SECONDS, Pause, ended, thread_in
from tracker.domain.answers import Entry
from tracker.domain.decisions import DecisionEntry, DecisionKind
from tracker.domain.errors import Refusal
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import ProgressReport
from tracker.queries import decisions as queries
from tracker.queries.decisions import DecisionRow
from tracker.services import decisions, order_answers, reporting
from tracker.services.report_desk import Filled

AT = factories.moment(HELD_ON, 14)
HURRY = DecisionEntry(DecisionKind.HURRY)


@dataclass
class Ordered:
    """An order to the finance division, whose people and the office are at work on it."""

    app: Flask
    office: Office
    secretary: Actor
    head: Actor
    officer: Actor
    row: DecisionRow
    report_id: int
    #: What each of those was told who was refused.
    told: list[str] = field(default_factory=list)

    def answer(self, actor: Actor, text: str) -> Callable[[], None]:
        return self.trying(lambda: order_answers.answer_order(actor, AT, self.row.id, self.office.finance.id, text))

    def report_with(self, actor: Actor, text: str) -> Callable[[], None]:
        """Of somebody who has looked at the report as it stands now."""
        entry = Entry(Answer.NO_CHANGE, order_answers={self.row.id: text})
        filled = Filled(self.report_id, self.report().version, entry)
        return self.trying(lambda: reporting.save_reports(actor, AT, [filled]))

    def report(self) -> ProgressReport:
        """As it stands; the session holds nothing afterwards."""
        report = db.session.get_one(ProgressReport, self.report_id, populate_existing=True)
        db.session.expunge(report)
        db.session.rollback()
        return report

    def take_back(self) -> Callable[[], None]:
        return self.trying(lambda: decisions.withdraw_decision(self.secretary, AT, self.row.id, "ประธานยกเลิก"))

    def change(self) -> Callable[[], None]:
        entry = DecisionEntry(DecisionKind.OWN_WORDS, "ให้ทำอย่างอื่น")
        return self.trying(
            lambda: decisions.change_decision(self.secretary, AT, self.row.id, self.row.fingerprint, entry)
        )

    def trying(self, do: Callable[[], object]) -> Callable[[], None]:
        def tried() -> None:
            try:
                refused = do()
                self.told += [str(one) for one in (refused.values() if isinstance(refused, dict) else ())]
            except Refusal as refusal:
                db.session.rollback()
                self.told.append(str(refusal))

        return tried

    def at_once(self, monkeypatch: pytest.MonkeyPatch, event: str, *two: Callable[[], None]) -> None:
        """The first is held before its commit until the second waits for it."""
        pause = Pause(event)
        pause.hold(monkeypatch)
        first = thread_in(self.app, self.office.agency.id, two[0])
        assert pause.reached.wait(PATIENCE_SECONDS)
        second = thread_in(self.app, self.office.agency.id, two[1])
        second.join(A_MOMENT)
        assert second.is_alive(), "the second waits for the first"
        pause.let_go.set()
        assert ended([first, second])

    @property
    def stands(self) -> DecisionRow:
        db.session.rollback()
        row = queries.decision_by_id(self.row.id)
        assert row is not None
        db.session.rollback()
        return row


@pytest.fixture
def ordered(app: Flask, office: Office, secretary: Actor) -> Ordered:
    open_reports(office)
    [id_] = decisions.record_decisions(secretary, AT, office.meeting.id, [office.own.id], HURRY)
    row = queries.decision_by_id(id_)
    assert row is not None
    report_id = report_on(office.own, office.finance).id
    head, officer = (factories.actor_of(office.agency, person, HELD_ON) for person in (office.head, office.officer))
    db.session.rollback()
    return Ordered(app, office, secretary, head, officer, row, report_id)


def test_of_two_answers_the_first_counts_and_the_second_is_not_lost(
    ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered.at_once(
        monkeypatch, "order_answered", ordered.answer(ordered.head, "แรก"), ordered.answer(ordered.officer, "สอง")
    )
    assert [one.answer for one in ordered.stands.answers] == ["แรก"]
    [told] = ordered.told
    assert "แรก" in told
    assert "สอง" in told


def test_a_report_whose_order_was_answered_beside_it_is_kept_and_told(
    ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, report = ordered.answer(ordered.head, "แรก"), ordered.report_with(ordered.officer, "ในรายงาน")
    ordered.at_once(monkeypatch, "order_answered", beside, report)
    [told] = ordered.told
    assert "ในรายงาน" in told
    assert (ordered.report().state, ordered.report().answer) == (ReportState.DRAFT, Answer.NO_CHANGE)
    ordered.report_with(ordered.officer, "")()
    assert [one.answer for one in ordered.stands.answers] == ["แรก"]


def test_what_is_taken_back_while_it_is_answered_has_its_answer(
    ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered.at_once(monkeypatch, "order_answered", ordered.answer(ordered.head, "ทันเวลา"), ordered.take_back())
    stands = ordered.stands
    assert (stands.is_withdrawn, [one.answer for one in stands.answers], ordered.told) == (True, ["ทันเวลา"], [])


def test_an_answer_to_what_was_just_taken_back_comes_back_to_its_writer(
    ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered.at_once(monkeypatch, "decision_withdrawn", ordered.take_back(), ordered.answer(ordered.head, "สายไป"))
    [told] = ordered.told
    assert "taken back" in told
    assert "สายไป" in told
    assert [one.answered_at for one in ordered.stands.answers] == [None]


def test_what_is_answered_is_not_changed_under_the_answer(ordered: Ordered, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered.at_once(monkeypatch, "order_answered", ordered.answer(ordered.head, "ตอบแล้ว"), ordered.change())
    assert ordered.stands.text == ordered.row.text
    assert "Record a new one" in ordered.told[0]
