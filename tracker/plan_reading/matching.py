"""Which adopted measure a row of another document is: by its number and by the likeness of its titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from tracker.domain.thai_text import squeeze, to_arabic_digits
from tracker.plan_reading.draft import DraftMeasure


class MatchKind(StrEnum):
    SAME = "same"
    SAME_TITLES = "same_titles"
    SAME_NUMBER = "same_number"
    ALIKE = "alike"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Match:
    """Why a row is taken for an adopted measure; `percent` is how much of the titles' letters agree."""

    measure_id: int
    kind: MatchKind
    percent: int = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    measure_id: int
    number: str
    title: str
    percent: int


ALIKE_WITH_NUMBER = 0.5
ALIKE = 0.75
PERHAPS = 0.35
MOST_PAIRS = 5_000
"""Likeness takes the square of the measures; above this only those with the same number are compared."""
LONGEST_TITLE = 120
"""Letters that are compared; two measures that agree so far are alike."""


@dataclass(frozen=True, slots=True)
class _Words:
    number: str
    titles: str

    @classmethod
    def of(cls, measure: DraftMeasure) -> _Words:
        titles = to_arabic_digits(squeeze(" ".join(measure.titles)))
        return cls(to_arabic_digits(squeeze(measure.number)), titles[:LONGEST_TITLE])


Adopted = Mapping[int, DraftMeasure]
"""The adopted measures by their id."""


def match_measures(
    adopted: Adopted, rows: Sequence[DraftMeasure], told: Mapping[int, int | None]
) -> list[Match | None]:
    """For each row its measure, none twice. What a person `told` of a row (by place; None: it is new) goes first."""
    known = {place: id_ for place, id_ in told.items() if place < len(rows) and (id_ is None or id_ in adopted)}
    found: dict[int, Match] = {}
    for place, id_ in known.items():
        if id_ is not None and all(match.measure_id != id_ for match in found.values()):
            found[place] = Match(id_, MatchKind.TOLD)
    words = {place: _Words.of(row) for place, row in enumerate(rows) if place not in known}
    left = {id_: _Words.of(measure) for id_, measure in adopted.items()}
    for match in found.values():
        del left[match.measure_id]
    _match_same(words, left, found)
    _match_alike(words, left, found)
    return [found.get(place) for place in range(len(rows))]


def _match_same(words: dict[int, _Words], left: dict[int, _Words], found: dict[int, Match]) -> None:
    """Takes what it matches out of both."""
    for kind in (MatchKind.SAME, MatchKind.SAME_TITLES):
        by_words: dict[object, list[int]] = {}
        for id_, one in left.items():
            by_words.setdefault(one if kind is MatchKind.SAME else one.titles, []).append(id_)
        for place, one in list(words.items()):
            ids = by_words.get(one if kind is MatchKind.SAME else one.titles) if one.titles else None
            if ids:
                found[place] = Match(ids.pop(0), kind)
                del words[place], left[found[place].measure_id]


def _match_alike(words: dict[int, _Words], left: dict[int, _Words], found: dict[int, Match]) -> None:
    """The likest pair first; the same number makes up for some unlikeness."""
    pairs = [
        pair
        for pair in _pairs(words, left)
        if pair.likeness >= (ALIKE_WITH_NUMBER if words[pair.place].number == left[pair.measure_id].number else ALIKE)
    ]
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.place, pair.measure_id)):
        if pair.place in words and pair.measure_id in left:
            has_number = words[pair.place].number == left[pair.measure_id].number
            kind = MatchKind.SAME_NUMBER if has_number else MatchKind.ALIKE
            found[pair.place] = Match(pair.measure_id, kind, round(100 * pair.likeness))
            del words[pair.place], left[pair.measure_id]


@dataclass(frozen=True, slots=True)
class _Pair:
    likeness: float
    place: int
    measure_id: int


def _pairs(words: Mapping[int, _Words], left: Mapping[int, _Words]) -> list[_Pair]:
    """Those with any likeness. A matcher remembers its second text, so that one stays for all the first."""
    only_numbers = len(words) * len(left) > MOST_PAIRS
    found = []
    for id_, other in left.items():
        matcher = SequenceMatcher(None, "", other.titles, autojunk=False)
        for place, one in words.items():
            if one.number == other.number or not only_numbers:
                matcher.set_seq1(one.titles)
                found.append(_Pair(_likeness(matcher), place, id_))
    return found


def _likeness(matcher: SequenceMatcher[str]) -> float:
    """Of 1. The quick bounds spare many pairs the slow comparison."""
    if matcher.real_quick_ratio() < PERHAPS or matcher.quick_ratio() < ALIKE_WITH_NUMBER:
        return 0.0
    return matcher.ratio()


def candidates(adopted: Adopted, rows: Mapping[int, DraftMeasure], most: int = 2) -> dict[int, list[Candidate]]:
    """For each row, by place, the measures that it could be after all, the likest first."""
    words = {place: _Words.of(row) for place, row in rows.items()}
    found: dict[int, list[Candidate]] = {place: [] for place in rows}
    pairs = _pairs(words, {id_: _Words.of(measure) for id_, measure in adopted.items()})
    for pair in sorted(pairs, key=lambda pair: -pair.likeness):
        if pair.likeness >= PERHAPS and len(found[pair.place]) < most:
            measure = adopted[pair.measure_id]
            title = " / ".join(measure.titles)
            found[pair.place].append(Candidate(pair.measure_id, measure.number, title, round(100 * pair.likeness)))
    return found
