"""What differs between two editions of a month, found by the paper's own lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from tests.support.whole_months import WHOLE_MONTH, months
from tracker.domain.progress import Answer, Progress
from tracker.domain.revision_changes import Piece
from tracker.reports.edition_differences import Difference, Fate, Part, differences
from tracker.reports.values import DecisionLine, DivisionLine, MeasureLine, MeetingReport, OrderLine

MEASURE = WHOLE_MONTH.measures[0]
FINANCE, WORKS = MEASURE.reports
ORDER = OrderLine("1", "จัดอบรม", 2569, "เร่งดำเนินการ", date(2026, 1, 7), None, "กองคลัง", 0)


def with_measures(*measures: MeasureLine) -> MeetingReport:
    return replace(WHOLE_MONTH, measures=measures)


def with_reports(*reports: DivisionLine) -> MeetingReport:
    return with_measures(replace(MEASURE, reports=reports))


def told(found: tuple[Difference, ...]) -> list[tuple[Part, str, str, Fate, list[str]]]:
    return [
        (one.subject.part, one.subject.measure, one.subject.division, one.fate, [each.field for each in one.changes])
        for one in found
    ]


@settings(max_examples=20)
@given(months())
def test_an_edition_differs_in_nothing_from_itself(report: MeetingReport) -> None:
    assert differences(report, report) == ()


@settings(max_examples=20)
@given(months(), months())
def test_any_two_editions_can_be_compared(before: MeetingReport, after: MeetingReport) -> None:
    forth, back = differences(before, after), differences(after, before)
    assert {one.subject for one in forth if one.fate is Fate.NEW} == {
        one.subject for one in back if one.fate is Fate.GONE
    }


def test_a_figure_that_is_other_is_named() -> None:
    plan = replace(
        WHOLE_MONTH.status.plan,
        reports_received=3,
        progress=dict(WHOLE_MONTH.status.plan.progress) | {Progress.IN_PROGRESS: 0, Progress.DONE: 1},
    )
    after = replace(WHOLE_MONTH, status=replace(WHOLE_MONTH.status, plan=plan))
    assert told(differences(WHOLE_MONTH, after)) == [
        (Part.FIGURES, "", "", Fate.CHANGED, ["reports_received", "in_progress", "done"])
    ]


def test_the_words_of_a_report_are_compared_letter_by_letter() -> None:
    after = with_reports(replace(FINANCE, percent=80, done_text=FINANCE.done_text.replace("1 รุ่น", "2 รุ่น")), WORKS)
    [found] = differences(WHOLE_MONTH, after)
    assert (found.subject.division, found.title) == ("กองคลัง", "จัดอบรม")
    percent, words = found.changes
    assert (percent.field, percent.before, percent.after) == ("percent", 75, 80)
    assert [piece for piece in words.after if piece.is_other] == [Piece("2", is_other=True)]


def test_a_report_that_came_after_all_shows_its_answer() -> None:
    after = with_reports(FINANCE, replace(WORKS, answer=Answer.DONE, progress=Progress.DONE, percent=100))
    assert told(differences(WHOLE_MONTH, after)) == [
        (Part.REPORT, "1", "กองช่าง", Fate.CHANGED, ["progress", "percent", "answer"])
    ]


def test_a_measure_that_is_new_or_gone_is_told_without_its_reports() -> None:
    other = replace(MEASURE, number="2", title="จัดทำคู่มือ")
    assert told(differences(WHOLE_MONTH, with_measures(MEASURE, other))) == [(Part.MEASURE, "2", "", Fate.NEW, [])]
    assert told(differences(WHOLE_MONTH, with_measures(other))) == [
        (Part.MEASURE, "2", "", Fate.NEW, []),
        (Part.MEASURE, "1", "", Fate.GONE, []),
    ]


def test_a_division_that_left_a_measure_is_told() -> None:
    assert told(differences(WHOLE_MONTH, with_reports(FINANCE))) == [(Part.REPORT, "1", "กองช่าง", Fate.GONE, [])]


def test_measures_of_one_number_are_told_apart_by_their_order() -> None:
    twin = replace(MEASURE, title="จัดอบรมรุ่นสอง")
    before, after = with_measures(MEASURE, twin), with_measures(MEASURE, replace(twin, title="จัดอบรมรุ่นสาม"))
    assert told(differences(before, after)) == [(Part.MEASURE, "1", "", Fate.CHANGED, ["title"])]


def test_an_order_that_was_answered_meanwhile_is_told() -> None:
    answered = replace(ORDER, answered_on=date(2026, 2, 5), answered_by="ผู้อำนวยการกองคลัง", answer="เบิกจ่ายแล้ว")
    before, after = (replace(WHOLE_MONTH, orders=(order,)) for order in (ORDER, answered))
    assert told(differences(before, after)) == [
        (Part.ORDER, "1", "กองคลัง", Fate.CHANGED, ["answered_on", "answered_by", "answer"])
    ]


def test_other_wrapping_of_a_text_is_no_difference() -> None:
    after = with_reports(replace(FINANCE, done_text=FINANCE.done_text.replace("\n", " \r\n")), WORKS)
    assert differences(WHOLE_MONTH, after) == ()


def test_a_decision_that_was_added_or_widened_is_told() -> None:
    decision = DecisionLine("1", "จัดอบรม", 2569, "ให้ใช้ห้องประชุมอื่น", None, ("กองคลัง",))
    wider = replace(decision, divisions=("กองคลัง", "กองช่าง"))
    none, one, other = (replace(WHOLE_MONTH, decisions=each) for each in ((), (decision,), (wider,)))
    assert told(differences(none, one)) == [(Part.DECISION, "1", "", Fate.NEW, [])]
    assert told(differences(one, other)) == [(Part.DECISION, "1", "", Fate.CHANGED, ["divisions"])]


def test_more_evidence_is_told_but_not_of_an_edition_that_did_not_count_it() -> None:
    counted, more = (with_reports(replace(FINANCE, evidence=count), WORKS) for count in (1, 3))
    assert told(differences(counted, more)) == [(Part.REPORT, "1", "กองคลัง", Fate.CHANGED, ["evidence"])]
    assert differences(WHOLE_MONTH, counted) == ()
