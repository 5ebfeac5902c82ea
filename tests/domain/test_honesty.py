from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.honesty import (
    EvidenceDays,
    ReportInQuestion,
    Said,
    Signal,
    days_moved,
    days_told_about,
    goes_back,
    is_green_with_low_score,
    is_outside,
    is_same_text,
    signals_of,
)
from tracker.domain.progress import Answer, Health, Progress
from tracker.domain.status import Standing

JANUARY, DECEMBER, NOVEMBER = date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)
NONE = EvidenceDays(0, None, None)
REPORT = ReportInQuestion(
    answer=Answer.PROGRESS,
    said=(
        Said(JANUARY, date(2026, 1, 28), 50, "จัดอบรมรุ่นที่ ๒"),
        Said(DECEMBER, date(2025, 12, 29), 40, "จัดอบรมรุ่นที่ ๑"),
        Said(NOVEMBER, date(2025, 12, 2), 20, "ขออนุมัติโครงการ"),
    ),
    evidence=NONE,
    begins_on=date(2025, 10, 1),
    heard_on=date(2026, 2, 4),
)


@pytest.mark.parametrize(
    "texts, is_same",
    [
        (["จัดอบรมแล้ว", "จัดอบรมแล้ว", "จัดอบรมแล้ว"], True),
        (["จัดอบรม แล้ว ", "จัดอบรมแล้ว", "จัดอบรม\nแล้ว"], True),
        (["อบรม ๒ รุ่น", "อบรม 2 รุ่น", "อบรม 2 รุ่น"], True),
        (["ใช้ LINE OA", "ใช้ Line OA", "ใช้ line oa"], True),
        (["กำหนดแผน", "กําหนดแผน", "กำหนดแผน"], True),
        (["อบรม ๓ รุ่น", "อบรม ๒ รุ่น", "อบรม ๑ รุ่น"], False),
        (["จัดอบรมแล้ว", "จัดอบรมแล้ว"], False),
        (["จัดอบรมแล้ว", "จัดอบรมแล้ว", "ขออนุมัติ", "จัดอบรมแล้ว"], False),
        (["ก", "ก", "ก", "ข"], True),
        (["จัดอบรมแล้ว", "", "จัดอบรมแล้ว"], False),
        (["", "", ""], False),
        ([" ", "\n", ""], False),
        ([], False),
    ],
    ids=[
        "letter for letter",
        "other spaces",
        "other digits",
        "other case",
        "another spelling of sara am",
        "other figures",
        "two months only",
        "something else between",
        "the newest three count",
        "a month without words between",
        "nothing said",
        "only spaces",
        "no report",
    ],
)
def test_the_same_text_three_months_running(texts: Sequence[str], is_same: bool) -> None:
    assert is_same_text(texts) is is_same


@pytest.mark.parametrize(
    "percents, back", [([40, 50], True), ([50, 50], False), ([50, 40], False), ([50], False), ([50, 40, 60], False)]
)
def test_the_percentage_is_held_against_the_report_before(percents: Sequence[int], back: bool) -> None:
    assert goes_back(percents) is back


@pytest.mark.parametrize(
    "evidence, outside",
    [
        (NONE, False),
        (EvidenceDays(1, None, None), False),
        (EvidenceDays(1, date(2025, 12, 29), date(2025, 12, 29)), False),
        (EvidenceDays(1, date(2025, 12, 28), date(2025, 12, 28)), True),
        (EvidenceDays(2, date(2025, 11, 5), date(2026, 1, 20)), True),
        (EvidenceDays(1, date(2026, 2, 4), date(2026, 2, 4)), False),
        (EvidenceDays(2, date(2026, 1, 5), date(2026, 2, 5)), True),
    ],
    ids=["none", "undated", "the day of the report before", "older", "one of two older", "the meeting", "later"],
)
def test_evidence_is_of_the_days_since_the_report_before_up_to_the_meeting(
    evidence: EvidenceDays, outside: bool
) -> None:
    assert is_outside(evidence, *days_told_about(REPORT)) is outside


@pytest.mark.parametrize(
    "before, first",
    [
        (Said(DECEMBER, date(2025, 12, 29), 40, ""), date(2025, 12, 29)),
        (Said(DECEMBER, date(2026, 1, 5), 40, ""), date(2026, 1, 1)),
        (Said(NOVEMBER, date(2025, 12, 2), 40, ""), date(2025, 12, 1)),
        (None, date(2025, 10, 1)),
    ],
    ids=["sent before its month ended", "sent after it", "a month in between was not reported", "the first report"],
)
def test_a_report_tells_about_the_days_since_the_one_before(before: Said | None, first: date) -> None:
    said = (REPORT.said[0], before) if before else REPORT.said[:1]
    assert days_told_about(replace(REPORT, said=said))[0] == first


def test_a_report_that_came_after_the_meeting_tells_about_the_days_until_then() -> None:
    late = REPORT.said[0]._replace(sent_on=date(2026, 2, 6))
    assert days_told_about(replace(REPORT, said=(late, *REPORT.said[1:])))[1] == date(2026, 2, 6)


def test_a_meeting_within_its_month_hears_evidence_up_to_the_end_of_it() -> None:
    assert days_told_about(replace(REPORT, heard_on=date(2026, 1, 20)))[1] == date(2026, 1, 31)


@pytest.mark.parametrize(
    "report, signals",
    [
        (REPORT, ()),
        (replace(REPORT, answer=Answer.DONE), (Signal.DONE_WITHOUT_EVIDENCE,)),
        (replace(REPORT, answer=Answer.DONE, evidence=EvidenceDays(1, None, None)), ()),
        (replace(REPORT, evidence=EvidenceDays(1, date(2025, 5, 1), date(2025, 5, 1))), (Signal.EVIDENCE_OUTSIDE,)),
        (replace(REPORT, said=(REPORT.said[2], *REPORT.said[:2])), (Signal.PERCENT_BACK,)),
        (replace(REPORT, said=[one._replace(text="ตามแผน") for one in REPORT.said]), (Signal.SAME_TEXT,)),
        (
            replace(REPORT, said=[one._replace(text="ตามแผน", percent=20 + n) for n, one in enumerate(REPORT.said)]),
            (Signal.SAME_TEXT, Signal.PERCENT_BACK),
        ),
    ],
    ids=["nothing", "done", "done with evidence", "old evidence", "percentage", "same text", "two at once"],
)
def test_what_is_worth_a_look_in_a_report(report: ReportInQuestion, signals: tuple[Signal, ...]) -> None:
    assert signals_of(report) == signals


@pytest.mark.parametrize(
    "ends_on, adopted, days",
    [
        ("2026-03-31", "2026-02-28", 31),
        ("2026-02-28", "2026-02-28", 0),
        ("2026-01-31", "2026-02-28", 0),
        (None, "2026-02-28", 0),
        ("2026-02-28", None, 0),
    ],
)
def test_by_how_many_days_the_end_was_moved(ends_on: str | None, adopted: str | None, days: int) -> None:
    assert days_moved(day(ends_on), day(adopted)) == days


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def standing(progress: Progress, health: Health | None) -> Standing:
    return Standing(progress, health, 50, owed=1, received=1)


GREEN = standing(Progress.IN_PROGRESS, Health.ON_TRACK)
DONE = standing(Progress.DONE, None)
CANCELLED = standing(Progress.CANCELLED, None)


@pytest.mark.parametrize(
    "standings, score, is_given",
    [
        ([GREEN, DONE], 84.99, True),
        ([GREEN, CANCELLED], 60, True),
        ([GREEN, DONE], 85, False),
        ([GREEN, DONE], None, False),
        ([GREEN, standing(Progress.IN_PROGRESS, Health.AT_RISK)], 60, False),
        ([GREEN, standing(Progress.IN_PROGRESS, Health.BLOCKED)], 60, False),
        ([GREEN, standing(Progress.NOT_STARTED, Health.OVERDUE)], 60, False),
        ([GREEN, standing(Progress.NOT_STARTED, None)], 60, False),
        ([CANCELLED], 60, False),
        ([], 60, False),
    ],
    ids=[
        "on track and done",
        "a cancelled one does not count",
        "a good score",
        "no score",
        "one at risk",
        "one blocked",
        "one overdue",
        "one not begun",
        "all cancelled",
        "no measure",
    ],
)
def test_all_is_green_while_the_score_is_low(standings: list[Standing], score: float | None, is_given: bool) -> None:
    assert is_green_with_low_score(standings, score, 85.0) is is_given
