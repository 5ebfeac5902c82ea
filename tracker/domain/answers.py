"""What a division may answer for a month, and what the answer makes of progress and percent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from tracker.domain.errors import N_, Refusal
from tracker.domain.progress import Answer, CannotReason, Progress
from tracker.domain.status import LatestReport

FINISHED_PERCENT = 100
LONGEST_TEXT = 10_000
TEXT_FIELDS = ("done_text", "problems", "next_steps", "waiting_for", "cannot_text")

ASKED_BY: dict[Answer, frozenset[str]] = {
    Answer.PROGRESS: frozenset({"percent", "done_text", "steps_done"}),
    Answer.NO_CHANGE: frozenset(),
    Answer.NOT_YET_DUE: frozenset(),
    Answer.WAITING: frozenset({"waiting_for"}),
    Answer.CANNOT_DO: frozenset({"cannot_reason", "cannot_text"}),
    Answer.DONE: frozenset({"done_text", "steps_done"}),
}
"""What each answer asks for; problems and next steps may stand under any of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as it was filled in; `percent` may be empty where the answer does not need one."""

    answer: Answer | None
    percent: int | None = None
    done_text: str = ""
    problems: str = ""
    next_steps: str = ""
    waiting_for: str = ""
    cannot_reason: CannotReason | None = None
    cannot_text: str = ""
    #: The ids of all steps that are finished by now.
    steps_done: tuple[int, ...] = ()
    #: What is answered to the chair's orders about this measure, by the order's id.
    order_answers: Mapping[int, str] = field(default_factory=dict)


EMPTY = Entry(answer=None)


def entry_of(said: object) -> Entry:
    """From anything that has the fields of an entry by their names: a report, or a row of a query."""
    values = {one.name: getattr(said, one.name) for one in fields(Entry) if one.name != "order_answers"}
    return replace(Entry(**values), steps_done=tuple(values["steps_done"]))


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """As it is kept until it is sent; answers to orders are kept with the orders."""
    return asdict(entry) | {"order_answers": {}}


def entry_from_json(kept: Mapping[str, Any]) -> Entry:
    answer, reason = kept["answer"], kept["cannot_reason"]
    return Entry(
        answer=Answer(answer) if answer else None,
        percent=kept["percent"],
        **{name: kept[name] for name in TEXT_FIELDS},
        cannot_reason=CannotReason(reason) if reason else None,
        steps_done=tuple(kept["steps_done"]),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    progress: Progress
    percent: int


def check_draft(entry: Entry) -> None:
    """A draft may be incomplete; it only has to be storable."""
    texts = {name: getattr(entry, name) for name in TEXT_FIELDS}
    answers = {order_field(order_id): text for order_id, text in entry.order_answers.items()}
    for name, text in (texts | answers).items():
        if len(text) > LONGEST_TEXT:
            raise Refusal(N_("This text is too long. Keep it within %(length)s characters."), name, length=LONGEST_TEXT)
    if entry.percent is not None and not 0 <= entry.percent <= FINISHED_PERCENT:
        raise Refusal(N_("The percentage is a whole number from 0 to 100."), "percent")


def order_field(order_id: int) -> str:
    """The name of the field in which an order is answered."""
    return f"order_{order_id}"


def as_sent(entry: Entry, steps_before: Collection[int]) -> Entry:
    """Without what was typed under another answer: what the form no longer shows is not sent.

    Steps that were finished before stay so under an answer that does not ask about them.
    """
    if entry.answer is None:
        return entry
    asked = frozenset().union(*ASKED_BY.values())
    left_out = {name: getattr(EMPTY, name) for name in asked - ASKED_BY[entry.answer]}
    if "steps_done" in left_out:
        left_out["steps_done"] = tuple(steps_before)
    return replace(entry, **left_out)


def suggested_percent(finished: int, steps: int) -> int:
    """What the finished steps say of the whole work; it is never all of it before that is reported as done."""
    return min(finished * FINISHED_PERCENT // steps, FINISHED_PERCENT - 1) if steps else 0


def outcome_of(entry: Entry, previous: LatestReport | None) -> Outcome:
    """What a complete answer makes of the assignment; refuses one that leaves out what it needs.

    "No change", "not yet due" and "waiting" carry the last figures forward; "cannot do" keeps them too, and shows
    as blocked.
    """
    check_draft(entry)
    last = Outcome(previous.progress, previous.percent) if previous else Outcome(Progress.NOT_STARTED, 0)
    match entry.answer:
        case None:
            raise Refusal(N_("Choose what you report for this month."), "answer")
        case Answer.PROGRESS:
            return _progress(entry)
        case Answer.DONE:
            _need(entry.done_text, "done_text", N_("Write what was done."))
            return Outcome(Progress.DONE, FINISHED_PERCENT)
        case Answer.WAITING:
            _need(entry.waiting_for, "waiting_for", N_("Write what you are waiting for."))
        case Answer.CANNOT_DO:
            _check_cannot(entry)
    if last.progress is Progress.DONE and entry.answer is not Answer.NO_CHANGE:
        return Outcome(Progress.IN_PROGRESS, last.percent)
    return last


def _progress(entry: Entry) -> Outcome:
    _need(entry.done_text, "done_text", N_("Write what was done."))
    if entry.percent is None:
        raise Refusal(N_("Write how many per cent of the work is done."), "percent")
    if entry.percent == FINISHED_PERCENT:
        raise Refusal(N_("For finished work choose “done”; otherwise write less than 100 per cent."), "percent")
    return Outcome(Progress.IN_PROGRESS, entry.percent)


def _check_cannot(entry: Entry) -> None:
    if entry.cannot_reason is None:
        raise Refusal(N_("Choose why it cannot be done."), "cannot_reason")
    if entry.cannot_reason is CannotReason.OTHER:
        _need(entry.cannot_text, "cannot_text", N_("Write why it cannot be done."))


def _need(text: str, field: str, message: str) -> None:
    if not text.strip():
        raise Refusal(message, field)
