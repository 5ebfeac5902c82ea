"""The forms of a plan on its way in: the document, one measure's reading, the year it is adopted for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.domain.cadence import Cadence
from tracker.domain.framework import INDICATOR_CODES
from tracker.domain.thai_text import clean
from tracker.plan_reading import DraftMeasure
from tracker.plan_reading.measure_entry import MeasureEntry, Words
from tracker.web import filters
from tracker.web.form_fields import DateField, FiscalYearField
from tracker.web.labels import label_of
from tracker.web.plan_review import KnownDivisions
from tracker.web.texts import lazy

CADENCES = tuple(cadence for cadence in Cadence if cadence is not Cadence.UNSPECIFIED)
NOBODY = ""


class UploadForm(FlaskForm):
    file = FileField(lazy("Plan document"))
    text = TextAreaField(lazy("Or paste the text of the plan"))
    fiscal_year = FiscalYearField(lazy("Fiscal year of the plan"), validators=[Optional()])


class VersionForm(FlaskForm):
    """About a draft as it was when the page was made."""

    version = IntegerField(widget=HiddenInput())

    @property
    def read_version(self) -> int:
        """0 when the page did not say which version it showed: no draft has it, so nothing is overwritten."""
        return self.version.data or 0


class AdoptForm(VersionForm):
    fiscal_year = FiscalYearField(
        lazy("Fiscal year of the plan"), validators=[InputRequired(lazy("Write the fiscal year, for example 2569."))]
    )


class LinesField(TextAreaField):
    """A list with one item on each line."""

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = valuelist[0].splitlines() if valuelist else []
        self.data = tuple(item for line in lines if (item := clean(line)))

    def _value(self) -> str:
        return "\n".join(self.data or ())


class NamesField(StringField):
    """Names with commas between them."""

    def process_formdata(self, valuelist: list[str]) -> None:
        names = valuelist[0].split(",") if valuelist else []
        self.data = tuple(name for one in names if (name := clean(one)))

    def _value(self) -> str:
        return ", ".join(self.data or ())


class TicksField(SelectMultipleField):
    """Any number of check boxes; what is sent is judged by the rules of the plan, not by the choices shown."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validate_choice=False, **kwargs)

    def offer(self, labels: dict[str, str]) -> None:
        self.choices = [SelectChoice(value, label) for value, label in labels.items()]


class ReadingForm(FlaskForm):
    """What is read of a measure, of a draft's as of an adopted one."""

    number = StringField(lazy("Number"))
    titles = LinesField(lazy("Name of the measure"))
    indicators = TicksField(lazy("Indicators"))
    for_all = BooleanField(lazy("Every division"))
    divisions = TicksField(lazy("Divisions"))
    lead = SelectField(lazy("Lead"), validate_choice=False)
    start = DateField(lazy("Begins on"))
    end = DateField(lazy("Ends on"))
    cadences = TicksField(lazy("Reported"))
    steps = LinesField(lazy("Steps"))

    def offer_choices(self, measure: DraftMeasure, divisions: Iterable[str]) -> None:
        """Codes and divisions that the measure has already are offered too."""
        codes = dict.fromkeys((*INDICATOR_CODES, *measure.indicators))
        names = tuple(dict.fromkeys(divisions))
        self.indicators.offer({code: f"{code} {filters.indicator(code)}" for code in codes})
        self.divisions.offer({name: name for name in names})
        self.lead.choices = [SelectChoice(NOBODY, "–"), *(SelectChoice(name, name) for name in names)]
        self.cadences.offer({cadence.value: str(label_of(cadence).label) for cadence in CADENCES})

    def entry_with(self, divisions: Iterable[str], words: Words | None = None) -> MeasureEntry:
        return MeasureEntry(
            number=clean(self.number.data or ""),
            titles=self.titles.data or (),
            indicators=tuple(self.indicators.data or ()),
            steps=self.steps.data or (),
            for_all=self.for_all.data,
            divisions=tuple(dict.fromkeys(divisions)),
            lead=self.lead.data or None,
            start=self.start.data,
            end=self.end.data,
            cadences=tuple(cadence for cadence in CADENCES if cadence.value in (self.cadences.data or ())),
            words=words,
        )


def reading_of(measure: DraftMeasure) -> dict[str, Any]:
    """The measure as the fields of a ReadingForm show it."""
    return {
        "number": measure.number,
        "titles": measure.titles,
        "indicators": list(measure.indicators),
        "for_all": measure.responsible.all,
        "divisions": list(measure.responsible.divisions),
        "lead": measure.responsible.lead or NOBODY,
        "start": measure.period.start,
        "end": measure.period.end,
        "cadences": [cadence.value for cadence in measure.monitoring.cadences],
        "steps": measure.steps,
    }


class MeasureForm(VersionForm, ReadingForm):
    #: The number under which the measure was opened: places change when somebody else splits or moves.
    was = HiddenField()
    responsible_text = TextAreaField(lazy("Responsible, in the plan's words"))
    new_divisions = NamesField(lazy("Another one, not in the list"))
    period_text = TextAreaField(lazy("Period, in the plan's words"))
    monitoring_text = TextAreaField(lazy("Follow-up, in the plan's words"))

    def offer(self, measure: DraftMeasure, known: KnownDivisions) -> None:
        self.offer_choices(measure, (*known.names, *known.names_of(measure.responsible)))

    def entry(self, writes_words: bool) -> MeasureEntry:
        named = (*(self.divisions.data or ()), *(self.new_divisions.data or ()))
        words = Words(self.responsible_text.data or "", self.period_text.data or "", self.monitoring_text.data or "")
        return self.entry_with(named, words if writes_words else None)


def form_showing(measure: DraftMeasure, version: int, known: KnownDivisions) -> MeasureForm:
    """The measure as it was read; names are shown in the agency's own spelling."""
    lead = measure.responsible.lead
    form = MeasureForm(
        formdata=None,
        data={
            **reading_of(measure),
            "version": version,
            "was": measure.number,
            "divisions": known.names_of(measure.responsible),
            "lead": known.own_name(lead) if lead else NOBODY,
            "responsible_text": measure.responsible.text,
            "period_text": measure.period.text,
            "monitoring_text": measure.monitoring.text,
        },
    )
    form.offer(measure, known)
    return form
