from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.domain.answers import (
    LONGEST_TEXT,
    Entry,
    Outcome,
    as_sent,
    check_draft,
    entry_as_json,
    entry_from_json,
    outcome_of,
    suggested_percent,
)
from tracker.domain.errors import Refusal
from tracker.domain.progress import Answer, CannotReason, Progress
from tracker.domain.status import LatestReport

DECEMBER = date(2025, 12, 1)
STARTED = LatestReport(DECEMBER, Answer.PROGRESS, Progress.IN_PROGRESS, 40)
FINISHED = LatestReport(DECEMBER, Answer.DONE, Progress.DONE, 100)

NOT_STARTED = Outcome(Progress.NOT_STARTED, 0)
AT_40 = Outcome(Progress.IN_PROGRESS, 40)
DONE = Outcome(Progress.DONE, 100)

PROGRESS_60 = Entry(Answer.PROGRESS, 60, "ประชุมแล้ว")
WAITING = Entry(Answer.WAITING, waiting_for="กรม")
NO_BUDGET = Entry(Answer.CANNOT_DO, cannot_reason=CannotReason.NO_BUDGET)
FULL = Entry(Answer.PROGRESS, 60, "ทำแล้ว", "ปัญหา", "แผน", "รอ", CannotReason.OTHER, "เหตุ")


@pytest.mark.parametrize(
    "entry, previous, outcome",
    [
        (PROGRESS_60, None, Outcome(Progress.IN_PROGRESS, 60)),
        (PROGRESS_60, STARTED, Outcome(Progress.IN_PROGRESS, 60)),
        (replace(PROGRESS_60, percent=0), STARTED, Outcome(Progress.IN_PROGRESS, 0)),
        (replace(PROGRESS_60, percent=99), FINISHED, Outcome(Progress.IN_PROGRESS, 99)),
        (Entry(Answer.DONE, done_text="เผยแพร่แล้ว"), STARTED, DONE),
        (Entry(Answer.NO_CHANGE), None, NOT_STARTED),
        (Entry(Answer.NO_CHANGE), STARTED, AT_40),
        (Entry(Answer.NO_CHANGE), FINISHED, DONE),
        (Entry(Answer.NOT_YET_DUE), None, NOT_STARTED),
        (Entry(Answer.NOT_YET_DUE), STARTED, AT_40),
        (WAITING, STARTED, AT_40),
        (WAITING, FINISHED, Outcome(Progress.IN_PROGRESS, 100)),
        (NO_BUDGET, None, NOT_STARTED),
        (NO_BUDGET, STARTED, AT_40),
        (Entry(Answer.CANNOT_DO, cannot_reason=CannotReason.OTHER, cannot_text="รอศาล"), STARTED, AT_40),
    ],
)
def test_it_makes_progress_and_percent_of_an_answer(
    entry: Entry, previous: LatestReport | None, outcome: Outcome
) -> None:
    assert outcome_of(entry, previous) == outcome


@pytest.mark.parametrize(
    "entry, field",
    [
        (Entry(None, 50, "ทำแล้ว"), "answer"),
        (Entry(Answer.PROGRESS, 50, "  "), "done_text"),
        (Entry(Answer.PROGRESS, None, "ทำแล้ว"), "percent"),
        (Entry(Answer.PROGRESS, 100, "ทำแล้ว"), "percent"),
        (Entry(Answer.PROGRESS, 101, "ทำแล้ว"), "percent"),
        (Entry(Answer.PROGRESS, -1, "ทำแล้ว"), "percent"),
        (Entry(Answer.DONE), "done_text"),
        (Entry(Answer.WAITING, waiting_for="\n"), "waiting_for"),
        (Entry(Answer.CANNOT_DO), "cannot_reason"),
        (Entry(Answer.CANNOT_DO, cannot_reason=CannotReason.OTHER), "cannot_text"),
    ],
)
def test_an_answer_that_leaves_out_what_it_needs_is_refused_at_its_field(entry: Entry, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        outcome_of(entry, STARTED)
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["done_text", "problems", "next_steps", "waiting_for", "cannot_text"])
def test_a_text_has_a_longest_length_also_in_a_draft(name: str) -> None:
    longest: Any = {name: "ก" * LONGEST_TEXT}
    longer: Any = {name: "ก" * (LONGEST_TEXT + 1)}
    check_draft(replace(FULL, **longest))
    with pytest.raises(Refusal) as refused:
        check_draft(replace(FULL, **longer))
    assert refused.value.field == name


def test_a_draft_may_be_incomplete() -> None:
    check_draft(Entry(None))
    check_draft(Entry(Answer.CANNOT_DO))


@pytest.mark.parametrize(
    "answer, kept",
    [
        (Answer.PROGRESS, {"percent", "done_text"}),
        (Answer.DONE, {"done_text"}),
        (Answer.NO_CHANGE, set()),
        (Answer.NOT_YET_DUE, set()),
        (Answer.WAITING, {"waiting_for"}),
        (Answer.CANNOT_DO, {"cannot_reason", "cannot_text"}),
    ],
)
def test_only_what_the_answer_asks_for_is_sent(answer: Answer, kept: set[str]) -> None:
    sent = as_sent(replace(FULL, answer=answer), steps_before=())
    asked = {"percent", "done_text", "waiting_for", "cannot_reason", "cannot_text"}
    assert {name for name in asked if getattr(sent, name)} == kept
    assert (sent.answer, sent.problems, sent.next_steps) == (answer, "ปัญหา", "แผน")


def test_without_an_answer_nothing_is_left_out() -> None:
    assert as_sent(replace(FULL, answer=None), steps_before=(1,)) == replace(FULL, answer=None)


@pytest.mark.parametrize(
    "finished, steps, percent", [(0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 66), (3, 3, 99), (1, 1, 99)]
)
def test_the_finished_steps_suggest_a_percentage_short_of_done(finished: int, steps: int, percent: int) -> None:
    assert suggested_percent(finished, steps) == percent


def test_an_entry_is_the_same_after_it_was_kept() -> None:
    full = replace(FULL, cannot_reason=CannotReason.NO_BUDGET, steps_done=(3, 5))
    assert entry_from_json(json.loads(json.dumps(entry_as_json(full)))) == full
