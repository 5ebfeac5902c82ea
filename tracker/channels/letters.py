"""The wording of reminders: a notice in, a Thai letter out, as text and as HTML.

The plain text is also what a secretary copies into LINE where there is no mail server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, Line, Section
from tracker.domain.reminders import TO_THOSE_WHO_OWE, MessageKind, Notice
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.thai_text import shortened

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "emails"
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
LONGEST_TITLE = 110

REPORTS_PAGE = "/my-reports"
OFFICE_PAGE = "/meetings/current"
PAGES = {
    Role.DIVISION_HEAD: REPORTS_PAGE,
    Role.DIVISION_OFFICER: REPORTS_PAGE,
    Role.SECRETARY: OFFICE_PAGE,
    Role.ADMINISTRATOR: OFFICE_PAGE,
}
"""Where each reader of a request answers it."""

LATE_PAGE = "/overdue"

PLACE_OF_NOTE = Markup("<!-- personal -->")
"""Where the HTML of a letter says that its address is personal, once it is."""

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


def compose(notice: Notice, agency: str, base_url: str) -> Letter:
    fields = _fields(notice)
    module = _environment.get_template(f"{notice.kind}.txt").make_module(fields)
    wording = Wording(*(_one_line(getattr(module, part)) for part in ("subject", "opening", "closing", "button")))
    values = fields | {
        "wording": wording,
        "agency": agency,
        "addressee": notice.to.title or notice.to.name,
        "link": base_url + page_for(notice),
        "place_of_note": PLACE_OF_NOTE,
        "reasons": notice.digest.reasons if notice.kind in TO_THOSE_WHO_OWE else (),
    }
    text = _environment.get_template("letter.txt").render(values)
    html = _environment.get_template("letter.html").render(values)
    return Letter(wording.subject, text, html)


def with_personal_address(letter: Letter, base_url: str, address: str) -> Letter | None:
    """The letter as it is sent to somebody who needs no password: with their own address, and words about it.

    None for a letter that does not lead to the reader's reports, or has no place for the words.
    """
    page, note = base_url + REPORTS_PAGE, _environment.get_template("personal_link.txt").render()
    end_of_line = re.compile(f": {re.escape(page)}$", re.MULTILINE)
    href = f'href="{escape(page)}"'
    if not end_of_line.search(letter.text) or href not in letter.html or PLACE_OF_NOTE not in letter.html:
        return None
    html = letter.html.replace(escape(page), escape(address))
    return Letter(
        subject=letter.subject,
        text=end_of_line.sub(lambda _: f": {address}\n{note}", letter.text),
        html=html.replace(PLACE_OF_NOTE, _environment.get_template("personal_link.html").render()),
    )


def _fields(notice: Notice) -> dict[str, Any]:
    """What the sentences of a letter may name."""
    cycle, month = notice.meeting.cycle, notice.meeting.month
    return {
        "count": len(notice.digest.owed),
        "groups": [_shortened(section) for section in notice.digest.sections],
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
    return PAGES[notice.to.role] if isinstance(notice.to, Holder) else OFFICE_PAGE


def _shortened(section: Section) -> Section:
    lines = (Line(line.number, shortened(_one_line(line.text), LONGEST_TITLE)) for line in section.lines)
    return Section(section.heading, tuple(lines))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _with_weekday(day: date) -> str:
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {thai_date(day)}"
