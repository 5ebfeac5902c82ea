"""What two versions of a plan say differently: an adopted one beside a document or its own workbook.

Nothing is decided here. Each difference stands by itself with what it would replace; one that a person should think
about twice carries the reason (`Caution`) and is not proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.plan_reading.differences import (
    READ_FROM,
    VALUES,
    AdoptedMeasure,
    Caution,
    Change,
    Field,
    FieldDifference,
    RowDifference,
    added,
    changed,
    differences,
    plain,
    value_of,
)
from tracker.plan_reading.draft import DraftMeasure
from tracker.plan_reading.matching import Match


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that came back: its rows, the adopted measure of each, and what it was made with."""

    rows: Sequence[DraftMeasure]
    ids: Sequence[int | None]
    exported: Mapping[int, AdoptedMeasure]


def compare_workbook(
    adopted: Sequence[AdoptedMeasure], book: Workbook, known_divisions: Collection[str]
) -> list[RowDifference]:
    """Only what the person changed in the workbook; what the program changed since is left alone.

    A row that is gone, or is marked so, asks to cancel its measure; a measure younger than the workbook is not in it.
    """
    now = {one.id: one for one in adopted}
    found = []
    for place, (measure_id, given) in enumerate(zip(book.ids, book.rows, strict=True)):
        one = now.get(measure_id) if measure_id is not None else None
        base = book.exported.get(one.id) if one else None
        if one is None or base is None:
            found.append(added(place, given, known_divisions))
            continue
        fields = (*_changed_in_workbook(one, base.measure, given), *_revived_in_workbook(one, base))
        found += changed(place, one, fields, known_divisions)
    gone = (now[id_] for id_, base in book.exported.items() if id_ in now and not base.is_cancelled)
    return found + [_gone_from_workbook(one, book) for one in gone if one.id not in book.ids and not one.is_cancelled]


def _changed_in_workbook(one: AdoptedMeasure, base: DraftMeasure, given: DraftMeasure) -> Iterable[FieldDifference]:
    for meant in differences(base, given):
        before = value_of(one.measure, meant.field)
        if before == meant.after:
            continue
        if before == meant.before:
            yield meant
        else:
            yield FieldDifference(meant.field, before, meant.after, Caution.CHANGED_SINCE, exported=meant.before)


def _revived_in_workbook(one: AdoptedMeasure, base: AdoptedMeasure) -> Iterable[FieldDifference]:
    if base.is_cancelled and one.is_cancelled:
        yield FieldDifference(Field.CANCELLED, True, False)


def _gone_from_workbook(one: AdoptedMeasure, book: Workbook) -> RowDifference:
    changed_since = bool(differences(book.exported[one.id].measure, one.measure))
    return RowDifference(
        Change.REMOVED, None, one.id, one.measure, caution=Caution.CHANGED_SINCE if changed_since else None
    )


def compare_document(
    adopted: Sequence[AdoptedMeasure],
    rows: Sequence[DraftMeasure],
    matches: Sequence[Match | None],
    known_divisions: Collection[str],
) -> list[RowDifference]:
    """What the document says otherwise, measure by measure; where it only wraps its lines otherwise, nothing."""
    now = {one.id: one for one in adopted}
    said = _Said(rows)
    found = []
    for place, (match, given) in enumerate(zip(matches, rows, strict=True)):
        if match is None:
            found.append(added(place, given, known_divisions))
            continue
        one = now[match.measure_id]
        fields = [*said.otherwise(one.measure, given), *_cancelled_here(one)]
        found += [replace(row, match=match) for row in changed(place, one, fields, known_divisions)]
    matched = {match.measure_id for match in matches if match is not None}
    return found + [
        RowDifference(Change.REMOVED, None, one.id, one.measure, caution=Caution.MAY_BE_EXCERPT)
        for one in adopted
        if one.id not in matched and not one.is_cancelled
    ]


@dataclass(slots=True)
class _Said:
    """A document, which may lack a column altogether: then it takes nothing away."""

    rows: Sequence[DraftMeasure]
    fields: frozenset[Field] = field(init=False)

    def __post_init__(self) -> None:
        self.fields = frozenset(one for one in VALUES if any(self._says(one, row) for row in self.rows))

    @staticmethod
    def _says(one: Field, row: DraftMeasure) -> bool:
        is_proposal = one is Field.INDICATORS and row.indicators_inferred
        return not is_proposal and bool(plain(value_of(row, one)))

    def otherwise(self, adopted: DraftMeasure, given: DraftMeasure) -> Iterable[FieldDifference]:
        for one in self.fields:
            before, after = value_of(adopted, one), value_of(given, one)
            if plain(before) != plain(after) and not self._says_less(one, adopted, given):
                yield FieldDifference(one, before, after, self._caution(one, adopted, given))

    @staticmethod
    def _says_less(one: Field, adopted: DraftMeasure, given: DraftMeasure) -> bool:
        """A reading that found nothing in the same words, or a proposal beside what is known."""
        if one is Field.INDICATORS:
            return given.indicators_inferred and bool(adopted.indicators)
        return one in READ_FROM and not plain(value_of(given, one)) and _same_words(one, adopted, given)

    @staticmethod
    def _caution(one: Field, adopted: DraftMeasure, given: DraftMeasure) -> Caution | None:
        if one is Field.INDICATORS and given.indicators_inferred:
            return Caution.PROPOSED
        if one in READ_FROM and _same_words(one, adopted, given):
            return Caution.SAME_WORDS
        return None if plain(value_of(given, one)) else Caution.NOT_SAID


def _same_words(read: Field, adopted: DraftMeasure, given: DraftMeasure) -> bool:
    source = READ_FROM[read]
    return plain(value_of(adopted, source)) == plain(value_of(given, source))


def _cancelled_here(one: AdoptedMeasure) -> Iterable[FieldDifference]:
    if one.is_cancelled:
        yield FieldDifference(Field.CANCELLED, True, False, Caution.CANCELLED_HERE)
