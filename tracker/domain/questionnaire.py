"""The questions i1, e1, ... and items O1, ... of each year, and which indicator they belong to."""

from __future__ import annotations

from tracker.domain.disclosure_items import FIRST_ITEMS, ITEM_NAMES
from tracker.domain.framework import INDICATORS, Tool, framework_year

_TOOL_OF_LETTER = {"i": Tool.IIT, "e": Tool.EIT, "o": Tool.OIT}


def item_codes(fiscal_year: int | None) -> dict[str, str | None]:
    """The OIT items of the year in their order, each with its name where that is known; empty when none is."""
    count = question_count(Tool.OIT, fiscal_year)
    if count is None or fiscal_year is None:
        return {}
    names = ITEM_NAMES.get(fiscal_year, {})
    return {f"O{number}": names.get(number) for number in range(1, count + 1)}


def question_count(tool: Tool, fiscal_year: int | None) -> int | None:
    """None where no document told it."""
    year = framework_year(fiscal_year) if fiscal_year is not None else None
    if year is None:
        return None
    return {Tool.IIT: year.internal_questions, Tool.EIT: year.external_questions, Tool.OIT: year.items}[tool]


def tool_and_number(code: str) -> tuple[Tool, int] | None:
    """i4 and E4 and O4, however the letter is printed."""
    tool, figures = _TOOL_OF_LETTER.get(code[:1].lower()), code[1:]
    if tool is None or not (figures.isascii() and figures.isdigit()):
        return None
    return tool, int(figures)


def is_of_year(code: str, fiscal_year: int | None) -> bool | None:
    """None when the year's count is not known."""
    found = tool_and_number(code)
    if found is None:
        return False
    tool, number = found
    count = question_count(tool, fiscal_year)
    return None if count is None else 1 <= number <= count


def indicator_of_question(code: str, fiscal_year: int | None) -> str | None:
    """i4 belongs to 2, O27 to 10; None where the year's list is not known or has no such question."""
    part = sub_indicator_of_question(code, fiscal_year)
    return part.partition(".")[0] if part else None


def sub_indicator_of_question(code: str, fiscal_year: int | None) -> str | None:
    """As `indicator_of_question`, but of an item the sub-indicator (9.1 to 10.2) where it is known."""
    found = tool_and_number(code)
    if found is None or fiscal_year is None or not is_of_year(code, fiscal_year):
        return None
    tool, number = found
    if tool is Tool.OIT:
        begun = [part for part, first in FIRST_ITEMS.get(fiscal_year, {}).items() if number >= first]
        return begun[-1] if begun else None
    of_tool = [one.code for one in INDICATORS if one.tool is tool]
    count = question_count(tool, fiscal_year) or 1
    return of_tool[(number - 1) * len(of_tool) // count]


def survey_questions(tool: Tool, fiscal_year: int | None) -> dict[str, list[int]]:
    """The numbers of the questions of each indicator of a survey; empty when their count is not known."""
    numbers: dict[str, list[int]] = {}
    for number in range(1, (question_count(tool, fiscal_year) or 0) + 1):
        code = indicator_of_question(f"{tool.value[0]}{number}", fiscal_year)
        if code is not None:
            numbers.setdefault(code, []).append(number)
    return numbers
