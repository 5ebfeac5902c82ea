"""The two items of the OIT that a plan answers: that of its measures, and a year later that of what they came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.domain.framework import FRAMEWORK_YEARS, FrameworkYear
from tracker.domain.questionnaire import item_codes


@dataclass(frozen=True, slots=True)
class YearlyItem:
    #: Of the assessment in whose list it stands.
    fiscal_year: int
    #: Such as O26; empty where that year's list is not known.
    code: str
    #: As that year's list calls it, else as the newest list before it does.
    name: str


def measures_item(plan_year: int) -> YearlyItem:
    """Asks for the measures of a fiscal year; it stands in the list of the same year."""
    return _item(plan_year, lambda year: year.measures_item)


def report_item(plan_year: int) -> YearlyItem:
    """Asks what the measures of a fiscal year came to; it stands in the list of the year after."""
    return _item(plan_year + 1, lambda year: year.report_item)


def _item(fiscal_year: int, code_in: Callable[[FrameworkYear], str | None]) -> YearlyItem:
    names = {
        year.fiscal_year: name
        for year in FRAMEWORK_YEARS.values()
        if (name := item_codes(year.fiscal_year).get(code_in(year) or ""))
    }
    nearest = max((year for year in names if year <= fiscal_year), default=min(names))
    known = FRAMEWORK_YEARS.get(fiscal_year)
    return YearlyItem(fiscal_year, (code_in(known) or "") if known else "", names[nearest])
