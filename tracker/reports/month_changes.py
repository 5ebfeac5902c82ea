"""What has moved since the month before: of each division with each measure, by the lines of the two papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.progress import Progress
from tracker.reports.values import ChangeLine, MeasureLine, Stand

OVER = frozenset({Progress.DONE, Progress.CANCELLED})


@dataclass(frozen=True, slots=True)
class Place:
    """Months know each other's measures by number and year, their divisions by name, as editions of one month do."""

    fiscal_year: int
    measure: str
    #: Where several measures have one number: the how manieth of them.
    twin: int
    #: Empty for a measure that no division answers for.
    division: str


@dataclass(frozen=True, slots=True)
class MonthsLines:
    """The measures that were followed in a month, and the year of its plan."""

    fiscal_year: int
    measures: Sequence[MeasureLine]


def changes_between(before: MonthsLines, after: MonthsLines) -> tuple[ChangeLine, ...]:
    """In the order of the paper; what is followed no more stands at the end.

    The first month of a new plan does not tell that all of it is new, nor that what was over has left the list.
    """
    old, new = dict(_stands(before.measures)), dict(_stands(after.measures))
    titles = {place: title for measures in (before.measures, after.measures) for place, title in _titles(measures)}
    found = [
        _line(place, titles, old.get(place), stand)
        for place, stand in new.items()
        if old.get(place) != stand and (place in old or place.fiscal_year <= before.fiscal_year)
    ]
    gone = [
        _line(place, titles, stand, None)
        for place, stand in old.items()
        if place not in new and stand.progress not in OVER
    ]
    return (*found, *gone)


def _line(place: Place, titles: dict[Place, str], before: Stand | None, after: Stand | None) -> ChangeLine:
    return ChangeLine(place.measure, titles[place], place.fiscal_year, place.division, before, after)


def _titles(measures: Iterable[MeasureLine]) -> Iterator[tuple[Place, str]]:
    return ((place, measure.title) for place, measure, _ in _placed(measures))


def _stands(measures: Iterable[MeasureLine]) -> Iterator[tuple[Place, Stand]]:
    return ((place, stand) for place, _, stand in _placed(measures))


def _placed(measures: Iterable[MeasureLine]) -> Iterator[tuple[Place, MeasureLine, Stand]]:
    twins: Counter[tuple[int, str]] = Counter()
    for measure in measures:
        key = (measure.fiscal_year, measure.number)
        twins[key] += 1
        for one in measure.reports:
            yield Place(*key, twins[key], one.division), measure, Stand(one.progress, one.health, one.percent)
        if not measure.reports:
            stand = Stand(measure.progress, measure.health, round(measure.percent))
            yield Place(*key, twins[key], ""), measure, stand
