"""The form of a month's report, the same for the division itself and for whoever enters on its behalf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import IntegerField, TextAreaField
from wtforms.widgets import HiddenInput

from tracker.domain.answers import Entry
from tracker.domain.progress import Answer, CannotReason, EntryChannel
from tracker.queries.reports import ReportRow
from tracker.web.form_fields import PercentField, WordField
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
ENTERED_FROM = (EntryChannel.PHONE, EntryChannel.PAPER, EntryChannel.LINE)

FIELDS = (
    "version", "answer", "percent", "done_text", "problems", "next_steps", "waiting_for", "cannot_reason",
    "cannot_text",
)  # fmt: skip


class ReportForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    answer = WordField(lazy("This month"), words=ANSWERS)
    percent = PercentField(lazy("Done so far"))
    done_text = TextAreaField(lazy("What was done"))
    waiting_for = TextAreaField(lazy("Waiting for whom or what"))
    cannot_reason = WordField(lazy("Why it cannot be done"), words=CannotReason)
    cannot_text = TextAreaField(lazy("The reason in your own words"))
    problems = TextAreaField(lazy("Problems"))
    next_steps = TextAreaField(lazy("Plan for next month"))

    @property
    def read_version(self) -> int:
        """0 when the page did not say which version it showed: no report has it, so nothing is overwritten."""
        return self.version.data or 0

    def entry(self) -> Entry:
        return Entry(
            answer=self.answer.data,
            percent=self.percent.data,
            done_text=self.done_text.data or "",
            problems=self.problems.data or "",
            next_steps=self.next_steps.data or "",
            waiting_for=self.waiting_for.data or "",
            cannot_reason=self.cannot_reason.data,
            cannot_text=self.cannot_text.data or "",
        )


class OnBehalfForm(ReportForm):
    channel = WordField(lazy("How the division answered"), words=ENTERED_FROM)


def prefix_of(report_id: int) -> str:
    """Many of these forms stand on one page; each field's name and id begin with its report."""
    return f"r{report_id}"


def form_showing(row: ReportRow, kind: type[ReportForm] = ReportForm) -> ReportForm:
    """What is stored so far; an untouched report begins with the percent of the time before."""
    stored = {name: getattr(row, name) for name in FIELDS}
    if row.percent is None and row.previous is not None:
        stored["percent"] = row.previous.percent
    return kind(formdata=None, prefix=prefix_of(row.id), data=stored)


class UntouchedForms:
    """Draws the forms of reports that nobody has begun; those that begin alike once for all of them.

    They differ only in the number of their report, which stands in every name, id and address.
    """

    #: No report has this number.
    STAND_IN = 10**15 - 1

    def __init__(self) -> None:
        self._drawn: dict[tuple[object, ...], Markup] = {}

    def draw(self, draw: Callable[[ReportForm, ReportRow], Markup], row: ReportRow) -> Markup:
        """`draw` is the macro that draws a form; it may look at what was said the time before."""
        said = row.previous
        alike = (row.version, said is not None and (said.percent, bool(said.done_text)))
        if alike not in self._drawn:
            stand_in = replace(row, id=self.STAND_IN)
            self._drawn[alike] = draw(form_showing(stand_in), stand_in)
        return self._drawn[alike].replace(str(self.STAND_IN), str(row.id))


def form_sent(report_id: int, kind: type[ReportForm] = ReportForm) -> ReportForm:
    return kind(prefix=prefix_of(report_id))
