"""What the demonstration's plans and stories say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.demo.plan_texts import FOLDER as PLANS
from tracker.demo.plan_texts import PlanOf, document_of
from tracker.demo.story_books import EVERY_OTHER, BadStory, book_of
from tracker.demo.story_books import FOLDER as BOOKS
from tracker.domain.divisions import usual_divisions
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.period import PeriodKind
from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading import DraftPlan, draft_plan, read_document

SHINGLE = 40
NOTHING_TOLD = {(PlanOf.THIS_YEAR, "12")}
"""Measures that nobody has begun."""


def draft_of(plan: PlanOf, fiscal_year: int = 2569) -> DraftPlan:
    return draft_plan(read_document(document_of(plan, fiscal_year), "plan.txt"))


@pytest.mark.parametrize("plan", PlanOf)
def test_its_plans_read_without_a_doubt_about_scores_or_people(plan: PlanOf) -> None:
    draft = draft_of(plan)
    assert draft.plan_fiscal_year == 2569
    assert draft.assessment is not None
    assert draft.assessment.fiscal_year == 2568
    assert {question.field for question in draft.questions} <= {"period", "monitoring"}
    assert {code for measure in draft.measures for code in measure.indicators} == set(INDICATOR_CODES)
    assert {name for measure in draft.measures for name in measure.responsible.divisions} <= set(
        usual_divisions("town_municipality")
    )


@pytest.mark.parametrize("fiscal_year", [2569, 2570, 2599, 2600, 2601])
@pytest.mark.parametrize("plan", PlanOf)
def test_its_plans_are_of_any_year(plan: PlanOf, fiscal_year: int) -> None:
    draft = draft_of(plan, fiscal_year)
    ends = {measure.period.end.year + 543 for measure in draft.measures if measure.period.end}
    assert draft.plan_fiscal_year == fiscal_year
    assert ends <= {fiscal_year - 1, fiscal_year}


def test_its_plans_show_the_kinds_of_cells_that_offices_write() -> None:
    measures = [measure for plan in PlanOf for measure in draft_of(plan).measures]
    assert {measure.period.kind for measure in measures} == {PeriodKind.RANGE, PeriodKind.DEADLINE, PeriodKind.NONE}
    assert {word for measure in measures for word in measure.monitoring.cadences} == {
        "monthly", "quarterly", "half_yearly", "yearly", "once",
    }  # fmt: skip
    assert any(measure.responsible.all and measure.responsible.lead for measure in measures)
    assert any(measure.responsible.all and not measure.responsible.lead for measure in measures)
    assert any(len(measure.responsible.divisions) > 2 for measure in measures)
    assert any(len(measure.titles) > 1 for measure in measures)


@pytest.mark.parametrize("plan", PlanOf)
def test_every_measure_has_its_story(plan: PlanOf) -> None:
    book = book_of(plan)
    for measure in draft_of(plan).measures:
        told = {division for number, division in book if number == measure.number}
        wanted = {EVERY_OTHER} if measure.responsible.all else set(measure.responsible.divisions)
        assert told == (set() if (plan, measure.number) in NOTHING_TOLD else wanted), measure.number


@pytest.mark.parametrize("plan", PlanOf)
def test_stories_go_forward(plan: PlanOf) -> None:
    for key, story in book_of(plan).items():
        months = [news.at for news in story.news]
        percents = [news.percent for news in story.news if news.cannot is None]
        assert months == sorted(set(months)), key
        assert percents == sorted(percents), key
        assert all(news.percent <= 100 for news in story.news), key


def test_it_says_which_line_of_a_book_is_not_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "this_year.txt").write_text("[1 กองคลัง]\nsoon: ...\n", encoding="utf-8")
    monkeypatch.setattr("tracker.demo.story_books.FOLDER", tmp_path)
    with pytest.raises((BadStory, IndexError)):
        book_of(PlanOf.THIS_YEAR)


def test_its_words_are_its_own(shared_dir: Path) -> None:
    """No piece of 40 letters stands in a real plan, spaces and the script of figures aside."""
    seeds = "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in (shared_dir / "seeds").iterdir())
    known = shingles(seeds)
    files = [*PLANS.glob("*.txt"), *BOOKS.glob("*.txt"), *PLANS.parent.glob("*.py")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert texts
    for text in texts:
        for line in text.splitlines():
            assert not shingles(line) & known, line


def shingles(text: str) -> set[str]:
    words = to_arabic_digits(squeeze(text))
    return {words[start : start + SHINGLE] for start in range(len(words) - SHINGLE + 1)}
