"""The settings of an agency in the log: each with its name, and its value as people read it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _

from tracker.domain.cadence import Cadence
from tracker.domain.meeting_kinds import MovesTo
from tracker.domain.papers import Digits
from tracker.web.labels import label_of
from tracker.web.rule_words import kept_rule_in_words
from tracker.web.texts import lazy

SETTING_WORDS: dict[str, LazyString] = {
    "opens_days_before": lazy("Reports open, days before"),
    "reminder_days_before": lazy("Reminders, days before"),
    "due_days_before": lazy("Reports are due, days before"),
    "eve_days_before": lazy("Last look before the meeting, days before"),
    "orders_days_after": lazy("Orders go out, days after"),
    "minimum_gap_days": lazy("Days between two letters to the same person"),
    "tells_executives": lazy("Executives are told what is overdue"),
    "sends_pre_read": lazy("The papers go out before the meeting"),
    "pre_read_days_before": lazy("The papers go out, days before"),
    "default_cadence": lazy("How often, where the plan does not say"),
    "quiet_from": lazy("Nothing is sent from"),
    "quiet_until": lazy("Nothing is sent until"),
    "meeting_rule": lazy("Day of the meetings"),
    "meeting_moves_to": lazy("Where the day is a day off"),
    "meeting_starts_at": lazy("Hour of the meetings"),
    "meeting_place": lazy("Place of the meetings"),
    "digits": lazy("Digits on papers"),
    "emblem": lazy("Emblem on papers"),
    "own_fonts": lazy("Own font of the papers in PDF"),
    "signatures": lazy("Who signs papers"),
    "memo_office": lazy("Office that writes the memos"),
    "memo_number": lazy("Beginning of a memo's number"),
    "memo_to": lazy("To whom memos go"),
}


def settings_in_words(settings: Mapping[str, object]) -> str:
    return "; ".join(f"{SETTING_WORDS.get(name, name)} = {_value(name, value)}" for name, value in settings.items())


def _value(name: str, value: object) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value)
    if name == "meeting_rule":
        return kept_rule_in_words(text)
    words = {"default_cadence": Cadence, "meeting_moves_to": MovesTo, "digits": Digits}.get(name)
    return str(label_of(words(text)).label) if words else text
