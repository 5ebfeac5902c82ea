"""Fields of forms that read and write as an office does: Thai dates, Thai digits, the words of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice

from tracker.domain.budgets import parse_amount
from tracker.domain.cycle_checks import read_day_counts
from tracker.domain.errors import Refusal
from tracker.domain.score_sheet import parse_score
from tracker.domain.thai_dates import parse_date, parse_fiscal_year, parse_month
from tracker.domain.thai_text import clean, to_arabic_digits
from tracker.domain.thai_times import parse_time
from tracker.web import filters
from tracker.web.labels import label_of
from tracker.web.texts import sentence


class _ReadField(StringField):
    """Text that stands for a value: shown again as it was typed when it cannot be read."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = self.read(valuelist[0])
            except Refusal as refusal:
                raise ValueError(sentence(refusal)) from refusal

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        raise NotImplementedError


class DateField(_ReadField):
    """A day as people write it: 4 ก.พ. 69, ๔/๒/๒๕๖๙, 2026-02-04."""

    def read(self, text: str) -> date:
        return parse_date(text)

    def write(self, value: date) -> str:
        return filters.day(value)


class MonthField(_ReadField):
    """A month as its first day: ม.ค. 69, มกราคม 2569, 2026-01."""

    def read(self, text: str) -> date:
        return parse_month(text)

    def write(self, value: date) -> str:
        return filters.month(value)


class PercentField(_ReadField):
    """A whole number, also with Thai digits and with the sign; its limits are a rule of the domain."""

    def read(self, text: str) -> int:
        figures = to_arabic_digits(clean(text)).removesuffix("%").strip()
        if not (figures.isascii() and figures.isdigit() and len(figures) <= 4):
            raise ValueError(_("Write the percentage as a whole number, for example 40."))
        return int(figures)

    def write(self, value: int) -> str:
        return str(value)


class WholeNumberField(_ReadField):
    """A whole number, also with Thai digits; its limits are a rule of the domain."""

    def read(self, text: str) -> int:
        figures = to_arabic_digits(clean(text))
        if not (figures.isascii() and figures.isdigit() and len(figures) <= 4):
            raise ValueError(_("Write a whole number, for example 10."))
        return int(figures)

    def write(self, value: int) -> str:
        return str(value)


class TimeField(_ReadField):
    """An hour as people write it: 9.30, ๐๙.๓๐ น., 13:00."""

    def read(self, text: str) -> time:
        return parse_time(text)

    def write(self, value: time) -> str:
        return f"{value:%H.%M}"


class DayCountsField(_ReadField):
    """Numbers of days before the meeting: 5, 3."""

    def read(self, text: str) -> tuple[int, ...]:
        return read_day_counts(text, self.name)

    def write(self, value: tuple[int, ...]) -> str:
        return ", ".join(map(str, value))


class WordField(RadioField):
    """One of the words of an enum as radio buttons; nothing chosen, or a word that is none of them, is None."""

    def __init__(self, label: Any = None, *, words: Iterable[StrEnum], **kwargs: Any) -> None:
        self.words = {word.value: word for word in words}
        super().__init__(label, coerce=self._word, choices=self._labelled, validate_choice=False, **kwargs)

    def _word(self, value: str | StrEnum) -> StrEnum | None:
        return self.words.get(str(value))

    def _labelled(self) -> list[SelectChoice]:
        """Made anew for each request, because the language may be another."""
        return [SelectChoice(word.value, str(label_of(word).label)) for word in self.words.values()]

    @property
    def icons(self) -> dict[str, str]:
        return {word.value: label_of(word).icon for word in self.words.values()}


class ScoreField(_ReadField):
    """A score from 0 to 100 as printed, also with Thai digits; empty is what was not printed."""

    def read(self, text: str) -> float:
        return parse_score(text)

    def write(self, value: float) -> str:
        return f"{value:.2f}"


class AmountField(_ReadField):
    """An amount in baht, also with Thai digits, commas and the word; empty is what was not stated."""

    def read(self, text: str) -> Decimal:
        return parse_amount(text)

    def write(self, value: Decimal) -> str:
        return f"{value:,.2f}".removesuffix(".00")


class FiscalYearField(_ReadField):
    """A fiscal year in the Buddhist era: 2569, 69, ๒๕๖๙; a Gregorian year is understood too."""

    def read(self, text: str) -> int:
        return parse_fiscal_year(text)

    def write(self, value: int) -> str:
        return str(value)
