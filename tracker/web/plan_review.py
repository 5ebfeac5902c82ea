"""A draft as it is looked at before it is adopted: each measure beside its place in the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString

from tracker.domain.divisions import likely_division
from tracker.models import PlanDraft
from tracker.plan_reading import DraftMeasure, DraftPlan, DraftQuestion, DraftResponsible, document_from_json_dict
from tracker.plan_reading.division_names import UNKNOWN_DIVISION, unknown_division
from tracker.plan_reading.open_draft import OpenDraft, OpenMeasure, SkippedMeasure
from tracker.plan_reading.source_rows import SourcePart, SourceRows
from tracker.queries.divisions import Spellings
from tracker.services.draft_corrections import may_write_words, opened
from tracker.web.texts import lazy

MOST_UNFOLDED = 20
"""Measures with questions that are shown in full; further ones are a line each until those before are settled."""


FORM_PARTS = ("period", "responsible", "monitoring", "indicators", "titles", "steps")
FIELD_WORDS: dict[str | None, LazyString] = {
    None: lazy("What was read from the words"),
    "titles": lazy("Name of the measure"),
    "indicators": lazy("Indicators"),
    "steps": lazy("Steps"),
    "responsible": lazy("Responsible"),
    "period": lazy("Period"),
    "monitoring": lazy("Follow-up"),
}


@dataclass(frozen=True, slots=True)
class KnownDivisions:
    """The agency's active divisions by id in their order, and by all their spellings."""

    by_id: Mapping[int, str]
    spellings: Spellings

    @property
    def names(self) -> list[str]:
        return list(self.by_id.values())

    def own_name(self, name: str) -> str:
        """The agency's own spelling; a division that it does not have keeps the document's."""
        found = self.spellings.find(name)
        return name if found is None else self.by_id[found]

    def names_of(self, responsible: DraftResponsible) -> list[str]:
        return list(dict.fromkeys(self.own_name(name) for name in responsible.divisions))


@dataclass(frozen=True, slots=True)
class ReviewedDivision:
    name: str
    is_new: bool
    is_lead: bool


@dataclass(frozen=True, slots=True)
class ReviewedMeasure:
    #: Counted from 1.
    position: int
    draft: DraftMeasure
    divisions: tuple[ReviewedDivision, ...]
    questions: tuple[DraftQuestion, ...]
    #: Shown with its source and its reading, not as one line.
    is_unfolded: bool
    writes_words: bool
    source: SourcePart | None

    @property
    def asked_parts(self) -> list[str]:
        """The parts of the form that answer the questions."""
        return [part for part in FORM_PARTS if any(question.field == part for question in self.questions)]

    @property
    def form_parts(self) -> list[str]:
        """What is asked stands first."""
        asked = self.asked_parts
        return [*asked, *(part for part in FORM_PARTS if part not in asked)]

    @property
    def asked_fields(self) -> list[LazyString]:
        """What the questions are about, each once."""
        return [
            FIELD_WORDS.get(field, FIELD_WORDS[None]) for field in dict.fromkeys(one.field for one in self.questions)
        ]

    @property
    def has_nobody(self) -> bool:
        return not (self.draft.responsible.all or self.divisions)


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A division that the document names; `likely_id` is the one it may be."""

    name: str
    likely_id: int | None


@dataclass(frozen=True, slots=True)
class ReviewedPlan:
    draft: DraftPlan
    known: KnownDivisions
    measures: tuple[ReviewedMeasure, ...]
    #: Doubts about the document as a whole, each with its place among them.
    questions: tuple[tuple[int, DraftQuestion], ...]
    unknown: tuple[UnknownName, ...]
    skipped: tuple[SkippedMeasure, ...]
    new_divisions: tuple[str, ...]

    @property
    def doubts(self) -> int:
        return len(self.draft.questions)

    @property
    def asked(self) -> list[ReviewedMeasure]:
        return [one for one in self.measures if one.questions]

    @property
    def without_anybody(self) -> int:
        return sum(one.has_nobody for one in self.measures)

    @property
    def assignments(self) -> int:
        """What adopting will make: one for each division, those of all divisions counted with the new ones."""
        everybody = len(self.known.by_id) + len(self.new_divisions)
        return sum(everybody if one.draft.responsible.all else len(one.divisions) for one in self.measures)


def reviewed_plan(row: PlanDraft, known: KnownDivisions, at: int | None) -> ReviewedPlan:
    """`at` is the position of the measure whose form is open."""
    draft = opened(row)
    measures = _reviewed_measures(row, draft, known, at)
    new: dict[str, str] = {}
    for name in (one.name for measure in measures for one in measure.divisions if one.is_new):
        new.setdefault(known.spellings.key(name), name)
    questions = tuple(enumerate(draft.frame.questions, start=1))
    return ReviewedPlan(
        draft=draft.closed(),
        known=known,
        measures=measures,
        questions=tuple((place, one) for place, one in questions if one.code != UNKNOWN_DIVISION),
        unknown=tuple(_unknown(new.values(), draft.frame.questions, known)),
        skipped=draft.skipped,
        new_divisions=tuple(new.values()),
    )


def next_asked(draft: OpenDraft, position: int) -> int | None:
    """The next measure with a question, from the first again after the last."""
    asked = [place for place, row in enumerate(draft.measures, start=1) if row.questions and place != position]
    return next((place for place in asked if place > position), next(iter(asked), None))


def _reviewed_measures(
    row: PlanDraft, draft: OpenDraft, known: KnownDivisions, at: int | None
) -> tuple[ReviewedMeasure, ...]:
    asked = [position for position, one in enumerate(draft.measures, start=1) if one.questions]
    unfolded = {*asked[:MOST_UNFOLDED], at}
    source = _source_rows(row, draft)
    return tuple(
        _reviewed_measure(row, position, one, known, position in unfolded, source)
        for position, one in enumerate(draft.measures, start=1)
    )


def _source_rows(row: PlanDraft, draft: OpenDraft) -> SourceRows | None:
    if row.document is None:
        return None
    every = (*draft.measures, *(one.row for one in draft.skipped))
    return SourceRows(document_from_json_dict(row.document), [one.measure.source for one in every])


def _reviewed_measure(
    row: PlanDraft, position: int, one: OpenMeasure, known: KnownDivisions, is_unfolded: bool, rows: SourceRows | None
) -> ReviewedMeasure:
    responsible = one.measure.responsible
    lead = known.own_name(responsible.lead) if responsible.lead else None
    return ReviewedMeasure(
        position=position,
        draft=one.measure,
        divisions=tuple(
            ReviewedDivision(name, known.spellings.find(name) is None, name == lead)
            for name in known.names_of(responsible)
        ),
        questions=one.questions,
        is_unfolded=is_unfolded,
        writes_words=may_write_words(row, one.measure),
        source=rows.part(one.measure.source) if rows and is_unfolded else None,
    )


def _unknown(names: Iterable[str], questions: Sequence[DraftQuestion], known: KnownDivisions) -> list[UnknownName]:
    """Those that are still to be matched, in the order of the plan."""
    asked = {question.message for question in questions if question.code == UNKNOWN_DIVISION}
    ids = {name: division_id for division_id, name in known.by_id.items()}
    found = []
    for name in names:
        if unknown_division(name).message in asked:
            likely = likely_division(name, known.names, known.spellings.kind)
            found.append(UnknownName(name, ids[likely] if likely is not None else None))
    return found
