"""The real plans say what the truth file says; where that is marked as doubtful, nothing or a question will do."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.thai_text import squeeze
from tracker.plan_reading import DraftPlan, draft_plan, read_document, to_json_dict

MUNICIPALITY = "002_685d8957b8736cd8.txt"
PROVINCE = "003_5824c003a591cc03.txt"
EVERY_PLAN = (
    "000_a930cb7a4e564f20.txt",
    "001_69234dcaf8c956fa.txt",
    MUNICIPALITY,
    PROVINCE,
    "004_a6a93597545080e2.txt",
)


@cache
def truth(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "expected" / "seed-truth.json").read_text(encoding="utf-8"))
    return found


@cache
def draft_of(shared: Path, seed: str) -> DraftPlan:
    return draft_plan(read_document((shared / "seeds" / seed).read_bytes(), seed))


def asked(draft: DraftPlan) -> set[tuple[str, str | None]]:
    return {(question.code, question.measure) for question in draft.questions}


@pytest.mark.parametrize("seed", EVERY_PLAN)
def test_it_reads_whose_plan_it_is_and_its_scores(shared_dir: Path, seed: str) -> None:
    draft = to_json_dict(draft_of(shared_dir, seed))
    expected = next(one for one in truth(shared_dir)["assessments"] if one["seed"] == seed)
    assessment = draft["assessment"]
    assert expected["organisation"].startswith(draft["agency"]["name"])
    assert draft["agency"]["kind"] == expected["organisation_type"]
    assert draft["plan_fiscal_year"] == expected["plan_fiscal_year"]
    assert assessment["fiscal_year"] == expected["assessment_fiscal_year_printed"]
    assert assessment["overall"] == expected["overall_score"]
    assert assessment["level"] == expected["level"]
    main = {code: score for code, score in assessment["indicators"].items() if "." not in code}
    assert main == (expected["indicator_scores"] or {})
    assert assessment["questions"] == expected["question_scores"]


@pytest.mark.parametrize("seed", EVERY_PLAN)
def test_it_reads_every_measure(shared_dir: Path, seed: str) -> None:
    measures = to_json_dict(draft_of(shared_dir, seed))["measures"]
    expected = [one for one in truth(shared_dir)["measures"] if one["seed"] == seed]
    assert [measure["number"] for measure in measures] == [str(one["measure_no"]) for one in expected]
    for measure, one in zip(measures, expected, strict=True):
        assert len(measure["titles"]) == one["titles_count"]
        for title, beginning in zip(measure["titles"], one["titles"], strict=True):
            assert squeeze(title).startswith(squeeze(beginning))
        assert len(measure["steps"]) == one["steps_count"]
        period, monitoring = measure["period"], measure["monitoring"]
        assert period["text"] == (one["period_text"] or "")
        assert (period["start"], period["end"]) == (one["period_start"], one["period_end"])
        assert monitoring["text"] == (one["monitoring_text"] or "")
        cadences = [words.partition(" ")[0] for words in one["monitoring_cadence"] if words != "none stated"]
        assert monitoring["cadences"] == cadences


@pytest.mark.parametrize("seed", EVERY_PLAN)
def test_it_reads_who_answers_for_each_measure(shared_dir: Path, seed: str) -> None:
    measures = to_json_dict(draft_of(shared_dir, seed))["measures"]
    expected = [one for one in truth(shared_dir)["measures"] if one["seed"] == seed]
    for measure, one in zip(measures, expected, strict=True):
        meaning = one["responsible_meaning"]
        assert measure["responsible"] == {
            "text": one["responsible_text"] or "",
            "all": meaning["kind"].startswith("all"),
            "divisions": meaning["divisions"],
            "lead": meaning["lead"],
        }


@pytest.mark.parametrize("seed", EVERY_PLAN)
def test_indicators_are_those_stated_or_asked(shared_dir: Path, seed: str) -> None:
    draft = draft_of(shared_dir, seed)
    expected = [one for one in truth(shared_dir)["measures"] if one["seed"] == seed]
    for measure, one in zip(draft.measures, expected, strict=True):
        stated = tuple(str(code) for code in one["indicators_stated"])
        likely = tuple(str(code) for code in one["indicators_inferred"])
        if stated:
            assert (measure.indicators, measure.indicators_inferred) == (stated, False)
        else:
            assert measure.indicators in ((), likely)
            code = "indicators_inferred" if measure.indicators else "indicators_unknown"
            assert (code, measure.number) in asked(draft)


def test_the_municipality_asks_about_its_year(shared_dir: Path) -> None:
    draft = draft_of(shared_dir, MUNICIPALITY)
    assert len(draft.measures) == 7
    assert ("assessed_year_is_plan_year", None) in asked(draft)
    assert draft.measures[1].source.table == 3
    assert draft.measures[1].source.row == 3
    assert "พ.ศ.๒๕๖๒ มาตรา ๗๙" in draft.measures[6].steps[0]


def test_the_province_asks_about_its_missing_periods_once(shared_dir: Path) -> None:
    draft = draft_of(shared_dir, PROVINCE)
    assert len(draft.measures) == 6
    assert [question.code for question in draft.questions if question.field == "period"] == ["no_period_column"]
    assert draft.measures[3].responsible.text == "ทุกส่วน ราชการ"


def test_sub_indicators_and_slips_of_the_largest_plan_are_seen(shared_dir: Path) -> None:
    draft = draft_of(shared_dir, EVERY_PLAN[1])
    assert draft.assessment is not None
    sub_indicators = {code: score for code, score in draft.assessment.indicators.items() if "." in code}
    assert sub_indicators == {
        "9.1": 87.5, "9.2": 87.5, "9.3": 75.0, "9.4": 100.0, "9.5": 100.0, "10.1": 90.0, "10.2": 80.0,
    }  # fmt: skip
    assert {("agency_name_varies", None), ("period_cut_year", "6"), ("no_monitoring_column", None)} <= asked(draft)


def test_levels_that_the_rule_does_not_give_are_kept_and_asked(shared_dir: Path) -> None:
    for seed in (EVERY_PLAN[0], EVERY_PLAN[4]):
        assert ("level_mismatch", None) in asked(draft_of(shared_dir, seed))
