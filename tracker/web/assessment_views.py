"""The result of an assessment as a page shows it: each score with its name and what there is to say about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.assessment import Finding, tool_scores
from tracker.domain.framework import Tool
from tracker.domain.score_sheet import PrintedResult, QuestionLine, ScoreKey, findings_of, printed_sheet
from tracker.web.assessment_words import finding_sentence, name_of_indicator, part_name, tool_name


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` is empty where the score is that of the whole thing."""

    label: str
    score: float
    is_weak: bool


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A row of the table; without bars when nothing is printed."""

    code: str
    name: str
    bars: tuple[Bar, ...]
    findings: tuple[str, ...]

    @property
    def is_part(self) -> bool:
        return "." in self.code


@dataclass(frozen=True, slots=True)
class ToolView:
    tool: Tool
    name: str
    printed: float | None
    computed: float | None
    indicators: tuple[ScoreLine, ...]
    questions: tuple[ScoreLine, ...]

    @property
    def score(self) -> float | None:
        """The printed one holds; where there is none, the computed one is shown as such."""
        return self.computed if self.printed is None else self.printed

    @property
    def weak_questions(self) -> int:
        return sum(any(bar.is_weak for bar in line.bars) for line in self.questions)


class ResultView:
    def __init__(self, fiscal_year: int, result: PrintedResult, threshold: float) -> None:
        self._fiscal_year = fiscal_year
        self._result = result
        self._threshold = threshold
        found = findings_of(fiscal_year, result)
        self.sentences = tuple(finding_sentence(finding) for finding in found)
        self._by_code = _by_code(found)
        self.tools = tuple(self._tools())

    def _tools(self) -> list[ToolView]:
        computed = tool_scores(self._result.indicators)
        return [
            ToolView(
                tool=sheet.tool,
                name=tool_name(sheet.tool),
                printed=self._result.scores.get(ScoreKey(sheet.tool)),
                computed=computed.get(sheet.tool),
                indicators=tuple(self._indicator(code) for code in sheet.indicators),
                questions=tuple(self._question(line) for line in sheet.questions),
            )
            for sheet in printed_sheet(self._fiscal_year, set(self._result.scores))
        ]

    def _indicator(self, code: str) -> ScoreLine:
        key = ScoreKey(code)
        keys = [key] if key in self._result.scores else []
        return self._line(code, name_of_indicator(code, self._fiscal_year), keys)

    def _question(self, line: QuestionLine) -> ScoreLine:
        return self._line(line.code, line.name or "", line.keys)

    def _line(self, code: str, name: str, keys: Sequence[ScoreKey]) -> ScoreLine:
        return ScoreLine(code, name, bars_of(self._result.scores, keys, self._threshold), tuple(self._by_code[code]))


def bars_of(scores: Mapping[ScoreKey, float], keys: Sequence[ScoreKey], threshold: float) -> tuple[Bar, ...]:
    return tuple(Bar(part_name(key.part), scores[key], is_weak=scores[key] < threshold) for key in keys)


def _by_code(found: Sequence[Finding]) -> defaultdict[str, list[str]]:
    """The sentences about each indicator and question, those about its parts with it."""
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    for finding in found:
        sentences[finding.subject.partition(" ")[0]].append(finding_sentence(finding))
    return sentences
