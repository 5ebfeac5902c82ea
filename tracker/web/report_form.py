"""The form of a month's report, the same for the division itself and for whoever enters on its behalf."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, StringField, TextAreaField
from wtforms.utils import unset_value
from wtforms.widgets import HiddenInput

from tracker.domain.answers import TEXT_FIELDS, Entry, suggested_percent
from tracker.domain.errors import N_, Refusal
from tracker.domain.progress import Answer, CannotReason, EntryChannel
from tracker.queries.reports import ReportRow
from tracker.web.form_fields import PercentField, WordField
from tracker.web.labels import label_of
from tracker.web.texts import lazy

#: The most frequent first: most measures do not change in most months.
ANSWERS = (
    Answer.NO_CHANGE,
    Answer.PROGRESS,
    Answer.DONE,
    Answer.NOT_YET_DUE,
    Answer.WAITING,
    Answer.CANNOT_DO,
)
ASKING_FOR_WORDS = (Answer.PROGRESS, Answer.DONE, Answer.WAITING, Answer.CANNOT_DO)
ENTERED_FROM = (EntryChannel.PHONE, EntryChannel.PAPER, EntryChannel.LINE)

STAND_IN = 10**15 - 1

MOST_AT_ONCE = 500
"""Reports in one request: a workbook of several divisions has the most of them."""

_NUMBER = re.compile(r"[0-9]{1,18}")
_VERSION = re.compile(r"r([0-9]{1,18})-version")


class StepsField(Field):
    """The ids of the ticked steps; anything else is none of them."""

    data: tuple[int, ...]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(int(value) for value in valuelist if _NUMBER.fullmatch(value))


class OrderAnswersField(Field):
    """What is answered to the chair's orders, by their ids: a text for each, named after its order."""

    data: Mapping[int, str]

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data = {} if data is unset_value or data is None else data
        for name in formdata or ():
            beginning, _, order_id = name.partition("order_")
            if self.name == f"{beginning}orders" and _NUMBER.fullmatch(order_id):
                self.data = {**self.data, int(order_id): formdata[name]}


class ReportForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    answer = WordField(lazy("This month"), words=ANSWERS)
    steps_done = StepsField(default=())
    percent = PercentField(lazy("Done so far"))
    done_text = TextAreaField(lazy("What was done"))
    waiting_for = TextAreaField(lazy("Waiting for whom or what"))
    cannot_reason = WordField(lazy("Why it cannot be done"), words=CannotReason)
    cannot_text = TextAreaField(lazy("The reason in your own words"))
    problems = TextAreaField(lazy("Problems"))
    next_steps = TextAreaField(lazy("Plan for next month"))
    orders = OrderAnswersField()

    @property
    def read_version(self) -> int:
        """0 when the page did not say which version it showed: no report has it, so nothing is overwritten."""
        return self.version.data or 0

    @property
    def has_words(self) -> bool:
        """More than an answer that speaks for itself."""
        return self.answer.data in ASKING_FOR_WORDS or any(self[name].data for name in TEXT_FIELDS)

    @property
    def is_empty(self) -> bool:
        """Nobody answered anything: a percentage alone is the one that was filled in for them."""
        return not (self.answer.data or self.has_words or any(self.orders.data.values()))

    def entry(self) -> Entry:
        return Entry(
            answer=self.answer.data,
            percent=self.percent.data,
            **{name: self[name].data or "" for name in TEXT_FIELDS},
            cannot_reason=self.cannot_reason.data,
            steps_done=self.steps_done.data,
            order_answers=self.orders.data,
        )

    def percent_of(self, steps: int) -> int:
        return suggested_percent(len(self.steps_done.data), steps)


class OnBehalfForm(ReportForm):
    channel = WordField(lazy("How the division answered"), words=ENTERED_FROM)
    told_by = StringField(lazy("Who told you"))


def answer_choices() -> list[tuple[str, str]]:
    """Value and words of each answer, in the language of the request."""
    return [(answer.value, str(label_of(answer).label)) for answer in ANSWERS]


def prefix_of(report_id: int) -> str:
    """Many of these forms stand on one page; each field's name and id begin with its report."""
    return f"r{report_id}"


def form_showing(row: ReportRow, kind: type[ReportForm] = ReportForm) -> ReportForm:
    """What is stored so far; a report that nobody has begun starts from where the time before ended."""
    entry, before = row.entry, row.previous
    stored = {name: getattr(entry, name) for name in (*TEXT_FIELDS, "answer", "percent", "cannot_reason")}
    if before is not None and entry.percent is None:
        stored["percent"] = before.percent
    stored |= {"steps_done": steps_finished(row), "version": row.version}
    return kind(formdata=None, prefix=prefix_of(row.id), data=stored)


def steps_finished(row: ReportRow) -> tuple[int, ...]:
    """As stored; before anything is answered, as the time before left them."""
    entry, before = row.entry, row.previous
    if before is not None and entry.answer is None and not entry.steps_done:
        return tuple(before.steps_done)
    return entry.steps_done


def blank_form() -> ReportForm:
    """Stands for every card on a page whose answer asks for words only later; no report has its number."""
    return ReportForm(formdata=None, prefix=prefix_of(STAND_IN))


def form_sent(report_id: int, kind: type[ReportForm] = ReportForm) -> ReportForm:
    return kind(prefix=prefix_of(report_id))


def forms_sent() -> dict[int, ReportForm]:
    """Every report of a page that was sent, by its id, in the order of the page."""
    found = [int(name[1]) for name in map(_VERSION.fullmatch, request.form) if name]
    if len(found) > MOST_AT_ONCE:
        raise Refusal(N_("These are more reports than any page holds. Open the page again and send what it shows."))
    return {report_id: form_sent(report_id) for report_id in found}
