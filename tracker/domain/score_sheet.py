"""The printed result of one assessment: which scores there are to be in a year, and where two results differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.domain.assessment import BEST_SCORE, Finding, findings
from tracker.domain.errors import N_, Refusal
from tracker.domain.framework import FRAMEWORK_YEARS, INDICATOR_CODES, Tool, indicator_tool
from tracker.domain.questionnaire import item_codes, question_count, tool_and_number
from tracker.domain.thai_text import clean, to_arabic_digits

#: Since then the people served are asked in two ways, and every question of the EIT has two scores.
FIRST_YEAR_OF_PUBLIC_AND_SURVEY = 2568

_LETTER = {Tool.IIT: "i", Tool.EIT: "e", Tool.OIT: "O"}
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?")


class ScoreKey(NamedTuple):
    """What a score is of: a tool ("IIT"), an indicator ("9", "9.1") or a question ("e4"), or a part of one."""

    code: str
    #: "" for the whole; "public" and "survey", or "1", "2", for its printed parts.
    part: str = ""

    @property
    def subject(self) -> str:
        """As findings and the log name it: "e4 survey"."""
        return f"{self.code} {self.part}".strip()


@dataclass(frozen=True, slots=True)
class PrintedResult:
    overall: float | None = None
    level: str | None = None
    scores: Mapping[ScoreKey, float] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return self.overall is None and self.level is None and not self.scores

    @property
    def indicators(self) -> dict[str, float]:
        """With the sub-indicators and, where they are printed, the tools."""
        return {key.code: score for key, score in self.scores.items() if not is_question(key.code)}

    @property
    def questions(self) -> dict[tuple[str, str], float]:
        return {key: score for key, score in self.scores.items() if is_question(key.code)}

    def facts(self) -> dict[str, float | str | None]:
        """Everything by its subject: what two results are compared by."""
        return {
            "overall": self.overall,
            "level": self.level,
            **{key.subject: score for key, score in self.scores.items()},
        }


def is_question(code: str) -> bool:
    return tool_and_number(code) is not None


def findings_of(fiscal_year: int | None, result: PrintedResult) -> list[Finding]:
    return findings(fiscal_year, result.overall, result.level, result.indicators, result.questions)


@dataclass(frozen=True, slots=True)
class ScoreDifference:
    """`subject` is "overall", "level", "9.1" or "e4 survey"."""

    subject: str
    kept: float | str
    other: float | str


def differences(kept: PrintedResult, other: PrintedResult) -> list[ScoreDifference]:
    """Where both say something, and not the same."""
    mine, theirs = kept.facts(), other.facts()
    return [
        ScoreDifference(subject, said, told)
        for subject, said in mine.items()
        if said is not None and (told := theirs.get(subject)) is not None and said != told
    ]


def filled_from(kept: PrintedResult, other: PrintedResult) -> PrintedResult:
    """What is kept, with what only the other one says; nothing is replaced."""
    return PrintedResult(
        overall=other.overall if kept.overall is None else kept.overall,
        level=kept.level or other.level,
        scores={**other.scores, **kept.scores},
    )


def parse_score(text: str) -> float:
    """Also with Thai digits: ๙๘.๗๗."""
    figures = to_arabic_digits(clean(text))
    if not _SCORE.fullmatch(figures) or float(figures) > BEST_SCORE:
        raise Refusal(
            N_("“%(value)s” is no score. Write a figure from 0 to 100 with at most two decimals, for example 98.77."),
            value=clean(text),
        )
    return float(figures)


def check_score(score: float, field_name: str) -> None:
    if not 0 <= score <= BEST_SCORE:
        raise Refusal(N_("A score lies between 0 and 100."), field_name)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """`name` is that of an item of the OIT, where it is known."""

    code: str
    keys: tuple[ScoreKey, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ToolSheet:
    tool: Tool
    #: Each indicator with its sub-indicators behind it.
    indicators: tuple[str, ...]
    questions: tuple[QuestionLine, ...]


def sheet_of(fiscal_year: int, stored: Collection[ScoreKey] = ()) -> tuple[ToolSheet, ...]:
    """Everything that may be filled in for the year, and whatever is stored besides.

    Where nobody has told how many questions a year has, as many as in the nearest year of which it is known.
    """
    return tuple(
        ToolSheet(tool, tuple(_indicators(tool, fiscal_year, stored)), tuple(_questions(tool, fiscal_year, stored)))
        for tool in Tool
    )


def printed_sheet(fiscal_year: int, stored: Collection[ScoreKey]) -> tuple[ToolSheet, ...]:
    """All ten indicators, and of everything else only what is stored."""
    return tuple(
        ToolSheet(
            sheet.tool,
            tuple(code for code in sheet.indicators if code in INDICATOR_CODES or ScoreKey(code) in stored),
            tuple(_printed_lines(sheet.questions, stored)),
        )
        for sheet in sheet_of(fiscal_year, stored)
    )


def _printed_lines(lines: tuple[QuestionLine, ...], stored: Collection[ScoreKey]) -> Iterator[QuestionLine]:
    for line in lines:
        if keys := tuple(key for key in line.keys if key in stored):
            yield QuestionLine(line.code, keys, line.name)


def keys_of(sheets: Collection[ToolSheet]) -> Iterator[ScoreKey]:
    """Every score of the sheets in their order, that of the tool before its indicators."""
    for sheet in sheets:
        yield ScoreKey(sheet.tool)
        yield from (ScoreKey(code) for code in sheet.indicators)
        for line in sheet.questions:
            yield from line.keys


def in_order(code: str) -> tuple[int, ...]:
    """9.1 behind 9, and 10 behind both."""
    return tuple(int(part) for part in code.split("."))


def _indicators(tool: Tool, fiscal_year: int, stored: Collection[ScoreKey]) -> list[str]:
    codes = {*INDICATOR_CODES, *_sub_indicators(fiscal_year)}
    codes |= {key.code for key in stored if key.code.partition(".")[0] in INDICATOR_CODES}
    return sorted((code for code in codes if indicator_tool(code) is tool), key=in_order)


def _sub_indicators(fiscal_year: int) -> Collection[str]:
    known = {year.fiscal_year: year.sub_indicators for year in FRAMEWORK_YEARS.values() if year.sub_indicators}
    return known[_nearest(fiscal_year, known)]


def _questions(tool: Tool, fiscal_year: int, stored: Collection[ScoreKey]) -> Iterator[QuestionLine]:
    """Under the codes that are stored, because documents print e1 as well as E1."""
    counted = {number: f"{_LETTER[tool]}{number}" for number in range(1, _count(tool, fiscal_year) + 1)}
    printed = {key.code: found[1] for key in stored if (found := tool_and_number(key.code)) and found[0] is tool}
    missing = {code: number for number, code in counted.items() if number not in printed.values()}
    names = item_codes(fiscal_year) if tool is Tool.OIT else {}
    whole = {"", "public", "survey"} if _is_divided(tool, fiscal_year) else {""}
    for code, number in sorted((printed | missing).items(), key=lambda pair: pair[1]):
        parts = whole | {key.part for key in stored if key.code == code}
        yield QuestionLine(code, tuple(ScoreKey(code, part) for part in sorted(parts)), names.get(f"O{number}"))


def _is_divided(tool: Tool, fiscal_year: int) -> bool:
    return tool is Tool.EIT and fiscal_year >= FIRST_YEAR_OF_PUBLIC_AND_SURVEY


def _count(tool: Tool, fiscal_year: int) -> int:
    counts = {year: count for year in FRAMEWORK_YEARS if (count := question_count(tool, year)) is not None}
    return counts[_nearest(fiscal_year, counts)]


def _nearest(fiscal_year: int, known: Collection[int]) -> int:
    """The later of two that are equally near."""
    return min(sorted(known, reverse=True), key=lambda year: abs(year - fiscal_year))
