"""One measure of a draft as somebody filled it in: the reading is theirs, the words stay the document's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.cadence import Cadence, read_cadences
from tracker.domain.errors import N_, Refusal
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.period import PeriodKind, parse_period
from tracker.domain.responsibility import parse_responsible
from tracker.domain.thai_text import squeeze
from tracker.plan_reading.draft import (
    DraftMeasure,
    DraftMonitoring,
    DraftPeriod,
    DraftQuestion,
    DraftResponsible,
)
from tracker.plan_reading.measure_drafting import Setting
from tracker.plan_reading.questions import about_period, about_responsible

LONGEST_NUMBER = 20
READ_FROM_WORDS = "ได้อ่านจากข้อความที่กรอก โปรดตรวจสอบแล้วกดยืนยัน"


@dataclass(frozen=True, slots=True)
class Words:
    """What a document would say of a measure that stands in none."""

    responsible: str = ""
    period: str = ""
    monitoring: str = ""


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """`words` only where no document gives them; what is left empty beside new words is read from them."""

    number: str
    titles: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    for_all: bool = False
    divisions: tuple[str, ...] = ()
    lead: str | None = None
    start: date | None = None
    end: date | None = None
    cadences: tuple[Cadence, ...] = ()
    words: Words | None = None


Reading = tuple[DraftMeasure, tuple[DraftQuestion, ...]]
"""A measure and what is still to be asked about it."""


def filled_in(before: DraftMeasure, entry: MeasureEntry, setting: Setting) -> Reading:
    """Everything that was asked is answered; only what was read from new words has to be confirmed."""
    check_entry(entry)
    words = entry.words or Words(before.responsible.text, before.period.text, before.monitoring.text)
    responsible, about_who = _responsible(before.responsible, words.responsible.strip(), entry, setting)
    period, about_when = _period(before.period, words.period.strip(), entry, setting)
    monitoring, was_read = _monitoring(before.monitoring, words.monitoring.strip(), entry)
    asked = [*about_who, *about_when, *([_read_from_words(entry.number)] if was_read else [])]
    measure = replace(
        before,
        number=entry.number.strip(),
        titles=entry.titles,
        indicators=entry.indicators,
        indicators_inferred=False,
        steps=entry.steps,
        responsible=responsible,
        period=period,
        monitoring=monitoring,
    )
    return measure, tuple(dict.fromkeys(asked))


def confirmed(measure: DraftMeasure) -> DraftMeasure:
    return replace(measure, indicators_inferred=False, period=replace(measure.period, confirm=False))


def check_entry(entry: MeasureEntry) -> None:
    number = entry.number.strip()
    if not number:
        raise Refusal(N_("Write the number of the measure."), "number")
    if len(number) > LONGEST_NUMBER:
        raise Refusal(
            N_("This number is too long. Keep it within %(length)s characters."), "number", length=LONGEST_NUMBER
        )
    if not any(squeeze(title) for title in entry.titles):
        raise Refusal(N_("Write the name of the measure."), "titles")
    if unknown := [code for code in entry.indicators if code.partition(".")[0] not in INDICATOR_CODES]:
        raise Refusal(N_("There is no indicator %(code)s."), "indicators", code=unknown[0])
    if entry.start is not None and entry.end is None:
        raise Refusal(N_("Write the last day too, or leave both days empty."), "end")
    if entry.start is not None and entry.end is not None and entry.start > entry.end:
        raise Refusal(N_("The last day is before the first day."), "end")


def _read_from_words(number: str) -> DraftQuestion:
    return DraftQuestion("read_from_words", READ_FROM_WORDS, number)


def _responsible(
    before: DraftResponsible, text: str, entry: MeasureEntry, setting: Setting
) -> tuple[DraftResponsible, list[DraftQuestion]]:
    nobody = not (entry.for_all or entry.divisions or entry.lead)
    if nobody and text and text != before.text.strip():
        read = parse_responsible(text, agency_kind=setting.agency_kind, known_divisions=setting.known_divisions)
        asked = [_read_from_words(entry.number), *about_responsible(read, entry.number)]
        return DraftResponsible(text, read.all, read.divisions, read.lead), asked
    kept = before.text if text == before.text.strip() else text
    named = (*entry.divisions, *((entry.lead,) if entry.lead and not entry.for_all else ()))
    return DraftResponsible(kept, entry.for_all, tuple(dict.fromkeys(named)), entry.lead), []


def _period(
    before: DraftPeriod, text: str, entry: MeasureEntry, setting: Setting
) -> tuple[DraftPeriod, list[DraftQuestion]]:
    no_dates = entry.start is None and entry.end is None
    if no_dates and text and text != before.text.strip() and setting.fiscal_year is not None:
        read = parse_period(text, setting.fiscal_year)
        asked = [_read_from_words(entry.number), *about_period(read, entry.number)]
        return DraftPeriod(text, read.start, read.end, read.kind, confirm=True), asked
    kept = before.text if text == before.text.strip() else text
    return DraftPeriod(kept, entry.start, entry.end, _kind(before.kind, kept, entry), confirm=False), []


def _kind(before: PeriodKind, text: str, entry: MeasureEntry) -> PeriodKind:
    """Two dates are a range unless they were those of a recurrence, one a deadline; words without dates an event."""
    if entry.end is None:
        return PeriodKind.EVENT if squeeze(text).strip("-–.") else PeriodKind.NONE
    if entry.start is None:
        return PeriodKind.DEADLINE
    return before if before is PeriodKind.RECURRENCE else PeriodKind.RANGE


def _monitoring(before: DraftMonitoring, text: str, entry: MeasureEntry) -> tuple[DraftMonitoring, bool]:
    """Whether it was read from the words, too."""
    if not entry.cadences and text and text != before.text.strip():
        return DraftMonitoring(text, read_cadences(text).cadences), True
    kept = before.text if text == before.text.strip() else text
    return DraftMonitoring(kept, entry.cadences), False
