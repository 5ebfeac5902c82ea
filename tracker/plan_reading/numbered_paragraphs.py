"""Measures of a plan without a table: the numbered paragraphs of its longest list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.thai_text import clean, squeeze
from tracker.plan_reading.indicator_words import names_an_indicator
from tracker.plan_reading.item_lists import number_of, split_items

_FEWEST = 2
_ABOUT_MEASURES = re.compile(r"มาตรการ|แนวทาง|ประเด็นที่(?:ต้อง|ควร)|โครงการ|กิจกรรม|ยกระดับ|พัฒนา")
_WAY_BEGINS = re.compile(r"\s+(?=โดย)|(?<=\S)(?=โดย(?:กำชับ|จัดทำ|ดำเนิน|เผยแพร่|พัฒนา|ให้|มี))|\s+(?=เน้นย้ำ|ให้|ด้วยการ|เพื่อ)")
_LONGEST_TITLE = 160
_FOLLOW_UP = re.compile(r"(?:มีการ|ให้มีการ|ให้|จะ)?(?:กำกับ|ติดตาม|รายงานผล)")
_TAIL = re.compile(r"(?:ต่อไป|ด้วย)$")


@dataclass(frozen=True, slots=True)
class MeasureParagraph:
    """`place` counts the document's paragraphs from 1."""

    number: str
    title: str
    rest: str
    place: int


def measure_paragraphs(paragraphs: Sequence[str]) -> list[MeasureParagraph]:
    lists = [run for run in _numbered_runs(paragraphs) if _is_of_measures(run, paragraphs)]
    return [_measure(paragraphs[place], place) for place in max(lists, key=len, default=[])]


def _numbered_runs(paragraphs: Sequence[str]) -> list[list[int]]:
    """Places of paragraphs numbered 1, 2, 3, ...; what stands between two of them does not end the list."""
    runs: list[list[int]] = []
    for place, text in enumerate(paragraphs):
        number = int(number_of(text) or 0)
        if number == 1:
            runs.append([place])
        elif number and runs and number == len(runs[-1]) + 1:
            runs[-1].append(place)
    return [run for run in runs if len(run) >= _FEWEST]


def _is_of_measures(run: list[int], paragraphs: Sequence[str]) -> bool:
    before = paragraphs[run[0] - 1] if run[0] else ""
    captions = sum(1 for place in run if names_an_indicator(paragraphs[place]))
    return bool(_ABOUT_MEASURES.search(before)) and not captions


def _measure(text: str, place: int) -> MeasureParagraph:
    words = clean(" ".join(split_items(text)))
    parts = _WAY_BEGINS.split(words, maxsplit=1)
    title = parts[0] if len(parts[0]) <= _LONGEST_TITLE else _first_words(parts[0])
    return MeasureParagraph(number_of(text) or "", title, words[len(title) :].strip(), place + 1)


def _first_words(text: str) -> str:
    """Up to the last space that the longest title allows; a text without spaces stays whole."""
    cut = text.rfind(" ", 0, _LONGEST_TITLE)
    return text[:cut] if cut > 0 else text


def follow_up_sentence(paragraphs: Sequence[str], measures: Sequence[MeasureParagraph]) -> str:
    """What the paragraphs around the list say of the follow-up of all measures; empty when nothing."""
    own = {measure.place for measure in measures}
    for place, text in enumerate(paragraphs, start=1):
        if place in own:
            continue
        for words in clean(text).split(" "):
            if _FOLLOW_UP.match(squeeze(words)):
                return _TAIL.sub("", words)
    return ""
