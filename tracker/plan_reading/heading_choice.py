"""Which of a table's headings is the measure, its steps, its period, where several would do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tracker.domain.thai_text import squeeze
from tracker.plan_reading.heading_words import Column

Columns = dict[int, Column]
"""Which place of a row holds what; places that are not in it are not understood."""

_SEVERAL_PLACES = {Column.PERIOD_PART, Column.STEPS, Column.SCORE}
_RANK_OF_TITLE = (re.compile(r"(?:ชื่อ)?มาตรการ|measure", re.IGNORECASE), re.compile(r"(?:ชื่อ)?(?:โครงการ|กิจกรรม)|งาน"))


def settled(named: Columns, labels: Mapping[int, str], first: Mapping[int, int]) -> Columns:
    """One heading for each meaning: the likeliest is the measure, what else is done are its steps.

    `first` is where the heading over each place begins, when it is over several. What stands before the measure as
    a wider one, such as แนวทาง before มาตรการ, is left out.
    """
    titles = [place for place, column in sorted(named.items()) if column is Column.TITLE]
    steps = [place for place, column in sorted(named.items()) if column is Column.STEPS]
    titled = _titled(titles or steps, labels)
    columns: Columns = {}
    seen: dict[Column, int] = {}
    for place, column in sorted(named.items()):
        if column is Column.TITLE and titled is not None and first.get(place, place) < titled:
            continue
        if column in (Column.TITLE, Column.STEPS):
            column = Column.TITLE if first.get(place, place) == titled else Column.STEPS
        begins = first.get(place, place)
        if seen.setdefault(column, begins) == begins or column in _SEVERAL_PLACES:
            columns[place] = column
    return _alone(columns, set(seen))


def _alone(columns: Columns, found: set[Column]) -> Columns:
    """The joint ones are the responsible where nobody else is; a start without an end is all there is of a period."""
    plain = {}
    if Column.RESPONSIBLE not in found:
        plain[Column.RESPONSIBLE_JOINT] = Column.RESPONSIBLE
    if not found & {Column.PERIOD, Column.PERIOD_END}:
        plain[Column.PERIOD_START] = Column.PERIOD
    return {place: plain.get(column, column) for place, column in columns.items()}


def _titled(places: Sequence[int], labels: Mapping[int, str]) -> int | None:
    """The place that names the measure: the word มาตรการ goes before the others, the first before the next."""
    return min(places, key=lambda place: (_rank(labels[place]), place), default=None)


def _rank(label: str) -> int:
    words = squeeze(label)
    return next((rank for rank, pattern in enumerate(_RANK_OF_TITLE) if pattern.match(words)), len(_RANK_OF_TITLE))
