"""The scores of an assessment in words: what each is of, how its parts are called, what does not agree."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _

from tracker.domain.assessment import Finding
from tracker.domain.framework import TOOL_NAMES, Tool, indicator_name, indicator_name_english
from tracker.domain.questionnaire import tool_and_number
from tracker.web import filters
from tracker.web.texts import lazy

PART_WORDS: dict[str, LazyString] = {"public": lazy("Public"), "survey": lazy("Survey")}
WHOLE_WORDS: dict[str, LazyString] = {
    "": lazy("Overall score"),
    "overall": lazy("Overall score"),
    "level": lazy("Level"),
}

FINDING_WORDS: dict[str, LazyString] = {
    "overall_mismatch": lazy("the indicators make %(computed)s, but %(printed)s is printed"),
    "level_mismatch": lazy("the scores make %(computed)s, but “%(printed)s” is printed"),
    "level_not_of_year": lazy("“%(printed)s” is no level of this year"),
    "tool_mismatch": lazy("its indicators make %(computed)s, but %(printed)s is printed"),
    "indicator_missing": lazy("no score is printed"),
    "indicator_mismatch": lazy("its questions make %(computed)s, but %(printed)s is printed"),
    "question_mismatch": lazy("its parts make %(computed)s, but %(printed)s is printed"),
    "question_not_of_year": lazy("the list of this year has no such question"),
    "not_a_score": lazy("%(printed)s does not lie between 0 and 100"),
}
ABOUT_THE_LEVEL = frozenset({"level_mismatch", "level_not_of_year"})


def tool_name(tool: Tool) -> str:
    return TOOL_NAMES[tool][0 if filters.is_thai() else 1]


def name_of_indicator(code: str, fiscal_year: int) -> str:
    """A sub-indicator as the year calls it; in English only the ten have names."""
    name = indicator_name(code, fiscal_year) if filters.is_thai() else indicator_name_english(code)
    return "" if name == code else name


def part_name(part: str) -> str:
    """Public, Survey, or the number of a part without a name; nothing for the whole."""
    if not part:
        return ""
    return str(PART_WORDS[part]) if part in PART_WORDS else _("Part %(number)s", number=part)


def subject_name(subject: str) -> str:
    """Of a finding or a difference: "e4 survey" is question e4, Survey."""
    if subject in WHOLE_WORDS:
        return str(WHOLE_WORDS[subject])
    code, _space, part = subject.partition(" ")
    if code in set(Tool):
        return code
    if tool_and_number(code) is None:
        return _("Indicator %(code)s", code=code)
    named = _("Question %(code)s", code=code)
    return f"{named} {part_name(part)}" if part else named


def finding_sentence(finding: Finding) -> str:
    about = str(WHOLE_WORDS["level"]) if finding.code in ABOUT_THE_LEVEL else subject_name(finding.subject)
    said = str(FINDING_WORDS[finding.code]) % {"printed": figure(finding.printed), "computed": figure(finding.computed)}
    return f"{about}: {said}"


def figure(value: float | str | None) -> str:
    """Two decimals, as results are printed; a level is a word already."""
    return f"{value:.2f}" if isinstance(value, int | float) else value or "–"
