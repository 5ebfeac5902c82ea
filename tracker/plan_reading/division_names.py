"""Divisions that a plan names and the agency does not know by that name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tracker.plan_reading.draft import DraftPlan, DraftQuestion
from tracker.plan_reading.open_draft import OpenDraft, OpenMeasure
from tracker.plan_reading.questions import about_measure

UNKNOWN_DIVISION = "division_unknown"
_UNKNOWN_ABBREVIATION = "responsible_unknown_abbreviation"


def match_divisions(draft: OpenDraft, meanings: Mapping[str, str | None], key: Callable[[str], str]) -> OpenDraft:
    """Names rewritten in every measure, also in those left out: to another name, itself (it is new) or nobody.

    `key` is equal for two spellings of one name.
    """
    meant = {key(name): meaning for name, meaning in meanings.items()}
    settled = {unknown_division(name).message for name in _names_in(draft) if key(name) in meant}
    return replace(
        draft.asking(one for one in draft.frame.questions if one.message not in settled),
        measures=tuple(_with_names(row, meant, key) for row in draft.measures),
        skipped=tuple(replace(one, row=_with_names(one.row, meant, key)) for one in draft.skipped),
    )


def _with_names(row: OpenMeasure, meant: Mapping[str, str | None], key: Callable[[str], str]) -> OpenMeasure:
    before = row.measure.responsible
    if not any(key(name) in meant for name in before.divisions):
        return row
    names = tuple(dict.fromkeys(name for one in before.divisions if (name := meant.get(key(one), one)) is not None))
    lead = meant.get(key(before.lead), before.lead) if before.lead else None
    responsible = replace(before, divisions=names, lead=lead)
    questions = tuple(one for one in row.questions if one.code != _UNKNOWN_ABBREVIATION)
    if not names and not before.all:
        questions = (*questions, about_measure("no_responsible", row.measure.number, "responsible"))
    measure = replace(row.measure, responsible=responsible)
    return replace(row, measure=measure, questions=tuple(dict.fromkeys(questions)))


def unknown_division(name: str) -> DraftQuestion:
    message = f"“{name}” ไม่อยู่ในรายชื่อส่วนราชการของหน่วยงาน โปรดเลือกว่าเป็นส่วนราชการใด"
    return DraftQuestion(UNKNOWN_DIVISION, message, None, "responsible")


def ask_about_unknown(plan: DraftPlan, is_known: Callable[[str], bool], key: Callable[[str], str]) -> DraftPlan:
    """One question for each division the plan names and the agency does not have."""
    unknown: dict[str, str] = {}
    for name in (name for measure in plan.measures for name in measure.responsible.divisions):
        if not is_known(name):
            unknown.setdefault(key(name), name)
    return replace(plan, questions=(*plan.questions, *(unknown_division(name) for name in unknown.values())))


def _names_in(draft: OpenDraft) -> set[str]:
    rows = (*draft.measures, *(one.row for one in draft.skipped))
    return {name for row in rows for name in row.measure.responsible.divisions}


def without_names_gone(draft: OpenDraft) -> OpenDraft:
    """A division that no measure names any more need not be known."""
    open_ones = {unknown_division(name).message for name in _names_in(draft)}
    questions = (one for one in draft.frame.questions if one.code != UNKNOWN_DIVISION or one.message in open_ones)
    return draft.asking(questions)
