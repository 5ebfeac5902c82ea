"""What the paper of a meeting tells of the month before, of its own decisions, and how much evidence there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests import factories
from tests.support.month import assignment_of, give_order, open_reports, report_on, submit
from tests.support.office import HELD_ON, MONTH, TODAY, Office
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, Health, Progress, ReportState
from tracker.extensions import db
from tracker.models import Decision, Evidence, Meeting, Snapshot
from tracker.models.isolation import agency_scope
from tracker.reports.values import ChangeLine, DecisionLine, MeetingReport, Stand
from tracker.services import closing, snapshots

DECEMBER, HEARD_DECEMBER_ON = date(2025, 12, 1), date(2026, 1, 7)
AFTER_DECEMBERS = factories.moment(HEARD_DECEMBER_ON, 14)


@pytest.fixture(autouse=True)
def december(office: Office) -> Iterator[Meeting]:
    """Its meeting was held, and heard that one division had done 15 per cent of its own measure."""
    meeting = factories.create_meeting(office.agency, HEARD_DECEMBER_ON, DECEMBER)
    factories.create_report(
        assignment_of(office.own, office.finance),
        DECEMBER,
        percent=15,
        submitted_at=factories.moment(date(2026, 1, 5)),
        meeting_id=meeting.id,
    )
    open_reports(office)
    with agency_scope(office.agency.id):
        submit(office, report_on(office.own, office.finance), office.head)
        yield meeting


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def january(office: Office) -> MeetingReport:
    found = snapshots.paper_of_meeting(office.agency.id, HELD_ON, office.meeting.id)
    assert found is not None
    return found.report


def own_of_finance(office: Office) -> ChangeLine:
    return next(line for line in january(office).changes if (line.measure, line.division) == ("1", "กองคลัง"))


BY_REPORTS = ChangeLine(
    "1",
    "เปิดเผยแผนและผลการใช้จ่ายงบประมาณ",
    2569,
    "กองคลัง",
    # 98 of the year's 365 days had gone by on 7 January: 26.8 per cent, 11.8 points more than were done.
    Stand(Progress.IN_PROGRESS, Health.ON_TRACK, 15),
    # 126 of them on 4 February: 34.5 per cent, and 40 were done.
    Stand(Progress.IN_PROGRESS, Health.ON_TRACK, 40),
)


def test_what_came_after_the_day_is_told_neither_in_figures_nor_in_words(office: Office) -> None:
    found = snapshots.paper_of_meeting(office.agency.id, TODAY - timedelta(days=1), office.meeting.id)
    assert found is not None
    [of_finance] = found.report.measures[0].reports
    assert (found.report.status.plan.reports_received, of_finance.answer, of_finance.done_text) == (0, None, "")


def test_while_nothing_was_frozen_of_the_month_before_its_reports_tell(office: Office) -> None:
    assert january(office).changes_since == DECEMBER
    assert own_of_finance(office) == BY_REPORTS


def test_what_was_frozen_of_the_month_before_tells_whatever_was_changed_since(
    office: Office, december: Meeting, secretary: Actor
) -> None:
    closing.close_month(secretary, AFTER_DECEMBERS, december.id)
    report_on(office.own, office.finance, DECEMBER).percent = 39
    db.session.commit()
    assert own_of_finance(office) == BY_REPORTS


def test_what_was_frozen_and_then_altered_is_not_compared_with(
    office: Office, december: Meeting, secretary: Actor
) -> None:
    closing.close_month(secretary, AFTER_DECEMBERS, december.id)
    frozen = db.session.query(Snapshot).one()
    report = frozen.content["report"]
    frozen.content = frozen.content | {"report": report | {"measures": []}}
    db.session.commit()
    assert own_of_finance(office) == BY_REPORTS


def test_the_first_meeting_of_all_has_nothing_to_compare_with(office: Office, december: Meeting) -> None:
    found = snapshots.paper_of_meeting(office.agency.id, HEARD_DECEMBER_ON, december.id)
    assert found is not None
    assert (found.report.changes_since, found.report.changes) == (None, ())


def test_a_closed_month_keeps_what_had_changed_then(office: Office, secretary: Actor) -> None:
    closing.close_month(secretary, factories.moment(HELD_ON, 14), office.meeting.id)
    frozen = january(office)
    report_on(office.own, office.finance, DECEMBER).percent = 39
    db.session.commit()
    assert january(office) == frozen
    assert BY_REPORTS in frozen.changes


def test_it_lists_what_was_decided_in_this_meeting_and_not_what_was_taken_back(office: Office) -> None:
    give_order(office, office.own, office.finance, "เผยแพร่ทุกเดือน")
    taken_back = give_order(office, office.shared, office.works, "ยกเลิกแล้ว")
    db.session.get_one(Decision, taken_back.id).withdrawn_at = factories.moment(HELD_ON)
    db.session.commit()
    assert january(office).decisions == (
        DecisionLine("1", "เปิดเผยแผนและผลการใช้จ่ายงบประมาณ", 2569, "เผยแพร่ทุกเดือน", None, ("กองคลัง",)),
    )


def test_it_counts_the_pieces_that_stand_under_a_report_that_was_received(office: Office) -> None:
    report = report_on(office.own, office.finance)
    first, *_ = [_evidence(office, report.id, name) for name in ("แผนที่เผยแพร่", "ภาพหน้าเว็บไซต์", "ลิงก์ที่ผิด")]
    _evidence(office, report.id, "แผนฉบับแก้ไข", replaces_id=first.id)
    _evidence(office, report.id, "ลบแล้ว", removed_at=factories.moment(HELD_ON), removed_by_id=office.head.id)
    _evidence(office, report_on(office.shared, office.works).id, "ยังไม่ส่ง")
    counts = {(line.number, one.division): one.evidence for line in january(office).measures for one in line.reports}
    assert counts == {("1", "กองคลัง"): 3, ("2", "กองคลัง"): 0, ("2", "กองช่าง"): 0}
    assert report_on(office.shared, office.works).state is ReportState.OPEN


def test_it_tells_who_is_silent_and_who_is_not_asked(office: Office) -> None:
    """The one division finished its part in December, which the other did not."""
    finished = report_on(office.shared, office.finance, DECEMBER)
    finished.state, finished.answer, finished.progress = ReportState.ACCEPTED, Answer.DONE, Progress.DONE
    finished.percent, finished.submitted_at = 100, factories.moment(date(2026, 1, 6))
    db.session.commit()
    shared = january(office).measures[1]
    assert [(one.division, one.answer, one.is_asked) for one in shared.reports] == [
        ("กองคลัง", None, False),
        ("กองช่าง", None, True),
    ]


def _evidence(office: Office, report_id: int, caption: str, **columns: object) -> Evidence:
    piece = Evidence(
        report_id=report_id,
        caption=caption,
        url="https://example.go.th/plan",
        added_at=factories.moment(MONTH),
        added_by_id=office.head.id,
        **columns,
    )
    db.session.add(piece)
    db.session.commit()
    return piece
