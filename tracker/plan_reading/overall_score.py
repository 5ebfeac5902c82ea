"""The overall score and level of the assessment, and its year, as the text or a table prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.framework import LETTER_LEVELS, WORD_LEVELS
from tracker.domain.thai_text import clean, to_arabic_digits
from tracker.plan_reading.document import Document
from tracker.plan_reading.front_page import last_year_in
from tracker.plan_reading.merged_cells import has_words

_NUMBER = r"(\d{1,3}(?:\.\d{1,4})?)"
_LEVEL_WORDS = "|".join(sorted((re.escape(name) for name, _ in WORD_LEVELS), key=len, reverse=True))
_LEVEL_LETTERS = "|".join(name for name, _ in LETTER_LEVELS)
_LEVEL = rf"(?:({_LEVEL_WORDS})|(?<![A-Za-z])({_LEVEL_LETTERS})(?![A-Za-z]))"
_WITH_LEVEL = re.compile(rf"{_NUMBER}\s*คะแนน[^\d\n]{{0,40}}?ระดับ[^\dA-Za-z\n]{{0,30}}?{_LEVEL}")
_OVERALL = re.compile(
    rf"(?:(?:คะแนน(?:รวม|ภาพรวม|เฉลี่ย|ผลการประเมิน)|ผลคะแนน|ในภาพรวม|ภาพรวม)[^\d\n]{{0,80}}?){_NUMBER}\s*(?:คะแนน|$)",
    re.MULTILINE,
)
_OF_A_RESULT = re.compile(
    rf"ผลการประเมิน(?:(?!ตัวชี้วัด)[^\n]){{0,160}}?(?:ได้|มี|เท่ากับ|อยู่ที่)(?:(?!ตัวชี้วัด)[^\d\n]){{0,30}}?{_NUMBER}\s*คะแนน"
)
_LEVEL_ALONE = re.compile(rf"ระดับ(?:ผลการประเมิน)?[^\dA-Za-z\n]{{0,30}}?{_LEVEL}")
_DOTS = re.compile(r"\.{2,}|…+")
_QUOTES = re.compile(r"[“”\"'*]")
_YEAR_REACH = 400
_MOST_CELLS = 4
_LONGEST_ROW = 200


@dataclass(frozen=True, slots=True)
class OverallScore:
    fiscal_year: int | None
    score: float | None
    level: str | None


def overall_score(document: Document) -> OverallScore:
    """From the text; when that does not say it, from the rows of a table such as "คะแนนรวม", "๙๑.๕๐ คะแนน"."""
    text = _running_text(document.paragraphs)
    score, level, place = _overall(text)
    if score is None:
        score, level, _ = _overall(_running_text(list(_short_rows(document))))
    year = last_year_in(text[max(0, place - _YEAR_REACH) : place]) if place else _first_result_year(text)
    return OverallScore(year, score, level)


def _short_rows(document: Document) -> Iterator[str]:
    for table in document.tables:
        for row in table.rows:
            filled = [cell for cell in row if has_words(cell)]
            if 1 < len(filled) <= _MOST_CELLS and sum(map(len, filled)) <= _LONGEST_ROW:
                yield " ".join(filled)


def _running_text(paragraphs: Sequence[str]) -> str:
    """One line per paragraph, with Arabic digits and without the dots of a filled-in form."""
    lines = (_QUOTES.sub("", _DOTS.sub(" ", to_arabic_digits(clean(text)))) for text in paragraphs)
    return " \n".join(lines)


def _overall(text: str) -> tuple[float | None, str | None, int]:
    """Score, level, and where the text says so; best where both are said in one breath."""
    together = _WITH_LEVEL.search(text.replace("\n", " "))
    if together is not None and float(together[1]) <= 100:
        return float(together[1]), together[2] or together[3], together.start()
    alone = _OVERALL.search(text) or _OF_A_RESULT.search(text)
    level = _LEVEL_ALONE.search(text)
    if alone is None or float(alone[1]) > 100:
        return None, None, 0
    return float(alone[1]), (level[1] or level[2]) if level else None, alone.start(1)


def _first_result_year(text: str) -> int | None:
    place = text.find("ผลการประเมิน")
    return last_year_in(text[place : place + _YEAR_REACH].split("\n")[0]) if place >= 0 else None
