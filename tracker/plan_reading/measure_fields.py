"""Who answers for a measure, when it is done and how it is followed up, from its cells; what is in doubt is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import read_cadences
from tracker.domain.fiscal_year import fiscal_year_end, fiscal_year_start
from tracker.domain.period import Period, PeriodKind, parse_period
from tracker.domain.responsibility import Note, Responsible, parse_responsible
from tracker.domain.thai_dates import thai_date
from tracker.plan_reading.dittos import same_as
from tracker.plan_reading.draft import DraftMeasure, DraftMonitoring, DraftPeriod, DraftQuestion, DraftResponsible
from tracker.plan_reading.heading_words import Column
from tracker.plan_reading.marked_columns import Marked
from tracker.plan_reading.measure_row import MeasureRow
from tracker.plan_reading.questions import about_blank, about_measure, about_period, about_responsible, quoted


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole plan."""

    fiscal_year: int | None
    agency_kind: AgencyKind | None
    known_divisions: tuple[str, ...]


@dataclass(slots=True)
class Asking:
    """Collects the questions about one measure; `above` are the measures read before it."""

    number: str
    above: Sequence[DraftMeasure] = ()
    same_table: bool = False
    questions: list[DraftQuestion] = field(default_factory=list)

    def ask(self, code: str, about: str, **values: object) -> None:
        self.questions.append(about_measure(code, self.number, about, **values))

    def pointed_to(self, cell: str) -> DraftMeasure | None:
        """The measure whose field a cell such as "เช่นเดียวกับข้อ ๑" repeats."""
        number = same_as(cell)
        if number is None or not self.above:
            return None
        return self.above[-1] if not number else next((one for one in self.above if one.number == number), None)

    def ask_blank(self, code: str, about: str, text_above: str) -> None:
        """A blank below a filled cell may mean "the same", or nothing at all."""
        if self.same_table and text_above.strip():
            self.questions.append(about_blank(code, self.number, about, text_above))
        else:
            self.ask(code, about)


def responsible_of(row: MeasureRow, setting: Setting, asking: Asking) -> DraftResponsible:
    marked = row.names_marked(Column.RESPONSIBLE)
    own, joint = row.cell(Column.RESPONSIBLE).strip(), row.cell(Column.RESPONSIBLE_JOINT).strip()
    text = "\n".join(words for words in (own, marked) if words)
    if (same := asking.pointed_to(text)) is not None:
        asking.questions += about_responsible(Responsible(text, notes=(Note.DITTO,)), asking.number)
        return replace(same.responsible, text=text)
    read = _read(text, setting)
    if joint:
        read = _with_joint(read, _read(joint, setting))
    asking.questions += about_responsible(read, asking.number)
    if not read.divisions and not read.all and not read.notes and row.has(Column.RESPONSIBLE, Column.RESPONSIBLE_JOINT):
        asking.ask_blank("no_responsible", "responsible", asking.above[-1].responsible.text if asking.above else "")
    return DraftResponsible(read.text, read.all, read.divisions, read.lead)


def _read(text: str, setting: Setting) -> Responsible:
    return parse_responsible(text, agency_kind=setting.agency_kind, known_divisions=setting.known_divisions)


def _with_joint(lead: Responsible, joint: Responsible) -> Responsible:
    """Two columns, of who leads and of who joins in: the one division of the first is the lead."""
    if not lead.text:
        return joint
    notes = [*lead.notes, *joint.notes]
    if len(lead.divisions) > 1 and lead.lead is None:
        notes.append(Note.SEVERAL_LEADS)
    return Responsible(
        text=f"{lead.text}\n{joint.text}",
        all=lead.all or joint.all,
        divisions=tuple(dict.fromkeys((*lead.divisions, *joint.divisions))),
        lead=lead.divisions[0] if len(lead.divisions) == 1 else lead.lead,
        confirm=lead.confirm or joint.confirm,
        notes=tuple(dict.fromkeys(notes)),
    )


_PROBES = (2569, 2570)


@lru_cache(maxsize=4096)
def period_in(text: str, fiscal_year: int) -> Period:
    """Remembered, because most measures of a plan have the same few periods."""
    return parse_period(text, fiscal_year)


def period_of(row: MeasureRow, setting: Setting, asking: Asking) -> DraftPeriod:
    found = row.periods()
    text = "\n".join(one.text for one in found)
    if (same := asking.pointed_to(text)) is not None:
        asking.ask("ditto", "period")
        return replace(same.period, text=text, confirm=True)
    if setting.fiscal_year is None and any(_needs_year(one.reading) for one in found):
        asking.ask("period_needs_year", "period", text=quoted(text))
        return DraftPeriod(text, None, None, PeriodKind.ERROR, confirm=False)
    periods = [_parsed(one, setting.fiscal_year or _PROBES[0], asking) for one in found]
    period = _together(periods, text)
    if period.kind is PeriodKind.NONE and row.has_period():
        asking.ask_blank("no_period", "period", asking.above[-1].period.text if asking.above else "")
    if setting.fiscal_year is not None and leaves_year(period, setting.fiscal_year):
        first, last = (thai_date(day) if day else "-" for day in (period.start, period.end))
        asking.ask("period_outside_year", "period", start=first, end=last)
    return DraftPeriod(text, period.start, period.end, period.kind, period.confirm)


def _parsed(one: Marked, fiscal_year: int, asking: Asking) -> Period:
    period = replace(period_in(one.reading, fiscal_year), text=one.text)
    asking.questions += about_period(period, asking.number)
    if one.doubt is not None:
        asking.ask(one.doubt, "period", text=quoted(one.text))
        return replace(period, confirm=True)
    return period


def _together(periods: Sequence[Period], text: str) -> Period:
    """From the first day to the last of all the periods of a measure; which steps they are of is asked elsewhere."""
    dated = [period for period in periods if period.end is not None]
    if len(periods) == 1 or not dated:
        return periods[0] if periods else period_in(text, _PROBES[0])
    starts = [period.start for period in dated if period.start is not None]
    kinds = {period.kind for period in dated}
    kind = kinds.pop() if len(kinds) == 1 else PeriodKind.RANGE if starts else PeriodKind.DEADLINE
    end = max(period.end for period in dated if period.end is not None)
    return Period(text, min(starts, default=None), end, kind, confirm=True)


def _needs_year(text: str) -> bool:
    """Whether the dates depend on the plan's year, which is not known."""
    one, other = (period_in(text, year) for year in _PROBES)
    return (one.start, one.end) != (other.start, other.end)


def leaves_year(period: Period, fiscal_year: int) -> bool:
    first, last = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    return any(day is not None and not first <= day <= last for day in (period.start, period.end))


def monitoring_of(row: MeasureRow, asking: Asking) -> DraftMonitoring:
    marked = row.names_marked(Column.MONITORING)
    text = "\n".join(words for words in (row.cell(Column.MONITORING).strip(), marked) if words)
    if (same := asking.pointed_to(text)) is not None:
        asking.ask("ditto", "monitoring")
        return replace(same.monitoring, text=text)
    if not text and row.has(Column.MONITORING):
        asking.ask_blank("no_monitoring", "monitoring", asking.above[-1].monitoring.text if asking.above else "")
        return DraftMonitoring("", ())
    return monitoring_from(text, asking)


def monitoring_from(cell: str, asking: Asking) -> DraftMonitoring:
    text = cell.strip()
    reading = read_cadences(text)
    if text and not reading.cadences:
        asking.ask("no_monitoring", "monitoring")
    elif reading.confirm:
        asking.ask("cadence_unclear", "monitoring", text=quoted(text))
    return DraftMonitoring(text, reading.cadences)
