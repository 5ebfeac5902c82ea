"""A message as its reader gets it: a notice in, a Thai letter out, as text and as HTML.

The plain text is also what goes to a chat, and what a secretary copies into LINE where there is no mail server.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from tracker.domain.own_wording import OWN_WORDING
from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, Section
from tracker.domain.reminders import TO_THOSE_WHO_OWE, MessageKind, Notice
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.thai_text import shortened
from tracker.domain.wording import Place, Wording, filled

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "emails"
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
LONGEST_TITLE = 110
LONGEST_SUBJECT = 250

REPORTS_PAGE = "/my-reports"
OFFICE_PAGE = "/meetings/current"
PREFLIGHT_PAGE = "/meetings/current/preflight"
LATE_PAGE = "/overdue"
PAPERS_PAGE = "/meetings/current/papers"
"""Of the meeting at hand; the letter leads to those of its own meeting."""
PAGES = {
    Role.DIVISION_HEAD: REPORTS_PAGE,
    Role.DIVISION_OFFICER: REPORTS_PAGE,
    Role.SECRETARY: OFFICE_PAGE,
    Role.ADMINISTRATOR: OFFICE_PAGE,
}
"""Where each reader answers what they are asked."""

PAGE_OF_KIND = {
    MessageKind.MISSING_LIST: OFFICE_PAGE,
    MessageKind.PREFLIGHT: PREFLIGHT_PAGE,
    MessageKind.PRE_READ: PAPERS_PAGE,
    MessageKind.ESCALATION: LATE_PAGE,
    MessageKind.EXECUTIVE_DIGEST: LATE_PAGE,
}
"""Of those that ask for no answer, whoever reads them."""

BUTTONS = {
    MessageKind.INVITATION: "เปิดหน้าการประชุม",
    MessageKind.MISSING_LIST: "เปิดหน้าติดตามของเดือนนี้",
    MessageKind.ESCALATION: "ดูเรื่องที่ค้าง",
    MessageKind.PREFLIGHT: "เปิดหน้าตรวจก่อนประชุม",
    MessageKind.EXECUTIVE_DIGEST: "ดูเรื่องที่เกินกำหนด",
    MessageKind.PRE_READ: "เปิดเอกสารประชุม",
    MessageKind.ORDERS: "เปิดข้อสั่งการ",
}
ANOTHER_BUTTON = "เปิดหน้ารายงาน"

SAYS_WHY_YOU = TO_THOSE_WHO_OWE | {MessageKind.NUDGE, MessageKind.ORDERS}
"""Kinds whose reader may wonder why it came to them; the reasons of the others stand in the ledger only."""

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
class Contents:
    """What a letter says beside its sentences, and what the places in those stand for."""

    kind: MessageKind
    agency: str
    #: A post, or the name of whoever has none.
    addressee: str
    values: Mapping[Place, str]
    sections: Sequence[Section]
    link: str
    #: Why it is this reader, where that is not plain.
    reasons: Sequence[str] = ()


def compose(notice: Notice, agency: str, base_url: str, wording: Wording | None = None) -> Letter:
    """`wording` is the agency's own for this kind, where it has one."""
    contents = Contents(
        kind=notice.kind,
        agency=agency,
        addressee=notice.to.title or notice.to.name,
        values=values_of(notice, agency),
        sections=notice.digest.sections,
        link=base_url + page_for(notice),
        reasons=notice.digest.reasons if notice.kind in SAYS_WHY_YOU else (),
    )
    return written(contents, wording)


def written(contents: Contents, wording: Wording | None = None) -> Letter:
    wording = wording or OWN_WORDING[contents.kind]
    subject = shortened(_one_line(filled(wording.subject, contents.values)), LONGEST_SUBJECT)
    fields = {
        "subject": subject,
        "opening": filled(wording.opening, contents.values),
        "closing": filled(wording.closing, contents.values),
        "button": BUTTONS.get(contents.kind, ANOTHER_BUTTON),
        "agency": contents.agency,
        "addressee": contents.addressee,
        "sections": [_laid_out(section) for section in contents.sections],
        "link": contents.link,
        "reasons": contents.reasons,
        "place_of_note": PLACE_OF_NOTE,
    }
    text = _environment.get_template("letter.txt").render(fields)
    return Letter(subject, text, _environment.get_template("letter.html").render(fields))


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


def with_attached_paper(letter: Letter, name: str) -> Letter:
    """The letter as it is sent with its paper: with words about it above the address where it can be read as well."""
    button = re.compile(f"^{re.escape(BUTTONS[MessageKind.PRE_READ])}: ", re.MULTILINE)
    note = _environment.get_template("attached_paper.txt").render(name=name)
    return Letter(
        subject=letter.subject,
        text=button.sub(lambda found: f"{note}\n\n{found[0]}", letter.text, count=1),
        html=letter.html.replace(PLACE_OF_NOTE, _environment.get_template("attached_paper.html").render(name=name), 1),
    )


def values_of(notice: Notice, agency: str) -> dict[Place, str]:
    cycle, month, digest = notice.meeting.cycle, notice.meeting.month, notice.digest
    lines = sum(len(section.lines) for section in digest.sections)
    return {
        Place.AGENCY: agency,
        Place.MONTH: thai_month(month),
        Place.MONTH_SHORT: thai_month(month, short=True),
        Place.COUNT: str(digest.count or len(digest.owed) or lines),
        Place.DIVISIONS: ", ".join(digest.divisions),
        Place.DIVISION_COUNT: str(len(digest.divisions)),
        Place.DUE_ON: with_weekday(cycle.due_on),
        Place.DUE_SHORT: thai_date(cycle.due_on, short=True),
        Place.HELD_ON: with_weekday(cycle.held_on),
        Place.HELD_SHORT: thai_date(cycle.held_on, short=True),
    }


def page_for(notice: Notice) -> str:
    """The page of the web that the letter leads to."""
    if notice.kind is MessageKind.PRE_READ:
        return f"/meetings/{notice.meeting.id}/papers"
    if notice.kind in PAGE_OF_KIND:
        return PAGE_OF_KIND[notice.kind]
    return PAGES[notice.to.role] if isinstance(notice.to, Holder) else REPORTS_PAGE


def with_weekday(day: date) -> str:
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {thai_date(day)}"


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    #: The first is a title, cut where it is long; the others say what there is to say of it.
    lines: tuple[str, ...]


def _laid_out(section: Section) -> tuple[str, list[_Item]]:
    items = []
    for line in section.lines:
        first, *others = [_one_line(part) for part in line.text.splitlines()] or [""]
        title = shortened(first, LONGEST_TITLE) if line.number else first
        items.append(_Item(line.number, (title, *others)))
    return section.heading, items


def _one_line(text: str) -> str:
    return " ".join(text.split())
