"""The wording of reminders: a notice in, a Thai letter out, as text and as HTML.

The plain text is also what a secretary copies into LINE where there is no mail server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker.domain.permissions import Role
from tracker.domain.recipients import OwedReport
from tracker.domain.reminders import TO_THOSE_WHO_OWE, MessageKind, Notice
from tracker.domain.thai_dates import thai_date, thai_month

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "emails"
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
LONGEST_TITLE = 110

OFFICE_PAGE = "/meetings/current"
PAGES = {
    Role.DIVISION_HEAD: "/my-reports",
    Role.DIVISION_OFFICER: "/my-reports",
    Role.SECRETARY: OFFICE_PAGE,
    Role.ADMINISTRATOR: OFFICE_PAGE,
}
"""Where each reader of a request answers it."""

LATE_PAGE = "/overdue"

_BELONGS_TO_THE_LETTER_BEFORE = re.compile("[ะ-ฺๅ-๎]*")
_BELONGS_TO_THE_LETTER_AFTER = " เแโใไ"

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(["html"], default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one kind of letter, which both of its forms share."""

    subject: str
    opening: str
    closing: str
    button: str


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    division: str
    reports: tuple[Line, ...]


def compose(notice: Notice, agency: str, base_url: str) -> Letter:
    fields = _fields(notice)
    module = _environment.get_template(f"{notice.kind}.txt").make_module(fields)
    wording = Wording(*(_one_line(getattr(module, part)) for part in ("subject", "opening", "closing", "button")))
    values = fields | {
        "wording": wording,
        "agency": agency,
        "addressee": notice.to.title or notice.to.name,
        "link": base_url + page_for(notice),
        "reasons": notice.reasons if notice.kind in TO_THOSE_WHO_OWE else (),
    }
    text = _environment.get_template("letter.txt").render(values)
    html = _environment.get_template("letter.html").render(values)
    return Letter(wording.subject, text, html)


def _fields(notice: Notice) -> dict[str, Any]:
    """What the sentences of a letter may name."""
    cycle, month = notice.meeting.cycle, notice.meeting.month
    return {
        "count": len(notice.owed),
        "groups": _by_division(notice.owed),
        "month": thai_month(month),
        "month_short": thai_month(month, short=True),
        "held_on": _with_weekday(cycle.held_on),
        "held_short": thai_date(cycle.held_on, short=True),
        "due_on": _with_weekday(cycle.due_on),
        "due_short": thai_date(cycle.due_on, short=True),
    }


def page_for(notice: Notice) -> str:
    """The page of the web that the letter leads to."""
    if notice.kind is MessageKind.ESCALATION:
        return LATE_PAGE
    if notice.kind is MessageKind.MISSING_LIST:
        return OFFICE_PAGE
    return PAGES[notice.to.role]


def _by_division(owed: Iterable[OwedReport]) -> list[Group]:
    lines: dict[str, list[Line]] = {}
    for report in owed:
        lines.setdefault(report.division, []).append(Line(report.number, shortened(report.title)))
    return [Group(division, tuple(theirs)) for division, theirs in lines.items()]


def shortened(title: str, longest: int = LONGEST_TITLE) -> str:
    """Cut between letters: a vowel or tone mark stays with its consonant."""
    title = _one_line(title)
    if len(title) <= longest:
        return title
    marks = _BELONGS_TO_THE_LETTER_BEFORE.match(title, longest - 1)
    return title[: marks.end() if marks else longest - 1].rstrip(_BELONGS_TO_THE_LETTER_AFTER) + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _with_weekday(day: date) -> str:
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {thai_date(day)}"
