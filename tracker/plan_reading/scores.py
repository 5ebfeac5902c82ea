"""The assessment that the plan was made from: overall score, level, indicators and questions, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.domain.framework import INDICATOR_CODES, LETTER_LEVELS, WORD_LEVELS, Tool, indicator_tool
from tracker.domain.thai_text import clean, squeeze, to_arabic_digits
from tracker.plan_reading.document import Document, Row, Table
from tracker.plan_reading.draft import DraftAssessment, QuestionScore
from tracker.plan_reading.front_page import last_year_in
from tracker.plan_reading.heading_choice import Columns
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.headings import headings_in, holds_measures
from tracker.plan_reading.indicator_words import indicator_of_label, sub_indicator_in
from tracker.plan_reading.plain_words import plain

_NUMBER = r"(\d{1,3}(?:\.\d{1,4})?)"
_PURE_NUMBER = re.compile(rf"{_NUMBER}(?:คะแนน|%)?")
_LEVEL_WORDS = "|".join(sorted((re.escape(name) for name, _ in WORD_LEVELS), key=len, reverse=True))
_LEVEL_LETTERS = "|".join(name for name, _ in LETTER_LEVELS)
_LEVEL = rf"(?:({_LEVEL_WORDS})|(?<![A-Za-z])({_LEVEL_LETTERS})(?![A-Za-z]))"
_WITH_LEVEL = re.compile(rf"{_NUMBER}\s*คะแนน[^\d\n]{{0,40}}?ระดับ[^\dA-Za-z\n]{{0,30}}?{_LEVEL}")
_OVERALL = re.compile(
    rf"(?:(?:คะแนน(?:รวม|ภาพรวม|เฉลี่ย|ผลการประเมิน)|ผลคะแนน|ในภาพรวม|ภาพรวม)[^\d\n]{{0,80}}?){_NUMBER}\s*(?:คะแนน|$)",
    re.MULTILINE,
)
_LEVEL_ALONE = re.compile(rf"ระดับ(?:ผลการประเมิน)?[^\dA-Za-z\n]{{0,30}}?{_LEVEL}")
_DOTS = re.compile(r"\.{2,}|…+")
_QUOTES = re.compile(r"[“”\"'*]")
_YEAR_REACH = 400

_QUESTION = re.compile(r"^([ieo])?\s?(\d{1,3})[.)]?(?=\s|\D|$)", re.IGNORECASE)
_PUBLIC_OR_SURVEY = re.compile(rf"(public|survey)[^\d]*{_NUMBER}", re.IGNORECASE)
_NAMED_QUESTION = re.compile(
    rf"(?:คะแนน\s*)?ข้อ\s*([ieo])\s?(\d{{1,2}})\s*(?:มี|ได้|ได้รับ|เท่ากับ|=)?\s*{_NUMBER}\s*คะแนน", re.IGNORECASE
)
_QUESTION_WORD = "ข้อ"
_AVERAGE = re.compile(r"(?:คะแนน)?(?:ค่า)?เฉลี่ย|รวม")
_LETTER_OF_TOOL = {Tool.IIT: "i", Tool.EIT: "e", Tool.OIT: "O"}
_BULLET = re.compile(r"(?:^|\s)-\s?(?=\S)")


@dataclass(slots=True)
class Scores:
    """`conflicts` are codes whose score is printed twice and differs; the first is kept."""

    indicators: dict[str, float] = field(default_factory=dict)
    questions: dict[str, QuestionScore] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    def add_indicator(self, code: str, score: float) -> None:
        if self.indicators.setdefault(code, score) != score:
            self.conflicts.append(code)


def read_assessment(document: Document) -> tuple[DraftAssessment | None, Scores]:
    text = _running_text(document.paragraphs)
    overall, level, place = _overall(text)
    scores = Scores()
    for table, lead_in in document.tables_with_lead_in():
        _read_table(table, lead_in, scores)
    _read_named_questions(document, scores)
    if overall is None and not scores.indicators:
        return None, scores
    year = last_year_in(text[max(0, place - _YEAR_REACH) : place]) if place else _first_result_year(text)
    indicators = dict(sorted(scores.indicators.items(), key=lambda pair: _order(pair[0])))
    return DraftAssessment(year, overall, level, indicators, scores.questions), scores


def _order(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split("."))


def _running_text(paragraphs: Sequence[str]) -> str:
    """One line per paragraph, with Arabic digits and without the dots of a filled-in form."""
    lines = (_QUOTES.sub("", _DOTS.sub(" ", to_arabic_digits(clean(text)))) for text in paragraphs)
    return " \n".join(lines)


def _overall(text: str) -> tuple[float | None, str | None, int]:
    """Score, level, and where the text says so; best where both are said in one breath."""
    if together := _WITH_LEVEL.search(text.replace("\n", " ")):
        return float(together[1]), together[2] or together[3], together.start()
    alone = _OVERALL.search(text)
    level = _LEVEL_ALONE.search(text)
    if alone is None or float(alone[1]) > 100:
        return None, None, 0
    return float(alone[1]), (level[1] or level[2]) if level else None, alone.start()


def _first_result_year(text: str) -> int | None:
    place = text.find("ผลการประเมิน")
    return last_year_in(text[place : place + _YEAR_REACH].split("\n")[0]) if place >= 0 else None


def _read_table(table: Table, lead_in: Sequence[str], scores: Scores) -> None:
    """A measure table has no scores of its own; a table of questions is about the indicator named above it."""
    columns: Columns | None = None
    about = next((code for line in reversed(lead_in) if (code := sub_indicator_in(line))), None)
    last_question: str | None = None
    for row in table.rows:
        if (found := headings_in(row)) is not None and _score_in(row) is None:
            columns = found
        elif columns is not None and holds_measures(columns):
            if Column.SCORE not in columns.values():
                return
            _read_indicator_row(row, scores)
        elif columns is not None and Column.QUESTION in columns.values():
            last_question = _read_question_row(row, columns, about, last_question, scores)
        else:
            _read_indicator_row(row, scores)


def _read_named_questions(document: Document, scores: Scores) -> None:
    """ "คะแนนข้อ i๔ มี ๙๐.๐๐ คะแนน", in a paragraph or in the analysis of an indicator."""
    cells = (cell for table in document.tables for row in table.rows for cell in row)
    for text in (*document.paragraphs, *cells):
        for found in _NAMED_QUESTION.finditer(to_arabic_digits(clean(text))) if _QUESTION_WORD in text else ():
            letter = found[1].upper() if found[1] in "oO" else found[1]
            scores.questions.setdefault(f"{letter}{int(found[2])}", float(found[3]))


def _score_in(row: Row) -> float | None:
    for cell in row:
        found = _PURE_NUMBER.fullmatch(plain(cell))
        if found and float(found[1]) <= 100:
            return float(found[1])
    return None


def _read_indicator_row(row: Row, scores: Scores) -> None:
    """A label and, in a later cell, nothing but a figure."""
    for place, cell in enumerate(row):
        code = indicator_of_label(cell)
        if code is not None and (score := _score_in(row[place + 1 :])) is not None:
            scores.add_indicator(code, score)
            return


def _read_question_row(row: Row, columns: Columns, about: str | None, last: str | None, scores: Scores) -> str | None:
    """Returns the question that a next row without a label goes on with."""
    at = {column: place for place, column in columns.items()}
    label, figures = clean(row[at[Column.QUESTION]]), to_arabic_digits(_cell(row, at.get(Column.SCORE)))
    if about is not None and _AVERAGE.match(squeeze(label)):
        numbers = _numbers(figures)
        if len(numbers) == 1:
            scores.add_indicator(about, numbers[0])
        return None
    code = question_code(label, about) if label else last
    if code is not None:
        _add_question(scores, code, label, figures)
    return code


def _cell(row: Row, place: int | None) -> str:
    return row[place] if place is not None else row[-1]


def question_code(label: str, about: str | None) -> str | None:
    """ "๗ ท่านรู้..." under indicator 2 is i7; "๐๑๐ E-Service" under 9.2 is O10; "E๑" stays E1."""
    found = _QUESTION.match(to_arabic_digits(label))
    if found is None:
        return None
    letter, figures = found[1], found[2]
    if letter is None and figures.startswith("0") and len(figures) > 1:
        letter = "O"
    if letter is None:
        if about is None or about.partition(".")[0] not in INDICATOR_CODES:
            return None
        letter = _LETTER_OF_TOOL[indicator_tool(about)]
    return f"{letter.upper() if letter in 'oO' else letter}{int(figures)}" if int(figures) else None


def _numbers(figures: str) -> list[float]:
    found = (float(number) for number in re.findall(rf"(?<![\d.]){_NUMBER}(?![\d.])", figures))
    return [number for number in found if number <= 100]


def _add_question(scores: Scores, code: str, label: str, figures: str) -> None:
    named = {part.lower(): float(figure) for part, figure in _PUBLIC_OR_SURVEY.findall(figures)}
    if named:
        scores.questions[code] = {**dict(_by_name(scores.questions.get(code))), **named}
        return
    numbers = _numbers(figures)
    if numbers and code not in scores.questions:
        scores.questions[code] = _with_parts(numbers, len(_BULLET.findall(label)))


def _by_name(score: QuestionScore | None) -> Iterator[tuple[str, float]]:
    if isinstance(score, dict):
        yield from ((name, value) for name, value in score.items() if isinstance(value, float))


def _with_parts(numbers: list[float], parts_of_label: int) -> QuestionScore:
    """Several figures in one cell: a mean and its parts, or, when there are as many as the label has, parts."""
    if len(numbers) == 1:
        return numbers[0]
    if len(numbers) == parts_of_label and len(numbers) < 3:
        return numbers
    mean_and_parts: dict[str, float | list[float]] = {"score": numbers[0], "parts": numbers[1:]}
    return mean_and_parts
