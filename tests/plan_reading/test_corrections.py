"""What a person does to a draft: what goes, what stays, and that no question is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence
from tracker.domain.divisions import division_key
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.period import PeriodKind
from tracker.plan_reading import DraftPlan, corrections, draft_plan, read_document
from tracker.plan_reading.corrections import answered_between
from tracker.plan_reading.division_names import ask_about_unknown, match_divisions
from tracker.plan_reading.measure_drafting import Setting
from tracker.plan_reading.measure_entry import MeasureEntry, Words
from tracker.plan_reading.open_draft import OpenDraft, open_draft, skipped_to_json

FRONT = "มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙\nเทศบาลตำบลนาสมมุติ\n\n"
HEADINGS = "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n"
ROWS = (
    "๑\t๑. คู่มือ ๒. ป้าย\t๑. ร่าง ๒. พิมพ์\tกองคลัง\tต.ค. ๖๘ และ มี.ค. ๖๙\tทุกเดือน\n"
    "๒\tปรับหน้าเว็บ\tตรวจลิงก์\t\tตลอดปี\tทุกไตรมาส\n"
    "๓\tเปิดเผยข้อมูล\tรวบรวม\tกองช่างศิลป์\t\tทุกเดือน\n"
)
SETTING = Setting(2569, AgencyKind.SUBDISTRICT_MUNICIPALITY, ("กองคลัง", "กองช่าง"))


def plan() -> DraftPlan:
    return draft_plan(read_document((FRONT + HEADINGS + ROWS).encode(), "plan.txt"))


@pytest.fixture
def draft() -> OpenDraft:
    return open_draft(plan())


def entry(draft: OpenDraft, position: int, **changes: object) -> MeasureEntry:
    """The form as it stands when it is opened."""
    measure = draft.at(position).measure
    shown = MeasureEntry(
        number=measure.number,
        titles=measure.titles,
        indicators=measure.indicators,
        steps=measure.steps,
        for_all=measure.responsible.all,
        divisions=measure.responsible.divisions,
        lead=measure.responsible.lead,
        start=measure.period.start,
        end=measure.period.end,
        cadences=measure.monitoring.cadences,
    )
    return replace(shown, **changes)  # type: ignore[arg-type]


def numbers(draft: OpenDraft) -> list[str]:
    return [row.measure.number for row in draft.measures]


def codes(draft: OpenDraft, position: int) -> set[str]:
    return {question.code for question in draft.at(position).questions}


def test_an_opened_draft_closes_to_the_same_plan(draft: OpenDraft) -> None:
    closed = draft.closed()
    assert closed.measures == plan().measures
    assert set(closed.questions) == set(plan().questions)
    assert codes(draft, 1) >= {"period_gap"}
    assert codes(draft, 2) >= {"no_responsible"}


def test_a_saved_measure_asks_nothing_more_and_keeps_the_words_of_the_document(draft: OpenDraft) -> None:
    saved = corrections.correct(
        draft,
        1,
        entry(draft, 1, indicators=("7",), divisions=("กองช่าง",), lead="กองช่าง", end=date(2026, 9, 30)),
        SETTING,
    )
    before, after = draft.at(1).measure, saved.at(1).measure
    assert (after.period.text, after.responsible.text, after.monitoring.text) == (
        before.period.text, before.responsible.text, before.monitoring.text,
    )  # fmt: skip
    assert (after.period.start, after.period.end, after.period.confirm) == (
        date(2025, 10, 1), date(2026, 9, 30), False,
    )  # fmt: skip
    assert (after.responsible.divisions, after.responsible.lead) == (("กองช่าง",), "กองช่าง")
    assert (after.indicators, after.indicators_inferred) == (("7",), False)
    assert saved.at(1).questions == ()
    assert answered_between(draft, saved) == [question.message for question in draft.at(1).questions]
    assert saved.measures[1:] == draft.measures[1:]


def test_confirming_changes_nothing_but_the_doubt(draft: OpenDraft) -> None:
    after = corrections.confirm(draft, 1)
    before = draft.at(1).measure
    assert before.period.confirm
    assert after.at(1).measure == replace(
        before, indicators_inferred=False, period=replace(before.period, confirm=False)
    )
    assert after.at(1).questions == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": " "}, "number"),
        ({"number": "๑" * 21}, "number"),
        ({"number": "2"}, "number"),
        ({"titles": ()}, "titles"),
        ({"titles": (" ",)}, "titles"),
        ({"indicators": ("11",)}, "indicators"),
        ({"end": None}, "end"),
        ({"start": date(2026, 4, 1), "end": date(2026, 3, 1)}, "end"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(draft: OpenDraft, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        corrections.correct(draft, 1, entry(draft, 1, **changes), SETTING)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("before", "start", "end", "kind"),
    [
        (PeriodKind.EVENT, date(2026, 1, 1), date(2026, 3, 1), PeriodKind.RANGE),
        (PeriodKind.RECURRENCE, date(2026, 1, 1), date(2026, 3, 1), PeriodKind.RECURRENCE),
        (PeriodKind.RANGE, None, date(2026, 3, 1), PeriodKind.DEADLINE),
        (PeriodKind.RANGE, None, None, PeriodKind.EVENT),
        (PeriodKind.ERROR, None, None, PeriodKind.EVENT),
    ],
)
def test_the_dates_say_what_kind_of_period_it_is(
    draft: OpenDraft, before: PeriodKind, start: date | None, end: date | None, kind: PeriodKind
) -> None:
    row = draft.at(1)
    measure = replace(row.measure, period=replace(row.measure.period, kind=before))
    draft = draft.with_rows(1, [replace(row, measure=measure)])
    saved = corrections.correct(draft, 1, entry(draft, 1, start=start, end=end), SETTING)
    assert saved.at(1).measure.period.kind is kind


def test_a_period_without_words_or_dates_is_none(draft: OpenDraft) -> None:
    saved = corrections.correct(draft, 3, entry(draft, 3), SETTING)
    assert saved.at(3).measure.period.kind is PeriodKind.NONE


def test_a_lead_that_is_not_ticked_answers_too(draft: OpenDraft) -> None:
    saved = corrections.correct(draft, 1, entry(draft, 1, lead="กองช่าง"), SETTING)
    assert saved.at(1).measure.responsible.divisions == ("กองคลัง", "กองช่าง")


def test_a_measure_left_out_comes_back_where_it_stood_with_its_questions(draft: OpenDraft) -> None:
    without = corrections.skip(draft, 2)
    assert numbers(without) == ["1", "3"]
    assert answered_between(draft, without) == []
    stored = open_draft(without.closed(), skipped_to_json(without.skipped))
    assert stored == without
    assert corrections.take_back(stored, 1) == draft


def test_a_number_given_away_meanwhile_is_not_given_twice(draft: OpenDraft) -> None:
    without = corrections.skip(draft, 1)
    renamed = corrections.correct(without, 1, entry(without, 1, number="1"), SETTING)
    assert numbers(corrections.take_back(renamed, 1)) == ["4", "1", "3"]


def test_each_title_can_be_a_measure_of_its_own(draft: OpenDraft) -> None:
    split = corrections.split_by_titles(draft, 1)
    assert [(row.measure.number, row.measure.titles, row.measure.steps) for row in split.measures[:2]] == [
        ("1.1", ("คู่มือ",), ("ร่าง",)),
        ("1.2", ("ป้าย",), ("พิมพ์",)),
    ]
    assert split.at(1).measure.source == split.at(2).measure.source == draft.at(1).measure.source
    assert split.at(1).measure.period == split.at(2).measure.period == draft.at(1).measure.period
    assert codes(split, 1) == codes(split, 2) == codes(draft, 1)
    asked = [question.measure for question in split.closed().questions if question.code == "period_gap"]
    assert asked == ["1.1", "1.2"]


def test_a_measure_is_split_at_a_title_or_at_a_step(draft: OpenDraft) -> None:
    at_title = corrections.split_at_title(draft, 1, 2)
    assert [(row.measure.titles, row.measure.steps) for row in at_title.measures[:2]] == [
        (("คู่มือ",), ("ร่าง", "พิมพ์")),
        (("ป้าย",), ()),
    ]
    at_step = corrections.split_at_step(draft, 1, 1)
    assert [(row.measure.titles, row.measure.steps) for row in at_step.measures[:2]] == [
        (("คู่มือ", "ป้าย"), ()),
        (("ร่าง",), ("พิมพ์",)),
    ]


def test_there_must_be_something_to_split(draft: OpenDraft) -> None:
    for cannot in (
        lambda: corrections.split_by_titles(draft, 2),
        lambda: corrections.split_at_title(draft, 1, 1),
        lambda: corrections.split_at_title(draft, 1, 3),
        lambda: corrections.split_at_step(draft, 1, 3),
        lambda: corrections.merge_up(draft, 1),
    ):
        with pytest.raises(Refusal):
            cannot()


def test_two_rows_become_one_measure_with_all_that_they_say(draft: OpenDraft) -> None:
    merged = corrections.merge_up(draft, 2)
    measure = merged.at(1).measure
    assert numbers(merged) == ["1", "3"]
    assert measure.titles == ("คู่มือ", "ป้าย", "ปรับหน้าเว็บ")
    assert measure.steps == ("ร่าง", "พิมพ์", "ตรวจลิงก์")
    assert (measure.responsible.text, measure.responsible.divisions) == ("กองคลัง", ("กองคลัง",))
    assert measure.period.text == "ต.ค. ๖๘ และ มี.ค. ๖๙\nตลอดปี"
    assert (measure.period.start, measure.period.end) == (date(2025, 10, 1), date(2026, 9, 30))
    assert measure.period.confirm
    assert measure.monitoring.cadences == (Cadence.MONTHLY, Cadence.QUARTERLY)
    assert measure.source == draft.at(1).measure.source
    assert "period_several" in codes(merged, 1)
    assert "no_responsible" not in codes(merged, 1), "the row above says who"


def test_what_was_split_can_be_merged_again(draft: OpenDraft) -> None:
    again = corrections.merge_up(corrections.split_by_titles(draft, 1), 2)
    assert replace(again.at(1).measure, number="1") == draft.at(1).measure
    assert codes(again, 1) == codes(draft, 1)


@pytest.mark.parametrize(("position", "to", "order"), [(1, 2, "213"), (3, 1, "312"), (3, 9, "123"), (1, 0, "123")])
def test_a_measure_moves_with_its_questions(draft: OpenDraft, position: int, to: int, order: str) -> None:
    moved = corrections.move(draft, position, to)
    assert numbers(moved) == list(order)
    assert answered_between(draft, moved) == []
    assert {row.measure.number: row.questions for row in moved.measures} == {
        row.measure.number: row.questions for row in draft.measures
    }


def test_numbers_are_counted_anew_and_questions_follow(draft: OpenDraft) -> None:
    counted = corrections.renumber(corrections.move(draft, 3, 1))
    assert numbers(counted) == ["1", "2", "3"]
    asked = {question.code: question.measure for question in counted.closed().questions}
    assert asked["no_responsible"] == "3"


def test_rows_of_a_workbook_stay_with_their_measures() -> None:
    draft = open_draft(plan(), row_ids=[11, 12, 13])
    draft = corrections.add_empty(corrections.merge_up(corrections.split_by_titles(draft, 1), 3), 1)
    assert [row.row_id for row in draft.measures] == [None, 11, None, 13]


def test_a_measure_by_hand_is_read_from_its_words_and_asked(draft: OpenDraft) -> None:
    added = corrections.add_empty(draft, 4)
    assert (added.at(4).measure.number, codes(added, 4)) == ("4", {"no_title"})
    words = Words("กองคลัง ร่วมกับกองช่าง", "ภายใน มี.ค. ๖๙", "รายงานทุกไตรมาส")
    filled = corrections.correct(added, 4, entry(added, 4, titles=("จัดประชุม",), words=words), SETTING)
    measure = filled.at(4).measure
    assert measure.responsible.divisions == ("กองคลัง", "กองช่าง")
    assert (measure.period.kind, measure.period.end) == (PeriodKind.DEADLINE, date(2026, 3, 31))
    assert measure.monitoring.cadences == (Cadence.QUARTERLY,)
    assert codes(filled, 4) == {"read_from_words"}
    assert corrections.confirm(filled, 4).at(4).questions == ()
    again = corrections.correct(filled, 4, entry(filled, 4, start=None, end=None, words=words), SETTING)
    assert again.at(4).measure.period.end is None, "the same words are not read against the person's will"
    assert again.at(4).questions == ()


def test_what_was_filled_in_counts_before_the_words(draft: OpenDraft) -> None:
    added = corrections.add_empty(draft, 4)
    words = Words("กองคลัง", "ตลอดปี", "ทุกเดือน")
    own = entry(added, 4, titles=("ก",), words=words, for_all=True, end=date(2026, 5, 1), cadences=(Cadence.ONCE,))
    measure = corrections.correct(added, 4, own, SETTING).at(4).measure
    assert (measure.responsible.all, measure.responsible.divisions) == (True, ())
    assert (measure.period.end, measure.period.text) == (date(2026, 5, 1), "ตลอดปี")
    assert measure.monitoring.cadences == (Cadence.ONCE,)


def key(name: str) -> str:
    return division_key(name, "subdistrict_municipality")


@pytest.fixture
def asked() -> OpenDraft:
    """The plan as an office sees it that has กองคลัง only."""
    return open_draft(ask_about_unknown(plan(), lambda name: name == "กองคลัง", key))


@pytest.mark.parametrize(("meaning", "divisions"), [("กองช่าง", ("กองช่าง",)), ("กองช่างศิลป์", ("กองช่างศิลป์",)), (None, ())])
def test_a_name_is_matched_in_every_measure(asked: OpenDraft, meaning: str | None, divisions: tuple[str, ...]) -> None:
    (question,) = asked.frame.questions
    assert "กองช่างศิลป์" in question.message
    without = corrections.skip(corrections.add_empty(asked, 1), 4)
    matched = match_divisions(without, {"กองช่างศิลป์": meaning}, key)
    assert matched.skipped[0].row.measure.responsible.divisions == divisions
    assert matched.skipped[0].row.measure.responsible.text == "กองช่างศิลป์"
    assert matched.frame.questions == ()
    assert answered_between(without, matched) == [question.message]
    back = corrections.take_back(matched, 1)
    assert ("no_responsible" in codes(back, 4)) == (meaning is None), "nobody is left to answer for it"


def test_a_name_that_no_measure_has_any_more_is_not_asked(asked: OpenDraft) -> None:
    saved = corrections.correct(asked, 3, entry(asked, 3, divisions=("กองคลัง",)), SETTING)
    assert saved.frame.questions == ()


def test_questions_about_the_plan_are_noted_one_by_one() -> None:
    text = FRONT.replace("ประจำปีงบประมาณ พ.ศ. ๒๕๖๙", "") + HEADINGS + "๑\tคู่มือ\tร่าง\tกองคลัง\tตลอดปี\t\n"
    draft = open_draft(draft_plan(read_document(text.encode(), "plan.txt")))
    first, *rest = draft.frame.questions
    noted = corrections.dismiss(draft, 1)
    assert list(noted.frame.questions) == rest
    assert answered_between(draft, noted) == [first.message]
    with pytest.raises(Refusal):
        corrections.dismiss(draft, len(rest) + 2)


def test_a_place_that_is_not_there_is_said(draft: OpenDraft) -> None:
    for position in (0, 4):
        with pytest.raises(NotFound):
            corrections.confirm(draft, position)
    with pytest.raises(Refusal):
        corrections.take_back(draft, 1)
