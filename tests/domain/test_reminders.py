from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

import pytest

from tracker.domain.permissions import Role
from tracker.domain.recipients import Digest, Group, Holder, Line, OwedReport, Section, answerable_for
from tracker.domain.reminders import (
    DUE_DAY_HAS_PASSED,
    MEETING_IS_OVER,
    MEETING_WAS_MOVED,
    NEWER_ONE_IS_DUE,
    NOTHING_IS_OWED,
    Channel,
    MeetingAhead,
    MessageKind,
    Notice,
    Step,
    digests_about_reports,
    steps_about_reports,
    useless_because,
)
from tracker.domain.reporting_cycle import Cycle, CycleSettings, cycle_of, is_working_day

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


JANUARY = date(2026, 1, 1)


def cycle(days_off: Collection[date] = (), settings: CycleSettings | None = None) -> Cycle:
    return cycle_of(HELD_ON, settings or CycleSettings(), days_off)


def steps_due(day: str | date, days_off: Collection[date] = (), settings: CycleSettings | None = None) -> list[Step]:
    today = date.fromisoformat(day) if isinstance(day, str) else day
    if not is_working_day(today, days_off):
        return []
    return [step for step in steps_about_reports(cycle(days_off, settings)) if step.is_due_on(today)]


def names(steps: Sequence[Step]) -> list[str]:
    return [step.name for step in steps]


def told(
    kind: MessageKind = MessageKind.REQUEST,
    owed: Sequence[OwedReport] = OWED,
    holders: Sequence[Holder] = EVERYBODY,
    superiors: dict[int, Holder] | None = None,
) -> list[Digest]:
    return digests_about_reports(kind, owed, holders, superiors or {}, JANUARY)


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
    assert names(steps_due(day)) == steps


def test_a_day_off_sends_nothing_and_the_next_working_day_catches_up() -> None:
    days_off = [date(2026, 1, 30)]
    assert steps_due("2026-01-30", days_off) == []
    assert names(steps_due("2026-02-02", days_off)) == ["reminder-3", "missing", "escalation"]


def test_a_due_day_brought_forward_takes_its_lists_along() -> None:
    assert names(steps_due("2026-01-30", [date(2026, 2, 2)])) == ["reminder-5", "missing", "escalation"]


def test_nothing_is_due_before_a_window_that_opens_after_the_due_day() -> None:
    days_off, settings = [date(2026, 2, 2)], CycleSettings(opens_days_before=2)
    assert steps_due("2026-02-01", days_off, settings) == []
    assert names(steps_due("2026-02-03", days_off, settings)) == ["missing", "escalation"]


def test_only_the_request_stays_the_same_when_the_meeting_moves() -> None:
    planned_for = {step.name: step.planned_for for step in steps_about_reports(cycle())}
    assert planned_for.pop("request") is None
    assert set(planned_for.values()) == {HELD_ON}


def test_the_key_names_what_makes_a_message_the_one_of_its_kind() -> None:
    request, reminder, *_ = steps_about_reports(cycle())
    meeting = MeetingAhead(7, JANUARY, cycle())
    [to_finance, _] = told()
    by_mail = Notice(meeting, request, to_finance, Channel.EMAIL, HEAD.email)
    assert by_mail.key == "7:request::11:email"
    assert Notice(meeting, reminder, to_finance, Channel.LINE, "U1", 3).key == "7:reminder-5:2026-02-04:11:line"
    group = Digest(Group(3, "กลุ่มหัวหน้าส่วน"), (), "")
    assert Notice(meeting, request, group, Channel.TEAMS, "", 3).key == "7:request::a3:teams"


def test_it_sends_one_digest_a_person() -> None:
    [to_finance, to_works] = told()
    assert (to_finance.to, to_finance.measure_numbers, to_finance.divisions) == (HEAD, ("1", "3"), ("กองคลัง",))
    assert (to_works.to, to_works.measure_numbers, to_works.divisions) == (HEAD_OF_WORKS, ("1",), ("กองช่าง",))
    assert to_finance.why == "ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง"
    assert to_finance.sections == (Section("กองคลัง", (Line("1", "มาตรการหนึ่ง"), Line("3", "มาตรการสาม"))),)


def test_the_head_of_two_divisions_gets_one_digest() -> None:
    both = [HEAD, Holder(HEAD.user_id, HEAD.name, HEAD.email, "ผู้อำนวยการกองช่าง", Role.DIVISION_HEAD, WORKS)]
    [digest] = told(holders=both)
    assert digest.divisions == ("กองคลัง", "กองช่าง")
    assert len(digest.owed) == 3


@pytest.mark.parametrize("kind", [MessageKind.REQUEST, MessageKind.MISSING_LIST, MessageKind.ESCALATION])
def test_who_owes_nothing_gets_nothing(kind: MessageKind) -> None:
    assert [digest.to for digest in told(owed=OWED[1:2])] == [HEAD_OF_WORKS]
    assert told(kind, owed=[], superiors={FINANCE: DEPUTY}) == []


@pytest.mark.parametrize(
    ("holders", "answerable", "reason"),
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
def test_it_turns_to_the_next_in_line(holders: list[Holder], answerable: list[Holder], reason: str) -> None:
    found, why = answerable_for(FINANCE, holders)
    assert found == answerable
    assert why.endswith(reason)


def test_the_reason_names_the_division_it_is_about() -> None:
    owed = [OWED[1], OwedReport(3, "กองการศึกษา", 105, "5", "มาตรการห้า")]
    deputy_head = Holder(HEAD_OF_WORKS.user_id, "", "", "", Role.DIVISION_OFFICER, 3)
    [digest] = told(owed=owed, holders=[HEAD_OF_WORKS, deputy_head])
    assert digest.to == HEAD_OF_WORKS
    assert digest.why == ("ยังไม่ส่งรายงานเดือนมกราคม 2569 2 เรื่อง (กองการศึกษา: ไม่มีหัวหน้าส่วนราชการในทะเบียน จึงแจ้งเจ้าหน้าที่)")


@pytest.mark.parametrize(
    ("holders", "office"),
    [
        ([HEAD, SECRETARY, ADMINISTRATOR], [SECRETARY]),
        ([HEAD, SECRETARY, ACTING_SECRETARY], [ACTING_SECRETARY]),
        ([HEAD, ADMINISTRATOR], [ADMINISTRATOR]),
        ([HEAD], []),
    ],
)
def test_the_list_of_the_missing_goes_to_the_office(holders: list[Holder], office: list[Holder]) -> None:
    assert [digest.to for digest in told(MessageKind.MISSING_LIST, holders=holders)] == office


def test_a_superior_hears_of_all_late_divisions_at_once_and_of_no_other() -> None:
    [digest] = told(MessageKind.ESCALATION, superiors={FINANCE: DEPUTY, 99: HEAD})
    assert (digest.to, digest.divisions) == (DEPUTY, ("กองคลัง",))
    [digest] = told(MessageKind.ESCALATION, superiors={FINANCE: DEPUTY, WORKS: DEPUTY})
    assert digest.divisions == ("กองคลัง", "กองช่าง")


@pytest.mark.parametrize(
    ("name", "queued_on", "today", "is_still_told", "reason"),
    [
        ("request", "2026-01-26", "2026-01-29", True, None),
        ("request", "2026-01-26", "2026-01-29", False, NOTHING_IS_OWED),
        ("request", "2026-01-26", "2026-01-30", True, NEWER_ONE_IS_DUE),
        ("request", "2026-01-26", "2026-02-03", True, DUE_DAY_HAS_PASSED),
        ("request", "2026-01-26", "2026-02-05", True, MEETING_IS_OVER),
        ("request", "2026-01-20", "2026-01-24", True, MEETING_WAS_MOVED),
        ("reminder-5", "2026-01-30", "2026-01-30", True, None),
        ("reminder-3", "2026-02-03", "2026-02-03", True, None),  # Sent again by hand after the due day
        ("request", "2026-01-27", "2026-01-30", True, NEWER_ONE_IS_DUE),
        ("reminder-9", "2026-01-27", "2026-01-30", True, MEETING_WAS_MOVED),
        ("missing", "2026-02-02", "2026-02-04", True, None),
        ("missing", "2026-02-02", "2026-02-05", True, MEETING_IS_OVER),
        ("escalation", "2026-01-26", "2026-01-30", True, MEETING_WAS_MOVED),
        ("escalation", "2026-02-02", "2026-02-04", False, NOTHING_IS_OWED),
    ],
)
def test_a_waiting_message_knows_why_it_is_useless(
    name: str, queued_on: str, today: str, is_still_told: bool, reason: str | None
) -> None:
    steps = steps_about_reports(cycle())
    step = next((one for one in steps if one.name == name), None)
    found = useless_because(
        step, cycle(), steps, date.fromisoformat(queued_on), is_still_told, date.fromisoformat(today)
    )
    assert found == reason


@pytest.mark.parametrize("days_off", [[], [date(2026, 2, 2)], [date(2026, 1, 26), date(2026, 1, 30)]])
def test_what_is_due_today_is_never_useless_today(days_off: list[date]) -> None:
    """Else the ledger would take it in and strike it out for ever."""
    steps = steps_about_reports(cycle(days_off))
    for number in range(20):
        today = date(2026, 1, 20) + timedelta(days=number)
        for step in steps_due(today, days_off):
            assert useless_because(step, cycle(days_off), steps, today, True, today) is None
