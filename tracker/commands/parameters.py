"""Options that several commands share; dates and months are read in any form that people write."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import click

from tracker.commands.speech import sentence
from tracker.domain.errors import Refusal
from tracker.domain.thai_dates import parse_date, parse_month


class DateOption(click.ParamType[date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except Refusal as refusal:
            self.fail(sentence(refusal.message, refusal.values), param, ctx)


class MonthOption(click.ParamType[date]):
    name = "month"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_month(str(value))
        except Refusal as refusal:
            self.fail(sentence(refusal.message, refusal.values), param, ctx)


def choice_of(words: type[StrEnum]) -> click.Choice[str]:
    """Of the values, which is how other programs name them."""
    return click.Choice([word.value for word in words])


agency_option = click.option("--agency", metavar="SLUG", help="Short or full name of the agency.")
date_option = click.option("--date", "day", type=DateOption(), metavar="D", help="As of this day instead of today.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
