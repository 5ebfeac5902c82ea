"""What is to be mended before a meeting: each gap by itself, in order, and what mends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.domain.honesty import Signal
from tracker.domain.period import PeriodKind
from tracker.domain.permissions import Role
from tracker.domain.preflight import (
    MENDED_BY,
    Gap,
    LateOrder,
    MeasureRead,
    Mend,
    Preflight,
    ReportRead,
    findings_in,
)
from tracker.domain.preflight_digest import IN_THAI, MOST_LINES, to_the_office_on_the_eve
from tracker.domain.progress import ReportState
from tracker.domain.recipients import Holder

MEASURE = MeasureRead(1, "1", "จัดอบรม", PeriodKind.RANGE, False, True, ("monthly",))
ACCEPTED = ReportRead(11, ReportState.ACCEPTED, MEASURE, 5, "กองคลัง", has_superior=True)
SECRETARY = Holder(1, "เลขานุการ", "s@example.go.th", "หัวหน้าสำนักปลัด", Role.SECRETARY)


def gaps(*reports: ReportRead, **known: object) -> list[Gap]:
    return [one.gap for one in findings_in(Preflight(reports, **known))]  # type: ignore[arg-type]


def test_when_everything_is_in_and_looked_at_all_is_ready() -> None:
    assert gaps(ACCEPTED) == []


@pytest.mark.parametrize(
    ("state", "gap"),
    [
        (ReportState.OPEN, Gap.MISSING),
        (ReportState.DRAFT, Gap.MISSING),
        (ReportState.RETURNED, Gap.RETURNED),
        (ReportState.SUBMITTED, Gap.TO_REVIEW),
    ],
)
def test_what_a_report_still_needs_follows_from_its_state(state: ReportState, gap: Gap) -> None:
    assert gaps(replace(ACCEPTED, state=state)) == [gap]


def test_what_one_division_owes_is_one_finding_with_its_measures() -> None:
    second = replace(MEASURE, id=2, number="2")
    [found] = findings_in(
        Preflight([replace(ACCEPTED, id=number, state=ReportState.OPEN, measure=one)
                   for number, one in enumerate((MEASURE, second))])
    )  # fmt: skip
    assert (found.division, found.numbers, found.mend) == ("กองคลัง", ("1", "2"), Mend.NUDGE)


@pytest.mark.parametrize(
    ("signal", "state", "is_asked"),
    [
        (Signal.SAME_TEXT, ReportState.SUBMITTED, True),
        (Signal.SAME_TEXT, ReportState.ACCEPTED, False),
        (Signal.PERCENT_BACK, ReportState.SUBMITTED, True),
        (Signal.PERCENT_BACK, ReportState.ACCEPTED, False),
        (Signal.DONE_WITHOUT_EVIDENCE, ReportState.SUBMITTED, True),
        (Signal.DONE_WITHOUT_EVIDENCE, ReportState.ACCEPTED, True),
        (Signal.EVIDENCE_OUTSIDE, ReportState.SUBMITTED, False),
    ],
)
def test_of_what_was_accepted_only_evidence_is_still_asked_for(
    signal: Signal, state: ReportState, is_asked: bool
) -> None:
    found = findings_in(Preflight([replace(ACCEPTED, state=state, signals=(signal,))]))
    assert [one.report_id for one in found if one.gap is not Gap.TO_REVIEW] == ([11] if is_asked else [])


@pytest.mark.parametrize(
    ("kind", "needs_confirmation", "has_dates", "expected"),
    [
        (PeriodKind.RANGE, False, True, []),
        (PeriodKind.RANGE, True, True, [Gap.PERIOD_TO_CONFIRM]),
        (PeriodKind.NONE, False, False, [Gap.PERIOD_ASSUMED]),
        (PeriodKind.EVENT, False, False, [Gap.PERIOD_ASSUMED]),
        (PeriodKind.ERROR, True, False, [Gap.PERIOD_UNCLEAR]),
    ],
)
def test_of_a_period_the_gravest_doubt_is_told(
    kind: PeriodKind, needs_confirmation: bool, has_dates: bool, expected: list[Gap]
) -> None:
    measure = replace(MEASURE, period_kind=kind, needs_confirmation=needs_confirmation, has_dates=has_dates)
    assert gaps(replace(ACCEPTED, measure=measure)) == expected


@pytest.mark.parametrize(
    ("cadences", "is_told"), [((), True), (("unspecified",), True), (("each_event",), True), (("yearly",), False)]
)
def test_a_follow_up_without_months_of_its_own_is_told(cadences: tuple[str, ...], is_told: bool) -> None:
    measure = replace(MEASURE, cadences=cadences)
    assert (gaps(replace(ACCEPTED, measure=measure)) == [Gap.CADENCE_NOT_STATED]) is is_told


def test_a_measure_of_several_divisions_is_told_once() -> None:
    measure = replace(MEASURE, cadences=())
    assert gaps(replace(ACCEPTED, measure=measure), replace(ACCEPTED, id=12, division_id=6, measure=measure)) == [
        Gap.CADENCE_NOT_STATED
    ]


def test_a_division_without_people_or_superior_is_told_once() -> None:
    reports = [replace(ACCEPTED, id=number, has_superior=False) for number in (11, 12)]
    assert gaps(*reports, without_people={5}) == [Gap.NOBODY_ANSWERS, Gap.NO_SUPERIOR]


def test_the_most_urgent_stands_first() -> None:
    order = LateOrder(1, "1", "จัดอบรม", 5, "กองคลัง", "เร่งดำเนินการ")
    found = gaps(
        replace(ACCEPTED, state=ReportState.SUBMITTED, has_superior=False),
        replace(ACCEPTED, id=12, state=ReportState.OPEN),
        late_orders=[order],
        unassigned=[replace(MEASURE, id=3)],
        without_people={5},
    )
    assert found == sorted(found, key=list(Gap).index)
    assert set(found) == {
        Gap.MISSING, Gap.TO_REVIEW, Gap.ORDER_LATE, Gap.NOBODY_RESPONSIBLE, Gap.NOBODY_ANSWERS, Gap.NO_SUPERIOR,
    }  # fmt: skip


def test_each_gap_has_its_mend_and_its_words() -> None:
    assert set(MENDED_BY) == set(IN_THAI) == set(Gap)


def test_the_office_is_written_to_only_when_this_months_papers_need_it() -> None:
    register = findings_in(Preflight([replace(ACCEPTED, has_superior=False)]))
    assert to_the_office_on_the_eve([], [SECRETARY]) == []
    assert to_the_office_on_the_eve(register, [SECRETARY]) == []
    missing = findings_in(Preflight([replace(ACCEPTED, state=ReportState.OPEN, has_superior=False)]))
    [digest] = to_the_office_on_the_eve(missing, [SECRETARY])
    assert digest.to == SECRETARY
    assert [section.heading for section in digest.sections] == [
        "ยังไม่ส่งรายงาน 1 เรื่อง", "ส่วนราชการที่ไม่ได้ระบุผู้บังคับบัญชา 1 เรื่อง",
    ]  # fmt: skip
    assert digest.sections[0].lines[0].text == "กองคลัง 1 เรื่อง (มาตรการที่ 1)"
    assert (digest.divisions, digest.measure_numbers) == (("กองคลัง",), ("1",))


def test_a_long_list_is_cut_in_the_letter() -> None:
    done = [replace(ACCEPTED, id=number, signals=(Signal.DONE_WITHOUT_EVIDENCE,)) for number in range(MOST_LINES + 3)]
    [digest] = to_the_office_on_the_eve(findings_in(Preflight(done)), [SECRETARY])
    [section] = digest.sections
    assert len(section.lines) == MOST_LINES + 1
    assert section.lines[-1].text == "และอีก 3 เรื่อง"
