"""The rows of a sheet as a page shows them, carries them along, and gets them back with what was chosen for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from tracker.domain.answers import TEXT_FIELDS, Entry, order_field
from tracker.domain.report_sheet import HEADINGS, RowState
from tracker.services.report_desk import Filled
from tracker.services.report_sheets import SheetRow
from tracker.web.report_form import forms_sent, prefix_of
from tracker.web.texts import sentence

#: What is chosen for a row.
SEND, DRAFT, LEAVE = "send", "draft", "leave"

PROPOSED = {RowState.READY: SEND, RowState.INCOMPLETE: DRAFT, RowState.CONFLICT: LEAVE}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`choices` are none where nothing of the row can be taken."""

    of: SheetRow
    choices: Sequence[str]
    proposed: str
    reasons: Sequence[str]
    #: Headings of what is not sent under the answer.
    unsent: Sequence[str]
    #: The hidden fields that carry it along.
    fields: Sequence[tuple[str, str]]


def shown_row(row: SheetRow) -> ShownRow:
    choices = () if row.state is RowState.REFUSED else (DRAFT, LEAVE) if row.reasons else (SEND, DRAFT, LEAVE)
    return ShownRow(
        of=row,
        choices=choices,
        proposed=DRAFT if row.unsent and row.state is RowState.READY else PROPOSED.get(row.state, LEAVE),
        reasons=[sentence(reason) for reason in row.reasons],
        unsent=[HEADINGS[column] for column in row.unsent],
        fields=list(_fields(row.row.id, row.row.version, row.entry)) if choices else (),
    )


def _fields(report_id: int, version: int, entry: Entry) -> Iterator[tuple[str, str]]:
    values: Mapping[str, object] = {
        "version": version,
        "answer": entry.answer or "",
        "percent": "" if entry.percent is None else entry.percent,
        "cannot_reason": entry.cannot_reason or "",
        **{name: getattr(entry, name) for name in TEXT_FIELDS},
        **{order_field(order_id): text for order_id, text in entry.order_answers.items()},
    }
    for name, value in values.items():
        yield f"{prefix_of(report_id)}-{name}", str(value)
    for step_id in entry.steps_done:
        yield f"{prefix_of(report_id)}-steps_done", str(step_id)


def chosen_rows() -> Iterator[Filled]:
    """The rows as the page carried them."""
    for report_id, form in forms_sent().items():
        do = request.form.get(f"do-{report_id}", LEAVE)
        if do in (SEND, DRAFT) and form.validate():
            yield Filled(report_id, form.read_version, form.entry(), is_sent=do == SEND)
