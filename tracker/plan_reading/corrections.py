"""What a person does to a draft before it is adopted. Each rule takes a draft and gives the corrected one.

Questions stay with their measure through all of it; they go when the measure is saved or confirmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from tracker.domain.errors import N_, Refusal
from tracker.plan_reading.division_names import without_names_gone
from tracker.plan_reading.draft import empty_measure
from tracker.plan_reading.joined_measures import joined
from tracker.plan_reading.measure_drafting import Setting
from tracker.plan_reading.measure_entry import MeasureEntry, confirmed, filled_in
from tracker.plan_reading.open_draft import OpenDraft, OpenMeasure, SkippedMeasure
from tracker.plan_reading.questions import about_measure

ROWS_WERE_JOINED = "joined_rows"


def correct(draft: OpenDraft, position: int, entry: MeasureEntry, setting: Setting) -> OpenDraft:
    row = draft.at(position)
    if entry.number.strip() in draft.numbers - {row.measure.number}:
        raise Refusal(N_("Another measure has the number %(number)s already."), "number", number=entry.number.strip())
    measure, questions = filled_in(row.measure, entry, setting)
    return without_names_gone(draft.with_rows(position, [replace(row, measure=measure, questions=questions)]))


def confirm(draft: OpenDraft, position: int) -> OpenDraft:
    """It is right as read."""
    row = draft.at(position)
    return draft.with_rows(position, [replace(row, measure=confirmed(row.measure), questions=())])


def skip(draft: OpenDraft, position: int) -> OpenDraft:
    skipped = (*draft.skipped, SkippedMeasure(draft.at(position), position))
    return replace(draft.with_rows(position, []), skipped=skipped)


def take_back(draft: OpenDraft, place: int) -> OpenDraft:
    """Where it stood; with another number when its own has been given away. `place` counts the skipped from 1."""
    if not 1 <= place <= len(draft.skipped):
        raise Refusal(N_("There is no such measure among those left out."))
    one = draft.skipped[place - 1]
    measure = one.row.measure
    if measure.number in draft.numbers:
        measure = replace(measure, number=_next_number(draft))
    rest = (*draft.skipped[: place - 1], *draft.skipped[place:])
    position = min(one.position, len(draft.measures) + 1)
    return replace(draft, skipped=rest).with_rows(position, [replace(one.row, measure=measure)], count=0)


def split_by_titles(draft: OpenDraft, position: int) -> OpenDraft:
    """One measure for each title; the steps are shared out where there is one for each, else the first has them."""
    measure = draft.at(position).measure
    if len(measure.titles) < 2:
        raise Refusal(N_("This measure has one title only. Choose a step at which the new measure begins."))
    steps: tuple[tuple[str, ...], ...] = tuple((step,) for step in measure.steps)
    if len(steps) != len(measure.titles):
        steps = (measure.steps, *((),) * (len(measure.titles) - 1))
    parts = [((title,), own) for title, own in zip(measure.titles, steps, strict=True)]
    return _split(draft, position, parts)


def split_at_title(draft: OpenDraft, position: int, title: int) -> OpenDraft:
    """The new measure begins with a title, counted from 1; the steps stay with the first."""
    measure = draft.at(position).measure
    if not 2 <= title <= len(measure.titles):
        raise Refusal(N_("Choose where the new measure begins."), "at")
    parts = [(measure.titles[: title - 1], measure.steps), (measure.titles[title - 1 :], ())]
    return _split(draft, position, parts)


def split_at_step(draft: OpenDraft, position: int, step: int) -> OpenDraft:
    """A step, counted from 1, was a measure itself: it becomes the title of a new one, with the steps behind it."""
    measure = draft.at(position).measure
    if not 1 <= step <= len(measure.steps):
        raise Refusal(N_("Choose where the new measure begins."), "at")
    parts = [
        (measure.titles, measure.steps[: step - 1]),
        ((measure.steps[step - 1],), measure.steps[step:]),
    ]
    return _split(draft, position, parts)


_Part = tuple[tuple[str, ...], tuple[str, ...]]
"""Titles and steps."""


def _split(draft: OpenDraft, position: int, parts: Sequence[_Part]) -> OpenDraft:
    """Every part keeps the words, the source and the open questions; the row of a workbook is the first's."""
    row = draft.at(position)
    questions = tuple(one for one in row.questions if one.code != ROWS_WERE_JOINED)
    numbers = _numbers_below(row.measure.number, draft.numbers)
    rows = [
        OpenMeasure(replace(row.measure, number=next(numbers), titles=titles, steps=steps), questions)
        for titles, steps in parts
    ]
    rows[0] = replace(rows[0], row_id=row.row_id)
    return draft.with_rows(position, rows)


def _numbers_below(number: str, taken: set[str]) -> Iterator[str]:
    return (below for place in count(1) if (below := f"{number}.{place}") not in taken)


def merge_up(draft: OpenDraft, position: int) -> OpenDraft:
    """One measure of this one and the one above."""
    below = draft.at(position)
    if position == 1:
        raise Refusal(N_("There is no measure above the first."))
    return draft.with_rows(position - 1, [joined(draft.at(position - 1), below)], count=2)


def move(draft: OpenDraft, position: int, to: int) -> OpenDraft:
    row = draft.at(position)
    to = min(max(to, 1), len(draft.measures))
    return draft.with_rows(position, []).with_rows(to, [row], count=0)


def add_empty(draft: OpenDraft, position: int) -> OpenDraft:
    """A measure that no document gives, at this position."""
    number = _next_number(draft)
    measure = empty_measure(number)
    position = min(max(position, 1), len(draft.measures) + 1)
    return draft.with_rows(position, [OpenMeasure(measure, (about_measure("no_title", number, "titles"),))], count=0)


def _next_number(draft: OpenDraft) -> str:
    whole = [int(number) for number in draft.numbers if number.isascii() and number.isdigit()]
    return str(max(whole, default=0) + 1)


def renumber(draft: OpenDraft) -> OpenDraft:
    """1, 2, 3 in the order in which they stand."""
    rows = [
        replace(row, measure=replace(row.measure, number=str(position)))
        for position, row in enumerate(draft.measures, start=1)
    ]
    return draft.with_rows(1, rows, count=len(rows))


def dismiss(draft: OpenDraft, place: int) -> OpenDraft:
    """A question about the plan as a whole was seen; `place` counts these from 1."""
    questions = draft.frame.questions
    if not 1 <= place <= len(questions):
        raise Refusal(N_("This question has been settled already."))
    return draft.asking(one for number, one in enumerate(questions, start=1) if number != place)


def answered_between(before: OpenDraft, after: OpenDraft) -> list[str]:
    """The questions that a correction settled, in their words; one asked of two measures counts twice."""
    asked = Counter(question.message for question in before.questions)
    return list((asked - Counter(question.message for question in after.questions)).elements())
