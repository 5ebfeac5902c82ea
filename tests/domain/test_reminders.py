from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

import pytest

from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, OwedReport, answerable_for
from tracker.domain.reminders import (
    DUE_DAY_HAS_PASSED,
    MEETING_IS_OVER,
    MEETING_WAS_MOVED,
    NEWER_ONE_IS_DUE,
    NOTHING_IS_OWED,
    MeetingAhead,
    MessageKind,
    Notice,
    digests,
    notices_for,
    steps_due,
    useless_because,
)
from tracker.domain.reporting_cycle import CycleSettings, cycle_of

HELD_ON = date(2026, 2, 4)
"""A Wednesday; the window opens on a Sunday, the last reminder falls on the due day."""

FINANCE, WORKS = 1, 2
HEAD = Holder(11, "หัวหน้าคลัง", "head1@example.go.th", "ผู้อำนวยการกองคลัง", Role.DIVISION_HEAD, FINANCE)
ACTING_HEAD = Holder(12, "รักษาการ", "acting@example.go.th", "รักษาการ ผอ.กองคลัง", Role.DIVISION_HEAD, FINANCE, True)
OFFICER = Holder(13, "เจ้าหน้าที่", "officer1@example.go.th", "นักวิชาการ", Role.DIVISION_OFFICER, FINANCE)
ACTING_OFFICER = Holder(14, "ช่วยงาน", "helper@example.go.th", "ผู้ช่วย", Role.DIVISION_OFFICER, FINANCE, True)
HEAD_OF_WORKS = Holder(21, "หัวหน้าช่าง", "head2@example.go.th", "ผู้อำนวยการกองช่าง", Role.DIVISION_HEAD, WORKS)
SECRETARY = Holder(31, "เลขานุการ", "secretary@example.go.th", "นักวิเคราะห์", Role.SECRETARY)
ACTING_SECRETARY = Holder(32, "รักษาการ", "acting2@example.go.th", "รักษาการ", Role.SECRETARY, None, True)
ADMINISTRATOR = Holder(41, "ผู้ดูแล", "admin@example.go.th", "ปลัด", Role.ADMINISTRATOR)
DEPUTY = Holder(51, "รองปลัด", "deputy@example.go.th", "รองปลัด", Role.EXECUTIVE)
EVERYBODY = [HEAD, OFFICER, HEAD_OF_WORKS, SECRETARY, ADMINISTRATOR, DEPUTY]

OWED = [
    OwedReport(FINANCE, "กองคลัง", 101, "1", "มาตรการหนึ่ง"),
    OwedReport(WORKS, "กองช่าง", 101, "1", "มาตรการหนึ่ง"),
    OwedReport(FINANCE, "กองคลัง", 103, "3", "มาตรการสาม"),
]


def meeting(days_off: Collection[date] = (), settings: CycleSettings | None = None) -> MeetingAhead:
    return MeetingAhead(7, date(2026, 1, 1), cycle_of(HELD_ON, settings or CycleSettings(), days_off))


def notices(
    day: str | date,
    owed: Sequence[OwedReport] = OWED,
    holders: Sequence[Holder] = EVERYBODY,
    superiors: dict[int, Holder] | None = None,
    days_off: Collection[date] = (),
) -> list[Notice]:
    today = date.fromisoformat(day) if isinstance(day, str) else day
    return notices_for(meeting(days_off), owed, holders, superiors or {}, days_off, today)


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        ("2026-01-24", []),
        ("2026-01-25", []),  # The window opens on a Sunday: what is sent waits for Monday.
        ("2026-01-26", ["request"]),
        ("2026-01-29", ["request"]),
        ("2026-01-30", ["reminder-5"]),
        ("2026-01-31", []),
        ("2026-02-01", []),
        ("2026-02-02", ["reminder-3", "missing", "escalation"]),
        ("2026-02-03", ["missing", "escalation"]),
        ("2026-02-04", ["missing", "escalation"]),
        ("2026-02-05", []),
    ],
)
def test_it_sends_the_newest_step_on_working_days(day: str, steps: list[str]) -> None:
    found = notices(day, superiors={FINANCE: DEPUTY})
    assert list(dict.fromkeys(notice.step for notice in found)) == steps


def test_a_day_off_sends_nothing_and_the_next_working_day_catches_up() -> None:
    days_off = [date(2026, 1, 30)]
    assert notices("2026-01-30", days_off=days_off) == []
    assert {notice.step for notice in notices("2026-02-02", days_off=days_off)} == {"reminder-3", "missing"}


def test_a_due_day_brought_forward_takes_its_lists_along() -> None:
    days_off = [date(2026, 2, 2)]
    assert {notice.step for notice in notices("2026-01-30", days_off=days_off)} == {"reminder-5", "missing"}


def test_nothing_is_due_before_a_window_that_opens_after_the_due_day() -> None:
    cycle = cycle_of(HELD_ON, CycleSettings(opens_days_before=2), [date(2026, 2, 2)])
    assert steps_due(cycle, date(2026, 2, 1)) == []
    assert [step for _, step in steps_due(cycle, date(2026, 2, 3))] == ["missing", "escalation"]


def test_it_sends_one_digest_a_person() -> None:
    [to_finance, to_works] = notices("2026-01-26")
    assert (to_finance.to, to_finance.measure_numbers, to_finance.divisions) == (HEAD, ("1", "3"), ("กองคลัง",))
    assert (to_works.to, to_works.measure_numbers, to_works.divisions) == (HEAD_OF_WORKS, ("1",), ("กองช่าง",))
    assert to_finance.why == "ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง"


def test_the_head_of_two_divisions_gets_one_digest() -> None:
    both = [HEAD, Holder(HEAD.user_id, HEAD.name, HEAD.email, "ผู้อำนวยการกองช่าง", Role.DIVISION_HEAD, WORKS)]
    [notice] = notices("2026-01-26", holders=both)
    assert notice.divisions == ("กองคลัง", "กองช่าง")
    assert len(notice.owed) == 3


def test_who_owes_nothing_gets_nothing() -> None:
    [notice] = notices("2026-01-26", owed=OWED[1:2])
    assert notice.to == HEAD_OF_WORKS
    assert notices("2026-02-02", owed=[]) == []


@pytest.mark.parametrize(
    ("holders", "told", "reason"),
    [
        ([HEAD, OFFICER, SECRETARY], [HEAD], ""),
        ([HEAD, ACTING_HEAD], [ACTING_HEAD], ""),
        ([OFFICER, ACTING_OFFICER, SECRETARY], [OFFICER, ACTING_OFFICER], "เจ้าหน้าที่"),
        ([HEAD_OF_WORKS, SECRETARY, ADMINISTRATOR], [SECRETARY], "เลขานุการ"),
        ([SECRETARY, ACTING_SECRETARY], [ACTING_SECRETARY], "เลขานุการ"),
        ([HEAD_OF_WORKS, ADMINISTRATOR], [ADMINISTRATOR], "ผู้ดูแลระบบ"),
        ([DEPUTY], [], ""),
    ],
)
def test_it_turns_to_the_next_in_line(holders: list[Holder], told: list[Holder], reason: str) -> None:
    found, why = answerable_for(FINANCE, holders)
    assert found == told
    assert why.endswith(reason)


def test_the_reason_names_the_division_it_is_about() -> None:
    owed = [OWED[1], OwedReport(3, "กองการศึกษา", 105, "5", "มาตรการห้า")]
    deputy_head = Holder(HEAD_OF_WORKS.user_id, "", "", "", Role.DIVISION_OFFICER, 3)
    [notice] = notices("2026-01-26", owed=owed, holders=[HEAD_OF_WORKS, deputy_head])
    assert notice.to == HEAD_OF_WORKS
    assert notice.why == ("ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง (กองการศึกษา: ไม่มีหัวหน้าส่วนราชการในทะเบียน จึงแจ้งเจ้าหน้าที่)")


@pytest.mark.parametrize(
    ("holders", "told"),
    [
        ([HEAD, SECRETARY, ADMINISTRATOR], [SECRETARY]),
        ([HEAD, SECRETARY, ACTING_SECRETARY], [ACTING_SECRETARY]),
        ([HEAD, ADMINISTRATOR], [ADMINISTRATOR]),
        ([HEAD], []),
    ],
)
def test_the_list_of_the_missing_goes_to_the_office(holders: list[Holder], told: list[Holder]) -> None:
    assert [digest.to for digest in digests(MessageKind.MISSING_LIST, OWED, holders, {})] == told


def test_a_superior_hears_of_all_late_divisions_at_once_and_of_no_other() -> None:
    [notice] = notices("2026-02-03", superiors={FINANCE: DEPUTY, 99: HEAD})[1:]
    assert (notice.kind, notice.to) == (MessageKind.ESCALATION, DEPUTY)
    assert notice.divisions == ("กองคลัง",)
    [notice] = notices("2026-02-03", superiors={FINANCE: DEPUTY, WORKS: DEPUTY})[1:]
    assert notice.divisions == ("กองคลัง", "กองช่าง")


@pytest.mark.parametrize(
    ("kind", "queued_on", "today", "is_still_told", "reason"),
    [
        (MessageKind.REQUEST, "2026-01-26", "2026-01-29", True, None),
        (MessageKind.REQUEST, "2026-01-26", "2026-01-29", False, NOTHING_IS_OWED),
        (MessageKind.REQUEST, "2026-01-26", "2026-01-30", True, NEWER_ONE_IS_DUE),
        (MessageKind.REQUEST, "2026-01-26", "2026-02-03", True, DUE_DAY_HAS_PASSED),
        (MessageKind.REQUEST, "2026-01-26", "2026-02-05", True, MEETING_IS_OVER),
        (MessageKind.REQUEST, "2026-01-20", "2026-01-24", True, MEETING_WAS_MOVED),
        (MessageKind.REMINDER, "2026-01-30", "2026-01-30", True, None),
        (MessageKind.REMINDER, "2026-02-03", "2026-02-03", True, None),  # Sent again by hand after the due day
        (MessageKind.MISSING_LIST, "2026-02-02", "2026-02-04", True, None),
        (MessageKind.MISSING_LIST, "2026-02-02", "2026-02-05", True, MEETING_IS_OVER),
        (MessageKind.ESCALATION, "2026-01-26", "2026-01-30", True, MEETING_WAS_MOVED),
        (MessageKind.ESCALATION, "2026-02-02", "2026-02-04", False, NOTHING_IS_OWED),
    ],
)
def test_a_waiting_message_knows_why_it_is_useless(
    kind: MessageKind, queued_on: str, today: str, is_still_told: bool, reason: str | None
) -> None:
    found = useless_because(meeting(), kind, date.fromisoformat(queued_on), is_still_told, date.fromisoformat(today))
    assert found == reason


@pytest.mark.parametrize("days_off", [[], [date(2026, 2, 2)], [date(2026, 1, 26), date(2026, 1, 30)]])
def test_what_is_due_today_is_never_useless_today(days_off: list[date]) -> None:
    """Else the ledger would take it in and strike it out for ever."""
    for number in range(20):
        today = date(2026, 1, 20) + timedelta(days=number)
        for notice in notices(today, superiors={FINANCE: DEPUTY}, days_off=days_off):
            assert useless_because(meeting(days_off), notice.kind, today, True, today) is None
